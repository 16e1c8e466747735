import * as assert from 'uvu/assert';
import { createEmulator, type EmulatorOptions } from '../../emulator/src/index.js';
import { type AuthorizationCodeOptions, authorizationCode } from '../../src/auth/authorizationCode.js';
import { createContext, type LasError, listModels, type TokenStorage } from '../../src/index.js';
import { right } from '../support/results.js';

export type Result<A = unknown> =
  | { readonly _tag: 'Left'; readonly left: LasError }
  | { readonly _tag: 'Right'; readonly right: A };
export type Fetch = (request: Request) => Promise<Response>;

export const redirectUri = 'http://127.0.0.1:3000/callback';
export const authEndpoint = 'https://auth.example.com';
export const apiEndpoint = 'https://api.example.com/v1';
export const clientId = 'emulator-browser';

export const json = (body: unknown, status = 200) => Response.json(body, { status });

/** Fills in the login page of the emulator, and gives the address that it leads to. */
export async function signIn(fetch: Fetch, address: string): Promise<string> {
  const page = await (await fetch(new Request(address))).text();
  const action = /action="([^"]*)"/
    .exec(page)?.[1]
    ?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  const answer = await fetch(
    new Request(new URL(action ?? '', address), {
      method: 'POST',
      body: new URLSearchParams({ email: 'me@example.com', password: 'emulator' }),
      redirect: 'manual',
    }),
  );
  assert.is(answer.status, 302, page);
  return answer.headers.get('location') ?? '';
}

/** A storage that tells what is in it. */
export function seen(text: string | null = null): TokenStorage & { text: string | null } {
  const storage = {
    text,
    get: () => storage.text,
    set: (value: string | null) => {
      storage.text = value;
    },
  };
  return storage;
}

/** A login against the emulator, through a fetch that counts what is asked of the token endpoint. */
export function world(
  options: Partial<AuthorizationCodeOptions> = {},
  emulatorOptions: EmulatorOptions = {},
  between: (form: URLSearchParams, go: () => Promise<Response>, n: number) => Promise<Response> = (_, go) =>
    go(),
) {
  const emulator = createEmulator({ password: 'emulator', ...emulatorOptions });
  const asked: { readonly form: URLSearchParams; readonly request: Request }[] = [];
  const fetch: Fetch = async (request) => {
    if (!request.url.endsWith('/token')) return emulator.fetch(request);
    const form = new URLSearchParams(await request.clone().text());
    asked.push({ form, request: request.clone() });
    return between(form, () => emulator.fetch(request), asked.length);
  };
  const storage = seen();
  const loginStorage = seen();
  const tab = (more: Partial<AuthorizationCodeOptions> = {}) => {
    const login = authorizationCode({
      clientId,
      redirectUri,
      authEndpoint,
      storage,
      loginStorage,
      ...options,
      ...more,
    });
    const ctx = createContext({
      apiEndpoint,
      credentials: login.credentials,
      fetch,
      retry: { limit: 2, delay: 1, maxDelay: 5 },
    });
    const begin = async () => right(await login.beginLogin()());
    const enter = async () =>
      right(await login.completeLogin(await signIn(fetch, await begin()), { fetch })());
    return { ...login, login, ctx, begin, enter, call: () => listModels(ctx)() };
  };
  return { emulator, fetch, asked, storage, loginStorage, tab, ...tab() };
}

/** Lets the kept token be due. */
export const age = (storage: { text: string | null }) => {
  storage.text = JSON.stringify({ ...JSON.parse(storage.text ?? 'null'), renewAt: 0 });
};
