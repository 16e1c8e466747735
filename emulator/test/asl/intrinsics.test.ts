import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { begin, type Json } from '../../src/asl/index.js';
import { evaluated, failureOf, machine, problemsOf } from './support.js';

const test = suite('asl: intrinsic functions');

type Case = readonly [call: string, input: Json, wanted: Json];

function holds(cases: ReadonlyArray<Case>): void {
  for (const [call, input, wanted] of cases) assert.equal(evaluated(call, input), wanted, call);
}

function fails(...cases: ReadonlyArray<readonly [call: string, input?: Json]>): void {
  for (const [call, input] of cases) assert.is(failureOf(call, input), 'States.IntrinsicFailure', call);
}

test('States.Format', () => {
  holds([
    ["States.Format('Invoice {} of {}', $.supplier, 2024)", { supplier: 'ACME' }, 'Invoice ACME of 2024'],
    ["States.Format('{}{}{}', null, true, 1.5)", {}, 'nulltrue1.5'],
    ["States.Format('no places')", {}, 'no places'],
    ["States.Format('Welcome to {}\\'s \\{\\} {}', $.a, 'b')", { a: 'Al' }, "Welcome to Al's {} b"],
    ['States.Format($.template, 1)', { template: '<{}>' }, '<1>'],
    ["States.Format('{}', '\\{\\}\\\\')", {}, '{}\\'],
    ["States.Format('{}', $.text)", { text: '$& {}' }, '$& {}'],
  ]);
  fails(
    ["States.Format('{}')"],
    ["States.Format('{}', 1, 2)"],
    ["States.Format('{}', $.a)", { a: [] }],
    ["States.Format('{}', $.a)", { a: {} }],
    ["States.Format('{}', $.missing)"],
    ['States.Format(1)'],
  );
});

test('States.StringToJson and States.JsonToString', () => {
  holds([
    ['States.StringToJson($.text)', { text: '{"number": 20}' }, { number: 20 }],
    ['States.JsonToString($.json)', { json: { name: 'Foo', year: 2020 } }, '{"name":"Foo","year":2020}'],
    ["States.StringToJson('null')", {}, null],
  ]);
  fails(["States.StringToJson('{')"], ["States.StringToJson('[1e999]')"], ['States.StringToJson(1)']);
});

test('arrays', () => {
  holds([
    ["States.Array('Foo', 2020, $.json, null)", { json: { a: 'b' } }, ['Foo', 2020, { a: 'b' }, null]],
    ['States.Array()', {}, []],
    ['States.ArrayPartition($.a, 4)', { a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, [[1, 2, 3, 4], [5, 6, 7, 8], [9]]],
    ['States.ArrayContains($.a, $.b)', { a: [1, 2, 3], b: 2 }, true],
    ['States.ArrayContains($.a, $.b)', { a: [{ x: 1, y: [2] }], b: { y: [2], x: 1 } }, true],
    ['States.ArrayContains($.a, $.b)', { a: [1, '2', { x: 1 }], b: { x: 2 } }, false],
    ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
    ['States.ArrayRange(5, 1, -2)', {}, [5, 3, 1]],
    ['States.ArrayRange(5, 1, 1)', {}, []],
    ['States.ArrayGetItem($.a, $.i)', { a: [1, 2, 3, 4, 5, 6], i: 5 }, 6],
    ['States.ArrayLength($.a)', { a: [1, 2, 3] }, 3],
    [
      'States.ArrayUnique($.a)',
      { a: [1, 2, 3, 3, '3', null, null, { a: 1 }, { a: 1 }] },
      [1, 2, 3, '3', null, { a: 1 }],
    ],
    ['States.ArrayLength(States.ArrayRange(1, 1000, 1))', {}, 1000],
  ]);
  fails(
    ['States.ArrayPartition($.a, 0)', { a: [1] }],
    ['States.ArrayPartition($.a, 1)', { a: 'text' }],
    ['States.ArrayRange(1, 1001, 1)'],
    ['States.ArrayRange(1, 2, 0)'],
    ["States.ArrayRange('1', 2, 1)"],
    ['States.ArrayGetItem($.a, 1)', { a: [1] }],
    ['States.ArrayGetItem($.a, -1)', { a: [1] }],
    ['States.ArrayLength($.a)', { a: {} }],
    ['States.ArrayUnique(1)'],
    ['States.ArrayContains(1, 1)'],
  );
});

test('States.Base64Encode and States.Base64Decode', () => {
  const text = 'Grüße, 中 \u{1F600}';
  holds([
    ["States.Base64Encode('Data to encode')", {}, 'RGF0YSB0byBlbmNvZGU='],
    ["States.Base64Decode('RGVjb2RlZCBkYXRh')", {}, 'Decoded data'],
    ['States.Base64Decode(States.Base64Encode($.text))', { text }, text],
  ]);
  fails(
    ["States.Base64Decode('*')"],
    ['States.Base64Encode(1)'],
    ['States.Base64Encode($.a)', { a: 'x'.repeat(10_001) }],
  );
});

test('States.Hash is what the platform says', () => {
  for (const [name, node] of [
    ['MD5', 'md5'],
    ['SHA-1', 'sha1'],
    ['SHA-256', 'sha256'],
    ['SHA-384', 'sha384'],
    ['SHA-512', 'sha512'],
  ] as const) {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 120, 128, 1000, 10_000]) {
      const text = 'aü7'.repeat(length).slice(0, length);
      const wanted = createHash(node).update(text).digest('hex');
      assert.is(evaluated(`States.Hash($.text, '${name}')`, { text }), wanted, `${name} ${length}`);
    }
  }
  const json = createHash('sha1').update('{"a":1}').digest('hex');
  assert.is(evaluated("States.Hash($.a, 'SHA-1')", { a: { a: 1 } }), json);
  fails(["States.Hash('a', 'CRC')"], ["States.Hash($.a, 'MD5')", { a: 'x'.repeat(10_001) }]);
});

test('States.JsonMerge', () => {
  const input = { a: { a: { a1: 1, a2: 2 }, b: 2 }, b: { a: { a3: 1, a4: 2 }, c: 3 } };
  holds([['States.JsonMerge($.a, $.b, false)', input, { a: { a3: 1, a4: 2 }, b: 2, c: 3 }]]);
  fails(['States.JsonMerge($.a, $.b, true)', input], ['States.JsonMerge($.a, 1, false)', input]);
});

test('numbers', () => {
  holds([
    ['States.MathAdd($.value, $.step)', { value: 111, step: -1 }, 110],
    ['States.MathAdd(1.4, -1)', {}, 0],
    ['States.MathRandom(4, 5)', {}, 4],
  ]);
  fails(
    ["States.MathAdd('1', 1)"],
    ['States.MathAdd(9007199254740991, 1)'],
    ['States.MathAdd(1e300, 1)'],
    ['States.MathRandom(5, 5)'],
    ["States.MathRandom('a', 5)"],
  );
  const seeded = evaluated('States.MathRandom(1, 1000000, 42)');
  assert.is(evaluated('States.MathRandom(1, 1000000, 42)'), seeded);
  assert.is.not(evaluated('States.MathRandom(1, 1000000, 43)'), seeded);
});

test('what is random comes from the seed of the run', () => {
  const Parameters = {
    'number.$': 'States.MathRandom(10, 20)',
    'id.$': 'States.UUID()',
    'other.$': 'States.UUID()',
  };
  const definition = machine({ A: { Type: 'Pass', Parameters, End: true } });
  const of = (seed: number) =>
    begin(definition, { input: {}, now: 0, seed }).run.output as {
      number: number;
      id: string;
      other: string;
    };
  assert.equal(of(1), of(1));
  assert.is.not(of(1).id, of(2).id);
  assert.is.not(of(1).id, of(1).other);
  assert.match(of(1).id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const drawn = new Set(Array.from({ length: 300 }, (_, seed) => of(seed).number));
  assert.equal([...drawn].sort(), [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

test('States.StringSplit', () => {
  holds([
    ['States.StringSplit($.text, $.by)', { text: '1,2,3,4,5', by: ',' }, ['1', '2', '3', '4', '5']],
    ["States.StringSplit('a+b-c', '+-')", {}, ['a', 'b', 'c']],
  ]);
  fails(["States.StringSplit(1, ',')"]);
});

test('calls within calls', () => {
  const call =
    "States.Format('{}', States.ArrayGetItem(States.StringSplit( $.id , ':'), States.MathAdd(1, 1)))";
  assert.is(evaluated(call, { id: 'las:document:abc' }), 'abc');
});

test('what is no call is refused', () => {
  const nested = (depth: number) => `${'States.Array('.repeat(depth)}1${')'.repeat(depth)}`;
  assert.equal(
    problemsOf(machine({ A: { Type: 'Pass', Parameters: { 'a.$': nested(10) }, End: true } })),
    [],
  );
  const wrong = [
    'States.Nothing()',
    'States.Array',
    'States.Array(',
    'States.Array(1,)',
    'States.Array(1) 2',
    "States.Array('a)",
    'States.Array("a")',
    'States.Array(01)',
    'States.Array($.a b)',
    'States.UUID(1)',
    'States.Array(1e999)',
    'States.Format()',
    'States.MathAdd(1)',
    'constructor()',
    nested(11),
  ];
  for (const call of wrong) {
    const [problem] = problemsOf(machine({ A: { Type: 'Pass', Parameters: { 'a.$': call }, End: true } }));
    assert.match(String(problem), /^\/States\/A\/Parameters\/a\.\$: /, call);
  }
});

test.run();
