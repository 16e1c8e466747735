import { inspect } from 'node:util';
import fc from 'fast-check';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { json, recordOf, str, struct } from '../src/codec.js';
import {
  type Call,
  type ContextOverrides,
  type LasError,
  path,
  type RequestRecord,
  type ResponseRecord,
  request,
  staticToken,
  withOptions,
} from '../src/index.js';
import { apiKey, endpoint, fake, status, token } from './support/fake.js';
import { call, get, methods, networkError, run } from './support/requests.js';
import { left, pause } from './support/results.js';

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

answers('the DELETE of one thing is repeated, of several never', async () => {
  const id = 'las:dataset:1';
  const sentFor = async (of: Omit<Call, 'method'>) => {
    const { ctx, sent } = fake(() => {
      throw new TypeError('connection lost');
    });
    const result = await run(ctx, { method: 'DELETE', ...of });
    const says = /may have been carried out/.test(left(result).message);
    return [sent.length, says];
  };
  assert.equal(await sentFor({ path: path`/datasets/${id}` }), [3, false]);
  assert.equal(await sentFor({ path: path`/datasets/${id}/parts/${id}` }), [3, false]);
  assert.equal(await sentFor({ path: path`/datasets/${id}`, query: { max: undefined } }), [3, false]);
  assert.equal(await sentFor({ path: path`/datasets/${id}`, query: { maxResults: 5 } }), [1, true]);
  assert.equal(await sentFor({ path: path`/datasets/${id}/documents` }), [1, true]);
  assert.equal(await sentFor({ path: `/datasets/${id}` }), [1, true]);
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
