import { inspect } from 'node:util';
import fc from 'fast-check';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as las from '../../src/index.js';
import {
  type Context,
  type Credentials,
  createContext,
  type LasError,
  staticToken,
} from '../../src/index.js';
import { collectCalls } from '../support/operation.js';

type Run = (ctx: Context) => TaskEither<LasError, unknown>;

const id = 'las:document:1f';
const pdf = new Blob(['%PDF-1.7\n']);
const file = {
  documentId: id,
  fileUrl: 'https://files.example.com/f',
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
} as const;
const brief = { every: 1, timeout: 20 };

/** What has no operation of its own. */
const composites: Readonly<Record<string, Run>> = {
  getAssetContent: (ctx) => las.getAssetContent(ctx, 'las:asset:1'),
  putDocumentContent: (ctx) => las.putDocumentContent(ctx, file, pdf),
  getDocumentContent: (ctx) => las.getDocumentContent(ctx, file, { page: 0 }),
  // To its end, in which what went wrong is an exception of ours.
  getDocumentStream: (ctx) => async () => {
    const stream = await las.getDocumentStream(ctx, file, { page: 0 })();
    if (stream._tag === 'Left') return stream;
    const bytes = new Response(stream.right).arrayBuffer();
    return bytes.then(
      (right) => ({ _tag: 'Right', right }),
      (thrown) => {
        if (!(thrown instanceof las.LasException)) throw thrown;
        return { _tag: 'Left', left: thrown.error };
      },
    );
  },
  deleteAllDocuments: (ctx) => las.deleteAllDocuments(ctx, { datasetId: 'las:dataset:1' }),
  waitForDataBundle: (ctx) => las.waitForDataBundle(ctx, 'las:model:1', 'las:model-data-bundle:1', brief),
  waitForPrediction: (ctx) => las.waitForPrediction(ctx, 'las:prediction:1', brief),
  waitForTraining: (ctx) => las.waitForTraining(ctx, 'las:model:1', 'las:model-training:1', brief),
  waitForWorkflowExecution: (ctx) =>
    las.waitForWorkflowExecution(ctx, 'las:workflow:1', 'las:workflow-execution:1', brief),
  withHeartbeats: (ctx) =>
    las.withHeartbeats(ctx, 'las:transition:1', 'las:transition-execution:1', las.listModels(ctx), {
      every: 1,
    }),
  collect: (ctx) => las.collect(las.listDocuments, ctx, { max: 9 }),
  createDocuments: (ctx) => async () => {
    const [first] = await las.createDocuments(ctx, [{ content: pdf }])();
    return first?.result ?? { _tag: 'Right', right: undefined };
  },
  runAgent: (ctx) => las.runAgent(ctx, 'cradl:agent:1', pdf),
  waitForAgentRun: (ctx) => las.waitForAgentRun(ctx, 'cradl:agent:1', 'cradl:run:1', brief),
  getAgentRunVariables: (ctx) =>
    las.getAgentRunVariables(ctx, {
      agentId: 'cradl:agent:1',
      runId: 'cradl:run:1',
      variablesFileUrl: 'https://files.example.com/v',
    }),
  createPagePredictions: (ctx) => las.createPagePredictions(ctx, id, 'las:model:invoice', { pages: 2 }),
  reportPagePredictions: (ctx) => async () => {
    const report = await las.reportPagePredictions(ctx, id, 'las:model:invoice', { pages: 2 })();
    assert.ok(Array.isArray(report) || typeof report === 'object');
    return { _tag: 'Right', right: undefined };
  },
  request: (ctx) => las.request(ctx, { method: 'PUT', path: '/a', body: {} }, las.LasDocument),
};

/** Functions that take no context, or ask nobody. */
const others = [
  ...['asReader', 'bindContext', 'browserLocalStorage', 'browserSessionStorage', 'clientCredentials'],
  ...[
    'contextWith',
    'createContext',
    'credentials',
    'fetchTransport',
    'invalidInput',
    'items',
    'kyTransport',
    'memoryStorage',
    'outcomesOf',
    'owned',
    'pageOf',
    'pages',
    'path',
    'shortIds',
    'staticToken',
  ],
  ...[
    'toPromise',
    'traverseWithLimit',
    'waitFor',
    'withOptions',
    'authorizationCode',
    'LasException',
    'isId',
  ],
];

const runs: ReadonlyArray<readonly [string, Run]> = [
  ...[...(await collectCalls())].flatMap(([name, all]) =>
    all.slice(0, 1).map(({ call }) => [name, call] as const),
  ),
  ...Object.entries(composites),
];

const total = suite('every function ends in an Either');

total('every function that is exported is tried', () => {
  const functions = Object.entries(las)
    .filter(([name, value]) => typeof value === 'function' && !/^is[A-Z]/.test(name))
    .map(([name]) => name);
  const tried = new Set([...runs.map(([name]) => name), ...others]);
  assert.equal(
    functions.filter((name) => !tried.has(name)),
    [],
  );
  assert.equal(
    runs.map(([name]) => name).filter((name) => !functions.includes(name)),
    [],
  );
});

const tags = new Set([
  ...[
    'InvalidInput',
    'MissingCredentials',
    'InvalidCredentials',
    'BadRequest',
    'NotFound',
    'TooManyRequests',
  ],
  ...['LimitExceeded', 'HttpError', 'NetworkError', 'Timeout', 'Aborted', 'DecodeError', 'Failed'],
]);

/** Runs each function and says of each that threw, rejected or gave something else. */
async function failures(ctxOf: (name: string) => Context): Promise<ReadonlyArray<string>> {
  const found = await Promise.all(
    runs.map(async ([name, run]) => {
      try {
        const result: unknown = await run(ctxOf(name))();
        const { _tag, left } = result as { readonly _tag: string; readonly left?: LasError };
        const sound =
          _tag === 'Right' ||
          (_tag === 'Left' &&
            left !== undefined &&
            tags.has(left._tag) &&
            typeof left.message === 'string' &&
            JSON.stringify(left).length < 65_536);
        return sound ? [] : [`${name}: ${inspect(result)}`];
      } catch (thrown) {
        return [`${name} threw ${thrown instanceof Error ? thrown.stack : typeof thrown}`];
      }
    }),
  );
  return found.flat();
}

const throwing = (): object =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('a getter');
      },
    },
  );

const cyclic: { cause?: unknown } = {};
cyclic.cause = cyclic;

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    ...[undefined, null, '', 'a text', 0, Number.NaN, 1n, Symbol('x'), [], {}, () => 1, new Date(Number.NaN)],
    ...[Object.freeze(new TypeError('frozen')), Object.freeze({ name: 'AbortError' }), cyclic],
    ...[new DOMException('aborted', 'AbortError'), new DOMException('late', 'TimeoutError')],
    ...[new Error('deep', { cause: new Error('x', { cause: 'text' }) }), new AggregateError([1], 'many')],
    ...[
      Object.create(null),
      { message: { toString: null } },
      { cause: { code: {} } },
      { name: 1, code: null },
    ],
    ...[{ _tag: 'Left' }, { _tag: 'Left', left: null }, { _tag: 'Left', left: {} }, { _tag: 'Right' }],
  ),
  fc.constant('throwing').map(throwing),
  fc.anything(),
);

const used = (): Response => {
  const response = new Response('{}');
  response.text().catch(() => {});
  return response;
};

const responses = fc.constantFrom<() => unknown>(
  used,
  () => Response.error(),
  () => ({ type: 'opaqueredirect', status: 0, ok: false, headers: new Headers(), text: async () => '' }),
  () => Object.defineProperty(new Response(), 'status', { value: 0 }),
  () => new Response('{}', { status: 599 }),
  () => new Response(null, { status: 304 }),
  () => new Response(new ReadableStream({ pull: (c) => c.error(undefined) })),
  () => new Response(new ReadableStream({ pull: (c) => c.error(throwing()) })),
  () => Response.json({ message: { toString: 1 } }, { status: 400 }),
  () => Response.json(null),
  () => ({ status: 200, ok: true, headers: new Headers(), text: async () => throwing() }),
  () => ({
    get status(): number {
      throw undefined;
    },
  }),
);

/** What a function of somebody else's may do. */
const mischiefs: fc.Arbitrary<() => unknown> = fc.oneof(
  strange.map((value) => () => {
    throw value;
  }),
  strange.map((value) => () => Promise.reject(value)),
  strange.map((value) => () => value),
  responses,
);

const context = (fetch: () => Promise<Response>, credentials: Credentials): Context =>
  createContext({ credentials, fetch, retry: { limit: 1, delay: 0 }, timeout: 2000 });

/** Tries every function with what `contextOf` makes of much mischief; no rejection may go unseen either. */
async function tryAll(contextOf: (mischief: () => never) => Context, numRuns: number): Promise<void> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  await fc.assert(
    fc.asyncProperty(mischiefs, async (mischief) => {
      assert.equal(await failures(() => contextOf(mischief as () => never)), []);
    }),
    { numRuns },
  );
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('unhandledRejection', note);
  assert.is(unhandled.length, 0);
}

const fine = async () => Response.json({});

total('whatever fetch does', () =>
  tryAll((mischief) => context(mischief, staticToken('token-of-the-test')), 20),
);

total('whatever the credentials do', () => tryAll((getToken) => context(fine, { getToken }), 20));

total('whatever a token source does', () => tryAll((source) => context(fine, las.credentials(source)), 10));

total('control: one that throws is told', async () => {
  const ctx = context(async () => Response.json({}), staticToken('token-of-the-test'));
  const broken: Context = {
    ...ctx,
    headers: () => {
      throw new TypeError('planted');
    },
  };
  const found = await failures((name) => (name === 'getModel' ? broken : ctx));
  assert.is(found.length, 1);
  assert.match(found[0] ?? '', /^getModel threw TypeError/);
});

total.run();
