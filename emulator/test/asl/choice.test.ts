import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Json } from '../../src/asl/index.js';
import { errorOf, machine, outputOf, problemsOf } from './support.js';

const test = suite('asl: choices');

const branching = (rule: unknown) =>
  machine({
    Choose: { Type: 'Choice', Choices: [{ ...(rule as object), Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: true, End: true },
    No: { Type: 'Pass', Result: false, End: true },
  });

const holds = (rule: unknown, input: Json): Json => outputOf(branching(rule), input);

test('comparisons of each type', () => {
  const early = '2024-01-01T00:00:00Z';
  const late = '2024-01-01T02:00:00+01:00';
  const values = {
    String: ['a', 'b', 1],
    Numeric: [1, 2.5, '1'],
    Timestamp: [early, late, 'yesterday'],
  } as const;
  const orders = {
    Equals: [false, true, false],
    LessThan: [true, false, false],
    GreaterThan: [false, false, true],
    LessThanEquals: [true, true, false],
    GreaterThanEquals: [false, true, true],
  };
  for (const [type, [low, high, other]] of Object.entries(values)) {
    for (const [order, [less, equal, greater]] of Object.entries(orders)) {
      const name = `${type}${order}`;
      const compare = (a: Json, b: Json): ReadonlyArray<Json> => [
        holds({ Variable: '$.a', [name]: b }, { a }),
        holds({ Variable: '$.a', [`${name}Path`]: '$.b' }, { a, b }),
      ];
      assert.equal(compare(low, high), [less, less], name);
      assert.equal(compare(low, low), [equal, equal], name);
      assert.equal(compare(high, low), [greater, greater], name);
      assert.equal(compare(other, low), [false, false], name);
      assert.is(holds({ Variable: '$.a', [`${name}Path`]: '$.b' }, { a: low, b: other }), false, name);
    }
  }
  for (const [a, b] of [
    [true, true],
    [false, true],
    ['true', true],
    [null, false],
  ] as const) {
    assert.is(holds({ Variable: '$.a', BooleanEquals: b }, { a }), a === b);
    assert.is(holds({ Variable: '$.a', BooleanEqualsPath: '$.b' }, { a, b }), a === b);
  }
});

test('timestamps are moments, and strings to comparisons of strings', () => {
  const input = { a: '2024-01-01T02:00:00.000+01:00' };
  assert.is(holds({ Variable: '$.a', TimestampEquals: '2024-01-01T01:00:00Z' }, input), true);
  assert.is(holds({ Variable: '$.a', StringEquals: '2024-01-01T01:00:00Z' }, input), false);
});

test('StringMatches', () => {
  const cases: ReadonlyArray<readonly [pattern: string, text: Json, wanted: boolean]> = [
    ['foo*.log', 'foo23.log', true],
    ['*.log', 'zebra.log', true],
    ['foo*.*', 'foobar.zebra', true],
    ['foo*.*', 'foobar', false],
    ['*', '', true],
    ['a', 'ab', false],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['*ab', 'aab', true],
    ['a.c', 'abc', false],
    ['50\\*', '50*', true],
    ['50\\*', '500', false],
    ['a\\\\*', 'a\\b', true],
    ['a*', 'a\nb', true],
    ['*', 5, false],
  ];
  for (const [pattern, text, wanted] of cases) {
    assert.is(holds({ Variable: '$', StringMatches: pattern }, text), wanted, `${pattern} ${text}`);
  }
  const many = `${'*a'.repeat(200)}b`;
  assert.is(holds({ Variable: '$', StringMatches: many }, 'a'.repeat(100_000)), false);
});

test('tests of type and presence', () => {
  const input = { text: 'a', number: 1, flag: false, nothing: null, time: '2024-01-01T00:00:00Z' };
  const types = {
    IsString: 'text time',
    IsNumeric: 'number',
    IsBoolean: 'flag',
    IsNull: 'nothing',
    IsTimestamp: 'time',
  };
  for (const [name, fitting] of Object.entries(types)) {
    for (const key of Object.keys(input)) {
      const fits = fitting.split(' ').includes(key);
      assert.is(holds({ Variable: `$.${key}`, [name]: true }, input), fits, `${name} ${key}`);
      assert.is(holds({ Variable: `$.${key}`, [name]: false }, input), !fits, `${name} ${key}`);
    }
  }
  assert.is(holds({ Variable: '$.nothing', IsPresent: true }, input), true);
  assert.is(holds({ Variable: '$.missing', IsPresent: true }, input), false);
  assert.is(holds({ Variable: '$.missing', IsPresent: false }, input), true);
});

test('And, Or and Not decide as soon as they can', () => {
  const yes = { Variable: '$.a', NumericEquals: 1 };
  const no = { Variable: '$.a', NumericEquals: 2 };
  const missing = { Variable: '$.missing', NumericEquals: 2 };
  const input = { a: 1 };
  assert.is(holds({ And: [yes, yes] }, input), true);
  assert.is(holds({ And: [yes, no] }, input), false);
  assert.is(holds({ And: [no, missing] }, input), false);
  assert.is(holds({ Or: [no, yes] }, input), true);
  assert.is(holds({ Or: [yes, missing] }, input), true);
  assert.is(holds({ Or: [no, no] }, input), false);
  assert.is(holds({ Not: no }, input), true);
  assert.is(holds({ Not: { And: [yes, { Not: { Or: [no, yes] } }] } }, input), true);
  assert.is(errorOf(branching({ And: [yes, missing] }), input), 'States.Runtime');
});

test('the first rule that holds, the default, and neither', () => {
  const dispatch = (more: object) =>
    machine({
      Dispatch: {
        Type: 'Choice',
        Choices: [
          { Not: { Variable: '$.type', StringEquals: 'Private' }, Next: 'Public' },
          {
            And: [
              { Variable: '$.value', IsPresent: true },
              { Variable: '$.value', IsNumeric: true },
              { Variable: '$.value', NumericGreaterThanEquals: 20 },
              { Variable: '$.value', NumericLessThan: 30 },
            ],
            Next: 'Twenties',
          },
          { Variable: '$.rating', NumericGreaterThanPath: '$.threshold', Next: 'Audit' },
        ],
        ...more,
      },
      Public: { Type: 'Succeed', OutputPath: '$.type' },
      Twenties: { Type: 'Succeed', OutputPath: '$.value' },
      Audit: { Type: 'Succeed', OutputPath: '$.rating' },
      ...('Default' in more ? { Record: { Type: 'Pass', Result: 'recorded', End: true } } : {}),
    });
  const withDefault = dispatch({ Default: 'Record' });
  assert.is(outputOf(withDefault, { type: 'Public' }), 'Public');
  assert.is(outputOf(withDefault, { type: 'Private', value: 22 }), 22);
  assert.is(outputOf(withDefault, { type: 'Private', rating: 5, threshold: 4 }), 5);
  assert.is(outputOf(withDefault, { type: 'Private', rating: 5, threshold: 6 }), 'recorded');
  assert.is(errorOf(dispatch({}), { type: 'Private', rating: 5, threshold: 6 }), 'States.NoChoiceMatched');
  assert.is(errorOf(withDefault, { type: 'Private', rating: 5 }), 'States.Runtime');
});

test('InputPath, OutputPath and $$', () => {
  const definition = machine({
    Choose: {
      Type: 'Choice',
      InputPath: '$.inner',
      OutputPath: '$.kept',
      Choices: [{ Variable: '$.go', BooleanEquals: true, Next: 'Named' }],
    },
    Named: { Type: 'Choice', Choices: [{ Variable: '$$.State.Name', StringEquals: 'Named', Next: 'Yes' }] },
    Yes: { Type: 'Succeed' },
  });
  assert.is(outputOf(definition, { inner: { go: true, kept: 'k' } }), 'k');
});

test('a rule with End ends the workflow', () => {
  const definition = {
    Comment: 'Data cleaning',
    StartAt: 'NeedsCorrection',
    States: {
      NeedsCorrection: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.needsCorrection', BooleanEquals: true, Next: 'Correct' },
          { Variable: '$.needsCorrection', BooleanEquals: false, End: true },
        ],
      },
      Correct: { Type: 'Task', Resource: 'las:transition:1', End: true },
    },
  };
  assert.equal(outputOf(definition, { needsCorrection: false }), { needsCorrection: false });
  assert.is(
    outputOf(definition, { needsCorrection: true }, () => 'corrected'),
    'corrected',
  );
});

test('rules that are wrong are refused', () => {
  const wrong: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{}, /must have one comparator/],
    [{ Variable: '$.a' }, /must have one comparator/],
    [{ Variable: '$.a', StringEquals: 'a', NumericEquals: 1 }, /must have one comparator/],
    [{ StringEquals: 'a' }, /must have Variable/],
    [{ Variable: 'a', StringEquals: 'a' }, /Variable: a: a path begins with \$/],
    [{ Variable: '$.a', StringEquals: 1 }, /must be a string/],
    [{ Variable: '$.a', NumericLessThan: '1' }, /must be a number/],
    [{ Variable: '$.a', BooleanEquals: 'true' }, /must be true or false/],
    [{ Variable: '$.a', IsNull: 1 }, /must be true or false/],
    [{ Variable: '$.a', TimestampEquals: '2024-01-01' }, /must be a timestamp/],
    [{ Variable: '$.a', StringMatches: 'a\\' }, /a backslash escapes/],
    [{ Variable: '$.a', StringMatches: 1 }, /must be a string/],
    [{ Variable: '$.a', StringEqualsPath: 'a' }, /a path begins with \$/],
    [{ Variable: '$.a', StringMatchesPath: '$.b' }, /is no field of a rule/],
    [{ Variable: '$.a', BooleanLessThan: true }, /is no field of a rule/],
    [{ Condition: '{% true %}' }, /Condition is not supported/],
    [{ And: [] }, /must be an array that is not empty/],
    [
      { And: [{ Variable: '$.a', IsNull: true, Next: 'Yes' }] },
      /And\/0\/Next: is no field of a rule within a rule/,
    ],
    [{ Not: [] }, /must be an object/],
    [{ Variable: '$.a', IsNull: true, End: true }, /must have one of Next, End/],
    [7, /must be an object/],
  ];
  for (const [rule, message] of wrong) {
    const definition = branching(rule);
    if (typeof rule === 'number') {
      definition.States['Choose'] = { Type: 'Choice', Choices: [rule], Default: 'No' };
    }
    assert.match(problemsOf(definition).join('\n'), message);
  }
});

test.run();
