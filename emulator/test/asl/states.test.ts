import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  begin,
  type Effect,
  type Json,
  pending,
  type Run,
  step,
  type TaskEffect,
} from '../../src/asl/index.js';
import { drive, errorOf, machine, outputOf, start } from './support.js';

const test = suite('asl: states');

const task = (more: object = { End: true }) => ({ Type: 'Task', Resource: 'las:transition:1', ...more });
const types = (run: Run) => run.events.map(({ type }) => type);

test('Task: what it is given, and what becomes of its result', () => {
  const definition = machine({
    Sum: task({
      InputPath: '$.numbers',
      Parameters: { 'a.$': '$.val1', 'b.$': '$.val2', unit: 'NOK' },
      ResultSelector: { 'total.$': '$.sum', 'by.$': '$$.State.Name' },
      ResultPath: '$.result',
      OutputPath: '$.result',
      End: true,
    }),
  });
  const { run, tasks } = drive(definition, { numbers: { val1: 3, val2: 4 } }, () => ({ sum: 7 }));
  assert.equal(tasks[0]?.input, { a: 3, b: 4, unit: 'NOK' });
  assert.is(tasks[0]?.resource, 'las:transition:1');
  assert.is(tasks[0]?.state, 'Sum');
  assert.equal(run.output, { total: 7, by: 'Sum' });
});

test('Task: input by default, and the result in its place', () => {
  const definition = machine({ A: task({ Next: 'B' }), B: task({ ResultPath: '$.sum', End: true }) });
  const { tasks, run } = drive(definition, { a: 1 }, ({ state }) => (state === 'A' ? { b: 2 } : null));
  assert.equal(
    tasks.map(({ input }) => input),
    [{ a: 1 }, { b: 2 }],
  );
  assert.equal(run.output, { b: 2, sum: null });
});

test('what happened is kept', () => {
  const definition = machine({ A: task({ Next: 'B' }), B: { Type: 'Succeed' } });
  const { run } = drive(definition, { a: 1 }, () => 'done');
  assert.equal(types(run), [
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskSucceeded',
    'TaskStateExited',
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
  assert.equal(run.events[2], {
    id: 3,
    time: start,
    type: 'TaskScheduled',
    state: 'A',
    task: '2',
    resource: 'las:transition:1',
    input: { a: 1 },
  });
  assert.equal(run.events.at(-1)?.output, 'done');
});

test('the context object', () => {
  const definition = machine({ A: { Type: 'Pass', Parameters: { 'all.$': '$$' }, End: true } });
  const execution = { Id: 'las:workflow-execution:1', Name: 'one' };
  const { run } = begin(definition, {
    input: 5,
    now: start,
    execution,
    stateMachine: { Id: 'las:workflow:1' },
  });
  assert.equal(run.output, {
    all: {
      Execution: { ...execution, Input: 5, StartTime: '2024-05-01T12:00:00.000Z' },
      StateMachine: { Id: 'las:workflow:1' },
      State: { Name: 'A', EnteredTime: '2024-05-01T12:00:00.000Z', RetryCount: 0 },
    },
  });
});

test('Pass', () => {
  const pass = (more: object, input: Json = { georefOf: 'Home' }) =>
    outputOf(machine({ A: { Type: 'Pass', ...more, End: true } }), input);
  assert.equal(pass({}), { georefOf: 'Home' });
  const Result = { x: 0.38, y: 622.2 };
  assert.equal(pass({ Result, ResultPath: '$.coords' }), { georefOf: 'Home', coords: Result });
  assert.equal(pass({ Result: null }), null);
  assert.equal(pass({ Parameters: { 'a.$': '$.georefOf' }, ResultPath: '$.copy' }), {
    georefOf: 'Home',
    copy: { a: 'Home' },
  });
});

test('Wait', () => {
  const wait = (more: object, input: Json = {}) =>
    drive(machine({ A: { Type: 'Wait', ...more, End: true } }), input);
  const later = '2024-05-01T12:01:00Z';
  assert.is(wait({ Seconds: 10 }).elapsed, 10_000);
  assert.is(wait({ Seconds: 0 }).elapsed, 0);
  assert.is(wait({ SecondsPath: '$.s' }, { s: 3 }).elapsed, 3000);
  assert.is(wait({ Timestamp: later }).elapsed, 60_000);
  assert.is(wait({ TimestampPath: '$.t' }, { t: later }).elapsed, 60_000);
  assert.is(wait({ Timestamp: '2016-03-14T01:59:00Z' }).elapsed, 0);
  const { run } = wait({ Seconds: 1, InputPath: '$.a', OutputPath: '$.b' }, { a: { b: 'kept' } });
  assert.is(run.output, 'kept');
  for (const [more, input] of [
    [{ SecondsPath: '$.s' }, { s: -1 }],
    [{ SecondsPath: '$.s' }, { s: 'soon' }],
    [{ SecondsPath: '$.s' }, {}],
    [{ TimestampPath: '$.t' }, { t: 'tomorrow' }],
  ] as const) {
    assert.is(errorOf(machine({ A: { Type: 'Wait', ...more, End: true } }), input), 'States.Runtime');
  }
});

test('Succeed and Fail', () => {
  assert.is(
    outputOf(machine({ A: { Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b' } }), { a: { b: 1 } }),
    1,
  );
  const fail = (more: object, input: Json = {}) => {
    const { run, effects } = drive(machine({ A: { Type: 'Fail', ...more } }), input);
    assert.equal(effects.at(-1), {
      type: 'end',
      status: 'failed',
      error: run.error,
      cause: run.cause,
    } as Effect);
    return [run.status, run.error, run.cause];
  };
  assert.equal(fail({ Error: 'ErrorA', Cause: 'Kaiju attack' }), ['failed', 'ErrorA', 'Kaiju attack']);
  assert.equal(fail({}), ['failed', '', '']);
  assert.equal(fail({ ErrorPath: '$.e', CausePath: "States.Format('was {}', $.c)" }, { e: 'E', c: 'C' }), [
    'failed',
    'E',
    'was C',
  ]);
  assert.is(fail({ ErrorPath: '$.e' }, { e: 1 })[1], 'States.Runtime');
});

const branch = (name: string) => machine({ [name]: task({ Resource: name, End: true }) });

test('Parallel', () => {
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [branch('Add'), branch('Subtract')],
      ResultPath: '$.math',
      End: true,
    },
  });
  const { run, tasks } = drive(definition, { n: [3, 2] }, ({ resource }) => (resource === 'Add' ? 5 : 1));
  assert.equal(
    tasks.map(({ input }) => input),
    [{ n: [3, 2] }, { n: [3, 2] }],
  );
  assert.equal(run.output, { n: [3, 2], math: [5, 1] });

  let { run: slow } = begin(definition, { input: { n: 0 }, now: 0 });
  const [first, second] = pending(slow);
  slow = step(slow, { type: 'taskSucceeded', id: String(second?.id), output: 'second', now: 1 }).run;
  assert.is(slow.status, 'running');
  slow = step(slow, { type: 'taskSucceeded', id: String(first?.id), output: 'first', now: 2 }).run;
  assert.equal(slow.output, { n: 0, math: ['first', 'second'] });
});

test('Parallel: a branch that fails ends the others', () => {
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [
        branch('Good'),
        machine({ Inner: { Type: 'Parallel', Branches: [branch('Deep')], End: true } }),
        branch('Bad'),
      ],
      Catch: [{ ErrorEquals: ['States.BranchFailed'], ResultPath: '$.error', Next: 'Caught' }],
      End: true,
    },
    Caught: { Type: 'Succeed' },
  });
  const begun = begin(definition, { input: { a: 1 }, now: 0 });
  const ids = Object.fromEntries(
    begun.effects.flatMap((effect) => (effect.type === 'task' ? [[effect.resource, effect.id]] : [])),
  );
  const { run, effects } = step(begun.run, {
    type: 'taskFailed',
    id: String(ids['Bad']),
    error: 'Boom',
    cause: 'why',
    now: 1,
  });
  const cancelled = effects.flatMap((effect) => (effect.type === 'cancel' ? [effect.id] : []));
  assert.equal(cancelled.sort(), [ids['Good'], ids['Deep']].sort());
  assert.equal(run.output, { a: 1, error: { Error: 'Boom', Cause: 'why' } });
  assert.equal(pending(run), []);
});

test('Parallel: what comes after a caught error has the run for itself', () => {
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [branch('Good'), branch('Bad')],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }],
      End: true,
    },
    After: task({ Resource: 'after', End: true }),
  });
  const { run: begun } = begin(definition, { input: {}, now: 0 });
  const [good, bad] = pending(begun) as ReadonlyArray<TaskEffect>;
  const { run, effects } = step(begun, { type: 'taskFailed', id: String(bad?.id), error: 'Bad', now: 1 });
  const [after, ...others] = pending(run) as ReadonlyArray<TaskEffect>;
  assert.equal([after?.resource, others], ['after', []]);
  assert.equal(effects, [{ type: 'cancel', id: good?.id }, after] as Effect[]);
  const late = { type: 'taskSucceeded', id: String(good?.id), output: 1, now: 2 } as const;
  assert.is(step(run, late).run, run);
});

const shipped = [
  { prod: 'R31', quantity: 1344 },
  { prod: 'S39', quantity: 40 },
  { prod: 'R40', quantity: 887 },
];

test('Map: each item, in its order', () => {
  const definition = (more: object) =>
    machine({
      All: {
        Type: 'Map',
        InputPath: '$.detail',
        ItemsPath: '$.shipped',
        ResultPath: '$.detail.shipped',
        End: true,
        ...more,
      },
    });
  const input = { detail: { partner: 'UQS', shipped } };
  const worker = ({ input: item }: TaskEffect) => item;
  for (const key of ['ItemProcessor', 'Iterator']) {
    assert.equal(outputOf(definition({ [key]: branch('Check') }), input, worker), input);
  }
  for (const key of ['ItemSelector', 'Parameters']) {
    const selector = { 'parcel.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index', 'by.$': '$.partner' };
    const output = outputOf(definition({ ItemProcessor: branch('Check'), [key]: selector }), input, worker);
    const wanted = shipped.map((parcel, at) => ({ parcel, at, by: 'UQS' }));
    assert.equal(output, { detail: { partner: 'UQS', shipped: wanted } });
  }
});

test('Map: nothing to do, no array, and the item within', () => {
  const map = (processor: object, more: object = {}) =>
    machine({ All: { Type: 'Map', ItemProcessor: processor, End: true, ...more } });
  assert.equal(outputOf(map(branch('Check')), []), []);
  assert.is(errorOf(map(branch('Check')), { a: 1 }), 'States.Runtime');
  const inner = machine({
    Each: {
      Type: 'Parallel',
      Branches: [machine({ Item: { Type: 'Pass', Parameters: { 'n.$': '$$.Map.Item.Index' }, End: true } })],
      End: true,
    },
  });
  assert.equal(outputOf(map(inner), ['a', 'b']), [[{ n: 0 }], [{ n: 1 }]]);
});

test('Map: MaxConcurrency', () => {
  for (const more of [{ MaxConcurrency: 2 }, { MaxConcurrencyPath: '$.limit' }]) {
    const definition = machine({
      All: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: branch('Check'), ...more, End: true },
    });
    let { run } = begin(definition, { input: { items: [1, 2, 3, 4, 5], limit: 2 }, now: 0 });
    const seen: Json[] = [];
    while (run.status === 'running') {
      const waiting = pending(run) as ReadonlyArray<TaskEffect>;
      assert.ok(waiting.length <= 2);
      const [next] = waiting.slice(-1);
      seen.push(next?.input ?? null);
      run = step(run, {
        type: 'taskSucceeded',
        id: String(next?.id),
        output: next?.input ?? null,
        now: 1,
      }).run;
    }
    assert.equal(run.output, [1, 2, 3, 4, 5]);
    assert.equal(seen, [2, 3, 4, 5, 1]);
  }
  const ordered = machine({
    All: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: branch('Check'), End: true },
  });
  const { tasks } = drive(ordered, [1, 2, 3], () => 0);
  assert.equal(
    tasks.map(({ input }) => input),
    [1, 2, 3],
  );
});

test('Map: an iteration that fails', () => {
  const definition = machine({
    All: {
      Type: 'Map',
      ItemProcessor: branch('Check'),
      Catch: [{ ErrorEquals: ['Bad'], Next: 'Caught' }],
      End: true,
    },
    Caught: { Type: 'Succeed' },
  });
  const bad = Object.assign(new Error('why'), { name: 'Bad' });
  const { run } = drive(definition, [1, 2], ({ input }) => (input === 2 ? bad : undefined));
  assert.equal(run.output, { Error: 'Bad', Cause: 'why' });
  assert.ok(types(run).includes('MapIterationFailed'));
  assert.equal(run.events.find(({ type }) => type === 'MapIterationFailed')?.index, 1);
});

test('the workflow of the command line', () => {
  const definition = {
    Comment: 'Generated',
    StartAt: 'Preprocess',
    States: {
      Preprocess: { Type: 'Task', Resource: 'las:transition:pre', Next: 'CheckValidation' },
      CheckValidation: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.needsValidation', BooleanEquals: false, Next: 'Postprocess' },
          { Variable: '$.needsValidation', BooleanEquals: true, Next: 'Validate' },
        ],
      },
      Validate: { Type: 'Task', Resource: 'las:transition:manual', Next: 'Postprocess' },
      Postprocess: { Type: 'Task', Resource: 'las:transition:post', End: true },
    },
  };
  const states = (needsValidation: boolean) =>
    drive(definition, {}, () => ({ needsValidation })).tasks.map(({ state }) => state);
  assert.equal(states(true), ['Preprocess', 'Validate', 'Postprocess']);
  assert.equal(states(false), ['Preprocess', 'Postprocess']);
});

test('ids that it does not wait for, and events of the wrong kind, change nothing', () => {
  const { run } = begin(machine({ A: task() }), { input: {}, now: 0 });
  const unknown = [
    { type: 'taskSucceeded', id: '99', output: 1, now: 1 },
    { type: 'taskFailed', id: 'constructor', error: 'E', now: 1 },
    { type: 'taskFailed', id: '1', error: 'E', now: 1 },
    { type: 'heartbeat', id: '', now: 1 },
    { type: 'heartbeat', id: '2', now: 1 },
    { type: 'timerFired', id: '2', now: 1 },
    { type: 'goTo', resource: 'las:transition:other', now: 1 },
  ] as const;
  for (const event of unknown) {
    const { run: after, effects } = step(run, event);
    assert.equal(effects, []);
    assert.equal(after, run);
  }
  const { run: ended } = step(run, { type: 'taskSucceeded', id: '2', output: 1, now: 1 });
  assert.is(step(ended, { type: 'taskSucceeded', id: '2', output: 2, now: 2 }).run, ended);
  assert.is(step(ended, { type: 'abort', now: 2 }).run, ended);
});

test('a run is stopped from outside', () => {
  const definition = machine({ Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } });
  const { run: begun } = begin({ ...definition, TimeoutSeconds: 60 }, { input: {}, now: 0 });
  const waited = pending(begun).map(({ id }) => id);
  assert.is(waited.length, 3);
  const { run, effects } = step(begun, { type: 'abort', error: 'Stopped', cause: 'by hand', now: 5 });
  assert.is(run.status, 'aborted');
  assert.equal(effects.slice(0, -1), waited.map((id) => ({ type: 'cancel', id })) as Effect[]);
  assert.equal(effects.at(-1), { type: 'end', status: 'aborted', error: 'Stopped', cause: 'by hand' });
  assert.equal(pending(run), []);
});

test('a task begins anew where its worker asks for it', () => {
  const { run } = begin(machine({ A: task({ TimeoutSeconds: 9, End: true }) }), { input: { a: 1 }, now: 0 });
  const [first, timer] = pending(run);
  const { run: again, effects } = step(run, { type: 'taskRestarted', id: String(first?.id), now: 5000 });
  const [next] = pending(again) as ReadonlyArray<TaskEffect>;
  assert.is.not(next?.id, first?.id);
  assert.equal(next?.input, { a: 1 });
  assert.equal(effects[0], { type: 'cancel', id: timer?.id } as Effect);
  assert.is((pending(again)[1] as { at: number }).at, 14_000);
});

test('a run goes on from a task that somebody names', () => {
  const definition = machine({
    A: task({ Resource: 'a', Next: 'B' }),
    B: task({ Resource: 'b', Next: 'C' }),
    C: task({ Resource: 'c', End: true }),
  });
  const { run: failed } = drive(definition, { n: 1 }, ({ resource }) =>
    resource === 'b' ? new Error('no') : { n: 2 },
  );
  assert.is(failed.status, 'failed');
  const resources = (run: Run) => (pending(run) as ReadonlyArray<TaskEffect>).map(({ resource }) => resource);
  const inputs = (run: Run) => (pending(run) as ReadonlyArray<TaskEffect>).map(({ input }) => input);
  const { run: again } = step(failed, { type: 'goTo', resource: 'b', now: 1 });
  assert.equal([again.status, again.error, again.cause], ['running', null, null]);
  assert.equal(resources(again), ['b']);
  assert.equal(inputs(again), [{ n: 2 }]);
  const { run: never, effects } = step(again, { type: 'goTo', resource: 'c', now: 2 });
  assert.equal(resources(never), ['c']);
  assert.equal(inputs(never), [{ n: 1 }]);
  assert.equal(effects[0], { type: 'cancel', id: pending(again)[0]?.id } as Effect);
});

test('a definition that is wrong fails at once', () => {
  for (const definition of [null, 'text', {}, machine({ A: { Type: 'Nothing' } })]) {
    const { run, effects } = begin(definition, { input: {}, now: 0 });
    assert.is(run.status, 'failed');
    assert.is(run.error, 'States.Runtime');
    assert.is(effects.at(-1)?.type, 'end');
  }
});

test('loops end by the limit of events', () => {
  const { run } = begin(
    machine({
      A: { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'B' }], Default: 'C' },
      B: { Type: 'Succeed' },
      C: { Type: 'Pass', Next: 'A' },
    }),
    { input: {}, now: 0 },
  );
  assert.equal([run.status, run.error], ['failed', 'States.Runtime']);
  assert.is(run.events.length, 25_001);
  assert.is(run.events.at(-1)?.type, 'ExecutionFailed');
});

test('payloads that grow without end are refused', () => {
  const definition = machine({
    A: { Type: 'Pass', Parameters: { 'a.$': 'States.Array($, $)' }, Next: 'B' },
    B: { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'C' }], Default: 'A' },
    C: { Type: 'Succeed' },
  });
  assert.is(errorOf(definition, {}), 'States.DataLimitExceeded');
  const large = 'x'.repeat(262_145);
  assert.is(
    errorOf(machine({ A: task() }), {}, () => large),
    'States.DataLimitExceeded',
  );
  const list = Array.from({ length: 200_000 }, () => 1);
  assert.is(
    errorOf(machine({ A: task() }), {}, () => list),
    'States.DataLimitExceeded',
  );
});

test.run();
