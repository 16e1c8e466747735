import { getEventListeners } from 'node:events';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createEmulator, type Predictor } from '../emulator/src/index.js';
import {
  type Context,
  clientCredentials,
  createContext,
  createDataBundle,
  createDataset,
  createDocument,
  createModel,
  createPrediction,
  createTraining,
  createTransition,
  createWorkflow,
  executeTransition,
  executeWorkflow,
  type LasError,
  type PredictionId,
  updateTraining,
  updateTransitionExecution,
  type WaitOptions,
  waitFor,
  waitForDataBundle,
  waitForPrediction,
  waitForTraining,
  waitForWorkflowExecution,
} from '../src/index.js';
import { fake, status } from './support/fake.js';
import { pause } from './support/results.js';

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Runs something that must end soon, and leave as many timers and listeners behind as there were. */
async function leavesNothing(signal: AbortSignal | undefined, f: () => Promise<unknown>): Promise<void> {
  const before = timers();
  const started = performance.now();
  await f();
  assert.ok(performance.now() - started < 1000, 'it does not end at once');
  await pause(0);
  assert.is(timers(), before, 'a timer is left');
  if (signal) assert.is(listeners(signal), 0, 'a listener is left');
}

/** Runs something for which no time passes, and tells how long it asked to wait. */
async function waitsOf(f: () => Promise<unknown>): Promise<ReadonlyArray<number | undefined>> {
  const real = globalThis.setTimeout;
  const waits: Array<number | undefined> = [];
  const recorder = (g: () => void, ms?: number) => {
    waits.push(ms);
    return real(g, 0);
  };
  globalThis.setTimeout = Object.assign(recorder, real) as typeof setTimeout;
  try {
    await f();
  } finally {
    globalThis.setTimeout = real;
  }
  return waits;
}

/** A task that counts its runs. */
function counter() {
  const runs: number[] = [];
  const task: TaskEither<LasError, number> = async () => {
    runs.push(performance.now());
    return { _tag: 'Right', right: runs.length };
  };
  return { task, runs };
}

const hanging: TaskEither<LasError, number> = () => new Promise(() => {});
const never = () => false;
const hour = 3_600_000;

const waiting = suite('waitFor');

waiting('asks at once, and ends with the first answer that is the one', async () => {
  for (const n of [1, 2, 4]) {
    const { task, runs } = counter();
    const wait = waitFor(task, { until: (answer) => answer === n, every: 1 });
    assert.is(runs.length, 0, 'nothing happens before it runs');
    await leavesNothing(undefined, async () => assert.equal(await wait(), { _tag: 'Right', right: n }));
    assert.is(runs.length, n);
  }
});

waiting('can run again', async () => {
  const { task, runs } = counter();
  const wait = waitFor(task, { until: (answer) => answer % 3 === 0, every: 1 });
  assert.equal(await wait(), { _tag: 'Right', right: 3 });
  assert.equal(await wait(), { _tag: 'Right', right: 6 });
  assert.is(runs.length, 6);
});

waiting('waits half as long again each time, up to ten times as long', async () => {
  const until = (answer: number) => answer === 10;
  const expected = [1000, 1500, 2250, 3375, 5062.5, 7593.75, 10_000, 10_000, 10_000];
  assert.equal(await waitsOf(waitFor(counter().task, { until })), expected);
  assert.equal(
    await waitsOf(waitFor(counter().task, { until, every: 20 })),
    expected.map((ms) => ms / 50),
  );
});

waiting('really waits', async () => {
  const { task, runs } = counter();
  await waitFor(task, { until: (answer) => answer === 3, every: 20 })();
  const [first = 0, second = 0, third = 0] = runs;
  assert.ok(second - first > 18 && third - second > 28, String(runs));
});

waiting('a Left ends it', async () => {
  const error: LasError = { _tag: 'InvalidInput', message: 'no' };
  let runs = 0;
  const task: TaskEither<LasError, number> = async () =>
    ++runs === 3 ? { _tag: 'Left', left: error } : { _tag: 'Right', right: 0 };
  await leavesNothing(undefined, async () => {
    const result = await waitFor(task, { until: never, every: 1, timeout: hour })();
    assert.equal(result, { _tag: 'Left', left: error });
  });
  assert.is(runs, 3);
});

waiting('an exception of the task or of until is a Left, and leaves nothing', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const task: TaskEither<LasError, number> = () => Promise.reject(new Error('a bug'));
  await leavesNothing(signal, async () => {
    const result = await waitFor(task, { until: never, timeout: hour, signal })();
    assert.ok(result._tag === 'Left' && result.left._tag === 'InvalidInput');
    assert.match(result.left.message, /a bug/);
  });
  const until = () => {
    throw new Error('no such status');
  };
  const result = await waitFor(counter().task, { until })();
  assert.match(result._tag === 'Left' ? result.left.message : '', /no such status/);
});

waiting('a number that is none is refused, and nothing is asked', async () => {
  for (const options of [
    { every: Number.NaN },
    { every: 0 },
    { every: -1 },
    { timeout: Number.NaN },
    { timeout: -1 },
  ]) {
    const { task, runs } = counter();
    const result = await waitFor(task, { until: never, ...options })();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput', JSON.stringify(options));
    assert.is(runs.length, 0);
  }
});

waiting('ends in Timeout after its time, and says what to do', async () => {
  const { task, runs } = counter();
  await leavesNothing(undefined, async () => {
    const started = performance.now();
    const result = await waitFor(task, { until: never, every: 5, timeout: 40 })();
    assert.ok(performance.now() - started > 35);
    assert.equal(result, {
      _tag: 'Left',
      left: {
        _tag: 'Timeout',
        scope: 'total',
        message: 'Timed out after 40 ms of waiting (timeout): allow more.',
      },
    });
  });
  const asked = runs.length;
  assert.ok(asked >= 2, `${asked}`);
  await pause(30);
  assert.is(runs.length, asked, 'it is over');
});

waiting('ends in Timeout while a task runs, or a wait', async () => {
  for (const task of [hanging, counter().task]) {
    await leavesNothing(undefined, async () => {
      const result = await waitFor(task, { until: never, every: hour, timeout: 10 })();
      assert.ok(result._tag === 'Left' && result.left._tag === 'Timeout');
    });
  }
});

waiting('has no end unless one is given', async () => {
  for (const timeout of [undefined, false, Number.POSITIVE_INFINITY] as const) {
    const result = await waitFor(counter().task, { until: (n) => n === 5, every: 1, timeout })();
    assert.is(result._tag, 'Right');
  }
});

waiting('aborted before it runs: Aborted, and the task does not run', async () => {
  const signal = AbortSignal.abort();
  const { task, runs } = counter();
  await leavesNothing(signal, async () => {
    const result = await waitFor(task, { until: never, signal, timeout: hour })();
    assert.ok(result._tag === 'Left' && result.left._tag === 'Aborted');
  });
  assert.is(runs.length, 0);
});

waiting('aborted during a wait, or while a task runs that takes no notice: Aborted at once', async () => {
  for (const task of [counter().task, hanging]) {
    const controller = new AbortController();
    const { signal } = controller;
    await leavesNothing(signal, async () => {
      const result = waitFor(task, { until: never, every: hour, timeout: hour, signal })();
      await pause(5);
      assert.is(listeners(signal), 1);
      controller.abort();
      const end = await result;
      assert.ok(end._tag === 'Left' && end.left._tag === 'Aborted');
    });
  }
});

waiting('a signal that outlives many waits collects nothing', async () => {
  const { signal } = new AbortController();
  await leavesNothing(signal, async () => {
    for (let i = 0; i < 50; i++) {
      await waitFor(counter().task, { until: (n) => n === 2, every: 0, timeout: hour, signal })();
    }
  });
});

waiting.run();

// -- the waits of the resources, by status ------------------------------------------------

const stamps = { createdTime: null, createdBy: null, updatedTime: null, updatedBy: null };
const named = { name: null, description: null, metadata: null };
const modelId = 'las:model:1';
const predictionId = 'las:prediction:1';
const trainingId = 'las:model-training:1';
const dataBundleId = 'las:model-data-bundle:1';
const workflowId = 'las:workflow:1';
const executionId = 'las:workflow-execution:1';

interface Waiter {
  readonly wait: (ctx: Context, options?: WaitOptions) => TaskEither<LasError, { readonly status?: unknown }>;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** Words on which it goes on, ends well, and ends in Failed. */
  readonly goesOn: ReadonlyArray<string>;
  readonly ends: ReadonlyArray<string | null | undefined>;
  readonly fails: Readonly<Record<string, string>>;
  readonly every?: number;
}

const waiters: Readonly<Record<string, Waiter>> = {
  waitForPrediction: {
    wait: (ctx, options) => waitForPrediction(ctx, predictionId, options),
    answer: { predictionId, documentId: 'las:document:1', modelId, predictions: null },
    path: '/v1/predictions/las%3Aprediction%3A1',
    goesOn: ['pending'],
    // Accounts of 2021 send no status: their predictions are there at once.
    ends: ['succeeded', 'a-new-word', null, undefined],
    fails: { failed: 'The prediction failed: no reason given.' },
  },
  waitForTraining: {
    wait: (ctx, options) => waitForTraining(ctx, modelId, trainingId, options),
    answer: {
      trainingId,
      modelId,
      dataBundleIds: [],
      instanceType: 'small-gpu',
      gpuHours: null,
      evaluation: {},
      ...named,
      ...stamps,
    },
    path: '/v1/models/las%3Amodel%3A1/trainings/las%3Amodel-training%3A1',
    goesOn: ['waiting-for-approval', 'preparing', 'pending', 'running', 'running-final-evaluation'],
    ends: ['succeeded', 'a-new-word'],
    fails: { failed: 'The training is failed.', cancelled: 'The training is cancelled.' },
    every: 10_000,
  },
  waitForDataBundle: {
    wait: (ctx, options) => waitForDataBundle(ctx, modelId, dataBundleId, options),
    answer: { dataBundleId, modelId, datasets: [], summary: null, ...named, ...stamps },
    path: '/v1/models/las%3Amodel%3A1/dataBundles/las%3Amodel-data-bundle%3A1',
    goesOn: ['running', 'processing'],
    ends: ['succeeded', 'ready', 'a-new-word'],
    fails: { failed: 'The data bundle failed.' },
  },
  waitForWorkflowExecution: {
    wait: (ctx, options) => waitForWorkflowExecution(ctx, workflowId, executionId, options),
    answer: {
      executionId,
      workflowId,
      input: null,
      output: null,
      transitionExecutions: null,
      startTime: null,
      endTime: null,
    },
    path: '/v1/workflows/las%3Aworkflow%3A1/executions/las%3Aworkflow-execution%3A1',
    // With manual retry, `retry` waits for somebody to say where it goes on.
    goesOn: ['running', 'retry'],
    ends: ['succeeded', 'completed', 'a-new-word'],
    fails: {
      failed: 'The workflow execution is failed.',
      rejected: 'The workflow execution is rejected.',
      error: 'The workflow execution is error.',
    },
  },
};

const within = { every: 1 };

for (const [name, { wait, answer, path, goesOn, ends, fails, every = 1000 }] of Object.entries(waiters)) {
  const test = suite(name);

  test('goes on while it is worked on, and ends well', async () => {
    for (const last of ends) {
      const words = [...goesOn, last];
      const { ctx, sent } = fake((_: unknown, n: number) => ({ ...answer, status: words[n - 1] }));
      assert.equal(JSON.parse(JSON.stringify(await wait(ctx, within)())), {
        _tag: 'Right',
        right: JSON.parse(JSON.stringify({ ...answer, status: last })),
      });
      assert.equal(
        sent.map(({ method, url }) => `${method} ${url.pathname}`),
        words.map(() => `GET ${path}`),
      );
    }
  });

  test('ends in Failed, with what it came to', async () => {
    for (const [word, message] of Object.entries(fails)) {
      const { ctx, sent } = fake((_: unknown, n: number) => ({
        ...answer,
        status: n === 1 ? goesOn[0] : word,
      }));
      assert.equal(await wait(ctx, within)(), {
        _tag: 'Left',
        left: { _tag: 'Failed', message, outcome: { ...answer, status: word } },
      });
      assert.is(sent.length, 2);
    }
  });

  test('an error of the API ends it', async () => {
    const { ctx, sent } = fake(() => status(404));
    const result = await wait(ctx, within)();
    assert.ok(result._tag === 'Left' && result.left._tag === 'NotFound');
    assert.is(sent.length, 1);
  });

  test('ends with the signal of the context, between two questions and during one', async () => {
    for (const script of [{ ...answer, status: goesOn[0] }, () => new Promise(() => {})]) {
      const controller = new AbortController();
      const { signal } = controller;
      const { ctx, sent } = fake(script, { signal });
      await leavesNothing(signal, async () => {
        const result = wait(ctx, { every: hour })();
        await pause(10);
        controller.abort();
        const end = await result;
        assert.ok(end._tag === 'Left' && end.left._tag === 'Aborted');
      });
      assert.is(sent.length, 1);
    }
  });

  test('ends in Timeout after its time', async () => {
    const { ctx } = fake({ ...answer, status: goesOn[0] });
    const result = await wait(ctx, { every: 1, timeout: 20 })();
    assert.ok(result._tag === 'Left' && result.left._tag === 'Timeout');
    assert.match(result.left.message, /after 20 ms/);
  });

  test(`waits ${every} ms at first`, async () => {
    const words = [goesOn[0], goesOn[0], ends[0]];
    const { ctx } = fake((_: unknown, n: number) => ({ ...answer, status: words[n - 1] }), {
      timeout: false,
    });
    assert.equal(await waitsOf(wait(ctx)), [every, every * 1.5]);
  });

  test.run();
}

const reason = suite('waitForPrediction: the reason');

reason('is in the message', async () => {
  const { answer } = waiters['waitForPrediction'] ?? {};
  const { ctx } = fake({ ...answer, status: 'failed', error: 'the file is broken' });
  const result = await waitForPrediction(ctx, predictionId)();
  assert.ok(result._tag === 'Left');
  assert.is(result.left.message, 'The prediction failed: the file is broken.');
});

reason.run();

// -- the emulator --------------------------------------------------------------------------

function emulated(predict?: Predictor) {
  const emulator = createEmulator({ asyncDelay: 40, ...(predict && { predict }) });
  const { clientId, clientSecret } = emulator;
  const asked: string[] = [];
  const ctx = createContext({
    credentials: clientCredentials({ clientId, clientSecret }),
    fetch: (request) => emulator.fetch(request),
    onRequest: ({ method, url }) => asked.push(`${method} ${new URL(url).pathname.split('/')[2]}`),
  });
  return { ctx, asked };
}

async function must<A>(task: TaskEither<LasError, A>): Promise<A> {
  const result = await task();
  if (result._tag === 'Left') throw new Error(`${result.left._tag}: ${result.left.message}`);
  return result.right;
}

const real = suite('waiting for the emulator');
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);

real('an asynchronous prediction', async () => {
  const { ctx, asked } = emulated(() => [{ label: 'total_amount', value: '54.50', confidence: 0.9 }]);
  const { documentId } = await must(createDocument(ctx, png));
  const pending = await must(createPrediction(ctx, documentId, 'las:model:invoice', { async: true }));
  assert.is(pending.status, 'pending');
  asked.length = 0;
  const ready = await must(waitForPrediction(ctx, pending.predictionId as PredictionId, { every: 5 }));
  assert.is(ready.status, 'succeeded');
  assert.equal(ready.predictions, [{ label: 'total_amount', value: '54.50', confidence: 0.9 }]);
  assert.ok(asked.length > 1);
});

real('an asynchronous prediction that fails', async () => {
  const { ctx } = emulated(() => {
    throw new Error('this is no invoice');
  });
  const { documentId } = await must(createDocument(ctx, png));
  const { predictionId } = await must(
    createPrediction(ctx, documentId, 'las:model:invoice', { async: true }),
  );
  const result = await waitForPrediction(ctx, predictionId as PredictionId, { every: 5 })();
  assert.ok(result._tag === 'Left' && result.left._tag === 'Failed');
  assert.is(result.left.message, 'The prediction failed: this is no invoice.');
  assert.is((result.left.outcome as { predictionId: unknown }).predictionId, predictionId);
});

real('a data bundle, a training, and one that is cancelled', async () => {
  const { ctx } = emulated();
  const model = await must(createModel(ctx, { total: { type: 'amount' } }));
  const { datasetId } = await must(createDataset(ctx));
  const bundle = await must(createDataBundle(ctx, model.modelId, [datasetId]));
  const built = await must(waitForDataBundle(ctx, model.modelId, bundle.dataBundleId, { every: 5 }));
  assert.is.not(built.status, bundle.status);
  const dataBundleIds = [bundle.dataBundleId];
  const start = () => must(createTraining(ctx, model.modelId, { dataBundleIds }));
  const { trainingId } = await start();
  const trained = await must(waitForTraining(ctx, model.modelId, trainingId, { every: 5 }));
  assert.is(trained.status, 'succeeded');
  const other = await start();
  const waited = waitForTraining(ctx, model.modelId, other.trainingId, { every: 5 })();
  await must(updateTraining(ctx, model.modelId, other.trainingId, { status: 'cancelled' }));
  const result = await waited;
  assert.ok(result._tag === 'Left' && result.left._tag === 'Failed');
  assert.is(result.left.message, 'The training is cancelled.');
});

/** An execution of a workflow of one manual transition, and how somebody ends it. */
async function execution(ctx: Context) {
  const { transitionId } = await must(createTransition(ctx, 'manual'));
  const States = { a: { Type: 'Task', Resource: transitionId, End: true } } as const;
  const { workflowId } = await must(createWorkflow(ctx, { definition: { StartAt: 'a', States } }));
  const { executionId } = await must(executeWorkflow(ctx, workflowId, { n: 1 }));
  const work = await must(executeTransition(ctx, transitionId));
  return { workflowId, executionId, transitionId, work };
}

real('a workflow execution that somebody brings to its end', async () => {
  const { ctx, asked } = emulated();
  const { workflowId, executionId, transitionId, work } = await execution(ctx);
  asked.length = 0;
  const waited = waitForWorkflowExecution(ctx, workflowId, executionId, { every: 5 })();
  while (asked.length < 2) await pause(5);
  const outcome = { status: 'succeeded', output: { n: 2 } } as const;
  await must(updateTransitionExecution(ctx, transitionId, work.executionId, outcome));
  const ended = await waited;
  assert.ok(ended._tag === 'Right');
  assert.is(ended.right.status, 'succeeded');
  assert.equal(ended.right.output, { n: 2 });
});

real('a workflow execution that is rejected', async () => {
  const { ctx } = emulated();
  const { workflowId, executionId, transitionId, work } = await execution(ctx);
  const waited = waitForWorkflowExecution(ctx, workflowId, executionId, { every: 5 })();
  const outcome = { status: 'rejected', error: new Error('not ours') } as const;
  await must(updateTransitionExecution(ctx, transitionId, work.executionId, outcome));
  const ended = await waited;
  assert.ok(ended._tag === 'Left' && ended.left._tag === 'Failed');
  assert.is(ended.left.message, 'The workflow execution is rejected.');
  assert.is((ended.left.outcome as { executionId: unknown }).executionId, executionId);
});

real.run();
