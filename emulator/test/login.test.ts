import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createEmulator, type Emulator, type EmulatorOptions } from '../src/index.js';
import { api, auth, clock } from './support.js';

// The example of RFC 7636, appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const redirectUri = 'http://127.0.0.1:3000/callback';

function authorizeUrl(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'emulator-browser',
    redirect_uri: redirectUri,
    code_challenge_method: 'S256',
    code_challenge: challenge,
    state: 'a "state" & more',
    ...change,
  });
  return `${auth}/oauth2/authorize?${query}`;
}

/** Fills in the form of the login page, as a browser would. */
async function login(emulator: Emulator, password = emulator.password, change: Record<string, string> = {}) {
  const page = await emulator.fetch(authorizeUrl(change));
  const action = /action="([^"]*)"/
    .exec(await page.text())?.[1]
    ?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  assert.ok(action);
  return emulator.fetch(`${auth}${action}`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'me@example.com', password }),
  });
}

function location(response: Response): URL {
  assert.is(response.status, 302);
  return new URL(response.headers.get('location') ?? '');
}

async function codeOf(emulator: Emulator): Promise<string> {
  return location(await login(emulator)).searchParams.get('code') ?? '';
}

async function token(emulator: Emulator, body: Record<string, string>) {
  const answer = await emulator.fetch(`${auth}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'emulator-browser', ...body }),
  });
  return { status: answer.status, body: await answer.json() };
}

function exchange(emulator: Emulator, code: string, change: Record<string, string> = {}) {
  return token(emulator, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...change,
  });
}

const test = suite('emulator: login');

test('a login leads to tokens that work', async () => {
  const emulator = createEmulator();
  const page = await emulator.fetch(authorizeUrl());
  assert.is(page.status, 200);
  const html = await page.text();
  assert.match(html, /<label for="password">/);
  assert.match(html, /<html lang="en">/);
  const answer = location(await login(emulator));
  assert.is(answer.origin + answer.pathname, redirectUri);
  assert.is(answer.searchParams.get('state'), 'a "state" & more');
  const tokens = await exchange(emulator, answer.searchParams.get('code') ?? '');
  assert.is(tokens.status, 200);
  assert.is(tokens.body.token_type, 'Bearer');
  const call = async (accessToken: string) => {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    return emulator.fetch(`${api}/datasets`, { method: 'POST', headers, body: '{}' });
  };
  const made = await call(tokens.body.access_token);
  assert.match((await made.json()).createdBy, /^cradl:user:[0-9a-f]{32}$/);

  const renewed = await token(emulator, {
    grant_type: 'refresh_token',
    refresh_token: tokens.body.refresh_token,
  });
  assert.is(renewed.status, 200);
  assert.is(renewed.body.refresh_token, undefined);
  assert.is((await call(renewed.body.access_token)).status, 200);
});

test('a wrong password shows an error and keeps the address, harmlessly', async () => {
  const emulator = createEmulator({ password: 'correct' });
  const answer = await login(emulator, 'emulator');
  assert.is(answer.status, 401);
  const html = await answer.text();
  assert.match(html, /role="alert"/);
  assert.match(html, /value="me@example.com"/);
  assert.is((await login(emulator, 'correct')).status, 302);
  const attack = await emulator.fetch(authorizeUrl({ state: '"><script>alert(1)</script>' }));
  assert.not.ok((await attack.text()).includes('<script'));
});

test('a code is good once, and its reuse revokes what it gave', async () => {
  const emulator = createEmulator();
  const code = await codeOf(emulator);
  const { body } = await exchange(emulator, code);
  const again = await exchange(emulator, code);
  assert.is(again.status, 400);
  assert.is(again.body.error, 'invalid_grant');
  const headers = { authorization: `Bearer ${body.access_token}` };
  assert.is((await emulator.fetch(`${api}/models`, { headers })).status, 401);
  const renewed = await token(emulator, { grant_type: 'refresh_token', refresh_token: body.refresh_token });
  assert.is(renewed.body.error, 'invalid_grant');
});

test('a code is bound to verifier, client, address and time', async () => {
  const time = clock();
  const emulator = createEmulator({ clock: time });
  for (const change of [
    { code_verifier: `${verifier}x` },
    { client_id: 'other' },
    { redirect_uri: 'http://127.0.0.1:3001/' },
    { code: 'other' },
  ]) {
    const { status, body } = await exchange(emulator, await codeOf(emulator), change);
    assert.is(status, 400);
    assert.is(body.error, 'invalid_grant');
    assert.type(body.error_description, 'string');
  }
  const code = await codeOf(emulator);
  time.advance(301_000);
  assert.is((await exchange(emulator, code)).body.error, 'invalid_grant');
  assert.is((await token(emulator, { grant_type: 'authorization_code' })).body.error, 'invalid_request');
});

test('refresh tokens rotate on demand', async () => {
  const emulator = createEmulator({ rotateRefreshTokens: true });
  const { body } = await exchange(emulator, await codeOf(emulator));
  const refresh = (value: string) => token(emulator, { grant_type: 'refresh_token', refresh_token: value });
  const first = await refresh(body.refresh_token);
  assert.ok(first.body.refresh_token);
  assert.is((await refresh(body.refresh_token)).body.error, 'invalid_grant');
  assert.is((await refresh(first.body.refresh_token)).status, 200);
});

test('only to addresses and for clients that are known', async () => {
  const ask = async (options: EmulatorOptions, change: Record<string, string>) =>
    (await createEmulator(options).fetch(authorizeUrl(change))).status;
  assert.is(await ask({}, { redirect_uri: 'http://example.com/' }), 400);
  assert.is(await ask({}, { redirect_uri: 'javascript:alert(1)' }), 400);
  assert.is(await ask({}, { redirect_uri: 'https://example.com/' }), 400);
  assert.is(await ask({}, { redirect_uri: 'https://localhost:5173/' }), 200);
  assert.is(await ask({}, { client_id: 'other' }), 400);
  assert.is(await ask({ redirectUris: ['https://a.example/'] }, {}), 400);
  assert.is(await ask({ redirectUris: ['https://a.example/'] }, { redirect_uri: 'https://a.example/' }), 200);
  assert.is(await ask({ publicClientId: 'mine' }, { client_id: 'mine' }), 200);
  const emulator = createEmulator();
  const without = location(await emulator.fetch(authorizeUrl({ code_challenge_method: 'plain' })));
  assert.is(without.searchParams.get('error'), 'invalid_request');
  const implicit = location(await emulator.fetch(authorizeUrl({ response_type: 'token' })));
  assert.is(implicit.searchParams.get('error'), 'unsupported_response_type');
});

test('a login is remembered until the logout', async () => {
  const emulator = createEmulator();
  const cookie = (await login(emulator)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = () => emulator.fetch(authorizeUrl(), { headers: { cookie } });
  assert.ok(location(await ask()).searchParams.get('code'));
  assert.is((await emulator.fetch(authorizeUrl({ prompt: 'login' }), { headers: { cookie } })).status, 200);
  const query = new URLSearchParams({ client_id: 'emulator-browser', logout_uri: 'http://localhost:1/bye' });
  const bye = await emulator.fetch(`${auth}/logout?${query}`, { headers: { cookie } });
  assert.is(location(bye).href, 'http://localhost:1/bye');
  assert.is((await ask()).status, 200);
  query.set('logout_uri', 'http://example.com/');
  assert.is((await emulator.fetch(`${auth}/logout?${query}`)).status, 400);
});

test.run();
