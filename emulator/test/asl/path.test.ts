import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Json } from '../../src/asl/index.js';
import { errorOf, evaluated, failureOf, filled, machine, outputOf, problemsOf } from './support.js';

const test = suite('asl: paths');

const shop: Json = {
  order: { id: 7, 'ship-to': 'Oslo', 'a.b': 'dotted', "it's": 'quoted' },
  lines: [
    { sku: 'x1', price: 5, paid: true },
    { sku: 'x2', price: 20 },
    { sku: 'x3', price: 30, paid: false },
  ],
  counts: [0, 10, 20, 30, 40, 50],
  pairs: [{ x: 1, y: [2] }, { y: [2], x: 1 }, { x: 1 }],
  nothing: null,
};

test('names, quotes, escapes, indexes', () => {
  const cases: ReadonlyArray<readonly [string, Json]> = [
    ['$', shop],
    ['$.order.id', 7],
    ['$.order.ship-to', 'Oslo'],
    ["$['order']['ship-to']", 'Oslo'],
    ['$["order"].id', 7],
    ["$.order['a.b']", 'dotted'],
    ['$.order.a\\.b', 'dotted'],
    ["$.order['it\\'s']", 'quoted'],
    ['$.\\order.i\\d', 7],
    ['$.lines[1].sku', 'x2'],
    ['$.lines[-1].sku', 'x3'],
    ["$['lines'][0]['sku']", 'x1'],
    ['$.nothing', null],
  ];
  for (const [path, wanted] of cases) assert.equal(evaluated(path, shop), wanted, path);
  assert.is(evaluated('$.&Ж中.\u{10346}', { '&Ж中': { '\u{10346}': 1 } }), 1);
  assert.is(evaluated('$.ledgers[0][1][0].foo', { ledgers: [[[], [{ foo: 'yes' }]]] }), 'yes');
});

test('what may be several values is an array', () => {
  const cases: ReadonlyArray<readonly [string, Json]> = [
    ['$.counts[-3:]', [30, 40, 50]],
    ['$.counts[1:3]', [10, 20]],
    ['$.counts[:2]', [0, 10]],
    ['$.counts[::2]', [0, 20, 40]],
    ['$.counts[0,1]', [0, 10]],
    ['$.lines[*].price', [5, 20, 30]],
    ['$.lines.*.sku', ['x1', 'x2', 'x3']],
    ['$..sku', ['x1', 'x2', 'x3']],
    ["$..['sku']", ['x1', 'x2', 'x3']],
    ["$.order['id','ship-to']", [7, 'Oslo']],
    ['$.counts[7:]', []],
    ['$..missing', []],
  ];
  for (const [path, wanted] of cases) assert.equal(evaluated(path, shop), wanted, path);
});

test('filters', () => {
  const cases: ReadonlyArray<readonly [string, Json]> = [
    ['$.lines[?(@.price > 5)].sku', ['x2', 'x3']],
    ['$.lines[?(@.price>=5 && @.price<30)].sku', ['x1', 'x2']],
    ['$.lines[?(@.sku == \'x1\' || @.sku == "x3")].price', [5, 30]],
    ['$.lines[?(@.paid)].sku', ['x1', 'x3']],
    ['$.lines[?(!@.paid)].sku', ['x2']],
    ['$.lines[?(@.paid == false)].sku', ['x3']],
    ['$.lines[?(@.paid != true)].sku', ['x2', 'x3']],
    ['$.lines[?(@.price <= $.counts[2])].sku', ['x1', 'x2']],
    ['$.lines[?((@.price < 10 || @.price > 20) && @.paid)].sku', ['x1', 'x3']],
    ["$.lines[?(@.sku > 'x1')].price", [20, 30]],
    ["$.lines[?(@.price > 'a')].sku", []],
    ['$.counts[?(@ > 30)]', [40, 50]],
    ['$.counts[?(@ >= 40)]', [40, 50]],
    [
      '$.pairs[?(@ == $.pairs[1])]',
      [
        { x: 1, y: [2] },
        { y: [2], x: 1 },
      ],
    ],
    ['$.pairs[?(@ != $.pairs[1])]', [{ x: 1 }]],
  ];
  for (const [path, wanted] of cases) assert.equal(evaluated(path, shop), wanted, path);
});

test('what is not there, or is no own field', () => {
  for (const path of ['$.missing', '$.counts[6]', '$.order[0]', '$.constructor', '$.order.id.toString']) {
    assert.is(failureOf(path, shop), 'States.ParameterPathFailure', path);
  }
  assert.is(
    errorOf(machine({ A: { Type: 'Pass', InputPath: '$.missing', End: true } }), {}),
    'States.Runtime',
  );
  assert.is(
    errorOf(machine({ A: { Type: 'Pass', OutputPath: '$.missing', End: true } }), {}),
    'States.Runtime',
  );
  const own = JSON.parse('{"__proto__": {"a": 1}}');
  assert.is(evaluated('$.__proto__.a', own), 1);
});

test('what is no path is refused', () => {
  const wrong = [
    'order',
    '',
    '$order',
    '$.',
    '$..',
    '$[',
    '$[]',
    "$['a",
    '$.a b',
    '$.a[1',
    '$.a[::0]',
    '$.a[?(@.b ==)]',
    '$.a[?(1)]',
    `$.a[?${'('.repeat(20)}@.b${')'.repeat(20)}]`,
  ];
  for (const path of wrong) {
    const [problem] = problemsOf(machine({ A: { Type: 'Pass', InputPath: path, End: true } }));
    assert.match(String(problem), /^\/States\/A\/InputPath: /, path);
  }
});

test('reference paths mean one place', () => {
  for (const path of ['$.a[*]', '$..a', '$.a[0,1]', '$.a[1:2]', '$.a[?(@.b)]', '$.*']) {
    const [problem] = problemsOf(machine({ A: { Type: 'Pass', ResultPath: path, End: true } }));
    assert.match(String(problem), /must be a reference path/, path);
  }
  const [problem] = problemsOf(machine({ A: { Type: 'Pass', ResultPath: '$$.State', End: true } }));
  assert.match(String(problem), /must not begin with \$\$/);
});

const put = (ResultPath: string | null, input: Json, Result: Json): unknown =>
  outputOf(machine({ A: { Type: 'Pass', Result, ResultPath, End: true } }), input);

test('ResultPath replaces, adds and creates', () => {
  assert.equal(put('$.master.detail', { master: { detail: [1, 2, 3] } }, 6), { master: { detail: 6 } });
  assert.equal(put('$.master.result.sum', { master: { detail: [1] } }, 6), {
    master: { detail: [1], result: { sum: 6 } },
  });
  assert.equal(put('$.b.greeting', { a: 1 }, 'Hi!'), { a: 1, b: { greeting: 'Hi!' } });
  assert.equal(put('$.list[1]', { list: [1, 2, 3] }, 'two'), { list: [1, 'two', 3] });
  assert.equal(put('$', { a: 1 }, 'all'), 'all');
  assert.equal(put(null, { a: 1 }, 'nothing'), { a: 1 });
  const own = put("$['__proto__']", {}, { polluted: true });
  assert.ok(Object.hasOwn(own as object, '__proto__'));
  assert.is(({} as { polluted?: boolean }).polluted, undefined);
});

test('ResultPath that does not fit', () => {
  const fails = (ResultPath: string, input: Json) =>
    errorOf(machine({ A: { Type: 'Pass', Result: 1, ResultPath, End: true } }), input);
  assert.is(fails('$.x', 'foo'), 'States.ResultPathMatchFailure');
  assert.is(fails('$.a.b', { a: [1] }), 'States.ResultPathMatchFailure');
  assert.is(fails('$.a[3]', { a: [1] }), 'States.ResultPathMatchFailure');
  assert.is(fails('$.a[0]', {}), 'States.ResultPathMatchFailure');
});

test('null discards', () => {
  assert.equal(outputOf(machine({ A: { Type: 'Pass', InputPath: null, End: true } }), { a: 1 }), {});
  assert.equal(outputOf(machine({ A: { Type: 'Pass', OutputPath: null, End: true } }), { a: 1 }), {});
});

test('templates', () => {
  const input = { flagged: 7, vals: [0, 10, 20, 30, 40, 50] };
  const parameters = {
    flagged: true,
    parts: { 'first.$': '$.vals[0]', 'last3.$': '$.vals[-3:]' },
    list: [{ 'inner.$': '$.flagged' }, 'kept', null],
    'state.$': '$$.State.Name',
    'text.$': "States.Format('In {}', $$.State.Name)",
    '$.not': '$.flagged',
  };
  assert.equal(filled(parameters, input), {
    flagged: true,
    parts: { first: 0, last3: [30, 40, 50] },
    list: [{ inner: 7 }, 'kept', null],
    state: 'Fill',
    text: 'In Fill',
    '$.not': '$.flagged',
  });
});

test('templates that are wrong are refused', () => {
  const wrong: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ 'a.$': 5 }, /A\/Parameters\/a\.\$: must be a path/],
    [{ 'a.$': 'plain' }, /a\.\$: plain: a path or an intrinsic function is missing/],
    [{ 'a.$': '$.x', a: 1 }, /is there beside a/],
    [{ a: [{ 'b.$': '$[' }] }, /A\/Parameters\/a\/0\/b\.\$: /],
    ['text', /must be an object/],
  ];
  for (const [parameters, message] of wrong) {
    const [problem] = problemsOf(machine({ A: { Type: 'Pass', Parameters: parameters, End: true } }));
    assert.match(String(problem), message);
  }
});

test('a path that would select everything many times over ends the run', () => {
  const deep = (levels: number): Json => (levels === 0 ? 1 : [deep(levels - 1), deep(levels - 1)]);
  assert.is(failureOf('$..*..*..*..*', deep(11)), 'States.Runtime');
});

test.run();
