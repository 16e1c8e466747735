import { getEventListeners } from 'node:events';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createEmulator } from '../../../emulator/src/index.js';
import {
  type Context,
  clientCredentials,
  createContext,
  createTransition,
  executeTransition,
  getLog,
  type LasError,
  withHeartbeats,
  withOptions,
} from '../../../src/index.js';
import { fake, type Script, status } from '../../support/fake.js';
import { pause } from '../../support/results.js';

const transitionId = 'las:transition:1';
const executionId = 'las:transition-execution:2';
const address = '/v1/transitions/las%3Atransition%3A1/executions/las%3Atransition-execution%3A2/heartbeats';
const hour = 3_600_000;

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** A task that ends when it is told to. */
function task<E = never, A = string>() {
  let settle: {
    resolve: (result: Awaited<ReturnType<TaskEither<E, A>>>) => void;
    reject: (thrown: unknown) => void;
  };
  const promise = new Promise<Awaited<ReturnType<TaskEither<E, A>>>>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    task: (() => promise) as TaskEither<E, A>,
    end: (value: A) => settle.resolve({ _tag: 'Right', right: value }),
    fail: (error: E) => settle.resolve({ _tag: 'Left', left: error }),
    reject: (thrown: unknown) => settle.reject(thrown),
  };
}

const beat = () => new Response(null, { status: 204 });

/** Everything that is ready to go on goes on. */
async function settled() {
  for (let i = 0; i < 15; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Timers that go off when the clock is moved; the real ones are back after `restore`. */
function fakeTimers() {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  let now = 0;
  let last = 0;
  const set = (run: () => void, ms = 0) => {
    due.set(++last, { at: now + ms, run });
    return last;
  };
  globalThis.setTimeout = Object.assign(set, real.setTimeout) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((id: number) => due.delete(id)) as typeof clearTimeout;
  return {
    tick: (ms: number) => {
      now += ms;
      for (const [id, { at, run }] of [...due].sort(([, a], [, b]) => a.at - b.at)) {
        if (at <= now && due.delete(id)) run();
      }
    },
    restore: () => Object.assign(globalThis, real),
  };
}

/** A clock that goes on when it is told to, and the beats that an API hears meanwhile, in seconds. */
async function timed(
  script: (at: number, n: number) => unknown,
  f: (world: {
    readonly ctx: Context;
    readonly beats: ReadonlyArray<number>;
    readonly pass: (seconds: number) => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  let now = 0;
  const beats: number[] = [];
  const { ctx } = fake((_: unknown, n: number) => {
    beats.push(now);
    return script(now, n);
  });
  const timers = fakeTimers();
  try {
    await f({
      ctx: withOptions(ctx, { retry: 0 }),
      beats,
      pass: async (seconds) => {
        for (let i = 0; i < seconds; i++) {
          await settled();
          now++;
          timers.tick(1000);
        }
        await settled();
      },
    });
  } finally {
    timers.restore();
  }
}

const gaps = (beats: ReadonlyArray<number>) => beats.slice(1).map((at, i) => at - (beats[i] ?? 0));

const test = suite('withHeartbeats');

test('nothing happens before it runs', async () => {
  const { ctx, sent } = fake(beat);
  let ran = false;
  withHeartbeats(ctx, transitionId, executionId, async () => {
    ran = true;
    return { _tag: 'Right', right: 0 };
  });
  await pause(5);
  assert.is(sent.length, 0);
  assert.not.ok(ran);
});

test('beats while the task runs: at once, and then again and again', async () => {
  const { ctx, sent } = fake(beat);
  const { task: work, end } = task();
  const result = withHeartbeats(ctx, transitionId, executionId, work, { every: 10 })();
  await pause(65);
  end('done');
  assert.equal(await result, { _tag: 'Right', right: 'done' });
  const beats = sent.length;
  assert.ok(beats >= 3 && beats <= 8, `${beats} beats`);
  for (const { method, url, body } of sent) {
    assert.is(`${method} ${url.pathname}`, `POST ${address}`);
    assert.equal(body, {});
  }
  await pause(30);
  assert.is(sent.length, beats, 'it goes on after the end');
});

test('every 20 seconds unless told otherwise', () =>
  timed(beat, async ({ ctx, beats, pass }) => {
    const { task: work, end } = task();
    const result = withHeartbeats(ctx, transitionId, executionId, work)();
    await pass(70);
    assert.equal(beats, [0, 20, 40, 60]);
    end('done');
    await result;
  }));

test('never more than 60 seconds apart, whatever is asked for', async () => {
  for (const every of [hour, 60_000, Number.POSITIVE_INFINITY]) {
    await timed(beat, async ({ ctx, beats, pass }) => {
      const { task: work, end } = task();
      const result = withHeartbeats(ctx, transitionId, executionId, work, { every })();
      await pass(310);
      assert.ok(beats.length >= 6, String(beats));
      // One that leaves after 60 seconds would come too late.
      assert.ok(
        gaps(beats).every((gap) => gap < 60),
        String(beats),
      );
      end('done');
      await result;
    });
  }
});

test('slow, lost and refused ones are followed by the next in time', async () => {
  const answers: Readonly<Record<string, (n: number) => unknown>> = {
    'half of the time': () => new Promise((resolve) => setTimeout(() => resolve(beat()), 10_000)),
    'all the time': () => new Promise(() => {}),
    'now and then': (n) => (n % 2 ? new Promise(() => {}) : beat()),
    'no connection': () => Promise.reject(new TypeError('fetch failed')),
    'a refusal': () => status(400, 'has ended'),
    'a server that is ill': () => status(500),
    'a server that is busy': () => status(429, 'Too Many Requests', { 'retry-after': '15' }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    for (const [every, expected] of [
      [undefined, 20],
      [hour, 50],
    ] as const) {
      await timed(
        (_, n) => answer(n),
        async ({ ctx, beats, pass }) => {
          const { task: work, end } = task();
          const result = withHeartbeats(ctx, transitionId, executionId, work, { every })();
          await pass(215);
          assert.ok(
            gaps(beats).length >= 3 && gaps(beats).every((gap) => gap <= expected + 1),
            `${name}: ${beats}`,
          );
          end('done');
          assert.equal(await result, { _tag: 'Right', right: 'done' }, name);
        },
      );
    }
  }
});

test('those that are tried again hold up no other', () =>
  timed(
    () => status(429, 'Too Many Requests', { 'retry-after': '15' }),
    async ({ ctx, beats, pass }) => {
      const { task: work, end } = task();
      const patient = withOptions(ctx, { retry: { limit: 5, delay: 0, maxDelay: 20_000 } });
      const result = withHeartbeats(patient, transitionId, executionId, work)();
      await pass(100);
      assert.equal(beats, [0, 15, 20, 35, 40, 55, 60, 75, 80, 95, 100]);
      end('done');
      assert.equal(await result, { _tag: 'Right', right: 'done' });
    },
  ));

test.run();

// -- the end ----------------------------------------------------------------------------

const ending = suite('withHeartbeats: the end');

const ends: Readonly<Record<string, (made: ReturnType<typeof task<string, string>>) => void>> = {
  'a Right': ({ end }) => end('done'),
  'a Left': ({ fail }) => fail('no'),
  'a rejection': ({ reject }) => reject(new Error('a bug')),
};

const scripts: Readonly<Record<string, Script>> = {
  'that are answered': beat,
  'that fail': () => status(500),
  'that hang': () => new Promise(() => {}),
  'without a connection': () => Promise.reject(new TypeError('fetch failed')),
};

for (const [name, finish] of Object.entries(ends)) {
  for (const [how, script] of Object.entries(scripts)) {
    ending(`${name} with heartbeats ${how}: at once, as it is, and nothing is left`, async () => {
      const { signal } = new AbortController();
      const { ctx, sent } = fake(script, { signal, retry: 0 });
      const before = timers();
      const made = task<string, string>();
      const result = withHeartbeats(ctx, transitionId, executionId, made.task, { every: 5 })();
      await pause(25);
      assert.ok(sent.length > 1);
      const started = performance.now();
      finish(made);
      const expected = {
        'a Right': { _tag: 'Right', right: 'done' },
        'a Left': { _tag: 'Left', left: 'no' },
        'a rejection': {
          _tag: 'Left',
          left: { _tag: 'InvalidInput', message: 'The task threw: Error: a bug' },
        },
      }[name];
      assert.equal(await result, expected);
      assert.ok(performance.now() - started < 1000);
      const beats = sent.length;
      await pause(15);
      assert.is(sent.length, beats, 'it goes on beating');
      assert.is(timers(), before, 'a timer is left');
      assert.is(listeners(signal), 0, 'a listener is left');
    });
  }
}

ending('a task that throws at once', async () => {
  const { signal } = new AbortController();
  const { ctx, sent } = fake(beat, { signal });
  const result = await withHeartbeats(ctx, transitionId, executionId, () => {
    throw new Error('at once');
  })();
  assert.match(JSON.stringify(result), /InvalidInput.*at once/);
  const beats = sent.length;
  await pause(10);
  assert.is(sent.length, beats);
  assert.is(listeners(signal), 0);
});

ending('a pause that is no number above 0 is refused, and the task does not run', async () => {
  for (const every of [0, -1, Number.NaN]) {
    let runs = 0;
    const { ctx, sent } = fake(beat);
    const counting = async () => ({ _tag: 'Right', right: ++runs }) as const;
    const result = await withHeartbeats(ctx, transitionId, executionId, counting, { every })();
    assert.equal(
      [/InvalidInput/.test(JSON.stringify(result)), runs, sent.length],
      [true, 0, 0],
      String(every),
    );
  }
});

ending('a signal that outlives many of them collects nothing', async () => {
  const { signal } = new AbortController();
  const { ctx } = fake(beat, { signal });
  const before = timers();
  for (let i = 0; i < 30; i++) {
    await withHeartbeats(ctx, transitionId, executionId, async () => ({ _tag: 'Right', right: i }))();
  }
  await pause(0);
  assert.is(listeners(signal), 0);
  assert.is(timers(), before);
});

ending('aborted: no more beats; the task ends as it ends', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const { ctx, sent } = fake(beat, { signal });
  const { task: work, fail } = task<string>();
  const result = withHeartbeats(ctx, transitionId, executionId, work, { every: 5 })();
  await pause(20);
  controller.abort();
  await pause(0);
  const beats = sent.length;
  await pause(20);
  assert.is(sent.length, beats);
  fail('I noticed');
  assert.equal(await result, { _tag: 'Left', left: 'I noticed' });
  assert.is(listeners(signal), 0);
});

ending('aborted before it runs: no beat, and the task runs all the same', async () => {
  const { ctx, sent } = fake(beat, { signal: AbortSignal.abort() });
  const work: TaskEither<never, number> = async () => ({ _tag: 'Right', right: 1 });
  assert.equal(await withHeartbeats(ctx, transitionId, executionId, work)(), { _tag: 'Right', right: 1 });
  assert.is(sent.length, 0);
});

ending('credentials that hang or throw hold back no result', async () => {
  const tokens: ReadonlyArray<() => Promise<never>> = [
    () => new Promise(() => {}),
    () => Promise.reject(new Error('a bug')),
  ];
  for (const getToken of tokens) {
    const { ctx } = fake(beat);
    const { task: work, end } = task();
    const broken = { ...ctx, credentials: { getToken } };
    const result = withHeartbeats(broken, transitionId, executionId, work, { every: 5 })();
    await pause(15);
    end('done');
    assert.equal(await result, { _tag: 'Right', right: 'done' });
  }
});

ending('can run again', async () => {
  const { ctx, sent } = fake(beat);
  const run = withHeartbeats(ctx, transitionId, executionId, async () => {
    await pause(5);
    return { _tag: 'Right', right: 1 };
  });
  await run();
  await run();
  assert.is(sent.length, 2);
});

ending.run();

// -- the emulator ------------------------------------------------------------------------

const real = suite('withHeartbeats against the emulator');

async function must<A>(run: TaskEither<LasError, A>): Promise<A> {
  const result = await run();
  if (result._tag === 'Left') throw new Error(`${result.left._tag}: ${result.left.message}`);
  return result.right;
}

real('the log has the heartbeats', async () => {
  const emulator = createEmulator();
  const { task: review, end } = task<LasError, string>();
  let heard = 0;
  const { clientId, clientSecret } = emulator;
  const ctx = createContext({
    credentials: clientCredentials({ clientId, clientSecret }),
    fetch: (request) => emulator.fetch(request),
    onResponse: ({ status }) => {
      if (status === 204 && ++heard === 3) end('reviewed');
    },
  });
  const { transitionId: id } = await must(createTransition(ctx, 'manual'));
  const { executionId: work, logId } = await must(executeTransition(ctx, id));
  const result = withHeartbeats(ctx, id, work, review, { every: 20 })();
  assert.equal(await result, { _tag: 'Right', right: 'reviewed' });
  assert.ok(logId);
  const { events } = await must(getLog(ctx, logId));
  const beats = events?.filter(({ message }) => message === 'heartbeat').length ?? 0;
  assert.ok(beats >= 3, `${beats} beats`);
});

real.run();
