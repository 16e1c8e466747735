import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type Context,
  type ContextOverrides,
  createContext,
  credentials,
  type LasError,
  listModels,
  type TokenSourceRequest,
  withOptions,
} from '../../src/index.js';
import { pause } from '../support/results.js';

type Source = (request: TokenSourceRequest) => string | Promise<string>;

const canary = 'hunter2-the-canary';

/** A context with a token source, and the tokens that it was used with. */
function world(source: Source, api: (token: string) => number = () => 200, overrides: ContextOverrides = {}) {
  const asked: TokenSourceRequest[] = [];
  const used: string[] = [];
  const ctx = createContext({
    credentials: credentials((request) => {
      asked.push(request);
      return source(request);
    }),
    retry: { limit: 1, delay: 1 },
    fetch: async (request) => {
      const token = request.headers.get('authorization') ?? '';
      used.push(token);
      return Response.json({ models: [] }, { status: api(token) });
    },
    ...overrides,
  });
  return { ctx, asked, used };
}

const call = (ctx: Context) => listModels(ctx)();

async function refused(ctx: Context): Promise<LasError> {
  const result = await call(ctx);
  if (result._tag === 'Right') throw new Error('the call went well');
  assert.not.match(inspect(result, { depth: null, showHidden: true }) + JSON.stringify(result), /hunter2/);
  return result.left;
}

const it = suite('credentials');

it('sends the token of the source, at once or later', async () => {
  for (const source of [() => 'abc', async () => 'abc'] satisfies Source[]) {
    const { ctx, used } = world(source);
    assert.is((await call(ctx))._tag, 'Right');
    assert.equal(used, ['Bearer abc']);
  }
});

it('asks the source for each call', async () => {
  let n = 0;
  const { ctx, used } = world(() => `t${++n}`);
  await call(ctx);
  await call(withOptions(ctx, { timeout: 1000 }));
  assert.equal(used, ['Bearer t1', 'Bearer t2']);
});

it('asks nothing before a call runs', async () => {
  const { ctx, asked } = world(() => 'abc');
  listModels(ctx);
  await pause(2);
  assert.is(asked.length, 0);
});

it('asks once for fifty calls at once', async () => {
  let n = 0;
  const { ctx, asked, used } = world(async () => {
    await pause(5);
    return `t${++n}`;
  });
  const results = await Promise.all(Array.from({ length: 50 }, () => call(ctx)));
  assert.ok(results.every(({ _tag }) => _tag === 'Right'));
  assert.is(asked.length, 1);
  assert.equal([...new Set(used)], ['Bearer t1']);
});

it('asks again when the API refuses the token', async () => {
  let n = 0;
  const { ctx, asked, used } = world(
    () => `t${++n}`,
    (token) => (token === 'Bearer t1' ? 401 : 200),
  );
  assert.is((await call(ctx))._tag, 'Right');
  assert.is(asked.length, 2);
  assert.equal(used, ['Bearer t1', 'Bearer t2']);
});

it('asks once more, not twice, where the source has no other token', async () => {
  const { ctx, asked, used } = world(
    () => 'abc',
    () => 401,
  );
  const error = await refused(ctx);
  assert.ok(error._tag === 'InvalidCredentials' && error.status === 401);
  assert.is(asked.length, 2);
  assert.is(used.length, 1);
});

it('says that the source failed, and repeats nothing that it said', async () => {
  class SecretError extends Error {
    override readonly name = 'VaultError';
  }
  const failures: readonly (readonly [Source, string])[] = [
    [
      () => {
        throw new Error(canary);
      },
      'Error',
    ],
    [() => Promise.reject(new SecretError(canary, { cause: canary })), 'VaultError'],
    [() => Promise.reject(canary), 'string'],
    [() => Promise.reject(undefined), 'undefined'],
    [() => Promise.reject({ token: canary }), 'object'],
  ];
  for (const [source, name] of failures) {
    const { ctx, asked, used } = world(source);
    assert.equal(await refused(ctx), {
      _tag: 'MissingCredentials',
      message: `The token source failed (${name}).`,
    });
    assert.equal([asked.length, used.length], [1, 0]);
  }
});

it('says that the source gave no token', async () => {
  for (const token of ['', undefined, null, 7, { token: canary }] as readonly unknown[]) {
    const { ctx, used } = world(() => token as string);
    assert.equal(await refused(ctx), {
      _tag: 'MissingCredentials',
      message: 'The token source gave no token.',
    });
    assert.is(used.length, 0);
  }
});

it('does not send what no header may have', async () => {
  const { ctx, used } = world(() => `${canary}\nx: y`);
  assert.is((await refused(ctx))._tag, 'InvalidInput');
  assert.is(used.length, 0);
});

it('tries the source again after a failure', async () => {
  let down = true;
  const { ctx } = world(() => {
    if (down) throw new Error('down');
    return 'abc';
  });
  assert.is((await refused(ctx))._tag, 'MissingCredentials');
  down = false;
  assert.is((await call(ctx))._tag, 'Right');
});

it('obeys the time and the signal of the caller while the source hangs', async () => {
  const { ctx, asked } = world(() => new Promise(() => {}));
  const error = await refused(withOptions(ctx, { timeout: 10 }));
  assert.ok(error._tag === 'Timeout' && error.scope === 'attempt');
  assert.is(asked[0]?.signal.aborted, true);
  const controller = new AbortController();
  const aborted = refused(withOptions(ctx, { signal: controller.signal }));
  await pause(2);
  assert.is(asked[1]?.signal.aborted, false);
  controller.abort();
  assert.is((await aborted)._tag, 'Aborted');
  assert.is(asked[1]?.signal.aborted, true);
});

it('does not ask for a call that is over already', async () => {
  const { ctx, asked } = world(() => 'abc');
  assert.is((await refused(withOptions(ctx, { signal: AbortSignal.abort() })))._tag, 'Aborted');
  await pause(2);
  assert.is(asked.length, 0);
});

it('shows no token when it is printed', async () => {
  const { ctx } = world(() => canary);
  await call(ctx);
  for (const value of [ctx, ctx.credentials]) {
    assert.not.match(inspect(value, { depth: null, showHidden: true }), /hunter2/);
    assert.not.match(`${JSON.stringify(value)}${value}`, /hunter2/);
  }
});

it.run();
