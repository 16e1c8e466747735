/** Calls to the API, attempt by attempt: what is tried again, when it ends, and what a fetch and real servers may do. */
import { once } from 'node:events';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { struct } from '../src/codec.js';
import { type Call, type Context, type ContextOverrides, type LasError, request } from '../src/index.js';
import { fake, status, token } from './support/fake.js';
import { call, get, methods, networkError, real, renewing, run } from './support/requests.js';
import { left, pause } from './support/results.js';
import { served } from './support/served.js';

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
