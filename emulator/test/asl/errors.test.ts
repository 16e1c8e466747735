import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { begin, type Effect, type Json, pending, type Run, step } from '../../src/asl/index.js';
import { drive, errorOf, machine, outputOf, taskError, type Worker } from './support.js';

const test = suite('asl: errors');

const caught = { Type: 'Succeed' };

const withTask = (more: object) =>
  machine({
    A: { Type: 'Task', Resource: 'las:transition:1', End: true, ...more },
    ...('Catch' in more ? { Caught: caught } : {}),
  });

/** Fails with these errors, one after another, and then succeeds. */
const failing =
  (...names: string[]): Worker =>
  (_, nth) => {
    const name = names[nth];
    return name === undefined ? 'done' : taskError(name, 'why');
  };

/** Milliseconds between the attempts of a task. */
const waits = (run: Run): ReadonlyArray<number> => {
  const times = run.events.filter(({ type }) => type === 'TaskScheduled').map(({ time }) => time);
  return times.slice(1).map((time, at) => time - (times[at] ?? 0));
};

test('an error that nobody takes fails the run', () => {
  const { run, effects } = drive(withTask({}), {}, failing('Bad'));
  assert.equal([run.status, run.error, run.cause], ['failed', 'Bad', 'why']);
  assert.equal(effects.at(-1), { type: 'end', status: 'failed', error: 'Bad', cause: 'why' });
});

test('Retry: its waits', () => {
  const retried = (more: object, times: number, name = 'Bad') =>
    waits(
      drive(withTask({ Retry: [{ ErrorEquals: ['Bad'], ...more }] }), {}, failing(...Array(times).fill(name)))
        .run,
    );
  assert.equal(retried({}, 9), [1000, 2000, 4000]);
  assert.equal(retried({ IntervalSeconds: 3, MaxAttempts: 2, BackoffRate: 2 }, 9), [3000, 6000]);
  assert.equal(retried({ IntervalSeconds: 3, MaxAttempts: 2, MaxDelaySeconds: 4 }, 9), [3000, 4000]);
  assert.equal(retried({ IntervalSeconds: 2, BackoffRate: 1.5 }, 9), [2000, 3000, 4500]);
  assert.equal(retried({ BackoffRate: 1, MaxAttempts: 4 }, 2), [1000, 1000]);
  assert.equal(retried({ MaxAttempts: 0 }, 9), []);
  assert.equal(retried({ JitterStrategy: 'NONE' }, 1), [1000]);
  assert.equal(retried({}, 1, 'Other'), []);
  const jittered = retried({ JitterStrategy: 'FULL', IntervalSeconds: 10 }, 9);
  jittered.forEach((wait, at) => {
    assert.ok(wait >= 0 && wait < 10_000 * 2 ** at);
  });
  assert.equal(jittered, retried({ JitterStrategy: 'FULL', IntervalSeconds: 10 }, 9));
  assert.is.not(jittered.join(), '10000,20000,40000');
  assert.is(outputOf(withTask({ Retry: [{ ErrorEquals: ['Bad'] }] }), {}, failing('Bad', 'Bad')), 'done');
});

test('Retry: each retrier counts for itself, and anew in another state', () => {
  const Retry = [
    { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
    { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
  ];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const { run } = drive(withTask({ Retry, Catch }), {}, failing('ErrorA', 'ErrorB', 'ErrorC', 'ErrorB'));
  assert.equal(waits(run), [1000, 2000, 5000]);
  assert.equal(run.output, { Error: 'ErrorB', Cause: 'why' });

  const again = machine({
    A: {
      Type: 'Task',
      Resource: 'las:transition:1',
      Retry: [{ ErrorEquals: ['ErrorA'], MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Back' }],
      End: true,
    },
    Back: { Type: 'Pass', Next: 'A' },
  });
  assert.is(drive(again, {}, failing('ErrorA', 'ErrorA', 'ErrorA')).tasks.length, 4);
});

test('Retry: all errors but one', () => {
  const Retry = [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }];
  assert.is(outputOf(withTask({ Retry }), {}, failing('Any', 'Thing')), 'done');
  assert.is(errorOf(withTask({ Retry }), {}, failing('States.Timeout')), 'States.Timeout');
});

test('which names take which errors', () => {
  const takes = (name: string, error: string, more: object = {}) =>
    drive(withTask({ Catch: [{ ErrorEquals: [name], Next: 'Caught' }], ...more }), {}, failing(error)).run
      .status === 'succeeded';
  const cases: ReadonlyArray<readonly [name: string, error: string, wanted: boolean]> = [
    ['Bad', 'Bad', true],
    ['Bad', 'bad', false],
    ['States.ALL', 'Bad', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.HeartbeatTimeout', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.Runtime', 'States.Runtime', false],
    ['States.TaskFailed', 'Bad', true],
    ['States.TaskFailed', 'States.TaskFailed', true],
    ['States.TaskFailed', 'States.Permissions', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.HeartbeatTimeout', false],
    ['States.Timeout', 'States.HeartbeatTimeout', true],
    ['States.HeartbeatTimeout', 'States.Timeout', false],
    ['States.BranchFailed', 'Bad', false],
  ];
  for (const [name, error, wanted] of cases) assert.is(takes(name, error), wanted, `${name} ${error}`);
});

test('Catch: the first that fits, and where its error output goes', () => {
  const Catch = [
    { ErrorEquals: ['Special'], ResultPath: '$.error-info', Next: 'Caught' },
    { ErrorEquals: ['Quiet'], ResultPath: null, Next: 'Caught' },
    { ErrorEquals: ['Deep'], ResultPath: '$.a.b', Next: 'Caught' },
    { ErrorEquals: ['States.ALL'], Next: 'Caught' },
  ];
  const output = (name: string): Json => outputOf(withTask({ Catch }), { a: 1 }, failing(name));
  assert.equal(output('Special'), { a: 1, 'error-info': { Error: 'Special', Cause: 'why' } });
  assert.equal(output('Quiet'), { a: 1 });
  assert.equal(output('Other'), { Error: 'Other', Cause: 'why' });
  assert.is(errorOf(withTask({ Catch }), { a: 1 }, failing('Deep')), 'States.ResultPathMatchFailure');
});

test('Catch: errors of the state itself', () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const name = (more: object): Json => {
    const output = outputOf(withTask({ Catch, ...more }), { a: 'text' }, () => ({ b: 1 }));
    return (output as { Error: string }).Error;
  };
  assert.is(name({ Parameters: { 'x.$': '$.missing' } }), 'States.ParameterPathFailure');
  assert.is(name({ Parameters: { 'x.$': 'States.StringToJson($.a)' } }), 'States.IntrinsicFailure');
  assert.is(name({ ResultSelector: { 'x.$': '$.missing' } }), 'States.ParameterPathFailure');
  assert.is(name({ ResultPath: '$.a.b' }), 'States.ResultPathMatchFailure');
  assert.is(errorOf(withTask({ Catch, InputPath: '$.missing' }), {}), 'States.Runtime');
});

test('TimeoutSeconds', () => {
  for (const more of [{ TimeoutSeconds: 900 }, { TimeoutSecondsPath: '$.limit' }]) {
    const { run, effects, elapsed, tasks } = drive(withTask(more), { limit: 900 });
    assert.equal([run.error, elapsed], ['States.Timeout', 900_000]);
    assert.is(tasks[0]?.timeoutSeconds, 900);
    assert.ok(run.events.some(({ type }) => type === 'TaskTimedOut'));
    assert.ok(effects.some((effect) => effect.type === 'cancel' && effect.id === tasks[0]?.id));
  }
  for (const limit of [0, 1.5, 'long', null]) {
    assert.is(errorOf(withTask({ TimeoutSecondsPath: '$.limit' }), { limit }), 'States.Runtime');
  }
  const { run, effects } = drive(withTask({ TimeoutSeconds: 900 }), {}, () => 'done');
  assert.is(run.status, 'succeeded');
  const timer = effects.find((effect) => effect.type === 'timer') as { id: string };
  assert.ok(effects.some((effect) => effect.type === 'cancel' && effect.id === timer.id));
  assert.is(drive(withTask({}), {}).run.status, 'running');
});

test('a timeout that is retried, as a tutorial has it', () => {
  const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 3, MaxAttempts: 50, BackoffRate: 1 }];
  const { run, elapsed } = drive(withTask({ TimeoutSeconds: 900, Retry }), {}, (_, nth) =>
    nth < 2 ? undefined : 'done',
  );
  assert.equal([run.output, elapsed], ['done', 2 * 903_000]);
});

test('HeartbeatSeconds', () => {
  const definition = withTask({ TimeoutSeconds: 100, HeartbeatSeconds: 10 });
  const silent = drive(definition, {});
  assert.equal([silent.run.error, silent.elapsed], ['States.HeartbeatTimeout', 10_000]);
  assert.is(silent.tasks[0]?.heartbeatSeconds, 10);
  assert.is(drive(withTask({ HeartbeatSecondsPath: '$.h' }), { h: 7 }).elapsed, 7000);

  let { run } = begin(definition, { input: {}, now: 0 });
  const [task, timeout] = pending(run);
  let effects: ReadonlyArray<Effect> = [];
  for (let now = 9000; now < 100_000; now += 9000) {
    const before = pending(run).at(-1);
    ({ run, effects } = step(run, { type: 'heartbeat', id: String(task?.id), now }));
    const after = pending(run).at(-1);
    assert.equal(effects, [
      { type: 'cancel', id: before?.id },
      { type: 'timer', id: after?.id, at: now + 10_000 },
    ]);
    assert.is(step(run, { type: 'timerFired', id: String(before?.id), now }).run, run);
  }
  ({ run, effects } = step(run, { type: 'timerFired', id: String(timeout?.id), now: 100_000 }));
  assert.is(run.error, 'States.Timeout');
  assert.is(effects.filter(({ type }) => type === 'cancel').length, 2);
});

test('the time of the whole run', () => {
  const definition = { ...withTask({ Retry: [{ ErrorEquals: ['States.ALL'] }] }), TimeoutSeconds: 60 };
  const { run, elapsed } = drive(definition, {});
  assert.equal([run.status, run.error, elapsed], ['failed', 'States.Timeout', 60_000]);
  assert.is(run.events.at(-1)?.type, 'ExecutionTimedOut');
  assert.equal(pending(run), []);
});

test('Retry of a Parallel begins all its branches anew', () => {
  const branch = (name: string) => machine({ [name]: { Type: 'Task', Resource: name, End: true } });
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [branch('A'), branch('B')],
      Retry: [{ ErrorEquals: ['Bad'] }],
      End: true,
    },
  });
  const { run, tasks } = drive(definition, {}, ({ state }, nth) =>
    state === 'B' && nth === 0 ? taskError('Bad') : state,
  );
  assert.equal(run.output, ['A', 'B']);
  assert.equal(tasks.map(({ state }) => state).sort(), ['A', 'A', 'B', 'B']);
});

test('$$.State.RetryCount', () => {
  const Parameters = { 'n.$': '$$.State.RetryCount' };
  const { tasks } = drive(
    withTask({ Parameters, Retry: [{ ErrorEquals: ['Bad'] }] }),
    {},
    failing('Bad', 'Bad'),
  );
  assert.equal(
    tasks.map(({ input }) => input),
    [{ n: 0 }, { n: 1 }, { n: 2 }],
  );
});

test.run();
