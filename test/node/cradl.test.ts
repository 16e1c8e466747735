/** Accounts of Cradl AI: environment, profiles and token cache, as its Python SDK has them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Either } from 'fp-ts/lib/Either.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ContextOptions, contextWith, type LasError, request, type Transport } from '../../src/index.js';
import { credentialsFromEnvironment, credentialsFromFile, defaultCredentials } from '../../src/node/index.js';

const jwt = (claims: unknown) =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2lnbmF0dXJl'].join('.');
const seconds = () => Date.now() / 1000;
const claims = { external_app_client_id: 'a', external_organization_id: 'b', scope: 'c' };
const fetched = jwt({ ...claims, n: 'fetched' });

/** What an account leads to: where it asks, and with which token. */
async function used(account: Either<LasError, ContextOptions>) {
  if (account._tag === 'Left') return account.left.message;
  const asked: string[] = [];
  const transport: Transport = async (url, { headers, body }) => {
    if (url.includes('/token')) {
      asked.push(`token ${url} ${new URLSearchParams(String(body)).get('client_id')}`);
      return Response.json({ access_token: fetched, expires_in: 3600 });
    }
    asked.push(`${url} ${headers['authorization']?.replace('Bearer ', '')}`);
    return Response.json({});
  };
  const ctx = contextWith(transport, account.right);
  const codec = { decode: (right: unknown) => ({ _tag: 'Right', right }) as const };
  await request(ctx, { method: 'GET', path: '/x' }, codec as never)();
  return asked;
}

const cradl = {
  CRADL_CLIENT_ID: 'new',
  CRADL_CLIENT_SECRET: 'secret-of-the-test',
  CRADL_AUTH_ENDPOINT: 'https://auth.cradl.ai/oauth2/token',
  CRADL_API_ENDPOINT: 'https://api.cradl.ai/v1',
};
const las = {
  LAS_CLIENT_ID: 'old',
  LAS_CLIENT_SECRET: 'secret-of-the-test',
  LAS_AUTH_ENDPOINT: 'auth.lucidtech.ai',
  LAS_API_ENDPOINT: 'https://api.lucidtech.ai/v1',
  LAS_API_KEY: 'key-of-the-test',
};

const environment = suite('CRADL_* in the environment');

environment('CRADL_* come before LAS_*, whole or not at all', async () => {
  assert.equal(await used(credentialsFromEnvironment({ ...las, ...cradl })), [
    'token https://auth.cradl.ai/oauth2/token new',
    `https://api.cradl.ai/v1/x ${fetched}`,
  ]);
  const account = credentialsFromEnvironment({ ...las, ...cradl });
  assert.is(account._tag === 'Right' && account.right.apiKey, undefined);
  const old = await used(credentialsFromEnvironment({ ...las, ...cradl, CRADL_CLIENT_SECRET: '' }));
  assert.match(old[1] ?? '', /^https:\/\/api\.lucidtech\.ai\/v1\/x/);
  assert.is(
    await used(credentialsFromEnvironment({ ...cradl, CRADL_CLIENT_SECRET: '' })),
    'Missing environment variables: CRADL_CLIENT_SECRET. Set what the service issued.',
  );
});

environment('CRADL_ACCESS_TOKEN is used until it ends, and must tell when', async () => {
  const token = jwt({ exp: seconds() + 100 });
  assert.equal(await used(credentialsFromEnvironment({ ...cradl, CRADL_ACCESS_TOKEN: token })), [
    `https://api.cradl.ai/v1/x ${token}`,
  ]);
  const ended = jwt({ exp: seconds() - 1 });
  assert.is((await used(credentialsFromEnvironment({ ...cradl, CRADL_ACCESS_TOKEN: ended }))).length, 2);
  for (const wrong of ['opaque-token-of-the-test', jwt({}), jwt({ exp: 'soon' })]) {
    const message = await used(credentialsFromEnvironment({ ...cradl, CRADL_ACCESS_TOKEN: wrong }));
    assert.match(String(message), /^CRADL_ACCESS_TOKEN must be a JWT/);
    assert.not.match(String(message), new RegExp(wrong));
  }
});

environment.run();

const file = suite('~/.cradl/credentials.json');

const profile = {
  client_id: 'new',
  client_secret: 'secret-of-the-test',
  auth_endpoint: 'https://auth.cradl.ai/oauth2/token',
  api_endpoint: 'https://api.cradl.ai/v1',
};
const ini = `[default]
client_id = old
client_secret = secret-of-the-test
auth_endpoint = auth.lucidtech.ai
api_endpoint = https://api.lucidtech.ai/v1
[aged]
client_id = aged
client_secret = secret-of-the-test
auth_endpoint = auth.lucidtech.ai
api_endpoint = https://api.lucidtech.ai/v1
`;

const homes = mkdtempSync(join(tmpdir(), 'las-fp-homes-'));
process.on('exit', () => rmSync(homes, { recursive: true, force: true }));

/** A home folder with these files. */
function home(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(homes, 'home-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const inHome = async (files: Readonly<Record<string, string>>, name?: string) =>
  used(await credentialsFromFile({ profile: name, environment: { HOME: home(files) } })());

file('the newer file comes first, by profile', async () => {
  const both = {
    '.cradl/credentials.json': JSON.stringify({
      default: profile,
      other: { ...profile, client_id: 'other' },
    }),
    '.lucidtech/credentials.cfg': ini,
  };
  assert.match((await inHome(both))[0] ?? '', /new$/);
  assert.match((await inHome(both, 'other'))[0] ?? '', /other$/);
  assert.match((await inHome(both, 'aged'))[1] ?? '', /api\.lucidtech\.ai/);
  const { '.lucidtech/credentials.cfg': _, ...alone } = both;
  assert.match(String(await inHome(alone, 'nobody')), /credentials\.cfg/);
  const account = await defaultCredentials({ environment: { HOME: home(both) } })();
  assert.match((await used(account))[0] ?? '', /new$/);
});

file('what is wrong with it is told, and no secret', async () => {
  const cases: ReadonlyArray<readonly [string, RegExp]> = [
    ['{ not json secret-of-the-test', /must be a JSON object of profiles/],
    ['[]', /must be a JSON object of profiles/],
    [
      JSON.stringify({ default: { ...profile, client_id: '', api_endpoint: 5 } }),
      /Missing client_id, api_endpoint in/,
    ],
    [JSON.stringify({ default: { ...profile, use_cache: 'yes' } }), /use_cache in .* must be true or false/],
    [JSON.stringify({ default: { ...profile, access_token: 'opaque' } }), /access_token in .* must be a JWT/],
  ];
  for (const [text, says] of cases) {
    const message = String(await inHome({ '.cradl/credentials.json': text }));
    assert.match(message, says);
    assert.not.match(message, /secret-of-the-test/);
  }
  const path = join(home({ 'mine.json': JSON.stringify({ other: profile }) }), 'mine.json');
  assert.match(
    String(await used(await credentialsFromFile({ path })())),
    /Missing profile default .*the file has other/,
  );
  assert.match((await used(await credentialsFromFile({ path, profile: 'other' })()))[0] ?? '', /new$/);
});

file('use_cache shares the token with the Python SDK, in its file and form', async () => {
  const token = jwt({ ...claims, n: 'cached' });
  const folder = home({
    '.cradl/credentials.json': JSON.stringify({ default: { ...profile, use_cache: true } }),
    '.cradl/token-cache.json': JSON.stringify({
      default: { access_token: token, expires_in: seconds() + 3600.25 },
      other: { access_token: 'x', expires_in: 1 },
    }),
  });
  const account = () => credentialsFromFile({ environment: { HOME: folder } })();
  assert.equal(await used(await account()), [`https://api.cradl.ai/v1/x ${token}`]);
  writeFileSync(join(folder, '.cradl/token-cache.json'), '');
  assert.is((await used(await account())).length, 2);
  const written = JSON.parse(readFileSync(join(folder, '.cradl/token-cache.json'), 'utf8'));
  assert.is(written.default.access_token, fetched);
  assert.ok(Math.abs(written.default.expires_in - seconds() - 3600) < 5, 'the moment of expiry, in seconds');
  assert.is(statSync(join(folder, '.cradl/token-cache.json')).mode & 0o777, 0o600);
  assert.equal(await used(await account()), [`https://api.cradl.ai/v1/x ${fetched}`]);
});

file('access_token wins over the cache', async () => {
  const token = jwt({ exp: seconds() + 100 });
  const files = {
    '.cradl/credentials.json': JSON.stringify({
      default: { ...profile, use_cache: true, access_token: token },
    }),
    '.cradl/token-cache.json': JSON.stringify({
      default: { access_token: 'x', expires_in: seconds() + 3600 },
    }),
  };
  assert.equal(await inHome(files), [`https://api.cradl.ai/v1/x ${token}`]);
});

file.run();
