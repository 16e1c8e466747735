/** Functions that give a task, with arguments that make no sense: each gives a Left, and nothing leaves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import * as extraction from '../src/extraction/index.js';
import * as overFetch from '../src/fetch.js';
import * as las from '../src/index.js';
import * as node from '../src/node/index.js';
import * as reading from '../src/reading.js';
import * as webhooks from '../src/webhooks.js';
import { operations } from './support/contract.js';
import { fake } from './support/fake.js';

const refuses = (): never => {
  throw new Error('planted');
};
const proxy = new Proxy(
  {},
  {
    get: refuses,
    has: refuses,
    ownKeys: refuses,
    getPrototypeOf: refuses,
    getOwnPropertyDescriptor: refuses,
  },
);
const names = [
  'path',
  'profile',
  'environment',
  'name',
  'every',
  'pages',
  'content',
  'status',
  'fileUrl',
  'signal',
  'until',
  'max',
];
const getters = Object.defineProperties(
  {},
  Object.fromEntries(names.map((name) => [name, { enumerable: true, get: refuses }])),
);
const junk: ReadonlyArray<unknown> = [
  ...[undefined, null, 0, Number.NaN, '', 'x', [], {}, Symbol('s'), 1n, new Date(Number.NaN)],
  ...[() => {}, refuses, Object.create(null), proxy, getters],
];

/** What gives a task besides the operations. */
const composites: ReadonlyArray<keyof typeof las> = [
  ...(['collect', 'createPagePredictions', 'deleteAllDocuments', 'getAgentRunVariables'] as const),
  ...(['getAssetContent', 'getDocumentContent', 'getDocumentStream', 'putDocumentContent'] as const),
  ...(['request', 'runAgent', 'waitForAgentRun', 'waitForDataBundle', 'waitForPrediction'] as const),
  ...(['waitForTraining', 'waitForWorkflowExecution', 'withHeartbeats'] as const),
];

type Loose = (...args: ReadonlyArray<unknown>) => () => Promise<{ readonly _tag: string }>;

/** What gives no Either, and why. */
const excluded: Readonly<Record<string, ReadonlyArray<string>>> = {
  'makes a value of its options, and nothing is sent': [
    ...['authorizationCode', 'browserLocalStorage', 'browserSessionStorage', 'clientCredentials'],
    ...['contextWith', 'createContext', 'credentials', 'credentialsFromEnvironment', 'invalidInput'],
    ...['kyTransport', 'memoryStorage', 'nodeTransport', 'owned', 'pageOf', 'path', 'shortIds'],
    ...['staticToken', 'tokenCache', 'withOptions', 'outcomesOf', 'LasException'],
  ],
  'hands on what it is given': ['asReader', 'bindContext'],
  'is a Promise that rejects: a transport, or the way out of Either': ['fetchTransport', 'toPromise'],
  'has errors of the type that its caller chooses': ['traverseWithLimit'],
  'gives a report or a word, tried below': [
    ...['createDocuments', 'reportPagePredictions', 'transitionHandler'],
  ],
  'is tried below, with what it needs': [
    ...['items', 'pages', 'waitFor', 'fileContent', 'journalFile'],
    ...['credentialsFromFile', 'defaultCredentials'],
  ],
};

const entries = { ...las, ...overFetch, ...reading, ...webhooks, ...node };
const all: Readonly<Record<string, unknown>> = entries;
const functions = [
  ...operations.map(({ fn }) => fn),
  ...composites,
  ...['readDocument', 'verifyWebhook'],
].map((name) => [name, all[name] as Loose] as const);

/** What is wrong with a call, if anything is. */
async function wrong(
  f: Loose,
  args: ReadonlyArray<unknown>,
  mayBeRight: boolean,
): Promise<string | undefined> {
  try {
    const result: { readonly _tag: string } | undefined = await f(...args)();
    // A task of the caller's, as withHeartbeats takes one, may give nothing.
    const tag = result?._tag ?? 'Right';
    return tag === 'Left' || (mayBeRight && tag === 'Right') ? undefined : `gives ${tag}`;
  } catch (error) {
    return error instanceof Error ? `throws or rejects: ${error.message}` : 'throws or rejects';
  }
}

const test = suite('arguments that make no sense');

for (const [name, f] of functions) {
  test(`of ${name}`, async () => {
    const { ctx, sent } = fake(() => Response.json({}));
    const problems = new Set<string>();
    for (const one of junk) {
      for (const length of [0, 1, 2, 3, 4]) {
        // Without arguments, with options that say nothing, and with ids that are none, some calls do make sense.
        const problem = await wrong(f, [ctx, ...Array(length).fill(one)], true);
        if (problem !== undefined) problems.add(problem);
      }
      const problem = await wrong(f, [one, one, one, one], false);
      if (problem !== undefined) problems.add(`without a context: ${problem}`);
    }
    assert.equal([...problems], []);
    for (const { url } of sent) assert.is(url.href.startsWith(ctx.apiEndpoint), true, url.href);
  });
}

test('every function that is exported is tried, or excluded', () => {
  const known = new Set([...functions.map(([name]) => name), ...Object.values(excluded).flat()]);
  const there = Object.keys(all).filter((name) => typeof all[name] === 'function' && !/^is[A-Z]/.test(name));
  assert.equal(
    there.filter((name) => !known.has(name)),
    [],
  );
  assert.equal(
    [...known].filter((name) => !there.includes(name)),
    [],
  );
  // Extraction is pure: none of its functions has a task to give.
  assert.not.ok(Object.keys(extraction).some((name) => operations.some(({ fn }) => fn === name)));
});

test('of a context: an option that is none makes each call a Left', async () => {
  const odd = [Symbol('s'), 1n, Object.create(null), [], 'x', Number.NaN, -1, () => {}, proxy];
  const options = ['timeout', 'fileTimeout', 'totalTimeout', 'maxBody', 'signal'] as const;
  for (const option of options) {
    for (const one of odd) {
      // No signal is none to follow.
      if (option === 'signal' && !one) continue;
      const ctx = las.withOptions(fake({ models: [] }).ctx, { [option]: one });
      for (const task of [las.listModels(ctx), las.collect(las.listModels, ctx, { max: 1 })]) {
        assert.is((await task())._tag, 'Left', `${option}: ${typeof one}`);
      }
    }
  }
  const { ctx } = fake({ models: [] }, { headers: null as never, retry: null as never });
  assert.is((await las.listModels(ctx)())._tag, 'Right');
});

test('of a context: a header that cannot be sent makes each call a Left, whichever host it is for', async () => {
  const file = { documentId: 'las:document:1', fileUrl: 'https://files.example.com/f' } as const;
  // Letters beyond Latin-1 are in names of people, and base64 knows none of them.
  for (const value of ['Łukasz of the tests', 'two\nlines', 12_345_678, null, [], Symbol('s')]) {
    for (const answer of [() => new Response('{}', { status: 400 }), refuses, () => new Response('x')]) {
      const { ctx, sent } = fake(answer, { headers: { 'x-name': value as never } });
      const blob = new Blob(['%PDF-1.7']);
      const calls = [
        las.getDocumentContent(ctx, file as never),
        las.putDocumentContent(ctx, file as never, blob),
      ];
      for (const call of [...calls, las.listModels(ctx)]) {
        const result = await call();
        assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput', String(value));
      }
      assert.equal(sent, []);
    }
  }
});

test('of waitFor: options, signals and tasks that are none', async () => {
  const once = async () => ({ _tag: 'Right', right: 1 }) as const;
  const sound = { until: () => false, every: 1, timeout: 5 };
  // Infinity and nothing are times without an end.
  const odd = [Symbol('s'), 1n, Object.create(null), [], 'x', Number.NaN, -1, () => {}, proxy];
  for (const one of odd) {
    for (const option of ['every', 'timeout', 'signal', 'until']) {
      if (option === 'signal' && !one) continue;
      const problem = await wrong(las.waitFor as never, [once, { ...sound, [option]: one }], false);
      assert.is(problem, undefined, `${option}: ${typeof one}`);
    }
    assert.is(await wrong(las.waitFor as never, [one, sound], false), undefined);
  }
});

test('of pages, items and collect: a list function or a context that is none gives a Left', async () => {
  const { ctx } = fake({ models: [] });
  const lists = [...junk, () => refuses, () => async () => undefined, () => async () => ({ _tag: 'Right' })];
  for (const list of lists) {
    for (const context of [ctx, undefined, {}]) {
      for (const walk of [las.pages, las.items]) {
        for await (const one of walk(list as never, context as never)) assert.is(one._tag, 'Left');
      }
      const problem = await wrong(las.collect as never, [list, context, { max: 3 }], false);
      assert.is(problem, undefined);
    }
  }
});

test('of what reads files: a Left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-'));
  try {
    const environment = { HOME: folder, USERPROFILE: folder };
    // A text is a path like any other.
    for (const one of junk.filter((one) => typeof one !== 'string')) {
      const calls: ReadonlyArray<readonly [unknown, unknown]> = [
        ...([node.fileContent, node.journalFile] as const).map((f) => [f, one] as const),
        ...([node.credentialsFromFile, node.defaultCredentials] as const).flatMap((f) => [
          [f, { path: one, environment }] as const,
          [f, { profile: one, environment }] as const,
        ]),
      ];
      for (const [f, arg] of calls) assert.is(await wrong(f as Loose, [arg], false), undefined);
      for (const f of [node.credentialsFromFile, node.defaultCredentials] as const) {
        // Without an environment of their own they read the account of the machine, where it has one.
        for (const arg of [one, { environment: one }]) {
          assert.is(await wrong(f as Loose, [arg], true), undefined);
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('of transitionHandler: a word', async () => {
  const { error } = console;
  const { exitCode } = process;
  console.error = () => {};
  try {
    for (const one of junk) {
      assert.type(await node.transitionHandler(one as never, { environment: {} })(), 'string');
      assert.type(
        await node.transitionHandler(refuses as never, { environment: {}, context: one as never })(),
        'string',
      );
    }
    for (const one of [null, proxy, getters]) {
      assert.type(await node.transitionHandler(refuses as never, one as never)(), 'string');
    }
  } finally {
    console.error = error;
    process.exitCode = exitCode;
  }
});

test('of createDocuments and reportPagePredictions: a report', async () => {
  const { ctx } = fake(() => Response.json({}));
  for (const one of junk) {
    const pages = await las.reportPagePredictions(ctx, one as never, one as never, one as never)();
    assert.ok(Array.isArray(pages) && pages.every(({ result }) => result._tag === 'Left'));
    const report = await las.createDocuments(ctx, [one] as never)();
    assert.is(report[0]?.result._tag, 'Left');
  }
  assert.equal(await las.createDocuments(ctx, [], null as never)(), []);
});

test.run();
