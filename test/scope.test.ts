import { getEventListeners } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { getModel } from '../src/index.js';
import { endOf, openScope, sleep, within } from '../src/scope.js';
import { fake } from './support/fake.js';
import { pause } from './support/results.js';

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Runs something that must leave as many timers behind as there were. */
async function leavesNoTimer(f: () => unknown): Promise<void> {
  const before = timers();
  await f();
  assert.ok(timers() <= before, 'a timer is left');
}

const scope = suite('openScope');

scope('leaves no timer and no listener', () =>
  leavesNoTimer(() => {
    const { signal } = new AbortController();
    for (let i = 0; i < 100; i++) {
      const outer = openScope(signal, 60_000, 'total');
      const inner = openScope(outer.signal, 60_000, 'attempt');
      assert.is(listeners(signal), 1);
      assert.is(listeners(outer.signal), 1);
      inner.close();
      assert.is(listeners(outer.signal), 0);
      outer.close();
      outer.close();
    }
    assert.is(listeners(signal), 0);
  }),
);

scope('ends after its time, and says which one it was', async () => {
  for (const kind of ['attempt', 'total'] as const) {
    const { signal, close } = openScope(undefined, 5, kind, 'fileTimeout');
    await pause(15);
    assert.ok(signal.aborted);
    const end = endOf(signal);
    assert.ok(end._tag === 'Timeout' && end.scope === kind);
    assert.match(end.message, /after 5 ms \(fileTimeout\)/);
    close();
  }
});

scope('does not end once it is closed', async () => {
  const controller = new AbortController();
  const { signal, close } = openScope(controller.signal, 5, 'attempt');
  close();
  controller.abort();
  await pause(15);
  assert.not.ok(signal.aborted);
});

scope('ends with a signal from outside, whatever its reason', () => {
  for (const reason of [undefined, 'mine', new Error('mine'), { _tag: 'Timeout' }]) {
    const controller = new AbortController();
    const { signal, close } = openScope(controller.signal, false, 'attempt');
    controller.abort(reason);
    assert.is(endOf(signal)._tag, 'Aborted');
    close();
  }
});

scope('is over from the start where the signal is', () => {
  const { signal, close } = openScope(AbortSignal.abort(), 60_000, 'attempt');
  assert.is(endOf(signal)._tag, 'Aborted');
  close();
});

scope('ends for the reason of the outer one', async () => {
  const outer = openScope(undefined, 5, 'total');
  const middle = openScope(outer.signal, 60_000, 'attempt');
  const inner = openScope(middle.signal, 60_000, 'attempt');
  await pause(15);
  for (const { signal, close } of [inner, middle, outer]) {
    const end = endOf(signal);
    assert.ok(end._tag === 'Timeout' && end.scope === 'total');
    close();
  }
  const late = openScope(outer.signal, false, 'attempt');
  const end = endOf(late.signal);
  assert.ok(end._tag === 'Timeout' && end.scope === 'total');
  late.close();
});

scope('keeps its own reason when the outer one ends later', async () => {
  const controller = new AbortController();
  const outer = openScope(controller.signal, false, 'total');
  const inner = openScope(outer.signal, 5, 'attempt');
  await pause(15);
  controller.abort();
  assert.is(endOf(inner.signal)._tag, 'Timeout');
  assert.is(endOf(outer.signal)._tag, 'Aborted');
  inner.close();
  outer.close();
});

scope('has no end where none is asked for, or one that no timer reaches', () =>
  leavesNoTimer(async () => {
    for (const ms of [false, 2 ** 31, 1e12, Number.POSITIVE_INFINITY] as const) {
      const { signal, close } = openScope(undefined, ms, 'attempt');
      await pause(3);
      assert.not.ok(signal.aborted, String(ms));
      close();
    }
  }),
);

scope.run();

const race = suite('within');

race('settles as the work does, and leaves no listener', async () => {
  const { signal } = new AbortController();
  assert.is(await within(signal, Promise.resolve(1)), 1);
  assert.is(await within(signal, Promise.reject('no')).catch((error: unknown) => error), 'no');
  await pause(0);
  assert.is(listeners(signal), 0);
});

race('rejects at once when the signal aborts, even if the work takes no notice', async () => {
  const controller = new AbortController();
  let done = () => {};
  const work = new Promise<void>((resolve) => {
    done = resolve;
  });
  const result = within(controller.signal, work).catch((error: unknown) => error);
  controller.abort('over');
  assert.is(await result, 'over');
  done();
  await pause(0);
  assert.is(listeners(controller.signal), 0);
});

race('rejects at once where the signal is aborted already, and lets nothing else reject', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const late = pause(5).then(() => Promise.reject(new Error('late')));
  assert.is(await within(AbortSignal.abort('over'), late).catch((error: unknown) => error), 'over');
  await pause(15);
  process.off('unhandledRejection', note);
  assert.equal(unhandled, []);
});

race.run();

const nap = suite('sleep');

nap('waits, and leaves nothing behind', () =>
  leavesNoTimer(async () => {
    const { signal } = new AbortController();
    const started = performance.now();
    await sleep(20, signal);
    assert.ok(performance.now() - started > 15);
    assert.is(listeners(signal), 0);
  }),
);

nap('ends early when the signal aborts', () =>
  leavesNoTimer(async () => {
    const controller = new AbortController();
    const started = performance.now();
    const wait = sleep(60_000, controller.signal);
    controller.abort();
    await wait;
    await sleep(60_000, controller.signal);
    await sleep(60_000, AbortSignal.abort());
    assert.ok(performance.now() - started < 1000);
    assert.is(listeners(controller.signal), 0);
  }),
);

nap.run();

const call = suite('what a call leaves behind');

const answers: ReadonlyArray<readonly [string, unknown]> = [
  ['an answer', {}],
  ['a status', () => new Response('{}', { status: 500 })],
  ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
  ['a body that breaks', () => new Response(new ReadableStream({ pull: (c) => c.error(new Error('cut')) }))],
];

for (const [name, answer] of answers) {
  call(`after ${name}: no timer, no listener`, () =>
    leavesNoTimer(async () => {
      const { signal } = new AbortController();
      const { ctx } = fake(answer, { signal, timeout: 60_000, totalTimeout: 60_000 });
      for (let i = 0; i < 5; i++) await getModel(ctx, 'las:model:1')();
      await pause(0);
      assert.is(listeners(signal), 0);
    }),
  );
}

call('after an abort: no timer, no listener', () =>
  leavesNoTimer(async () => {
    const controller = new AbortController();
    const { ctx } = fake(() => new Promise(() => {}), { signal: controller.signal, totalTimeout: 60_000 });
    const result = getModel(ctx, 'las:model:1')();
    await pause(5);
    controller.abort();
    assert.is((await result)._tag, 'Left');
    await pause(0);
    assert.is(listeners(controller.signal), 0);
  }),
);

call('with a signal that is aborted already: no timer, no listener', () =>
  leavesNoTimer(async () => {
    const signal = AbortSignal.abort();
    const { ctx, sent } = fake({}, { signal, timeout: 60_000, totalTimeout: 60_000 });
    const result = await getModel(ctx, 'las:model:1')();
    assert.ok(result._tag === 'Left' && result.left._tag === 'Aborted');
    assert.is(sent.length, 0);
    assert.is(listeners(signal), 0);
  }),
);

call.run();
