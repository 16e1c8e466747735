/** Random definitions, random answers: nothing throws, and a run that was JSON in between is the same run. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  begin,
  type Input,
  type Json,
  pending,
  type Run,
  step,
  validateDefinition,
} from '../../src/asl/index.js';

const test = suite('asl: properties');

const copy = <A>(value: A): A => JSON.parse(JSON.stringify(value)) as A;

const path = fc.constantFrom(
  '$',
  '$.a',
  '$.b.c',
  '$.list[0]',
  '$.list[*]',
  '$..a',
  '$$.State.Name',
  '$$.Map.Item.Value',
);
const place = fc.constantFrom('$', '$.a', '$.b.c', '$.list[0]', '$.error');
const call = fc.constantFrom(
  'States.UUID()',
  'States.MathRandom(0, 9)',
  'States.MathAdd($.a, 1)',
  "States.Format('{} {}', $.a, $.b)",
  'States.JsonToString($)',
  'States.Array($, $.a)',
  'States.ArrayRange(0, 3, 1)',
  "States.Hash($.a, 'SHA-256')",
);
const error = fc.constantFrom(
  'States.ALL',
  'States.TaskFailed',
  'States.Timeout',
  'States.BranchFailed',
  'Bad',
);
const template = fc
  .dictionary(fc.constantFrom('a', 'b', 'list'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 })
  .chain((plain) =>
    fc
      .dictionary(fc.constantFrom('x.$', 'list.$'), fc.oneof(path, call), { maxKeys: 2 })
      .map((more) => ({ ...('list.$' in more ? { a: plain['a'] ?? 1 } : plain), ...more })),
  );
const retry = fc.record(
  {
    ErrorEquals: error.map((name) => [name]),
    MaxAttempts: fc.nat(2),
    IntervalSeconds: fc.integer({ min: 1, max: 3 }),
    BackoffRate: fc.constantFrom(1, 1.5, 3),
    JitterStrategy: fc.constantFrom('FULL', 'NONE'),
  },
  { requiredKeys: ['ErrorEquals'] },
);
const comparison = fc.oneof(
  fc.record({ Variable: path, IsPresent: fc.boolean() }),
  fc.record({ Variable: path, IsString: fc.boolean() }),
  fc.record({ Variable: path, NumericLessThan: fc.integer() }),
  fc.record({ Variable: path, StringEqualsPath: path }),
  fc.record({ Variable: path, StringMatches: fc.constantFrom('*', 'a*') }),
);
const rule = fc.oneof(
  comparison,
  fc.record({ Not: comparison }),
  fc.array(comparison, { minLength: 1, maxLength: 3 }).map((And) => ({ And })),
  fc.array(comparison, { minLength: 1, maxLength: 3 }).map((Or) => ({ Or })),
);
const optional = <A>(fields: { [K in keyof A]: fc.Arbitrary<A[K]> }) =>
  fc.record(fields, { requiredKeys: [] });
const data = optional({ InputPath: fc.option(path), OutputPath: fc.option(path) });

/** A machine of one to four states, each of which leads to the next one, some back, too. */
function machines(prefix: string, depth: number): fc.Arbitrary<{ StartAt: string; States: object }> {
  return fc.integer({ min: 1, max: 4 }).chain((length) => {
    const name = (at: number) => `${prefix}${at}`;
    const states = Array.from({ length }, (_, at) => stateAt(name, at, length, depth));
    return fc.tuple(...states).map((all) => ({
      StartAt: name(0),
      States: Object.fromEntries(all.map((state, at) => [name(at), state])),
    }));
  });
}

function stateAt(
  name: (at: number) => string,
  at: number,
  length: number,
  depth: number,
): fc.Arbitrary<object> {
  const isLast = at === length - 1;
  const on = isLast ? { End: true } : { Next: name(at + 1) };
  const any = fc.nat(length - 1).map(name);
  const catcher = fc.record({ ErrorEquals: error.map((one) => [one]), Next: any, ResultPath: place });
  const work = optional({
    Parameters: template,
    ResultSelector: template,
    ResultPath: fc.option(place),
    Retry: fc.array(retry, { maxLength: 1 }),
    Catch: fc.array(catcher, { maxLength: 1 }),
  });
  const join = (...parts: ReadonlyArray<fc.Arbitrary<object>>): fc.Arbitrary<object> =>
    fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
  const kinds: fc.Arbitrary<object>[] = [
    join(
      data,
      work,
      fc.constant({ Type: 'Task', Resource: 'r', ...on }),
      optional({ TimeoutSeconds: fc.constantFrom(20, 30), HeartbeatSeconds: fc.constantFrom(5, 10) }),
    ),
    join(data, optional({ Parameters: template, ResultPath: place }), fc.constant({ Type: 'Pass', ...on })),
    join(data, fc.record({ Seconds: fc.nat(5) }), fc.constant({ Type: 'Wait', ...on })),
  ];
  if (isLast) {
    kinds.push(join(data, fc.constant({ Type: 'Succeed' })));
    kinds.push(
      join(
        optional({ Error: fc.string(), CausePath: fc.oneof(call, fc.constant('$.a')) }),
        fc.constant({ Type: 'Fail' }),
      ),
    );
  } else {
    const to = fc.oneof(
      any.map((Next) => ({ Next })),
      fc.constant({ End: true }),
    );
    const rules = fc.array(join(rule, to), { minLength: 1, maxLength: 3 });
    kinds.push(
      join(data, fc.record({ Choices: rules }), fc.constant({ Type: 'Choice', Default: name(at + 1) })),
    );
  }
  if (depth > 0) {
    const inner = (index: number) => machines(`${name(at)}-${index}-`, depth - 1);
    kinds.push(
      join(
        data,
        work,
        fc.record({ Branches: fc.tuple(inner(0), inner(1)) }),
        fc.constant({ Type: 'Parallel', ...on }),
      ),
      join(
        data,
        work,
        fc.record({
          ItemProcessor: inner(0),
          ItemsPath: fc.constantFrom('$', '$.list'),
          MaxConcurrency: fc.nat(2),
        }),
        fc.constant({ Type: 'Map', ...on }),
      ),
    );
  }
  return fc.oneof(...kinds);
}

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.record({ a: fc.integer(), b: fc.string(), list: fc.array(fc.nat(9), { maxLength: 4 }) }),
);

/** What to tell a run next, of what it waits for, or of something else. */
interface Turn {
  readonly which: number;
  readonly kind: Input['type'];
  readonly output: Json;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  which: fc.nat(20),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('taskSucceeded' as const) },
    fc.constantFrom(
      'taskFailed' as const,
      'timerFired' as const,
      'heartbeat' as const,
      'taskRestarted' as const,
      'goTo' as const,
    ),
  ),
  output: value,
});

function inputOf(run: Run, { which, kind, output }: Turn, now: number): Input {
  const waiting = pending(run);
  const chosen = waiting[which % (waiting.length + 1)];
  const id = chosen?.id ?? String(which);
  if (chosen?.type === 'timer' && kind !== 'goTo') return { type: 'timerFired', id, now };
  switch (kind) {
    case 'taskFailed':
      return { type: kind, id, error: which % 2 === 0 ? 'Bad' : 'Other', cause: 'c', now };
    case 'goTo':
      return { type: kind, resource: which === 0 ? 'r' : 'other', now };
    case 'taskSucceeded':
      return { type: kind, id, output, now };
    case 'timerFired':
    case 'heartbeat':
    case 'taskRestarted':
      return { type: kind, id, now };
    default:
      return { type: 'abort', now };
  }
}

test('a run that was JSON between two steps goes on the same, and none throws or changes what it was given', () => {
  let ended = 0;
  let refused = 0;
  fc.assert(
    fc.property(machines('s', 2), value, fc.array(turn, { maxLength: 25 }), (definition, input, turns) => {
      if (validateDefinition(definition).length > 0) {
        refused += 1;
        return;
      }
      let { run } = begin(definition, { input, now: 0, seed: 3 });
      for (const [at, next] of turns.entries()) {
        const told = inputOf(run, next, at * 1000);
        const before = JSON.stringify(run);
        const direct = step(run, told);
        const restored = step(copy(run), copy(told));
        assert.is(JSON.stringify(run), before);
        assert.is(JSON.stringify(restored), JSON.stringify(direct));
        run = direct.run;
        // A run that goes on waits for something, and one that has ended for nothing.
        assert.is(pending(run).length > 0, run.status === 'running');
        assert.is(Object.keys(run.waiting).length + (run.timeout === null ? 0 : 1), pending(run).length);
      }
      if (run.status !== 'running') ended += 1;
    }),
    { numRuns: 400 },
  );
  assert.ok(ended > 100, `only ${ended} ended`);
  assert.ok(refused < 100, `${refused} were refused`);
});

test('effects tell of each task and timer once, and cancel what is no longer wanted', () => {
  fc.assert(
    fc.property(machines('s', 1), value, fc.array(turn, { maxLength: 25 }), (definition, input, turns) => {
      let { run, effects } = begin(definition, { input, now: 0 });
      const open = new Map<string, string>();
      const check = (): void => {
        for (const effect of effects) {
          if (effect.type === 'cancel') assert.ok(open.delete(effect.id), 'cancelled what was not open');
          else if (effect.type !== 'end') {
            assert.not(open.has(effect.id), 'asked for twice');
            open.set(effect.id, effect.type);
          }
        }
        assert.equal(
          [...open.keys()].sort(),
          pending(run)
            .map(({ id }) => id)
            .sort(),
        );
      };
      check();
      for (const [at, next] of turns.entries()) {
        const told = inputOf(run, next, at * 1000);
        ({ run, effects } = step(run, told));
        // What has answered is not cancelled; a heartbeat is no answer.
        const answered = told.type === 'timerFired' ? 'timer' : told.type === 'heartbeat' ? 'none' : 'task';
        if ('id' in told && open.get(told.id) === answered) open.delete(told.id);
        check();
      }
    }),
    { numRuns: 300 },
  );
});

test('any JSON is a definition that is checked, and that begins, without a throw', () => {
  const word = fc.constantFrom(
    'StartAt',
    'States',
    'Type',
    'Next',
    'End',
    'Choices',
    'Branches',
    'Iterator',
    'Retry',
    'Catch',
    'Parameters',
    'InputPath',
    'a',
  );
  const leaf = fc.oneof(
    fc.constantFrom('Task', 'Choice', 'Map', 'Parallel', 'Fail', 'a', '$', '$.a', true, null, 1),
    fc.string(),
  );
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(word, tie('json'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(json, (definition) => {
      const problems = validateDefinition(definition);
      const { run } = begin(definition, { input: {}, now: Number.NaN });
      if (problems.length > 0) assert.is(run.status, 'failed');
      for (const { path: at } of problems) assert.match(at, /^(\/|$)/);
    }),
    { numRuns: 1000 },
  );
});

test('any text is a path, a template or a call, or is refused', () => {
  const token = fc.constantFrom(
    '$',
    '.',
    '..',
    '[',
    ']',
    '*',
    '?',
    '(',
    ')',
    '@',
    "'",
    '"',
    '\\',
    ',',
    ':',
    'a',
    '1',
    '-',
    '==',
    '&&',
    '!',
    'States.Array',
    'States.Format',
    '{}',
    ' ',
  );
  const text = fc.array(token, { maxLength: 12 }).map((parts) => parts.join(''));
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map((rest) => `$${rest}`),
        text.map((rest) => `States.Array(${rest})`),
      ),
      value,
      (expression, input) => {
        const definition = {
          StartAt: 'A',
          States: { A: { Type: 'Pass', Parameters: { 'a.$': expression }, End: true } },
        };
        const isValid = validateDefinition(definition).length === 0;
        const { run } = begin(definition, { input, now: 0 });
        if (isValid) accepted += 1;
        else assert.is(run.status, 'failed');
        // What was accepted ends by what it selects, never by the limit for what nobody thought of.
        if (isValid) assert.is.not(run.error, 'States.Runtime', `${expression}: ${run.cause}`);
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(accepted > 100, `only ${accepted} were accepted`);
});

test.run();
