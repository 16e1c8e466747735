/** Symptoms of credentials. */
import { createEmulator } from '../../emulator/src/index.js';
import * as las from '../../src/index.js';
import { credentialsFromEnvironment } from '../../src/node/index.js';
import type { Provocations } from './page.js';
import { call, contextOf, ctx, emulator } from './world.js';

const { clientCredentials, listModels, staticToken } = las;
const { clientId, clientSecret } = emulator;

/** A login of a page. */
export const browser = (options: Partial<las.AuthorizationCodeOptions> = {}) =>
  las.authorizationCode({
    clientId: 'emulator-browser',
    redirectUri: 'https://page.example/',
    storage: las.memoryStorage(),
    loginStorage: las.memoryStorage(),
    ...options,
  });

/** A call with credentials. */
const using = (credentials: las.Credentials) => listModels(contextOf(emulator, { credentials }));

const withKey = createEmulator({ apiKey: 'key' });

/** The redirect of a login, in a page that began one or none. */
const redirected =
  (began: boolean, times = 1) =>
  async () => {
    const login = browser();
    const address = began ? await login.beginLogin()() : undefined;
    const state =
      address?._tag === 'Right' && times > 1 ? new URL(address.right).searchParams.get('state') : '1';
    const back = `https://page.example/?error=access_denied&state=${state}`;
    for (let i = 1; i < times; i++) await login.completeLogin(back)();
    return login.completeLogin(back)();
  };

export const ofCredentials: Provocations = {
  'clientId is missing': call([
    using(clientCredentials({ clientId: '', clientSecret })),
    using(clientCredentials({ clientId, clientSecret: '' })),
  ]),
  'Missing environment variables': call(
    async () => credentialsFromEnvironment({ CRADL_CLIENT_ID: 'x' }),
    async () =>
      credentialsFromEnvironment({
        CRADL_CLIENT_ID: 'x',
        CRADL_CLIENT_SECRET: 'x',
        CRADL_AUTH_ENDPOINT: 'auth.cradl.ai',
        CRADL_API_ENDPOINT: 'https://api.cradl.ai/v1',
      }),
  ),
  "InvalidCredentials with source: 'auth'": call(
    using(clientCredentials({ clientId, clientSecret: 'another' })),
    listModels(ctx),
  ),
  'the same after a restart': call(
    listModels(contextOf(emulator, { fetch: createEmulator().fetch })),
    listModels(contextOf(emulator, { fetch: createEmulator({ clientId, clientSecret }).fetch })),
  ),
  "InvalidCredentials with source: 'api'": call(using(staticToken('x'))),
  'InvalidCredentials with status: 403': call(
    listModels(contextOf(withKey)),
    listModels(contextOf(withKey, { apiKey: 'key' })),
  ),
  'HttpError with status: 403': call(las.deleteRole(ctx, 'las:role:admin')),
  'Nobody is logged in': call(using(browser().credentials)),
  'No login began here': call([redirected(false), redirected(true), redirected(true, 2)]),
  'the login goes round in circles':
    'a fault of the page: the errors after which it begins a login are those above',
  'a new login in each tab':
    'by hand, in Chromium: two tabs, with the default storage and with browserLocalStorage',
};
