import { inspect } from 'node:util';
import { calculatePKCECodeChallenge } from 'oauth4webapi';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveEmulator } from '../../emulator/src/node.js';
import { authorizationCode } from '../../src/auth/authorizationCode.js';
import { challengeOf } from '../../src/auth/pkce.js';
import {
  type ContextOverrides,
  createContext,
  type LasError,
  listModels,
  memoryStorage,
  type TokenStorage,
} from '../../src/index.js';
import { left, pause, right } from '../support/results.js';
import { age, clientId, json, type Result, redirectUri, seen, signIn, world } from './loginWorld.js';

// -- the address -------------------------------------------------------------------------------------------------

const address = suite('authorizationCode: the address to log in at');

address('is that of RFC 6749 and RFC 7636', async () => {
  const { login, loginStorage } = world({ scopes: ['openid', 'profile'] });
  const url = new URL(right(await login.beginLogin()()));
  assert.is(url.origin + url.pathname, 'https://auth.example.com/oauth2/authorize');
  const query = Object.fromEntries(url.searchParams);
  const { state, code_challenge, ...rest } = query;
  assert.equal(rest, {
    client_id: clientId,
    code_challenge_method: 'S256',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
  });
  const [kept, verifier = ''] = (loginStorage.text ?? '').trim().split(' ');
  assert.is(kept, state);
  assert.match(verifier, /^[A-Za-z0-9._~-]{43,128}$/);
  assert.is(code_challenge, await calculatePKCECodeChallenge(verifier));
  assert.not.ok(url.href.includes(verifier));
});

address('has a challenge as others compute it', async () => {
  // The example of RFC 7636, appendix B.
  assert.is(
    await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
  for (let i = 0; i < 200; i++) {
    const verifier = `${crypto.randomUUID()}${'~'.repeat(i % 80)}`;
    assert.is(await challengeOf(verifier), await calculatePKCECodeChallenge(verifier));
  }
});

address('is another one each time, and nothing happens before it is asked for', async () => {
  const { login, loginStorage } = world();
  const task = login.beginLogin();
  await pause(1);
  assert.is(loginStorage.text, null);
  const [one, two] = [new URL(right(await task())), new URL(right(await task()))];
  for (const key of ['state', 'code_challenge']) {
    assert.is.not(one.searchParams.get(key), two.searchParams.get(key));
  }
});

address('takes further parameters, but none in place of its own', async () => {
  const { login } = world();
  const parameters = {
    prompt: 'login',
    redirect_uri: 'https://evil.example.com',
    state: 'mine',
    lang: 'å&b',
  };
  const query = new URL(right(await login.beginLogin(parameters)())).searchParams;
  assert.is(query.get('prompt'), 'login');
  assert.is(query.get('lang'), 'å&b');
  assert.equal(query.getAll('redirect_uri'), [redirectUri]);
  assert.is.not(query.get('state'), 'mine');
});

address('is found however the endpoint is written', async () => {
  for (const [given, folder, logout] of [
    ['auth.example.com', 'https://auth.example.com/oauth2', 'https://auth.example.com/logout'],
    ['auth.example.com/', 'https://auth.example.com/oauth2', 'https://auth.example.com/logout'],
    ['auth.example.com/oauth2', 'https://auth.example.com/oauth2', 'https://auth.example.com/logout'],
    [
      'https://auth.example.com/oauth2/token',
      'https://auth.example.com/oauth2',
      'https://auth.example.com/logout',
    ],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/oauth2', 'http://127.0.0.1:3000/logout'],
    ['auth.example.com/x/oauth2', 'https://auth.example.com/x/oauth2', 'https://auth.example.com/x/logout'],
  ] as const) {
    const { login } = world({ authEndpoint: given });
    assert.is(right(await login.beginLogin()()).split('?')[0], `${folder}/authorize`, given);
    assert.is(right(login.logoutUrl()).split('?')[0], logout, given);
  }
  const real = authorizationCode({ clientId, redirectUri, loginStorage: seen() });
  assert.match(right(await real.beginLogin()()), /^https:\/\/auth\.lucidtech\.ai\/oauth2\/authorize\?/);
});

address('is refused with options that cannot be right, and nothing is kept', async () => {
  for (const [options, tag] of [
    [{ clientId: '' }, 'MissingCredentials'],
    [{ clientId: undefined as unknown as string }, 'MissingCredentials'],
    [{ redirectUri: '' }, 'InvalidInput'],
    [{ redirectUri: '/callback' }, 'InvalidInput'],
    [{ redirectUri: 'http://example.com/' }, 'InvalidInput'],
    [{ redirectUri: 'https://example.com/#top' }, 'InvalidInput'],
    [{ redirectUri: 'https://me:hunter2@example.com/' }, 'InvalidInput'],
    [{ redirectUri: 'javascript:alert(1)' }, 'InvalidInput'],
    [{ redirectUri: undefined as unknown as string }, 'InvalidInput'],
    [{ logoutUri: 'http://example.com/' }, 'InvalidInput'],
    [{ authEndpoint: 'http://auth.example.com' }, 'InvalidInput'],
    [{ authEndpoint: '' }, 'InvalidInput'],
  ] as const) {
    const { login, loginStorage, asked } = world(options);
    for (const result of [await login.beginLogin()(), login.logoutUrl()]) {
      const error = left(result);
      assert.is(error._tag, tag, JSON.stringify(options));
      assert.not.match(JSON.stringify(error), /hunter2/);
    }
    loginStorage.text = 'state verifier';
    assert.is(left(await login.completeLogin('https://a.example/?state=state&code=1')())._tag, tag);
    assert.is(asked.length, 0);
    assert.is(left(await world(options).login.beginLogin()())._tag, tag);
  }
  const { login, loginStorage } = world({ redirectUri: 'http://example.com/' });
  await login.beginLogin()();
  assert.is(loginStorage.text, null);
});

address('needs WebCrypto, and says so', async () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'crypto') ?? {};
  for (const value of [undefined, { getRandomValues: () => {} }]) {
    Object.defineProperty(globalThis, 'crypto', { value, configurable: true });
    try {
      const error = left(await authorizationCode({ clientId, redirectUri }).beginLogin()());
      assert.is(error._tag, 'InvalidInput');
      assert.match(error.message, /WebCrypto.*https/);
    } finally {
      Object.defineProperty(globalThis, 'crypto', real);
    }
  }
});

address.run();

// -- the login ---------------------------------------------------------------------------------------------------

const login = suite('authorizationCode: the login');

login('leads to tokens that work', async () => {
  const { beginLogin, completeLogin, isLoggedIn, fetch, call, asked, storage, loginStorage } = world();
  assert.is(await isLoggedIn(), false);
  assert.is(left(await call())._tag, 'MissingCredentials');
  const back = await signIn(fetch, right(await beginLogin()()));
  const verifier = (loginStorage.text ?? '').trim().split(' ')[1] ?? '';
  const task = completeLogin(back, { fetch });
  assert.is(asked.length, 0);
  assert.equal(await task(), { _tag: 'Right', right: undefined });
  assert.is(loginStorage.text, null);
  assert.is(await isLoggedIn(), true);
  assert.is((await call())._tag, 'Right');
  const [one] = asked;
  assert.is(asked.length, 1);
  assert.is(one?.request.method, 'POST');
  assert.is(one?.request.url, 'https://auth.example.com/oauth2/token');
  assert.is(one?.request.headers.get('content-type'), 'application/x-www-form-urlencoded');
  assert.is(one?.request.headers.get('authorization'), null);
  assert.equal(Object.fromEntries(one?.form ?? []), {
    grant_type: 'authorization_code',
    code: new URL(back).searchParams.get('code'),
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  assert.equal(Object.keys(JSON.parse(storage.text ?? '')).sort(), [
    'accessToken',
    'refreshToken',
    'renewAt',
  ]);
});

login('takes an address in any form', async () => {
  for (const form of [
    (back: string) => back,
    (back: string) => new URL(back),
    (back: string) => `${back}#_=_`,
    (back: string) => new URL(back).search,
  ]) {
    const { begin, completeLogin, fetch } = world();
    assert.is((await completeLogin(form(await signIn(fetch, await begin())), { fetch })())._tag, 'Right');
  }
});

login('outlives a reload in its storage', async () => {
  const { enter, tab, asked } = world();
  await enter();
  const reloaded = tab();
  assert.is(await reloaded.isLoggedIn(), true);
  assert.is((await reloaded.call())._tag, 'Right');
  assert.is(asked.length, 1);
});

login('works against a server', async () => {
  const server = await serveEmulator({ password: 'emulator', rotateRefreshTokens: true });
  try {
    const storage = seen();
    const one = authorizationCode({ clientId, redirectUri, authEndpoint: server.authEndpoint, storage });
    const ctx = createContext({ apiEndpoint: server.apiEndpoint, credentials: one.credentials });
    const back = await signIn((request) => fetch(request), right(await one.beginLogin()()));
    right(await one.completeLogin(back)());
    right(await listModels(ctx)());
    const before = storage.text;
    server.emulator.expireTokens();
    right(await listModels(ctx)());
    assert.is.not(storage.text, before);
    await one.logout();
    assert.is(left(await listModels(ctx)())._tag, 'MissingCredentials');
  } finally {
    await server.close();
  }
});

login('works without any storage, in memory', async () => {
  const nothing = { storage: undefined, loginStorage: undefined };
  const { enter, isLoggedIn, call, logout } = world(nothing);
  await enter();
  assert.is(await isLoggedIn(), true);
  assert.is((await call())._tag, 'Right');
  await logout();
  assert.is(await isLoggedIn(), false);
});

login('uses the session storage of a browser where there is one', async () => {
  const items = new Map<string, string>();
  Object.defineProperty(globalThis, 'sessionStorage', {
    configurable: true,
    value: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, text: string) => void items.set(key, text),
      removeItem: (key: string) => void items.delete(key),
    },
  });
  try {
    const { enter, begin, tab } = world({ storage: undefined, loginStorage: undefined });
    await begin();
    assert.equal([...items.keys()], ['las-fp.login']);
    await enter();
    assert.ok(items.has(`las-fp.token.${clientId}`));
    assert.is(await tab().isLoggedIn(), true);
    assert.is(await tab({ clientId: 'another' }).isLoggedIn(), false);
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const denied = world({ storage: undefined, loginStorage: undefined });
    await denied.enter();
    assert.is((await denied.call())._tag, 'Right');
  } finally {
    Reflect.deleteProperty(globalThis, 'sessionStorage');
  }
});

login('takes storages that answer later, or with nonsense', async () => {
  const slow = (): TokenStorage => {
    const inner = memoryStorage();
    return {
      get: async () => {
        await pause(1);
        return inner.get();
      },
      set: async (text) => {
        await pause(1);
        await inner.set(text);
      },
    };
  };
  const one = world({ storage: slow(), loginStorage: slow() });
  await one.enter();
  assert.is((await one.call())._tag, 'Right');
  await one.logout();
  assert.is(await one.isLoggedIn(), false);
  for (const text of ['', '\n\n', '{}', 'null', '[[]]', 'a b c\n']) {
    const other = world({ loginStorage: seen(text), storage: seen(text) });
    assert.is(await other.isLoggedIn(), false);
    await other.enter();
    assert.is((await other.call())._tag, 'Right', text);
  }
});

login.run();

// -- what cannot be a login --------------------------------------------------------------------------------------

const refused = suite('authorizationCode: redirects that are refused');

const messages = new Map<string, string>();
const own = (error: LasError, tag: LasError['_tag'], pattern: RegExp) => {
  assert.is(error._tag, tag);
  assert.match(error.message, pattern);
  messages.set(pattern.source, error.message);
};

refused('without a state', async () => {
  const { begin, completeLogin, loginStorage, asked } = world();
  await begin();
  const before = loginStorage.text;
  for (const url of [
    '',
    'nonsense',
    redirectUri,
    `${redirectUri}?code=secret-code`,
    `${redirectUri}?state=`,
  ]) {
    const error = left(await completeLogin(url)());
    own(error, 'InvalidInput', /Not the redirect of a login/);
    assert.not.match(error.message, /secret-code/);
  }
  assert.is(loginStorage.text, before);
  assert.is(asked.length, 0);
});

refused('with a state of another login, which leaves the one under way as it is', async () => {
  const { begin, completeLogin, fetch, asked } = world();
  const url = await begin();
  const state = new URL(url).searchParams.get('state') ?? '';
  for (const forged of [
    'forged',
    state.slice(0, -1),
    `${state} `,
    `${state}x`,
    state.toUpperCase(),
    '__proto__',
    ' ',
  ]) {
    const query = new URLSearchParams({ code: 'stolen', state: forged });
    own(
      left(await completeLogin(`${redirectUri}?${query}`, { fetch })()),
      'InvalidInput',
      /state belongs to no login that began here/,
    );
  }
  const query = new URLSearchParams({ error: 'access_denied', state: 'forged' });
  own(
    left(await completeLogin(`${redirectUri}?${query}`)()),
    'InvalidInput',
    /state belongs to no login that began here/,
  );
  assert.is(asked.length, 0);
  right(await completeLogin(await signIn(fetch, url), { fetch })());
});

refused('when no login began', async () => {
  const { completeLogin, asked } = world();
  own(left(await completeLogin(`${redirectUri}?code=1&state=2`)()), 'InvalidInput', /No login began here/);
  assert.is(asked.length, 0);
});

refused('the second time', async () => {
  const { begin, completeLogin, fetch, asked, tab, isLoggedIn } = world();
  const back = await signIn(fetch, await begin());
  const both = await Promise.all([completeLogin(back, { fetch })(), completeLogin(back, { fetch })()]);
  assert.equal(both.map(({ _tag }) => _tag).sort(), ['Left', 'Right']);
  own(left(await completeLogin(back, { fetch })()), 'InvalidInput', /used already/);
  assert.is(left(await tab().completeLogin(back, { fetch })())._tag, 'InvalidInput');
  assert.is(asked.length, 1);
  assert.is(await isLoggedIn(), true);
});

refused('the second time, though the storage cannot forget', async () => {
  const storage = seen();
  const stubborn: TokenStorage = { get: storage.get, set: (text) => (text ? storage.set(text) : undefined) };
  const { begin, completeLogin, fetch, asked } = world({ loginStorage: stubborn });
  const back = await signIn(fetch, await begin());
  right(await completeLogin(back, { fetch })());
  own(left(await completeLogin(back, { fetch })()), 'InvalidInput', /used already/);
  assert.is(asked.length, 1);
});

refused('without a code', async () => {
  const { begin, completeLogin, loginStorage } = world();
  const state = new URL(await begin()).searchParams.get('state');
  own(left(await completeLogin(`${redirectUri}?state=${state}`)()), 'InvalidInput', /has no code/);
  assert.is(loginStorage.text, null);
});

refused('with an error of the auth endpoint, which is shown, shortly', async () => {
  const { begin, completeLogin, asked, loginStorage } = world();
  for (const [description, pattern] of [
    ['The person said no', /refused: "access_denied: The person said no"\.$/],
    ['', /refused: "access_denied: "\.$/],
    [`two\nlines${'x'.repeat(10_000)}`, /refused: "access_denied: two\\nlinesx/],
  ] as const) {
    const state = new URL(await begin()).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ error: 'access_denied', error_description: description, state });
    const error = left(await completeLogin(`${redirectUri}?${query}`)());
    own(error, 'MissingCredentials', pattern);
    assert.ok(error.message.length < 400);
    assert.is(loginStorage.text, null);
  }
  const real = world({ clientId });
  const url = new URL(await real.begin());
  url.searchParams.set('code_challenge_method', 'plain');
  const answer = await real.emulator.fetch(new Request(url, { redirect: 'manual' }));
  const error = left(await real.completeLogin(answer.headers.get('location') ?? '')());
  own(error, 'MissingCredentials', /invalid_request: A code_challenge/);
  assert.is(asked.length, 0);
});

refused('each in words of their own', () => {
  assert.is(new Set(messages.values()).size, messages.size);
  assert.ok(messages.size >= 8);
});

refused('by the auth endpoint, and never sent again', async () => {
  const cases: ReadonlyArray<
    readonly [() => Promise<Response>, LasError['_tag'], (() => ContextOverrides)?]
  > = [
    [async () => json({ error: 'invalid_grant' }, 400), 'InvalidCredentials'],
    [async () => json({ error: 'invalid_client' }, 401), 'InvalidCredentials'],
    [async () => json({ message: 'Too Many Requests' }, 429), 'TooManyRequests'],
    [async () => json({}, 500), 'HttpError'],
    [async () => json({ access_token: 1 }), 'DecodeError'],
    [async () => Promise.reject(new TypeError('fetch failed')), 'NetworkError'],
    [() => new Promise(() => {}), 'Timeout', () => ({ timeout: 5 })],
    [() => new Promise(() => {}), 'Timeout', () => ({ totalTimeout: 5 })],
    [() => new Promise(() => {}), 'Aborted', () => ({ signal: AbortSignal.timeout(5) })],
  ];
  for (const [answer, tag, overrides] of cases) {
    const { begin, completeLogin, fetch, asked, isLoggedIn, loginStorage } = world({}, {}, answer);
    const back = await signIn(fetch, await begin());
    const error = left(await completeLogin(back, { fetch, retry: 5, ...overrides?.() })());
    assert.is(error._tag, tag);
    assert.match(error.message, /^The login failed: /);
    assert.is(asked.length, 1);
    assert.is(loginStorage.text, null);
    assert.is(await isLoggedIn(), false);
    assert.not.ok(inspect(error, { depth: 9 }).includes(new URL(back).searchParams.get('code') ?? ''));
    assert.match(left(await completeLogin(back, { fetch })()).message, /used already/);
  }
});

refused.run();

// -- several tabs ------------------------------------------------------------------------------------------------

const tabs = suite('authorizationCode: several tabs');

tabs('log in at the same time', async () => {
  const { tab, fetch, loginStorage } = world();
  const all = Array.from({ length: 6 }, () => tab({ storage: seen() }));
  const urls = await Promise.all(all.map((one) => one.begin()));
  assert.is(new Set(urls).size, 6);
  const backs = await Promise.all(urls.map((url) => signIn(fetch, url)));
  const order = [3, 0, 5, 1, 4, 2];
  for (const i of order) right((await all[i]?.completeLogin(backs[i] ?? '', { fetch })()) as Result);
  for (const one of all) assert.is((await one.call())._tag, 'Right');
  assert.is(loginStorage.text, null);
});

tabs('that never come back are forgotten in time', async () => {
  const { begin, completeLogin, loginStorage, fetch } = world();
  const first = await signIn(fetch, await begin());
  for (let i = 0; i < 50; i++) await begin();
  assert.ok((loginStorage.text ?? '').length < 3000);
  assert.match(left(await completeLogin(first, { fetch })()).message, /to no login that began here/);
  right(await completeLogin(await signIn(fetch, await begin()), { fetch })());
});

tabs('that share a storage are logged out together', async () => {
  const { tab, enter, storage } = world();
  const other = tab();
  await enter();
  assert.is((await other.call())._tag, 'Right');
  await other.logout();
  const again = tab();
  assert.is(await again.isLoggedIn(), false);
  const still = tab();
  await still.enter();
  assert.is(await still.isLoggedIn(), true);
  await again.logout();
  assert.is(await still.isLoggedIn(), false);
  assert.is(left(await still.call())._tag, 'MissingCredentials');
  assert.is(storage.text, null);
});

tabs('use what another one has renewed, also when they are too late to renew themselves', async () => {
  const { tab, enter, storage, asked } = world({}, { rotateRefreshTokens: true }, async (form, go, n) => {
    const answer = await go();
    // The second renewal arrives after the first one, whose answer is kept by then.
    if (form.get('grant_type') === 'refresh_token' && n === 3) await pause(20);
    return answer;
  });
  await enter();
  age(storage);
  const [one, two] = [tab(), tab()];
  const results = await Promise.all([one.call(), two.call()]);
  assert.equal(
    results.map(({ _tag }) => _tag),
    ['Right', 'Right'],
  );
  assert.is(asked.length, 3);
  assert.is(await two.isLoggedIn(), true);
  assert.is((await tab().call())._tag, 'Right');
});

tabs.run();
