/** The tokens of a login: renewal, log-out, and what authorization servers of others do. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { authorizationCode } from '../../src/auth/authorizationCode.js';
import {
  type Context,
  type ContextOverrides,
  createContext,
  listModels,
  request,
  withOptions,
} from '../../src/index.js';
import { left, pause, right } from '../support/results.js';
import {
  age,
  apiEndpoint,
  authEndpoint,
  clientId,
  json,
  redirectUri,
  seen,
  signIn,
  world,
} from './loginWorld.js';

// -- renewal -----------------------------------------------------------------------------------------------------

const renewal = suite('authorizationCode: renewal');

renewal('keeps the refresh token that the answer leaves out', async () => {
  const { enter, call, storage, asked, emulator, tab } = world();
  await enter();
  const before = JSON.parse(storage.text ?? '');
  for (let n = 2; n < 5; n++) {
    emulator.expireTokens();
    assert.is((await call())._tag, 'Right');
    assert.is(asked.length, n);
    assert.equal(Object.fromEntries(asked.at(-1)?.form ?? []), {
      grant_type: 'refresh_token',
      refresh_token: before.refreshToken,
      client_id: clientId,
    });
  }
  const after = JSON.parse(storage.text ?? '');
  assert.is(after.refreshToken, before.refreshToken);
  assert.is.not(after.accessToken, before.accessToken);
  age(storage);
  assert.is((await tab().call())._tag, 'Right');
});

renewal('takes the refresh token that replaces the old one', async () => {
  const { enter, call, storage, asked, emulator } = world({}, { rotateRefreshTokens: true });
  await enter();
  const used = new Set<unknown>();
  for (let n = 0; n < 3; n++) {
    used.add(JSON.parse(storage.text ?? '').refreshToken);
    emulator.expireTokens();
    assert.is((await call())._tag, 'Right');
  }
  assert.is(used.size, 3);
  assert.equal(
    asked.slice(1).map(({ form }) => form.get('refresh_token')),
    [...used],
  );
});

renewal('happens once for many calls', async () => {
  const { enter, call, asked, emulator } = world({}, { rotateRefreshTokens: true });
  await enter();
  emulator.expireTokens();
  const results = await Promise.all(Array.from({ length: 20 }, call));
  assert.ok(results.every(({ _tag }) => _tag === 'Right'));
  assert.is(asked.length, 2);
});

renewal('that is refused ends the login', async () => {
  const { enter, call, storage, isLoggedIn, emulator } = world({}, {}, async (form, go) =>
    form.get('grant_type') === 'refresh_token' ? json({ error: 'invalid_grant' }, 400) : go(),
  );
  await enter();
  emulator.expireTokens();
  const error = left(await call());
  assert.is(error._tag, 'MissingCredentials');
  assert.match(error.message, /log in again/);
  assert.is(storage.text, null);
  assert.is(await isLoggedIn(), false);
  await enter();
  assert.is((await call())._tag, 'Right');
});

renewal('that fails otherwise logs nobody out', async () => {
  for (const [answer, tag] of [
    [async () => Promise.reject(new TypeError('fetch failed')), 'NetworkError'],
    [async () => json({}, 503), 'HttpError'],
    [async () => json({ message: 'Forbidden' }, 403), 'InvalidCredentials'],
    [async () => json({ message: 'Too Many Requests' }, 429), 'TooManyRequests'],
    [async () => new Response('<html>'), 'DecodeError'],
  ] as const) {
    let down = false;
    const { enter, call, storage, isLoggedIn, emulator } = world({}, {}, (_, go) => (down ? answer() : go()));
    await enter();
    emulator.expireTokens();
    const before = storage.text;
    down = true;
    const error = left(await call());
    assert.is(error._tag, tag);
    assert.is('source' in error && error.source, 'auth');
    assert.is(storage.text, before);
    assert.is(await isLoggedIn(), true);
    down = false;
    assert.is((await call())._tag, 'Right', tag);
  }
});

renewal('without a refresh token is a new login', async () => {
  let expires_in = 3600;
  const { enter, call, storage, isLoggedIn } = world({}, {}, async (_, go) => {
    const { access_token } = (await (await go()).json()) as { readonly access_token: string };
    return json({ access_token, expires_in });
  });
  await enter();
  assert.is(await isLoggedIn(), true);
  assert.is((await call())._tag, 'Right');
  expires_in = 0;
  await enter();
  assert.is(await isLoggedIn(), false);
  assert.match(left(await call()).message, /log in again/);
  assert.is(storage.text, null);
});

renewal('does not undo a log-out or a login that came before its answer', async () => {
  for (const meanwhile of ['logout', 'logout elsewhere', 'login'] as const) {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { enter, call, logout, storage, isLoggedIn, emulator } = world({}, {}, async (form, go) => {
      if (form.get('grant_type') === 'refresh_token') await held;
      return go();
    });
    await enter();
    assert.is(await isLoggedIn(), true);
    emulator.expireTokens();
    const calling = call();
    await pause(2);
    if (meanwhile === 'logout') await logout();
    else if (meanwhile === 'login') await enter();
    else storage.text = null;
    const after = storage.text;
    release();
    assert.is((await calling)._tag, meanwhile === 'login' ? 'Right' : 'Left', meanwhile);
    assert.is(storage.text, after);
    assert.is(await isLoggedIn(), meanwhile === 'login');
    assert.is((await call())._tag, meanwhile === 'login' ? 'Right' : 'Left');
  }
});

renewal('goes to its end though nobody waits for it any more', async () => {
  const { enter, call, ctx, emulator, asked } = world({}, { rotateRefreshTokens: true }, async (form, go) => {
    const answer = await go();
    if (form.get('grant_type') === 'refresh_token') await pause(10);
    return answer;
  });
  await enter();
  emulator.expireTokens();
  const controller = new AbortController();
  const calling = listModels(withOptions(ctx, { signal: controller.signal }))();
  await pause(3);
  controller.abort();
  assert.is(left(await calling)._tag, 'Aborted');
  await pause(20);
  assert.is((await call())._tag, 'Right');
  assert.is(asked.length, 2);
});

renewal.run();

// -- log-out and secrets -----------------------------------------------------------------------------------------

const out = suite('authorizationCode: the log-out');

out('forgets the tokens and sends nothing', async () => {
  const { enter, logout, storage, isLoggedIn, asked, call } = world();
  await enter();
  assert.type(logout, 'function');
  await logout();
  assert.is(storage.text, null);
  assert.is(await isLoggedIn(), false);
  assert.is(left(await call())._tag, 'MissingCredentials');
  assert.is(asked.length, 1);
  await logout();
});

out('has an address', async () => {
  const { logoutUrl, emulator, tab } = world();
  const query = new URLSearchParams({ logout_uri: redirectUri, client_id: clientId });
  assert.is(right(logoutUrl()), `https://auth.example.com/logout?${query}`);
  const elsewhere = right(tab({ logoutUri: 'https://app.localhost/bye?a=1&b=2' }).logoutUrl());
  assert.is(new URL(elsewhere).searchParams.get('logout_uri'), 'https://app.localhost/bye?a=1&b=2');
  const answer = await emulator.fetch(new Request(elsewhere, { redirect: 'manual' }));
  assert.is(answer.headers.get('location'), 'https://app.localhost/bye?a=1&b=2');
});

out('and everything else shows no secret', async () => {
  const shown: string[] = [];
  const show = (...values: unknown[]) => {
    for (const value of values)
      shown.push(inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value) ?? '');
  };
  const { login, ctx, fetch, storage, loginStorage, emulator, asked, call } = world(
    { storage: undefined, loginStorage: undefined },
    {},
    async (form, go) =>
      form.get('grant_type') === 'refresh_token' ? json({ error: form.toString() }, 500) : go(),
  );
  const kept = seen();
  const hooks: ContextOverrides = {
    fetch,
    onRequest: (record) => show(record),
    onResponse: (record) => show(record),
  };
  const begun = authorizationCode({ clientId, redirectUri, authEndpoint, storage: kept, loginStorage });
  const url = right(await begun.beginLogin()());
  const verifier = (loginStorage.text ?? '').split(' ')[1] ?? '';
  const back = await signIn(fetch, url);
  show(begun, await begun.completeLogin(back, hooks)());
  show(await begun.completeLogin(back, hooks)());
  const own: Context = createContext({ apiEndpoint, credentials: begun.credentials, retry: 0, ...hooks });
  show(begun, begun.credentials, own, await listModels(own)());
  emulator.expireTokens();
  show(await listModels(own)(), login, ctx, await call());
  show(right(begun.logoutUrl()));
  const { accessToken, refreshToken } = JSON.parse(kept.text ?? '') as Record<string, string>;
  const code = new URL(back).searchParams.get('code');
  for (const secret of [verifier, accessToken, refreshToken, code]) {
    assert.ok(secret && secret.length > 20);
    assert.not.ok(shown.some((text) => text.includes(secret)));
    assert.not.ok(asked.some(({ request }) => request.url.includes(secret)));
    assert.not.ok(url.includes(secret));
  }
  assert.is(storage.text, null);
});

out.run();

// -- an authorization server of others ---------------------------------------------------------------------------

interface Provider {
  readonly callback: () => (...args: ReadonlyArray<unknown>) => void;
}
interface OidcModule {
  readonly Provider: new (issuer: string, configuration: unknown) => Provider;
}

/** A browser as far as the login of the provider needs one: it keeps cookies and follows redirects up to `end`. */
function browser(end: string) {
  const jar = new Map<string, string>();
  return async function go(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; text: string }> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    const location = answer.headers.get('location');
    if (!location) return { url, text: await answer.text() };
    const next = new URL(location, url).href;
    return next.startsWith(end) ? { url: next, text: '' } : go(next);
  };
}

async function startProvider(rotate: boolean): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const silent = () => {};
  const { warn, info } = console;
  Object.assign(console, { warn: silent, info: silent });
  try {
    const { Provider } = (await import('oidc-provider' as string)) as OidcModule;
    const provider = new Provider(url, {
      clients: [
        {
          client_id: 'page',
          token_endpoint_auth_method: 'none',
          application_type: 'native',
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [redirectUri],
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
        },
      ],
      routes: { authorization: '/oauth2/authorize', token: '/oauth2/token' },
      pkce: { required: () => true },
      issueRefreshToken: () => true,
      rotateRefreshToken: rotate,
      cookies: { keys: ['a key of the test'] },
      ttl: {
        IdToken: 3600,
        AccessToken: 3600,
        AuthorizationCode: 60,
        RefreshToken: 3600,
        Grant: 3600,
        Session: 3600,
        Interaction: 600,
      },
    });
    server.on('request', provider.callback());
  } finally {
    Object.assign(console, { warn, info });
  }
  return { url, server };
}

const others = suite('authorizationCode: an authorization server of others');
const Me = t.type({ sub: t.string });
const quiet = console.warn;
others.before(() => {
  console.warn = () => {};
});
others.after(() => {
  console.warn = quiet;
});

for (const rotate of [true, false]) {
  others(`logs in, renews${rotate ? ' with rotation' : ''}, refuses what it should`, async () => {
    const { url, server } = await startProvider(rotate);
    try {
      const storage = seen();
      const loginStorage = seen();
      const one = authorizationCode({
        clientId: 'page',
        redirectUri,
        authEndpoint: url,
        scopes: ['openid', 'offline_access'],
        storage,
        loginStorage,
      });
      const ctx = createContext({ apiEndpoint: url, credentials: one.credentials, retry: 0 });
      const me = () => request(ctx, { method: 'GET', path: '/me' }, Me)();
      const enter = async () => {
        const go = browser(redirectUri);
        let page = await go(right(await one.beginLogin({ prompt: 'consent' })()));
        for (let step = 0; step < 4 && !page.url.startsWith(redirectUri); step++) {
          const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1] ?? '';
          const prompt = /name="prompt" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
          page = await go(new URL(action, page.url).href, { prompt, login: 'somebody', password: 'any' });
        }
        return page.url;
      };

      const back = await enter();
      assert.match(back, /[?&]code=/);
      right(await one.completeLogin(back)());
      assert.equal(right(await me()), { sub: 'somebody' });

      const before = JSON.parse(storage.text ?? '');
      age(storage);
      const reloaded = authorizationCode({ clientId: 'page', redirectUri, authEndpoint: url, storage });
      const again = createContext({ apiEndpoint: url, credentials: reloaded.credentials, retry: 0 });
      const result = await request(again, { method: 'GET', path: '/me' }, Me)();
      assert.equal(right(result), { sub: 'somebody' });
      const after = JSON.parse(storage.text ?? '');
      assert.is.not(after.accessToken, before.accessToken);
      assert.is(after.refreshToken !== before.refreshToken, rotate);

      // A code whose verifier is another one.
      const stolen = await enter();
      loginStorage.text = (loginStorage.text ?? '').replace(/ .*$/m, ` ${'v'.repeat(43)}`);
      const wrong = left(await one.completeLogin(stolen)());
      assert.is(wrong._tag, 'InvalidCredentials');
      assert.match(wrong.message, /^The login failed: The auth endpoint answered 400/);

      // A refresh token that is not, or no longer, one.
      storage.text = JSON.stringify({
        ...after,
        refreshToken: rotate ? before.refreshToken : 'none',
        renewAt: 0,
      });
      const over = authorizationCode({ clientId: 'page', redirectUri, authEndpoint: url, storage });
      const last = createContext({ apiEndpoint: url, credentials: over.credentials, retry: 0 });
      const error = left(await request(last, { method: 'GET', path: '/me' }, Me)());
      assert.is(error._tag, 'MissingCredentials');
      assert.is(storage.text, null);

      // What it refuses at once comes back in the redirect.
      const impossible = right(await one.beginLogin({ prompt: 'none' })());
      const refusal = await browser(redirectUri)(impossible);
      const said = left(await one.completeLogin(refusal.url)());
      assert.is(said._tag, 'MissingCredentials');
      assert.match(said.message, /login_required/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
}

others.run();
