import { once } from 'node:events';
import { inspect } from 'node:util';
import fc from 'fast-check';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { json, recordOf, str, struct } from '../src/codec.js';
import {
  type Call,
  type Context,
  type ContextOverrides,
  type Credentials,
  createContext,
  type LasError,
  path,
  type RequestRecord,
  type ResponseRecord,
  request,
  staticToken,
  withOptions,
} from '../src/index.js';
import { apiKey, endpoint, fake, status, token } from './support/fake.js';
import { left, pause } from './support/results.js';
import { served } from './support/served.js';

const get: Call = { method: 'GET', path: '/things' };
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const call = (method: Call['method']): Call =>
  method === 'GET' || method === 'DELETE'
    ? { method, path: path`/things/${'las:thing:1'}` }
    : { method, path: '/things', body: { a: 1 } };
const run = (ctx: Context, what: Call = get) => request(ctx, what, t.unknown)();
const networkError = () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: { code: 'ECONNRESET', message: 'reset', name: 'Error' } }),
  );

const real = (origin: string, overrides: ContextOverrides = {}) =>
  createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: staticToken(token),
    apiKey,
    retry: { limit: 2, delay: 1, maxDelay: 5 },
    ...overrides,
  });

/** Credentials with a new token for each one that is refused. */
function renewing(): { credentials: Credentials; asked: ReadonlyArray<string | undefined> } {
  const asked: (string | undefined)[] = [];
  let n = 1;
  return {
    asked,
    credentials: {
      getToken: async (_, rejected) => {
        asked.push(rejected);
        if (rejected === `token-${n}`) n++;
        return { _tag: 'Right', right: `token-${n}` };
      },
    },
  };
}

// -- what leaves -----------------------------------------------------------------------------------------------

const sends = suite('request: what leaves');

sends('method, address, token, key and body', async () => {
  for (const method of methods) {
    const { ctx, sent } = fake({ ok: true });
    const id = 'las:organization:o/las:model:m';
    const body = method === 'GET' || method === 'DELETE' ? undefined : { b: [1, null] };
    const result = await run(ctx, { method, path: path`/models/${id}`, query: { q: ['1', '2'] }, body });
    assert.equal(result, { _tag: 'Right', right: { ok: true } });
    assert.is(sent.length, 1);
    assert.is(sent[0]?.method, method);
    assert.is(sent[0]?.url.href, `${endpoint}/models/las%3Aorganization%3Ao%2Flas%3Amodel%3Am?q=1&q=2`);
    assert.equal(sent[0]?.body, body);
    const headers = Object.fromEntries(sent[0]?.headers ?? []);
    assert.equal(headers, {
      authorization: `Bearer ${token}`,
      'x-api-key': apiKey,
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
    });
  }
});

sends('no key where there is none', async () => {
  const { ctx, sent } = fake({}, { apiKey: undefined } as ContextOverrides);
  await run(ctx);
  assert.is(sent[0]?.headers.get('x-api-key'), null);
});

sends('the headers of the context besides its own', async () => {
  const { ctx, sent } = fake({}, { headers: { 'x-mine': '1' } });
  await run(withOptions(ctx, { headers: { 'x-more': '2' } }));
  assert.is(sent[0]?.headers.get('x-mine'), '1');
  assert.is(sent[0]?.headers.get('x-more'), '2');
  assert.is(sent[0]?.headers.get('authorization'), `Bearer ${token}`);
});

sends('its own headers whatever the context has', async () => {
  const { ctx, sent } = fake(
    {},
    {
      headers: {
        Authorization: 'Bearer other',
        Accept: 'text/html',
        'Content-Type': 'application/json; a=b',
      },
    },
  );
  await run(ctx, call('POST'));
  assert.is(sent[0]?.headers.get('authorization'), `Bearer ${token}`);
  assert.is(sent[0]?.headers.get('accept'), 'application/json');
  assert.is(sent[0]?.headers.get('content-type'), 'application/json');
});

sends('null, and nothing for undefined', async () => {
  const { ctx, sent } = fake({});
  await run(ctx, { method: 'PATCH', path: '/things', body: { a: null, b: undefined, c: { d: undefined } } });
  assert.equal(sent[0]?.body, { a: null, c: {} });
  assert.equal(Object.keys(sent[0]?.body as object), ['a', 'c']);
});

sends('nothing before it runs, and again with each run', async () => {
  const { ctx, sent } = fake({});
  const task = request(ctx, get, t.unknown);
  await pause(1);
  assert.is(sent.length, 0);
  await Promise.all([task(), task()]);
  assert.is(sent.length, 2);
});

sends('any body that JSON can carry, as it is', async () => {
  const { ctx, sent } = fake({});
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (body) => {
      await run(ctx, { method: 'POST', path: '/things', body });
      assert.is(JSON.stringify(sent.at(-1)?.body), JSON.stringify(body));
    }),
    { numRuns: 50 },
  );
});

sends.run();

const refuses = suite('request: what is refused before anything leaves');

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

const wrong: ReadonlyArray<readonly [string, Call, ContextOverrides?]> = [
  ['NaN in a body', { ...call('POST'), body: { a: [{ deep: Number.NaN }] } }],
  ['infinity in a body', { ...call('POST'), body: { a: Number.NEGATIVE_INFINITY } }],
  ['a cyclic body', { ...call('POST'), body: cyclic }],
  ['a bigint in a body', { ...call('PUT'), body: { a: 1n } }],
  ['a PATCH with nothing', { ...call('PATCH'), body: {} }],
  ['a PATCH with undefined alone', { ...call('PATCH'), body: { a: undefined } }],
  ['a PATCH without a body', { method: 'PATCH', path: '/things' }],
  ['no id', { ...get, path: path`/things/${'..'}` }],
  ['a path with dots', { ...get, path: '/things/../users' }],
  ['NaN in a query', { ...get, query: { n: Number.NaN } }],
  ['half a surrogate pair in a query', { ...get, query: { q: ['\ud800'] } }],
  ['a line break in a header', get, { headers: { 'x-mine': 'hunter2\r\nx-evil: 1' } }],
  ['a character beyond Latin 1 in a header', get, { headers: { 'x-mine': 'hunter2 🎉' } }],
  ['a name that no header may have', get, { headers: { 'hunter2 x': '1' } }],
  ['such a character in the key', get, { apiKey: 'hunter2\n!' } as ContextOverrides],
  ['such a character in the token', get, { credentials: staticToken('hunter2\nx') } as ContextOverrides],
  ['an endpoint without https', get, { apiEndpoint: 'http://api.example.com' } as ContextOverrides],
];

for (const [name, what, overrides] of wrong) {
  refuses(name, async () => {
    const { ctx, sent } = fake({}, overrides);
    const error = left(await run(ctx, what));
    assert.is(error._tag, 'InvalidInput');
    assert.ok(error.message.length > 20 && error.message.length < 300, error.message);
    assert.not.match(inspect(error), /hunter2/);
    assert.is(sent.length, 0);
  });
}

refuses('a body that throws when it is read', async () => {
  for (const thrown of [new Error('mine'), 'a text', null, undefined]) {
    const body = {
      toJSON: () => {
        throw thrown;
      },
    };
    const { ctx, sent } = fake({});
    assert.is(left(await run(ctx, { ...call('POST'), body: { body } }))._tag, 'InvalidInput');
    assert.is(sent.length, 0);
  }
});

refuses('what the credentials refuse', async () => {
  const { ctx, sent } = fake({}, { credentials: staticToken('') } as ContextOverrides);
  assert.is(left(await run(ctx))._tag, 'MissingCredentials');
  assert.is(sent.length, 0);
});

refuses.run();

// -- what comes back -------------------------------------------------------------------------------------------

const answers = suite('request: answers');

answers('204 and empty bodies are undefined', async () => {
  for (const answer of [
    () => new Response(null, { status: 204 }),
    () => new Response('', { status: 200 }),
    () => new Response(null, { status: 202, headers: { 'content-type': 'application/json' } }),
  ]) {
    assert.equal(await run(fake(answer).ctx), { _tag: 'Right', right: undefined });
    const error = left(await request(fake(answer).ctx, get, json)());
    assert.ok(error._tag === 'DecodeError' && error.got === 'undefined' && error.path === '');
  }
});

answers('of JSON whatever their content type', async () => {
  const { ctx } = fake(() => new Response('{"a":1}', { headers: { 'content-type': 'text/plain' } }));
  assert.equal(await run(ctx), { _tag: 'Right', right: { a: 1 } });
});

answers('that are no JSON are no success', async () => {
  for (const body of ['<html><body>Welcome</body></html>', '{"a":', 'null,', '{"a":1}{"b":2}', ' ']) {
    const { ctx, sent } = fake(() => new Response(body));
    const error = left(await run(ctx));
    assert.ok(error._tag === 'DecodeError', error._tag);
    assert.is(error.expected, 'JSON');
    assert.is(error.status, 200);
    assert.is(error.body, body);
    assert.match(error.got, /^string "/);
    assert.is(sent.length, 1);
  }
});

answers('in HTML with a status are that status', async () => {
  const { ctx } = fake(() => new Response('<html>\n  <h1>Bad Gateway</h1></html>', { status: 502 }), {
    retry: 0,
  });
  const error = left(await run(ctx));
  assert.ok(error._tag === 'HttpError' && error.status === 502);
  assert.match(error.message, /^The API answered 502 to GET \/v1\/things: <html> <h1>Bad Gateway/);
});

answers('carry the id of the request and what the server asks for', async () => {
  const { ctx } = fake(() => status(503, 'later.', { 'retry-after': '120', 'x-amzn-requestid': 'r-1' }));
  const error = left(await run(ctx));
  assert.equal(error, {
    _tag: 'HttpError',
    message: 'The API answered 503 to GET /v1/things: later.',
    source: 'api',
    status: 503,
    body: { message: 'later.' },
    requestId: 'r-1',
    retryAfter: 120,
  });
});

answers('name the moment to come back as a date, too', async () => {
  const at = (ms: number) => ({ 'retry-after': new Date(Date.now() + ms).toUTCString() });
  const ask = async (headers: Record<string, string>) =>
    left(await run(fake(() => status(500, '', headers), { retry: 0 }).ctx)) as {
      readonly retryAfter?: number;
    };
  const { retryAfter } = await ask(at(100_000));
  assert.ok(retryAfter !== undefined && retryAfter > 95 && retryAfter <= 100);
  assert.is((await ask(at(-100_000))).retryAfter, 0);
  assert.is((await ask({ 'retry-after': 'soon' })).retryAfter, undefined);
});

answers('are told apart by status and message', async () => {
  const cases: ReadonlyArray<readonly [number, unknown, LasError['_tag']]> = [
    [400, { message: 'no' }, 'BadRequest'],
    [401, { message: 'Unauthorized' }, 'InvalidCredentials'],
    [403, { message: 'Forbidden' }, 'InvalidCredentials'],
    [403, { message: 'not yours' }, 'HttpError'],
    [403, null, 'HttpError'],
    [404, 'text', 'NotFound'],
    [409, [], 'HttpError'],
    [415, { message: 1 }, 'HttpError'],
    [418, 7, 'HttpError'],
    [429, { message: 'Limit Exceeded' }, 'LimitExceeded'],
    [429, { Message: 'Too Many Requests' }, 'TooManyRequests'],
    [429, undefined, 'TooManyRequests'],
    [500, { message: '' }, 'HttpError'],
    [599, {}, 'HttpError'],
  ];
  for (const [code, body, tag] of cases) {
    const { ctx } = fake(() => new Response(JSON.stringify(body) ?? null, { status: code }), { retry: 0 });
    const error = left(await run(ctx));
    assert.is(error._tag, tag, `${code} ${JSON.stringify(body)}`);
    assert.ok('status' in error && error.status === code);
  }
});

answers('show a codec that throws as an answer that cannot be checked', async () => {
  const broken = new t.Type<string>(
    'Broken',
    (u): u is string => typeof u === 'string',
    () => {
      throw new Error('broken');
    },
    t.identity,
  );
  for (const body of [{}, { toString: null, valueOf: 1 }, [1], 'text', null]) {
    const error = left(await request(fake(() => Response.json(body)).ctx, get, broken)());
    assert.ok(error._tag === 'DecodeError', error._tag);
    assert.equal(error.body, body);
  }
});

answers('nested without end are no crash', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  for (const code of [200, 400]) {
    const answer = () => new Response(deep, { status: code });
    const result = await request(fake(answer).ctx, get, str)();
    assert.is(left(result)._tag, code === 200 ? 'DecodeError' : 'BadRequest');
  }
});

answers('take io-ts codecs, and what they make of a value', async () => {
  const Length = new t.Type<number, string, unknown>(
    'Length',
    t.number.is,
    (u, c) => (typeof u === 'string' ? t.success(u.length) : t.failure(u, c)),
    String,
  );
  const codec = t.type({ name: Length, tags: t.array(t.union([t.string, t.number])) });
  const { ctx } = fake({ name: 'four', tags: ['a', 1] });
  assert.equal(await request(ctx, get, codec)(), { _tag: 'Right', right: { name: 4, tags: ['a', 1] } });
  const error = left(await request(fake({ name: 1, tags: [] }).ctx, get, codec)());
  assert.ok(error._tag === 'DecodeError' && error.path === 'name' && error.expected === 'Length');
});

answers.run();

const bounds = suite('request: errors of huge answers');

const Thing = struct<{ things: Readonly<Record<string, string>> }>('Thing', () => ({
  things: recordOf(str),
}));
const huge = 'x'.repeat(2_000_000);

const tooMuch: ReadonlyArray<readonly [string, unknown, number?]> = [
  ['a text of megabytes in place of an object', huge],
  ['a text of megabytes within', { things: huge }],
  ['a key of megabytes', { things: { [huge]: 1 } }],
  [
    'many entries',
    { things: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key ${i}`, i])) },
  ],
  ['a message of megabytes', { message: huge }, 400],
  ['a message of megabytes after a redirect', { message: huge }, 302],
];

for (const [name, body, code = 200] of tooMuch) {
  bounds(name, async () => {
    const { ctx } = fake(() => Response.json(body, { status: code }), { retry: 0 });
    const error = left(await request(ctx, get, Thing)());
    assert.is(error._tag, code === 200 ? 'DecodeError' : code === 400 ? 'BadRequest' : 'HttpError');
    assert.ok(error.message.length < 2000, `message: ${error.message.length}`);
    assert.ok(JSON.stringify(error).length < 40_000, `error: ${JSON.stringify(error).length}`);
    if (error._tag === 'DecodeError') {
      assert.ok(error.path.length < 1000, `path: ${error.path.length}`);
      assert.ok(error.got.length < 200, `got: ${error.got.length}`);
      assert.ok(error.expected.length < 200, `expected: ${error.expected.length}`);
    }
  });
}

bounds('text of megabytes that is no JSON', async () => {
  for (const code of [200, 500]) {
    const { ctx } = fake(() => new Response(`<${huge}`, { status: code }), { retry: 0 });
    const error = left(await run(ctx));
    assert.ok(JSON.stringify(error).length < 40_000);
    assert.ok('body' in error && typeof error.body === 'string' && error.body.length < 17_000);
  }
});

bounds('small bodies stay as they are', async () => {
  const body = { things: { a: 'x', b: [1] }, more: [null] };
  const error = left(await request(fake(body).ctx, get, Thing)());
  assert.ok(error._tag === 'DecodeError');
  assert.equal(error.body, body);
  assert.is(error.path, 'things.b');
  assert.is(error.expected, 'string');
  assert.is(error.got, 'an array');
});

bounds.run();

const secrets = suite('request: secrets');

const Secret = struct<{ secretId: string }>('Secret', () => ({ secretId: str }));
const sensitive: Call = {
  method: 'POST',
  path: '/secrets',
  body: { data: { p: 'hunter2' } },
  sensitive: true,
};

const tellTales: ReadonlyArray<readonly [string, () => Response]> = [
  ['a status', () => status(400, 'data.p must not be hunter2')],
  ['a quota', () => status(429, 'Limit Exceeded: hunter2')],
  ['HTML', () => new Response('<p>hunter2</p>', { status: 500 })],
  ['a value that is wrong', () => Response.json({ secretId: { hunter2: 'hunter2' } })],
  ['a text that is wrong', () => Response.json('hunter2')],
  ['a number for a text', () => Response.json({ secretId: 0, p: 'hunter2' })],
  ['no JSON', () => new Response('{"secretId": "hunter2')],
];

for (const [name, answer] of tellTales) {
  secrets(`a sensitive call repeats nothing of ${name}`, async () => {
    const error = left(await request(fake(answer).ctx, sensitive, Secret)());
    assert.not.match(inspect(error, { depth: 9 }), /hunter2/);
    assert.not.ok('body' in error);
    assert.ok('status' in error && error.status > 0);
  });
}

secrets('a sensitive call repeats nothing of what a codec throws at', async () => {
  const Broken = new t.Type<never>(
    'Broken',
    (_): _ is never => false,
    (u) => {
      throw new Error(String(u));
    },
    t.identity,
  );
  const error = left(await request(fake(() => Response.json('hunter2')).ctx, sensitive, Broken)());
  assert.not.match(inspect(error), /hunter2/);
});

secrets('no error holds token or key', async () => {
  const causes = [
    new Error(`cannot send Bearer ${token}`),
    new TypeError('fetch failed', { cause: new Error(`header: ${token}`) }),
    { name: token, message: token, code: token },
    token,
    { request: { headers: { authorization: token, 'x-api-key': apiKey } } },
  ];
  for (const cause of causes) {
    const error = left(await run(fake(() => Promise.reject(cause)).ctx));
    assert.is(error._tag, 'NetworkError');
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    assert.not.match(shown, new RegExp(`${token}|${apiKey}`));
  }
});

secrets.run();

// -- hooks -----------------------------------------------------------------------------------------------------

const hooks = suite('request: hooks');

hooks('see every attempt, and neither token nor key nor body', async () => {
  const requests: RequestRecord[] = [];
  const responses: ResponseRecord[] = [];
  const { ctx } = fake(
    (_: unknown, n: number) =>
      n === 1
        ? networkError()
        : n === 2
          ? status(503, '', { 'x-amzn-requestid': 'r-2' })
          : Response.json({}, { headers: { 'x-request-id': 'r-3' } }),
    { onRequest: (record) => requests.push(record), onResponse: (record) => responses.push(record) },
  );
  await run(ctx, { method: 'PUT', path: '/things', query: { a: 'b' }, body: { secret: 'hunter2' } });
  const same = { source: 'api', method: 'PUT', url: `${endpoint}/things?a=b` } as const;
  assert.equal(requests, [
    { ...same, attempt: 1 },
    { ...same, attempt: 2 },
    { ...same, attempt: 3 },
  ]);
  assert.equal(
    responses.map(({ duration, ...rest }) => rest),
    [
      { ...same, attempt: 1, error: 'NetworkError' },
      { ...same, attempt: 2, status: 503, requestId: 'r-2', error: 'HttpError' },
      { ...same, attempt: 3, status: 200, requestId: 'r-3' },
    ] as unknown[],
  );
  for (const { duration } of responses) assert.ok(duration >= 0 && duration < 5000);
  assert.not.match(inspect([requests, responses]), new RegExp(`${token}|${apiKey}|hunter2`));
});

hooks('that throw change nothing', async () => {
  const hook = () => {
    throw new Error('mine');
  };
  const { ctx, sent } = fake({ a: 1 }, { onRequest: hook, onResponse: hook });
  assert.equal(await run(ctx), { _tag: 'Right', right: { a: 1 } });
  assert.is(sent.length, 1);
});

hooks('that reject change nothing', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const hook = async () => {
    throw new Error('mine');
  };
  const { ctx } = fake({ a: 1 }, { onRequest: hook, onResponse: hook });
  assert.equal(await run(ctx), { _tag: 'Right', right: { a: 1 } });
  await pause(5);
  process.off('unhandledRejection', note);
  assert.equal(unhandled, []);
});

hooks('see nothing of what was refused before it left', async () => {
  let n = 0;
  const { ctx } = fake({}, { onRequest: () => n++, onResponse: () => n++ });
  await run(ctx, { ...call('PATCH'), body: {} });
  assert.is(n, 0);
});

hooks.run();

// -- again -----------------------------------------------------------------------------------------------------

const again = suite('request: attempts');

/** How many requests leave for a call that always gets the same answer. */
async function attempts(what: Call, answer: unknown, overrides: ContextOverrides = {}) {
  const { ctx, sent } = fake(answer, overrides);
  const error = left(await run(ctx, what));
  return { n: sent.length, error };
}

again('429 Too Many Requests: any call', async () => {
  for (const method of methods) {
    const { n, error } = await attempts(call(method), () => status(429, 'Too Many Requests'));
    assert.is(n, 3, method);
    assert.is(error._tag, 'TooManyRequests');
    assert.match(error.message, /\(3 attempts\)$/);
    const { ctx, sent } = fake((_: unknown, n: number) => (n < 3 ? status(429, 'Too Many Requests') : { n }));
    assert.equal(await run(ctx, call(method)), { _tag: 'Right', right: { n: 3 } });
    assert.equal(sent[0]?.body, sent[2]?.body);
  }
});

again('the quota: none', async () => {
  for (const method of methods) {
    const { n, error } = await attempts(call(method), () => status(429, 'Limit Exceeded'));
    assert.is(n, 1);
    assert.is(error._tag, 'LimitExceeded');
  }
});

again('408, 5xx, no connection and cut bodies: GET, PUT and DELETE, never POST and PATCH', async () => {
  const cut = () => new Response(new ReadableStream({ pull: (c) => c.error(new Error('cut')) }));
  const lost: ReadonlyArray<readonly [unknown, LasError['_tag']]> = [
    [() => status(408), 'HttpError'],
    [() => status(500), 'HttpError'],
    [() => status(504), 'HttpError'],
    [networkError, 'NetworkError'],
    [cut, 'NetworkError'],
  ];
  for (const [answer, tag] of lost) {
    for (const method of methods) {
      const harmless = method !== 'POST' && method !== 'PATCH';
      const { n, error } = await attempts(call(method), answer);
      assert.is(n, harmless ? 3 : 1, `${method} ${tag}`);
      assert.is(error._tag, tag);
      assert.is(
        /may have been carried out: look before you repeat it/.test(error.message),
        !harmless,
        error.message,
      );
    }
  }
});

again('an attempt without an answer in time: the same', async () => {
  for (const method of methods) {
    const { n, error } = await attempts(call(method), () => new Promise(() => {}), { timeout: 10 });
    assert.is(n, method === 'POST' || method === 'PATCH' ? 1 : 3, method);
    assert.ok(error._tag === 'Timeout' && error.scope === 'attempt');
  }
});

again('a DELETE of a collection: none but of what was refused before any work was done', async () => {
  const collection: Call = { method: 'DELETE', path: '/things', query: { maxResults: 5 } };
  for (const answer of [() => status(408), () => status(500), () => status(504), networkError]) {
    const { n, error } = await attempts(collection, answer);
    assert.is(n, 1);
    assert.match(error.message, /may have been carried out: look before you repeat it/);
  }
  assert.is((await attempts(collection, () => status(429, 'Too Many Requests'))).n, 3);
});

again(
  'a write whose answer cannot be read: none, and the error says that it may have been carried out',
  async () => {
    for (const method of methods) {
      const { n, error } = await attempts(call(method), () => new Response('<html>'));
      assert.is(n, 1);
      assert.is(error._tag, 'DecodeError');
      const writes = method === 'POST' || method === 'PATCH';
      assert.is(/may have been carried out: look before you repeat it/.test(error.message), writes, method);
      assert.not.match(error.message, /earlier attempt/);
    }
  },
);

again('every other answer: none', async () => {
  for (const code of [301, 400, 403, 404, 409, 415]) {
    assert.is((await attempts(get, () => status(code))).n, 1, String(code));
  }
  assert.is((await attempts(get, () => new Response('<html>'))).n, 1);
});

again('as many as the context says', async () => {
  for (const retry of [0, 1, { limit: 1, delay: 0 }, { limit: 4, delay: 0, maxDelay: 0 }]) {
    const limit = typeof retry === 'number' ? retry : retry.limit;
    const { n } = await attempts(get, () => status(500), {
      retry: typeof retry === 'number' ? { limit, delay: 1 } : retry,
    });
    assert.is(n, limit + 1);
  }
});

again('none where the server asks for more time than the context allows', async () => {
  const started = performance.now();
  const { n, error } = await attempts(get, () => status(429, 'Too Many Requests', { 'retry-after': '3600' }));
  assert.is(n, 1);
  assert.ok(error._tag === 'TooManyRequests' && error.retryAfter === 3600);
  assert.ok(performance.now() - started < 1000);
});

again('not before the time that the server asks for', async () => {
  const started = performance.now();
  const { n } = await attempts(get, () => status(503, '', { 'retry-after': '1' }), {
    retry: { limit: 1, delay: 0, maxDelay: 1500 },
  });
  assert.is(n, 2);
  assert.ok(performance.now() - started >= 990);
});

again('a DELETE that finds nothing after an answer was lost says what that may mean', async () => {
  const lost = fake((_: unknown, n: number) => (n === 1 ? networkError() : status(404, 'no such thing')));
  const error = left(await run(lost.ctx, call('DELETE')));
  assert.is(error._tag, 'NotFound');
  assert.match(error.message, /An earlier attempt may have deleted it\./);
  const slow = fake((_: unknown, n: number) => (n === 1 ? status(429, 'Too Many Requests') : status(404)));
  assert.not.match(left(await run(slow.ctx, call('DELETE'))).message, /earlier attempt/);
  assert.not.match(left(await run(fake(() => status(404)).ctx, call('DELETE'))).message, /earlier attempt/);
});

again.run();

const tokens = suite('request: a token that is refused');

tokens('is renewed once, for any method', async () => {
  for (const method of methods) {
    const { credentials, asked } = renewing();
    const { ctx, sent } = fake(
      ({ headers }: { headers: Headers }) =>
        headers.get('authorization') === 'Bearer token-2' ? { ok: true } : status(401, 'Unauthorized'),
      { credentials, retry: 0 } as ContextOverrides,
    );
    assert.equal(await run(ctx, call(method)), { _tag: 'Right', right: { ok: true } });
    assert.equal(asked, [undefined, 'token-1']);
    assert.is(sent.length, 2);
    assert.equal(sent[0]?.body, sent[1]?.body);
  }
});

tokens('and refused again ends in InvalidCredentials', async () => {
  const { credentials, asked } = renewing();
  const { ctx, sent } = fake(() => status(401, 'The incoming token has expired'), {
    credentials,
  } as ContextOverrides);
  const error = left(await run(ctx));
  assert.ok(error._tag === 'InvalidCredentials' && error.status === 401 && error.source === 'api');
  assert.match(error.message, /The incoming token has expired/);
  assert.is(sent.length, 2);
  assert.equal(asked, [undefined, 'token-1']);
});

tokens('and cannot be renewed ends at once', async () => {
  const { ctx, sent } = fake(() => status(401, 'Unauthorized'));
  assert.is(left(await run(ctx))._tag, 'InvalidCredentials');
  assert.is(sent.length, 1);
});

tokens('leaves the attempts for other errors as they are', async () => {
  const { credentials } = renewing();
  const { ctx, sent } = fake(
    (_: unknown, n: number) => (n === 2 ? status(401) : n < 5 ? status(500) : { n }),
    { credentials, retry: { limit: 3, delay: 0 } } as ContextOverrides,
  );
  assert.equal(await run(ctx), { _tag: 'Right', right: { n: 5 } });
  assert.is(sent.length, 5);
});

tokens.run();

// -- time and cancellation -------------------------------------------------------------------------------------

const time = suite('request: time and cancellation');

const never = () => new Promise(() => {});

time('ends with the signal of the context', async () => {
  const controller = new AbortController();
  const { ctx, sent } = fake(never, { signal: controller.signal });
  const result = run(ctx);
  await pause(5);
  controller.abort(new Error('any reason'));
  assert.equal(left(await result), {
    _tag: 'Aborted',
    message: "Aborted by the context's signal.",
  });
  assert.is(sent.length, 1);
});

time('aborts the request itself', async () => {
  const controller = new AbortController();
  let signal: AbortSignal | undefined;
  const { ctx } = fake(
    {},
    {
      signal: controller.signal,
      fetch: (request) => {
        signal = request.signal;
        return new Promise(() => {});
      },
    },
  );
  const result = run(ctx);
  await pause(5);
  controller.abort();
  await result;
  assert.is(signal?.aborted, true);
});

time('sends nothing with a signal that is aborted already', async () => {
  const { ctx, sent } = fake({}, { signal: AbortSignal.abort() });
  assert.is(left(await run(ctx))._tag, 'Aborted');
  assert.is(sent.length, 0);
});

time('ends a wait between attempts with the signal', async () => {
  const controller = new AbortController();
  const { ctx, sent } = fake(() => status(429, 'Too Many Requests', { 'retry-after': '30' }), {
    signal: controller.signal,
    retry: { maxDelay: 60_000 },
  });
  const started = performance.now();
  const result = run(ctx);
  await pause(10);
  controller.abort();
  assert.is(left(await result)._tag, 'Aborted');
  assert.is(sent.length, 1);
  assert.ok(performance.now() - started < 2000);
});

time('has an end for all attempts together', async () => {
  const { ctx, sent } = fake(() => status(500), {
    totalTimeout: 100,
    retry: { limit: 1_000_000, delay: 5, maxDelay: 5 },
  });
  const started = performance.now();
  const error = left(await run(ctx));
  assert.ok(error._tag === 'Timeout' && error.scope === 'total', error._tag);
  assert.ok(performance.now() - started < 1000);
  assert.ok(sent.length > 1);
});

time('has an end while it waits for a token', async () => {
  const { ctx, sent } = fake({}, {
    totalTimeout: 10,
    credentials: {
      getToken: (inner: Context) =>
        new Promise((resolve) => {
          inner.signal?.addEventListener('abort', () =>
            resolve({ _tag: 'Left', left: inner.signal?.reason }),
          );
        }),
    },
  } as ContextOverrides);
  const error = left(await run(ctx));
  assert.ok(error._tag === 'Timeout' && error.scope === 'total');
  assert.is(sent.length, 0);
});

time('has no end where none is wanted', async () => {
  const { ctx } = fake(() => pause(30).then(() => ({})), { timeout: false, totalTimeout: false });
  assert.is((await run(ctx))._tag, 'Right');
});

time('says that a POST may have been carried out, whichever time was over', async () => {
  for (const limits of [{ timeout: 10 }, { totalTimeout: 10 }]) {
    const error = left(await run(fake(never, limits).ctx, call('POST')));
    assert.is(error._tag, 'Timeout');
    assert.match(error.message, /It may have been carried out/);
  }
});

time.run();

// -- whatever a fetch does -------------------------------------------------------------------------------------

const hostile = suite('request: whatever fetch does');

const behaviours: ReadonlyArray<(value: unknown) => unknown> = [
  (value) => {
    throw value;
  },
  (value) => Promise.reject(value),
  (value) => Promise.resolve(value),
  (value) => value,
  (value) => new Response(typeof value === 'string' ? value : JSON.stringify(value)),
  (value) => ({ status: value, headers: new Headers(), text: () => value }),
  (value) => ({ status: 200, ok: true, headers: value, text: () => Promise.reject(value) }),
  (value) => ({ status: 200, ok: true, headers: new Headers(), clone: () => value, text: () => value }),
];

hostile('the result is an Either, never a rejection', async () => {
  const value = fc.anything({
    withDate: true,
    withNullPrototype: true,

    withObjectString: true,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...behaviours),
      value,
      fc.constantFrom(...methods),
      async (f, value, method) => {
        const { ctx } = fake({}, { fetch: (() => f(value)) as never, retry: { limit: 1, delay: 0 } });
        const result = await request(
          ctx,
          call(method),
          struct<object>('Thing', () => ({})),
        )();
        assert.ok(result._tag === 'Left' || result._tag === 'Right');
        if (result._tag === 'Left') {
          assert.type(result.left._tag, 'string');
          assert.type(result.left.message, 'string');
          JSON.stringify(result.left);
        }
      },
    ),
    { numRuns: 400 },
  );
});

hostile('a thrown error is told in plain words, and not kept', async () => {
  const thrown = Object.assign(new Error('mine'), { request: { headers: 'x' } });
  const { ctx } = fake(
    {},
    {
      fetch: () => {
        throw thrown;
      },
      retry: 0,
    },
  );
  assert.equal(left(await run(ctx)), {
    _tag: 'NetworkError',
    message: 'No response from api.example.com (mine): check the endpoint and the connection.',
    source: 'api',
    cause: { name: 'Error', message: 'mine' },
  });
});

hostile('any answer is a result or an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 200, max: 599 }), fc.jsonValue(), async (code, body) => {
      const empty = code === 204 || code === 205 || code === 304;
      const { ctx } = fake(() => new Response(empty ? null : JSON.stringify(body), { status: code }), {
        retry: 0,
      });
      const result = await run(ctx);
      assert.is(result._tag, code < 300 ? 'Right' : 'Left');
    }),
    { numRuns: 150 },
  );
});

hostile.run();

// -- real servers ----------------------------------------------------------------------------------------------

const faults = suite('request: real servers');

faults('an answer', () =>
  served(
    (_, response) => response.setHeader('content-type', 'application/json').end('{"a":1}'),
    async (origin, received) => {
      assert.equal(await run(real(origin), call('POST')), { _tag: 'Right', right: { a: 1 } });
      assert.is(received[0]?.method, 'POST');
      assert.is(received[0]?.url, '/v1/things');
      assert.is(received[0]?.headers.authorization, `Bearer ${token}`);
      assert.is(received[0]?.headers['content-length'], '7');
    },
  ),
);

faults('204', () =>
  served(
    (_, response) => response.writeHead(204).end(),
    async (origin) =>
      assert.equal(await run(real(origin), call('POST')), { _tag: 'Right', right: undefined }),
  ),
);

faults('a connection that is reset', () =>
  served(
    (request) => request.socket.resetAndDestroy(),
    async (origin, received) => {
      const error = left(await run(real(origin)));
      assert.ok(error._tag === 'NetworkError', error._tag);
      assert.match(error.message, /^No response from 127\.0\.0\.1:\d+ \(\w+\): .*\(3 attempts\)$/);
      assert.type(error.cause.code, 'string');
      const before = received.length;
      assert.ok(before >= 3);
      assert.is(left(await run(real(origin), call('POST')))._tag, 'NetworkError');
      assert.is(received.length, before + 1);
    },
  ),
);

faults('a reset once', () => {
  let n = 0;
  return served(
    (request, response) => (n++ === 0 ? request.socket.resetAndDestroy() : response.end('{"a":1}')),
    async (origin) => assert.equal(await run(real(origin)), { _tag: 'Right', right: { a: 1 } }),
  );
});

faults('a body that is cut', () =>
  served(
    (request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"a":');
      setTimeout(() => request.socket.destroy(), 2);
    },
    async (origin, received) => {
      assert.is(left(await run(real(origin)))._tag, 'NetworkError');
      assert.is(received.length, 3);
    },
  ),
);

faults('no answer', () =>
  served(
    () => {},
    async (origin, received) => {
      const error = left(await run(real(origin, { timeout: 60 })));
      assert.ok(error._tag === 'Timeout' && error.scope === 'attempt');
      assert.is(received.length, 3);
      assert.is(left(await run(real(origin, { timeout: 60 }), call('PATCH')))._tag, 'Timeout');
      assert.is(received.length, 4);
    },
  ),
);

faults('a body that never ends', () =>
  served(
    (_, response) => {
      response.writeHead(200).write('{"a":');
      const timer = setInterval(() => response.write('1'), 2);
      response.on('close', () => clearInterval(timer));
    },
    async (origin) => {
      const error = left(await run(real(origin, { timeout: 30, retry: 0 })));
      assert.ok(error._tag === 'Timeout' && error.scope === 'attempt');
      const total = left(await run(real(origin, { totalTimeout: 30 })));
      assert.ok(total._tag === 'Timeout' && total.scope === 'total');
    },
  ),
);

faults('an abort closes the connection', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  await served(
    (request) => {
      closed = once(request.socket, 'close');
    },
    async (origin, received) => {
      const controller = new AbortController();
      const result = run(real(origin, { signal: controller.signal }));
      while (received.length === 0) await pause(1);
      controller.abort();
      assert.is(left(await result)._tag, 'Aborted');
      await closed;
    },
  );
});

faults('nobody there', async () => {
  let gone = '';
  await served(
    () => {},
    async (origin) => {
      gone = origin;
    },
  );
  const error = left(await run(real(gone)));
  assert.ok(error._tag === 'NetworkError' && error.cause.code === 'ECONNREFUSED');
});

faults('a redirect is not followed, and no token reaches where it leads', () =>
  served(
    (_, response) => response.end('{}'),
    async (elsewhere, stolen) => {
      for (const code of [301, 302, 303, 307, 308]) {
        await served(
          (_, response) => response.writeHead(code, { location: `${elsewhere}/v1/things` }).end(),
          async (origin, received) => {
            for (const method of methods) {
              const error = left(await run(real(origin), call(method)));
              assert.ok(error._tag === 'HttpError' && error.status === code, `${code} ${error._tag}`);
              assert.match(error.message, /Redirects are not followed: check the endpoint\./);
            }
            assert.is(received.length, methods.length);
          },
        );
      }
      assert.is(stolen.length, 0);
    },
  ),
);

faults('many calls on one signal warn of no leak', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  await served(
    (_, response) => response.end('{}'),
    async (origin) => {
      const { signal } = new AbortController();
      await Promise.all(Array.from({ length: 30 }, () => run(real(origin, { signal, totalTimeout: 5000 }))));
    },
  );
  await pause(1);
  process.off('warning', note);
  assert.equal(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning').map(String), []);
});

faults.run();
