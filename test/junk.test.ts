/** Functions that give a task, with arguments that make no sense: each gives a Left, and nothing leaves. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import * as las from '../src/index.js';
import { readDocument } from '../src/reading.js';
import { verifyWebhook } from '../src/webhooks.js';
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
const names = ['name', 'every', 'pages', 'content', 'status', 'fileUrl', 'signal', 'until', 'max'];
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

const all: Readonly<Record<string, unknown>> = { ...las, readDocument, verifyWebhook };
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
