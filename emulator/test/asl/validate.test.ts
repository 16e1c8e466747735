import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Json, resourcesOf, validateDefinition } from '../../src/asl/index.js';
import { machine, problemsOf } from './support.js';

const test = suite('asl: definitions');

const task = { Type: 'Task', Resource: 'las:transition:1', End: true };
const pass = { Type: 'Pass', End: true };

function refused(definition: unknown, ...wanted: ReadonlyArray<string>): void {
  assert.equal(problemsOf(definition), wanted);
}

/** Refuses a state, for a reason that begins like this. */
function refusedState(state: unknown, path: string, message: string): void {
  const found = validateDefinition(machine({ A: state }));
  const fits = found.some(
    (problem) => problem.path === `/States/A${path}` && problem.message.startsWith(message),
  );
  assert.ok(fits, `${JSON.stringify(state)}: ${JSON.stringify(found)}`);
}

test('definitions that can run', () => {
  refused({
    ...machine({ A: task }),
    Comment: 'c',
    Version: '1.0',
    TimeoutSeconds: 5,
    QueryLanguage: 'JSONPath',
  });
  refused(
    machine({
      A: {
        ...task,
        Comment: 'c',
        TimeoutSeconds: 60,
        HeartbeatSeconds: 10,
        Retry: [
          {
            ErrorEquals: ['States.Timeout'],
            IntervalSeconds: 3,
            MaxAttempts: 0,
            BackoffRate: 1.5,
            MaxDelaySeconds: 9,
            JitterStrategy: 'FULL',
          },
          { ErrorEquals: ['States.ALL'] },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'B' }],
      },
      B: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: 'States.JsonToString($.error)' },
    }),
  );
  const ItemProcessor = { ...machine({ B: pass }), ProcessorConfig: { Mode: 'INLINE' } };
  refused(machine({ A: { Type: 'Map', ItemProcessor, End: true } }));
});

test('what a definition must have', () => {
  for (const value of [null, undefined, 5, 'text', []]) refused(value, ': must be an object');
  refused({}, '/States: must be an object');
  refused(
    { StartAt: 'A', States: {} },
    '/StartAt: must be the name of one of the States',
    '/States: must have a state that ends: End, Succeed or Fail',
  );
  refused({ States: { A: task } }, '/StartAt: must be the name of one of the States');
  refused({ StartAt: 'constructor', States: { A: task } }, '/StartAt: must be the name of one of the States');
  refused({ ...machine({ A: task }), Version: '2.0' }, '/Version: must be 1.0');
  refused(
    { ...machine({ A: task }), TimeoutSeconds: 0 },
    '/TimeoutSeconds: must be an integer from 1 to 99999999',
  );
  refused({ ...machine({ A: task }), Extra: 1 }, '/Extra: is no field of a definition; leave it out');
  refused(
    { ...machine({ A: task }), QueryLanguage: 'JSONata' },
    '/QueryLanguage: must be JSONPath; JSONata is not supported',
  );
});

test('where states lead to', () => {
  refused(
    machine({ A: { ...pass, End: undefined } }),
    '/States/A: must have Next or End',
    '/States: must have a state that ends: End, Succeed or Fail',
  );
  refused(
    machine({ A: { ...pass, Next: 'B' }, B: pass }),
    '/States/A: must have one of Next, End and not more',
  );
  refused(
    machine({ A: { ...pass, End: false } }),
    '/States/A/End: must be true',
    '/States: must have a state that ends: End, Succeed or Fail',
  );
  refused(
    machine({ A: { Type: 'Pass', Next: 'a/b' } }),
    '/States/A/Next: must be the name of one of the States beside it',
    '/States: must have a state that ends: End, Succeed or Fail',
  );
  refused(machine({ A: pass, 'a/~b': pass }), '/States/a~1~0b: must be within reach of StartAt');
  refused(
    machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
    '/States: must have a state that ends: End, Succeed or Fail',
  );
  refused(
    machine({
      A: { Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Next: 'X' }], Default: 'Y' },
      B: pass,
    }),
    '/States/A/Choices/0/Next: must be the name of one of the States beside it',
    '/States/A/Default: must be the name of one of the States beside it',
    '/States/B: must be within reach of StartAt',
  );
  const name = 'n'.repeat(81);
  refused(machine({ [name]: pass }), `/States/${name}: must have a name of 80 characters or fewer`);
});

test('machines within a machine', () => {
  const parallel = (branch: unknown) => ({ Type: 'Parallel', Branches: [branch], End: true });
  refused(
    machine({ A: parallel(machine({ A: pass })) }),
    '/States/A/Branches/0/States/A: must have a name that no other state of the definition has',
  );
  refused(
    machine({
      A: { ...parallel(machine({ B: { Type: 'Pass', Next: 'C' } })), End: undefined, Next: 'C' },
      C: pass,
    }),
    '/States/A/Branches/0/States/B/Next: must be the name of one of the States beside it',
    '/States/A/Branches/0/States: must have a state that ends: End, Succeed or Fail',
  );
  refusedState(
    parallel({ ...machine({ B: pass }), TimeoutSeconds: 5 }),
    '/Branches/0/TimeoutSeconds',
    'is no field',
  );
  refusedState(
    { Type: 'Parallel', Branches: [], End: true },
    '/Branches',
    'must be an array that is not empty',
  );
  refusedState({ Type: 'Map', End: true }, '', 'must have ItemProcessor or Iterator');
  const B = machine({ B: pass });
  refusedState(
    { Type: 'Map', ItemProcessor: B, Iterator: B, End: true },
    '',
    'must have one of ItemProcessor, Iterator',
  );
  refusedState(
    { Type: 'Map', ItemProcessor: { ...B, ProcessorConfig: { Mode: 'DISTRIBUTED' } }, End: true },
    '/ItemProcessor/ProcessorConfig/Mode',
    'must be INLINE; distributed maps are not supported',
  );
  refusedState(
    { Type: 'Map', ItemProcessor: { ...B, ProcessorConfig: { ExecutionType: 'STANDARD' } }, End: true },
    '/ItemProcessor/ProcessorConfig/ExecutionType',
    'is no field',
  );
  refusedState(
    { Type: 'Map', ItemProcessor: B, ItemsPath: '$.a[*]', End: true },
    '/ItemsPath',
    'must be a reference path',
  );
  refusedState(
    { Type: 'Map', ItemProcessor: B, Parameters: {}, ItemSelector: {}, End: true },
    '',
    'must have one of',
  );
  let deep: unknown = machine({ leaf: pass });
  for (let at = 0; at < 20_000; at += 1) deep = machine({ [`s${at}`]: parallel(deep) });
  assert.match(problemsOf(deep).join('\n'), /: is nested too deep/);
});

test('fields of states: none is ignored', () => {
  refusedState(
    { Type: 'Nothing', End: true },
    '/Type',
    'must be one of Task, Choice, Pass, Wait, Succeed, Fail',
  );
  refusedState({ End: true }, '/Type', 'must be one of');
  refusedState('text', '', 'must be an object');
  refusedState({ ...task, Next: null }, '', 'must have one of Next, End');
  const stray: ReadonlyArray<readonly [object, string]> = [
    [{ Type: 'Succeed' }, 'End'],
    [{ Type: 'Succeed' }, 'ResultPath'],
    [{ Type: 'Fail' }, 'InputPath'],
    [{ Type: 'Fail' }, 'Next'],
    [pass, 'Retry'],
    [pass, 'Resource'],
    [pass, 'ResultSelector'],
    [{ Type: 'Wait', Seconds: 1, End: true }, 'Parameters'],
    [{ Type: 'Choice', Choices: [] }, 'End'],
    [task, 'Choices'],
    [task, 'Tiemout'],
    [task, 'MaxConcurrency'],
  ];
  for (const [state, field] of stray)
    refusedState({ ...state, [field]: true }, `/${field}`, 'is no field of a');
  for (const field of [
    'Assign',
    'Arguments',
    'Output',
    'Credentials',
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
  ]) {
    refusedState({ ...task, [field]: {} }, `/${field}`, `${field} is not supported`);
  }
  refusedState({ ...task, QueryLanguage: 'JSONata' }, '/QueryLanguage', 'must be JSONPath');
  refusedState({ ...task, Comment: 1 }, '/Comment', 'must be a string');
});

test('Task', () => {
  refusedState({ Type: 'Task', End: true }, '', 'must have Resource');
  refusedState({ ...task, Resource: '' }, '/Resource', 'must be the id of a transition');
  for (const end of ['.sync', '.sync:2', '.waitForTaskToken']) {
    refusedState(
      { ...task, Resource: `arn:aws:states:::sqs${end}` },
      '/Resource',
      'must be the id of a transition; .sync and',
    );
  }
  refusedState({ ...task, TimeoutSeconds: 0 }, '/TimeoutSeconds', 'must be an integer');
  refusedState({ ...task, TimeoutSeconds: '5' }, '/TimeoutSeconds', 'must be an integer');
  refusedState({ ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 }, '/HeartbeatSeconds', 'must be less than');
  refusedState(
    { ...task, TimeoutSeconds: 5, TimeoutSecondsPath: '$.a' },
    '',
    'must have one of TimeoutSeconds',
  );
  refusedState(
    { ...task, HeartbeatSecondsPath: '$.a[*]' },
    '/HeartbeatSecondsPath',
    'must be a reference path',
  );
  refusedState({ ...task, InputPath: 5 }, '/InputPath', 'must be a path');
});

test('Retry and Catch', () => {
  const retry = (more: object, path: string, message: string) =>
    refusedState({ ...task, Retry: [{ ErrorEquals: ['E'], ...more }] }, `/Retry/0/${path}`, message);
  refusedState({ ...task, Retry: {} }, '/Retry', 'must be an array');
  refusedState({ ...task, Retry: ['E'] }, '/Retry/0', 'must be an object');
  refusedState({ ...task, Retry: [{}] }, '/Retry/0', 'must have ErrorEquals');
  retry({ ErrorEquals: [] }, 'ErrorEquals', 'must be an array that is not empty');
  retry({ ErrorEquals: [1] }, 'ErrorEquals/0', 'must be the name of an error');
  retry({ ErrorEquals: ['States.ALL', 'E'] }, 'ErrorEquals', 'must have States.ALL alone');
  refusedState(
    { ...task, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] },
    '/Retry/0/ErrorEquals',
    'must have States.ALL alone, and in the last entry',
  );
  retry({ IntervalSeconds: 0 }, 'IntervalSeconds', 'must be an integer from 1');
  retry({ MaxAttempts: -1 }, 'MaxAttempts', 'must be an integer from 0');
  retry({ MaxDelaySeconds: 1.5 }, 'MaxDelaySeconds', 'must be an integer from 1');
  retry({ BackoffRate: 0.5 }, 'BackoffRate', 'must be a number of 1 or more');
  retry({ JitterStrategy: 'SOME' }, 'JitterStrategy', 'must be FULL or NONE');
  retry({ Next: 'A' }, 'Next', 'is no field of an entry of Retry');
  refusedState({ ...task, Catch: [{ ErrorEquals: ['E'] }] }, '/Catch/0', 'must have Next');
  refusedState({ ...task, Catch: [{ ErrorEquals: ['E'], Next: 'Z' }] }, '/Catch/0/Next', 'must be the name');
  const caught = { ErrorEquals: ['E'], Next: 'A' };
  refusedState(
    { ...task, Catch: [{ ...caught, ResultPath: '$.a[*]' }] },
    '/Catch/0/ResultPath',
    'must be a reference',
  );
  refusedState(
    { ...task, Catch: [{ ...caught, MaxAttempts: 1 }] },
    '/Catch/0/MaxAttempts',
    'is no field of an entry of Catch',
  );
});

test('Wait, Fail and Choice', () => {
  const wait = { Type: 'Wait', End: true };
  refusedState(wait, '', 'must have Seconds or SecondsPath or Timestamp or TimestampPath');
  refusedState({ ...wait, Seconds: 1, Timestamp: '2024-01-01T00:00:00Z' }, '', 'must have one of');
  refusedState({ ...wait, Seconds: -1 }, '/Seconds', 'must be an integer from 0');
  for (const Timestamp of ['2024-01-01', '2024-01-01 00:00:00Z', '2024-13-01T00:00:00Z', 5]) {
    refusedState({ ...wait, Timestamp }, '/Timestamp', 'must be a timestamp');
  }
  refusedState({ ...wait, TimestampPath: '$.a[*]' }, '/TimestampPath', 'must be a reference path');
  refusedState({ Type: 'Fail', Error: 1 }, '/Error', 'must be a string');
  refusedState({ Type: 'Fail', Error: 'E', ErrorPath: '$.e' }, '', 'must have one of Error, ErrorPath');
  refusedState({ Type: 'Fail', CausePath: 'Cause' }, '/CausePath', 'Cause: a path or an intrinsic');
  refusedState({ Type: 'Fail', CausePath: '$.a[*]' }, '/CausePath', 'must be a reference path');
  refusedState({ Type: 'Choice', Choices: [] }, '/Choices', 'must be an array that is not empty');
});

test('the resources of a definition', () => {
  const of = (Resource: string, more: object = { End: true }) => ({ Type: 'Task', Resource, ...more });
  const definition = machine({
    A: of('a', { Next: 'B' }),
    B: { Type: 'Parallel', Branches: [machine({ C: of('c') }), machine({ D: of('a') })], Next: 'E' },
    E: { Type: 'Map', Iterator: machine({ F: of('f') }), Next: 'G' },
    G: { Type: 'Pass', Result: machine({ H: of('h') }), End: true },
  });
  refused(definition);
  assert.equal(resourcesOf(definition as Json), ['a', 'c', 'f']);
  assert.equal(resourcesOf(null), []);
});

test.run();
