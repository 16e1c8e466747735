import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type ClientCredentialsOptions,
  type Context,
  type ContextOverrides,
  clientCredentials,
  createContext,
  getModel,
  type LasError,
  withOptions,
} from '../../src/index.js';
import { left, pause } from '../support/results.js';

const secret = 'hunter2-the-secret';

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

const model = {
  modelId: 'las:model:1',
  status: 'active',
  fieldConfig: null,
  preprocessConfig: {},
  numberOfDataBundles: 0,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const issued = (n: number, expires_in = 3600) => ({
  access_token: `token-${n}`,
  expires_in,
  token_type: 'Bearer',
});

/** A context whose token requests are answered by `auth` and whose calls by `api`. */
function world(
  auth: (n: number, asked: Asked) => unknown = (n) => issued(n),
  api: (token: string, n: number) => unknown = () => model,
  options: Partial<ClientCredentialsOptions> = {},
  overrides: ContextOverrides = {},
) {
  const asked: Asked[] = [];
  const used: string[] = [];
  const ctx = createContext({
    apiEndpoint: 'https://api.example.com/v1',
    credentials: clientCredentials({ clientId: 'me', clientSecret: secret, ...options }),
    apiKey: 'key-of-the-test',
    headers: { 'x-mine': '1' },
    retry: { limit: 2, delay: 1, maxDelay: 5 },
    fetch: async (request) => {
      const url = new URL(request.url);
      let answer: unknown;
      if (url.pathname.endsWith('/token')) {
        const one = {
          method: request.method,
          url,
          headers: Object.fromEntries(request.headers),
          body: await request.text(),
          signal: request.signal,
        };
        asked.push(one);
        answer = await auth(asked.length, one);
      } else {
        const token = request.headers.get('authorization') ?? '';
        used.push(token.replace(/^Bearer /, ''));
        answer = await api(used.at(-1) ?? '', used.length);
      }
      return answer instanceof Response ? answer : Response.json(answer);
    },
    ...overrides,
  });
  return { ctx, asked, used };
}

const call = (ctx: Context) => getModel(ctx, 'las:model:1')();

const status = (code: number, body: unknown = {}) => Response.json(body, { status: code });

// -- the request -----------------------------------------------------------------------------------------------

const request = suite('clientCredentials: the request');

request('is the one of OAuth 2 client credentials', async () => {
  const { ctx, asked, used } = world();
  assert.is((await call(ctx))._tag, 'Right');
  assert.equal(used, ['token-1']);
  const [one] = asked;
  assert.is(one?.method, 'POST');
  assert.is(one?.url.href, 'https://auth.lucidtech.ai/oauth2/token?grant_type=client_credentials');
  assert.is(one?.body, '');
  assert.equal(one?.headers, {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`me:${secret}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
});

request('carries any character of id and secret', async () => {
  const { ctx, asked } = world(undefined, undefined, { clientId: 'mé', clientSecret: 'ß:🎉' });
  await call(ctx);
  const basic = asked[0]?.headers['authorization']?.replace('Basic ', '') ?? '';
  assert.is(Buffer.from(basic, 'base64').toString('utf8'), 'mé:ß:🎉');
});

request('goes to the endpoint however it is written', async () => {
  const spellings: ReadonlyArray<readonly [given: string, address: string]> = [
    ['auth.example.com', 'https://auth.example.com/oauth2/token'],
    ['auth.example.com/', 'https://auth.example.com/oauth2/token'],
    ['auth.example.com:8443', 'https://auth.example.com:8443/oauth2/token'],
    ['auth.example.com/oauth2', 'https://auth.example.com/oauth2/token'],
    ['auth.example.com/oauth2/', 'https://auth.example.com/oauth2/token'],
    ['auth.example.com/oauth2/token', 'https://auth.example.com/oauth2/token'],
    ['auth.example.com/realms/las', 'https://auth.example.com/realms/las/token'],
    ['https://auth.example.com', 'https://auth.example.com/oauth2/token'],
    ['https://auth.example.com/oauth2', 'https://auth.example.com/oauth2/token'],
    ['https://auth.example.com/oauth2/token', 'https://auth.example.com/oauth2/token'],
    ['https://auth.example.com/oauth2/token/', 'https://auth.example.com/oauth2/token'],
    ['http://localhost:3000', 'http://localhost:3000/oauth2/token'],
    ['http://127.0.0.1:3000/oauth2', 'http://127.0.0.1:3000/oauth2/token'],
    ['http://[::1]:3000/x/token', 'http://[::1]:3000/x/token'],
  ];
  for (const [authEndpoint, address] of spellings) {
    const { ctx, asked } = world(undefined, undefined, { authEndpoint });
    assert.is((await call(ctx))._tag, 'Right', authEndpoint);
    assert.is(asked[0]?.url.href, `${address}?grant_type=client_credentials`, authEndpoint);
  }
});

request('null, as from a file of JSON, is the endpoint by default', async () => {
  const { ctx, asked } = world(undefined, undefined, { authEndpoint: null as never });
  assert.is((await call(ctx))._tag, 'Right');
  assert.is(asked[0]?.url.host, 'auth.lucidtech.ai');
});

request('never leaves for a place where a secret must not go', async () => {
  for (const authEndpoint of [
    'http://auth.example.com',
    'http://10.0.0.1/oauth2',
    'ftp://auth.example.com',
    'https://',
    '',
    ' ',
    `me:${secret}@auth.example.com`,
    `https://me:${secret}@auth.example.com`,
  ]) {
    const { ctx, asked, used } = world(undefined, undefined, { authEndpoint });
    const error = left(await call(ctx));
    assert.is(error._tag, 'InvalidInput', authEndpoint);
    assert.match(error.message, /^authEndpoint /);
    assert.not.match(inspect(error), new RegExp(secret));
    assert.is(asked.length + used.length, 0);
  }
});

request('is not made without id or secret', async () => {
  for (const [options, missing] of [
    [{ clientId: '' }, 'clientId'],
    [{ clientSecret: '' }, 'clientSecret'],
    [{ clientId: undefined as unknown as string }, 'clientId'],
    [{ clientSecret: undefined as unknown as string }, 'clientSecret'],
  ] as const) {
    const { ctx, asked } = world(undefined, undefined, options);
    const error = left(await call(ctx));
    assert.is(error._tag, 'MissingCredentials');
    assert.match(error.message, new RegExp(`^${missing} is missing`));
    assert.is(asked.length, 0);
  }
});

request('is not made before a call runs', async () => {
  const { ctx, asked } = world();
  getModel(ctx, 'las:model:1');
  await pause(1);
  assert.is(asked.length, 0);
});

request.run();

// -- the token -------------------------------------------------------------------------------------------------

const token = suite('clientCredentials: the token');

token('is fetched once for many calls at once, and kept', async () => {
  const { ctx, asked, used } = world(async (n) => {
    await pause(5);
    return issued(n);
  });
  const results = await Promise.all(
    Array.from({ length: 50 }, () => call(withOptions(ctx, { timeout: 5000 }))),
  );
  assert.ok(results.every(({ _tag }) => _tag === 'Right'));
  await call(ctx);
  assert.is(asked.length, 1);
  assert.is(used.length, 51);
  assert.equal([...new Set(used)], ['token-1']);
});

token('is renewed a minute before it expires, or half-way where it lives shorter', async () => {
  const now = Date.now;
  const start = now();
  try {
    for (const [lifetime, kept, renewed] of [
      [3600, 3539, 3541],
      [120, 59, 61],
      [100, 49, 51],
      [10, 4, 6],
    ] as const) {
      Date.now = () => start;
      const { ctx, asked } = world((n) => issued(n, lifetime));
      await call(ctx);
      Date.now = () => start + kept * 1000;
      await call(ctx);
      assert.is(asked.length, 1, `${lifetime} s, kept`);
      Date.now = () => start + renewed * 1000;
      await call(ctx);
      assert.is(asked.length, 2, `${lifetime} s, renewed`);
    }
  } finally {
    Date.now = now;
  }
});

token('that does not live at all is fetched each time', async () => {
  for (const lifetime of [0, -1]) {
    const { ctx, asked } = world((n) => issued(n, lifetime));
    await call(ctx);
    await call(ctx);
    assert.is(asked.length, 2);
  }
});

token('is renewed once for many calls that are refused at once', async () => {
  const { ctx, asked, used } = world(
    async (n) => {
      await pause(3);
      return issued(n);
    },
    (token) => (token === 'token-1' ? status(401, { message: 'Unauthorized' }) : model),
  );
  const results = await Promise.all(Array.from({ length: 20 }, () => call(ctx)));
  assert.ok(results.every(({ _tag }) => _tag === 'Right'));
  assert.is(asked.length, 2);
  assert.is(used.filter((token) => token === 'token-2').length, 20);
});

token('that is refused late does not undo a renewal', async () => {
  let release = () => {};
  const late = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { ctx, asked } = world(undefined, async (token, n) => {
    if (n === 1) await late;
    return token === 'token-1' ? status(401) : model;
  });
  const slow = call(ctx);
  await pause(2);
  assert.is((await call(ctx))._tag, 'Right');
  release();
  assert.is((await slow)._tag, 'Right');
  assert.is(asked.length, 2);
});

token('that is refused although it is new ends in InvalidCredentials', async () => {
  const { ctx, asked, used } = world(undefined, () => status(401, { message: 'Unauthorized' }));
  const error = left(await call(ctx));
  assert.ok(error._tag === 'InvalidCredentials' && error.source === 'api');
  assert.is(asked.length, 2);
  assert.is(used.length, 2);
});

token('is shared by contexts that derive from each other, and by no others', async () => {
  const { ctx, asked } = world();
  await call(withOptions(ctx, { headers: { a: '1' } }));
  await call(withOptions(ctx, { timeout: 1000 }));
  assert.is(asked.length, 1);
  const other = world();
  await call(other.ctx);
  assert.is(other.asked.length, 1);
});

token.run();

// -- many who wait ---------------------------------------------------------------------------------------------

const waiting = suite('clientCredentials: many who wait for one token');

const slow = async (n: number) => {
  await pause(40);
  return issued(n);
};

waiting('an abort of one does not fail the others', async () => {
  const { ctx, asked } = world(slow);
  const controller = new AbortController();
  const first = call(withOptions(ctx, { signal: controller.signal }));
  const others = [call(ctx), call(withOptions(ctx, { signal: new AbortController().signal }))];
  await pause(5);
  controller.abort();
  assert.is(left(await first)._tag, 'Aborted');
  assert.is(asked[0]?.signal.aborted, false);
  for (const other of others) assert.is((await other)._tag, 'Right');
  assert.is(asked.length, 1);
});

waiting('the time of one does not fail the others', async () => {
  const { ctx, asked } = world(slow);
  const short = call(withOptions(ctx, { timeout: 5 }));
  const total = call(withOptions(ctx, { totalTimeout: 5 }));
  const patient = call(ctx);
  const [attempt, whole] = [left(await short), left(await total)];
  assert.ok(attempt._tag === 'Timeout' && attempt.scope === 'attempt');
  assert.ok(whole._tag === 'Timeout' && whole.scope === 'total');
  assert.match(attempt.message, /^While waiting for a token: /);
  assert.is((await patient)._tag, 'Right');
  assert.is(asked.length, 1);
});

waiting('the abort of the last one aborts the request, and the next call asks anew', async () => {
  const { ctx, asked } = world((n) => (n === 1 ? new Promise(() => {}) : issued(n)));
  const controllers = [new AbortController(), new AbortController()];
  const calls = controllers.map(({ signal }) => call(withOptions(ctx, { signal })));
  await pause(5);
  controllers[0]?.abort();
  await calls[0];
  assert.is(asked[0]?.signal.aborted, false);
  controllers[1]?.abort();
  assert.is(left((await calls[1]) ?? { _tag: '' })._tag, 'Aborted');
  assert.is(asked[0]?.signal.aborted, true);
  assert.is((await call(ctx))._tag, 'Right');
  assert.is(asked.length, 2);
});

waiting('a call whose signal is aborted already asks nothing', async () => {
  const { ctx, asked, used } = world();
  assert.is(left(await call(withOptions(ctx, { signal: AbortSignal.abort() })))._tag, 'Aborted');
  await pause(2);
  assert.is(asked.length + used.length, 0);
});

waiting('a failure is everybody’s, and the next call tries again', async () => {
  let down = true;
  const { ctx, asked } = world(async (n) => {
    await pause(2);
    return down ? status(400, { error: 'invalid_client' }) : issued(n);
  });
  const results = await Promise.all(Array.from({ length: 10 }, () => call(ctx)));
  for (const result of results) assert.is(left(result)._tag, 'InvalidCredentials');
  assert.is(asked.length, 1);
  down = false;
  assert.is((await call(ctx))._tag, 'Right');
  assert.is(asked.length, 2);
});

waiting.run();

// -- failures --------------------------------------------------------------------------------------------------

const failing = suite('clientCredentials: an auth endpoint that fails');

failing('is told apart from the API', async () => {
  const cases: ReadonlyArray<readonly [() => unknown, LasError['_tag'], number]> = [
    [() => status(400, { error: 'invalid_client', error_description: secret }), 'InvalidCredentials', 1],
    [() => status(401, { error: secret }), 'InvalidCredentials', 1],
    [() => status(403, { message: 'Forbidden' }), 'HttpError', 1],
    [() => status(404, secret), 'NotFound', 1],
    [() => status(429, { message: 'Too Many Requests' }), 'TooManyRequests', 3],
    [() => status(500, { message: secret }), 'HttpError', 3],
    [
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example.com' } }),
      'HttpError',
      1,
    ],
    [() => new Response(`<html>${secret}`), 'DecodeError', 1],
    [() => ({ access_token: 1, expires_in: secret }), 'DecodeError', 1],
    [() => ({ access_token: '', expires_in: 60 }), 'DecodeError', 1],
    [() => Response.json([secret]), 'DecodeError', 1],
    [() => new Response(null, { status: 204 }), 'DecodeError', 1],
    [() => Promise.reject(new TypeError('fetch failed')), 'NetworkError', 3],
  ];
  for (const [answer, tag, times] of cases) {
    const { ctx, asked, used } = world(answer);
    const error = left(await call(ctx));
    assert.ok(error._tag === tag || (tag === 'HttpError' && error._tag === 'InvalidCredentials'), error._tag);
    assert.is('source' in error && error.source, 'auth');
    assert.is(asked.length, times, tag);
    assert.is(used.length, 0);
    const shown = inspect(error, { depth: 9 }) + JSON.stringify(error);
    assert.not.match(shown, new RegExp(`${secret}|${Buffer.from(`me:${secret}`).toString('base64')}`));
  }
});

failing('for a while is asked again', async () => {
  const { ctx, asked } = world((n) => (n < 3 ? status(503) : issued(n)));
  assert.is((await call(ctx))._tag, 'Right');
  assert.is(asked.length, 3);
});

failing('shows no secret in what was thrown on the way to it', async () => {
  const basic = Buffer.from(`me:${secret}`).toString('base64');
  const { ctx } = world(() => Promise.reject(new TypeError(`cannot send authorization: Basic ${basic}`)));
  assert.not.match(inspect(left(await call(ctx)), { depth: 9 }), new RegExp(basic));
});

failing('with a token that no header may have is wrong input, without the token', async () => {
  const { ctx, used } = world(() => ({ access_token: 'hunter2\nx', expires_in: 3600 }));
  const error = left(await call(ctx));
  assert.is(error._tag, 'InvalidInput');
  assert.not.match(inspect(error), /hunter2/);
  assert.is(used.length, 0);
});

failing('with an empty token sends no call without one', async () => {
  const { ctx, used } = world(() => ({ access_token: '', expires_in: 3600 }));
  assert.is((await call(ctx))._tag, 'Left');
  assert.is(used.length, 0);
});

failing.run();

const hidden = suite('clientCredentials: secrets');

hidden('are in no printed credentials, context or hook', async () => {
  const records: unknown[] = [];
  const { ctx } = world(undefined, undefined, undefined, {
    onRequest: (record) => records.push(record),
    onResponse: (record) => records.push(record),
  });
  await call(ctx);
  for (const value of [ctx, ctx.credentials, withOptions(ctx, { timeout: 1 }), records]) {
    const shown = inspect(value, { depth: 9, showHidden: true }) + JSON.stringify(value);
    assert.not.match(
      shown,
      new RegExp(`${secret}|token-1|key-of-the-test|${Buffer.from('me:').toString('base64')}`),
    );
  }
  assert.equal(
    records.map((record) => (record as { readonly source: string }).source),
    ['auth', 'auth', 'api', 'api'],
  );
});

hidden.run();

const modern = suite('clientCredentials: an endpoint with an audience');

const jwt = (claims: unknown) =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2lnbmF0dXJl'].join('.');
const claims = {
  external_app_client_id: 'cradl:app-client:1',
  external_organization_id: 'cradl:organization:1',
  scope: 'documents:read ~?>',
};
const given = (token: unknown) => ({ access_token: token, expires_in: 3600 });

modern('gets id, secret and audience in the body, and no Basic header', async () => {
  for (const [authEndpoint, audience, url] of [
    ['auth.cradl.ai', undefined, 'https://auth.cradl.ai/oauth2/token'],
    ['https://auth.cradl.ai/oauth2/token', undefined, 'https://auth.cradl.ai/oauth2/token'],
    ['https://x.kinde.com', undefined, 'https://x.kinde.com/oauth2/token'],
    ['auth.example.com', 'https://api.example.com/', 'https://auth.example.com/oauth2/token'],
  ] as const) {
    const { ctx, asked } = world(() => given(jwt(claims)), undefined, { authEndpoint, audience });
    assert.is((await call(ctx))._tag, 'Right');
    const [one] = asked;
    assert.is(one?.url.href, url);
    assert.is(one?.headers['authorization'], undefined);
    assert.equal(Object.fromEntries(new URLSearchParams(one?.body)), {
      grant_type: 'client_credentials',
      client_id: 'me',
      client_secret: secret,
      audience: audience ?? 'https://api.cradl.ai/v1',
    });
  }
  const { ctx, asked } = world(undefined, undefined, { authEndpoint: 'auth.cradl.ai', audience: null });
  await call(ctx);
  assert.match(asked[0]?.headers['authorization'] ?? '', /^Basic /);
});

modern('asks again for a token without claims, three times in all, and for a 400 four times', async () => {
  const authEndpoint = 'auth.cradl.ai';
  const third = world((n) => given(jwt(n < 3 ? { ...claims, scope: '' } : claims)), undefined, {
    authEndpoint,
  });
  assert.is((await call(third.ctx))._tag, 'Right');
  assert.is(third.asked.length, 3);
  const none = world(() => given(jwt({ sub: 'x' })), undefined, { authEndpoint });
  const error = left(await call(none.ctx));
  assert.equal([error._tag, none.asked.length, none.used.length], ['InvalidCredentials', 3, 0]);
  assert.match(error.message, /claims/);
  const bogus = () => Response.json({ error: 'invalid_request' }, { status: 400 });
  const fourth = world((n) => (n < 4 ? bogus() : given(jwt(claims))), undefined, { authEndpoint });
  assert.is((await call(fourth.ctx))._tag, 'Right');
  assert.is(fourth.asked.length, 4);
  const wrong = world(bogus, undefined, { authEndpoint });
  assert.equal([left(await call(wrong.ctx))._tag, wrong.asked.length], ['InvalidCredentials', 4]);
  const opaque = world(() => given('no-jwt-at-all'), undefined, { authEndpoint });
  assert.is((await call(opaque.ctx))._tag, 'Right');
});

modern('waits no longer than the signal and the times of the context allow', async () => {
  const bogus = () => Response.json({ error: 'invalid_request' }, { status: 400 });
  const slow = { limit: 2, delay: 1, maxDelay: 60_000 };
  const authEndpoint = 'auth.cradl.ai';
  const { ctx } = world(bogus, undefined, { authEndpoint }, { retry: slow, totalTimeout: 100 });
  const started = performance.now();
  assert.is(left(await call(ctx))._tag, 'Timeout');
  assert.ok(performance.now() - started < 900);
  const { ctx: once, asked } = world(bogus, undefined, { authEndpoint }, { retry: 0 });
  assert.is(left(await call(once))._tag, 'InvalidCredentials');
  assert.is(asked.length, 1);
});

modern.run();

const lifetime = suite('clientCredentials: a token without a lifetime');

lifetime('is used until it is refused, or until its exp', async () => {
  for (const answer of [{ access_token: 'a-token' }, { access_token: 'a-token', expires_in: null }]) {
    const { ctx, asked } = world(() => answer);
    for (let i = 0; i < 3; i++) assert.is((await call(ctx))._tag, 'Right');
    assert.is(asked.length, 1);
  }
  const dying = world((n) => ({ access_token: jwt({ exp: Date.now() / 1000 - 1, n }) }));
  for (let i = 0; i < 3; i++) assert.is((await call(dying.ctx))._tag, 'Right');
  assert.is(dying.asked.length, 3);
  const living = world(() => ({ access_token: jwt({ exp: Date.now() / 1000 + 3600 }) }));
  for (let i = 0; i < 3; i++) assert.is((await call(living.ctx))._tag, 'Right');
  assert.is(living.asked.length, 1);
});

lifetime.run();
