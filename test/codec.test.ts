import fc from 'fast-check';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arrayOf, bool, json, nested, nullable, num, open, recordOf, str, struct } from '../src/codec.js';
import { oneOf } from '../src/extraction/index.js';
import { DocumentId, DocumentList, LasDocument, PredictedFields } from '../src/index.js';

// -- the same codec twice: of the project's parts and of io-ts's own -------------------------------------------

type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'object' | 'open' }
  | { readonly kind: 'nullable' | 'array' | 'record'; readonly inner: Shape }
  | {
      readonly kind: 'struct';
      readonly required: Readonly<Record<string, Shape>>;
      readonly optional: Readonly<Record<string, Shape>>;
    };

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));

function ours(shape: Shape): t.Type<unknown> {
  switch (shape.kind) {
    case 'string':
      return str as t.Type<unknown>;
    case 'number':
      return num as t.Type<unknown>;
    case 'boolean':
      return bool as t.Type<unknown>;
    case 'object':
      return json as t.Type<unknown>;
    case 'open':
      return open<'a' | 'b'>() as t.Type<unknown>;
    case 'nullable':
      return nullable(ours(shape.inner));
    case 'array':
      return arrayOf(ours(shape.inner)) as t.Type<unknown>;
    case 'record':
      return recordOf(ours(shape.inner)) as t.Type<unknown>;
    case 'struct': {
      const optional = () => mapValues(shape.optional, ours) as never;
      return struct<unknown>('Struct', () => mapValues(shape.required, ours) as never, optional);
    }
  }
}

function theirs(shape: Shape): t.Mixed {
  switch (shape.kind) {
    case 'string':
    case 'open':
      return t.string;
    case 'number':
      return t.number;
    case 'boolean':
      return t.boolean;
    case 'object':
      return t.UnknownRecord;
    case 'nullable':
      return t.union([theirs(shape.inner), t.null]);
    case 'array':
      return t.array(theirs(shape.inner));
    case 'record':
      return t.record(t.string, theirs(shape.inner));
    case 'struct':
      return t.intersection([
        t.type(mapValues(shape.required, theirs)),
        t.partial(mapValues(shape.optional, (inner) => t.union([theirs(inner), t.null, t.undefined]))),
      ]);
  }
}

function valid(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'string':
    case 'open':
      return fc.string();
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'object':
      return fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 });
    case 'nullable':
      return fc.option(valid(shape.inner));
    case 'array':
      return fc.array(valid(shape.inner), { maxLength: 3 });
    case 'record':
      return fc.dictionary(fc.string({ maxLength: 3 }), valid(shape.inner), { maxKeys: 3 });
    case 'struct': {
      const entries = { ...mapValues(shape.optional, (inner) => fc.option(valid(inner))) };
      return fc
        .tuple(
          fc.dictionary(fc.constantFrom('new1', 'new2'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
          fc.record({ ...entries, ...mapValues(shape.required, valid) }, {
            requiredKeys: Object.keys(shape.required),
          } as never),
        )
        .map(([unknown, known]) => ({ ...unknown, ...(known as object) }));
    }
  }
}

const keysOf = (names: ReadonlyArray<string>, inner: fc.Arbitrary<Shape>) =>
  fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 3, noNullPrototype: true });

type Struct = Extract<Shape, { readonly kind: 'struct' }>;

const { shape, struct: structShape } = fc.letrec<{ shape: Shape; struct: Struct }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'shape' },
    fc.record({ kind: fc.constantFrom('string', 'number', 'boolean', 'object', 'open') }),
    fc.record({ kind: fc.constantFrom('nullable', 'array', 'record'), inner: tie('shape') }),
    tie('struct'),
  ) as fc.Arbitrary<Shape>,
  struct: fc.record({
    kind: fc.constant('struct' as const),
    required: keysOf(['a', 'b', 'c', 'toString', '7'], tie('shape') as fc.Arbitrary<Shape>),
    optional: keysOf(['d', 'e', 'f'], tie('shape') as fc.Arbitrary<Shape>),
  }),
}));

type Failure = readonly [path: string, value: unknown];

// A path of keys alone: io-ts counts the members of unions and intersections in it, and the project none.
function failures(errors: t.Errors): ReadonlyArray<Failure> {
  const found = new Map<string, unknown>();
  for (const { context, value } of errors) {
    let member = false;
    const keys: string[] = [];
    for (const [i, { key }] of context.entries()) {
      const tag = (context[i - 1]?.type as { readonly _tag?: string } | undefined)?._tag;
      // The other members of a union are `null` and `undefined`: what fails them is the first one's to explain.
      if (tag === 'UnionType' && key !== '0') member = true;
      if (i > 0 && tag !== 'UnionType' && tag !== 'IntersectionType' && key !== '') keys.push(key);
    }
    const path = JSON.stringify(keys);
    if (!member && !found.has(path)) found.set(path, value);
  }
  return [...found];
}

function compare(shape: Shape, value: unknown): void {
  const mine = ours(shape);
  const other = theirs(shape);
  const got = mine.decode(value);
  const wanted = other.decode(value);
  assert.is(got._tag, wanted._tag);
  assert.is(mine.is(value), other.is(value));
  assert.is(mine.is(value), got._tag === 'Right');
  if (got._tag === 'Right' && wanted._tag === 'Right') {
    assert.is(got.right, value, 'the very same value');
    assert.is(mine.encode(value), value);
    assert.equal(got.right, wanted.right);
  } else if (got._tag === 'Left' && wanted._tag === 'Left') {
    const [few, all] = [failures(got.left), failures(wanted.left)];
    assert.ok(few.length >= Math.min(all.length, 20));
    for (const [path, at] of few) {
      const same = all.find(([other]) => other === path);
      assert.ok(same, `io-ts finds no fault at ${path}`);
      assert.is(same?.[1], at);
    }
  }
}

/** All places in a value. */
function places(value: unknown, at: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: ReadonlyArray<string>, by: unknown): unknown {
  if (key === undefined) return by;
  const old = value as Record<string, unknown>;
  const copy = (Array.isArray(value) ? [...value] : { ...old }) as Record<string, unknown>;
  if (rest.length === 0 && by === undefined && !Array.isArray(value)) delete copy[key];
  else copy[key] = replaced(old[key], rest, by);
  return copy;
}

const likeIoTs = suite('codecs, held against io-ts');

likeIoTs('agree on any JSON value', () => {
  fc.assert(
    fc.property(shape, fc.jsonValue(), (shape, value) => compare(shape, value)),
    { numRuns: 150 },
  );
});

likeIoTs('agree on valid values', () => {
  const cases = shape.chain((shape) => fc.tuple(fc.constant(shape), valid(shape)));
  fc.assert(
    fc.property(cases, ([shape, value]) => {
      assert.ok(ours(shape).is(value));
      compare(shape, value);
    }),
    { numRuns: 150 },
  );
});

likeIoTs('agree on valid values with something wrong in them', () => {
  const cases = shape.chain((shape) =>
    fc.tuple(fc.constant(shape), valid(shape), fc.nat(), fc.option(fc.jsonValue(), { nil: undefined })),
  );
  let wrong = 0;
  fc.assert(
    fc.property(cases, ([shape, value, n, by]) => {
      const all = places(value);
      const changed = replaced(value, all[n % all.length] ?? [], by);
      if (!ours(shape).is(changed)) wrong++;
      compare(shape, changed);
    }),
    { numRuns: 300 },
  );
  assert.ok(wrong > 30, `only ${wrong} of the values were wrong`);
});

likeIoTs('name the same leaves, in the same order', () => {
  const both = {
    kind: 'struct',
    required: {
      a: { kind: 'string' },
      b: { kind: 'array', inner: { kind: 'nullable', inner: { kind: 'number' } } },
    },
    optional: { d: { kind: 'record', inner: { kind: 'boolean' } } },
  } satisfies Shape;
  const value = { b: [1, 'x', null, {}], d: { no: 1, yes: true } };
  const got = ours(both).decode(value);
  const wanted = theirs(both).decode(value);
  assert.ok(got._tag === 'Left' && wanted._tag === 'Left');
  assert.equal(failures(got.left), failures(wanted.left));
  assert.equal(failures(got.left), [
    ['["a"]', undefined],
    ['["b","1"]', 'x'],
    ['["b","3"]', {}],
    ['["d","no"]', 1],
  ]);
});

likeIoTs.run();

// -- inside io-ts's combinators ----------------------------------------------------------------------------------

interface Tree {
  readonly name: string;
  readonly children?: ReadonlyArray<Tree> | null | undefined;
}

const Tree: t.Type<Tree> = struct<Tree>(
  'Tree',
  () => ({ name: str }),
  () => ({ children: arrayOf(Tree) }),
);

const within = suite('in the combinators of io-ts');

type OfStruct = t.InterfaceType<Record<string, t.Mixed>>;
const mine = t.type({ mine: t.number });
const oursOf = (shape: Struct) => ours(shape) as t.Type<object> as OfStruct;
// The compiler knows the members of what `theirs` makes no more than those of a `t.Mixed`.
const theirsOf = (shape: Struct) => theirs(shape) as t.Type<object> as OfStruct;
const propsOf = (shape: Struct): Record<string, t.Mixed> => ({
  ...mapValues(shape.required, theirs),
  ...mapValues(shape.optional, (inner) => t.union([theirs(inner), t.null, t.undefined])),
});

/** What a combinator makes of the project's codec, and what it makes of io-ts's own. */
const combined: Readonly<Record<string, (shape: Struct) => readonly [ours: t.Mixed, theirs: t.Mixed]>> = {
  exact: (shape) => [t.exact(oursOf(shape)), t.exact(theirsOf(shape))],
  'exact of an intersection': (shape) => [
    t.exact(t.intersection([oursOf(shape), mine])),
    t.exact(t.intersection([theirsOf(shape), mine])),
  ],
  'exact of a readonly refinement': (shape) => [
    t.exact(t.readonly(t.refinement(oursOf(shape), (a) => !('e' in a)))),
    t.exact(t.readonly(t.refinement(theirsOf(shape), (a) => !('e' in a)))),
  ],
  union: (shape) => [
    t.union([oursOf(shape), t.type({ a: t.literal('x') })]),
    t.union([theirsOf(shape), t.type({ a: t.literal('x') })]),
  ],
  'partial of props': (shape) => [t.partial(oursOf(shape).props), t.partial(propsOf(shape))],
  'type of props': (shape) => [t.type(oursOf(shape).props), t.type(propsOf(shape))],
  'strict of props': (shape) => [t.strict(oursOf(shape).props), t.strict(propsOf(shape))],
  record: (shape) => [t.record(t.string, oursOf(shape)), t.record(t.string, theirsOf(shape))],
  recursion: (shape) => [t.recursion('R', () => oursOf(shape)), t.recursion('R', () => theirsOf(shape))],
};

for (const [name, make] of Object.entries(combined)) {
  within(`${name} agrees`, () => {
    const seen = new Set<string>();
    const values = (shape: Struct) =>
      fc.oneof(
        valid(shape),
        fc.tuple(valid(shape), fc.integer()).map(([value, mine]) => ({ ...(value as object), mine })),
        fc.dictionary(fc.constantFrom('a', 'k'), valid(shape), { maxKeys: 2, noNullPrototype: true }),
        fc.jsonValue({ maxDepth: 2 }),
      );
    fc.assert(
      fc.property(
        structShape.chain((shape) => fc.tuple(fc.constant(shape), values(shape))),
        ([shape, value]) => {
          const [a, b] = make(shape);
          const [got, wanted] = [a.decode(value), b.decode(value)];
          seen.add(got._tag);
          assert.is(got._tag, wanted._tag);
          assert.is(a.is(value), b.is(value));
          if (got._tag === 'Left' || wanted._tag === 'Left') return;
          // io-ts's copies lose a prototype that is null.
          assert.equal(structuredClone(got.right), structuredClone(wanted.right));
          assert.equal(structuredClone(a.encode(got.right)), structuredClone(b.encode(wanted.right)));
        },
      ),
      { numRuns: 150 },
    );
    assert.is(seen.size, 2, 'both verdicts');
  });
}

within('keyof has the keys', () => {
  fc.assert(
    fc.property(structShape, (shape) => {
      const keys = [...Object.keys(shape.required), ...Object.keys(shape.optional)];
      const found = t.keyof(oursOf(shape).props).keys;
      assert.equal(Object.keys(found).sort(), keys.sort());
    }),
  );
});

within('exact keeps every known key, and drops the others', () => {
  const Mine = t.exact(t.intersection([LasDocument, mine]));
  const document = {
    ...{ documentId: 'las:document:1', retentionInDays: 1, createdTime: null, createdBy: null },
    ...{ updatedTime: null, updatedBy: null, name: 'a', mine: 1 },
  };
  assert.equal(Mine.decode({ ...document, later: 1 }), { _tag: 'Right', right: document });
});

within('exact keeps the keys of a page', () => {
  const page = { documents: [], nextToken: 'a' };
  assert.equal(t.exact(DocumentList).decode({ ...page, more: 1 }), { _tag: 'Right', right: page });
});

within('exact refuses what has no known keys', () => {
  fc.assert(
    fc.property(
      shape.filter(({ kind }) => kind !== 'struct'),
      (shape) => {
        const codec = ours(shape) as t.Mixed as OfStruct;
        for (const make of [
          () => t.exact(codec),
          () => t.exact(t.intersection([codec, mine])),
          () => t.exact(t.intersection([mine, t.readonly(codec)])),
        ])
          assert.throws(make, /has no known keys/);
      },
    ),
  );
  for (const codec of [Tree.pipe(Tree), PredictedFields, DocumentId] as ReadonlyArray<t.Mixed>)
    assert.throws(
      () => t.exact(t.intersection([codec as OfStruct, mine])),
      `${codec.name} has no known keys`,
    );
});

within('a record of words demands each of them, as one of a keyof does', () => {
  const ofWords = t.record(oneOf(['a', 'b']), t.number);
  const wanted = t.record(t.keyof({ a: null, b: null }), t.number);
  for (const value of [{ a: 1 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, {}])
    assert.equal(ofWords.decode(value)._tag, wanted.decode(value)._tag);
});

within('props ask for the fields once, and are not printed with an error', () => {
  const wrong = Tree.decode({ name: 1 });
  assert.ok(wrong._tag === 'Left');
  assert.not.match(JSON.stringify(wrong.left), /children/);
  assert.equal(Object.keys((Tree as t.Mixed as OfStruct).props), ['name', 'children']);
});

within.run();

// -- one by one ------------------------------------------------------------------------------------------------

const aStruct = suite('struct');

aStruct('keeps unknown keys, and the reference', () => {
  const value = { name: 'a', children: [{ name: 'b', more: { x: 1 } }], later: [1] };
  const result = Tree.decode(value);
  assert.ok(result._tag === 'Right');
  assert.is(result.right, value);
  assert.equal(result.right, { name: 'a', children: [{ name: 'b', more: { x: 1 } }], later: [1] });
});

aStruct('takes optional keys that are absent, undefined or null', () => {
  assert.ok(Tree.is({ name: 'a' }));
  assert.ok(Tree.is({ name: 'a', children: undefined }));
  assert.ok(Tree.is({ name: 'a', children: null }));
  assert.not.ok(Tree.is({ name: 'a', children: false }));
  assert.not.ok(Tree.is({ name: null }));
});

aStruct('refuses what is no object', () => {
  for (const value of [null, undefined, 1, 'a', true, [], [{ name: 'a' }], () => 1]) {
    assert.not.ok(Tree.is(value), String(value));
    const result = Tree.decode(value);
    assert.ok(result._tag === 'Left' && result.left.length === 1);
    assert.is(result.left[0]?.value, value);
  }
});

aStruct('mentions itself, and asks for its fields when first used', () => {
  let asked = 0;
  const Lazy = struct<{ a: string }>('Lazy', () => {
    asked++;
    return { a: str };
  });
  assert.is(asked, 0);
  assert.ok(Lazy.is({ a: '' }));
  assert.not.ok(Lazy.is({ a: 1 }));
  assert.is(asked, 1);
});

aStruct('works inside a codec of the user', () => {
  const Mine = t.type({ tree: Tree, tags: t.array(nullable(str)), either: t.union([num, json]) });
  const value = { tree: { name: 'a' }, tags: ['x', null], either: { any: 1 } };
  assert.equal(Mine.decode(value), { _tag: 'Right', right: value });
  const wrong = Mine.decode({ ...value, tree: { name: 'a', children: [{ name: 1 }] } });
  assert.ok(wrong._tag === 'Left');
  assert.equal(
    wrong.left.map(({ context }) => context.map(({ key }) => key).join('.')),
    ['.tree.children.0.name'],
  );
  assert.is(wrong.left[0]?.value, 1);
});

aStruct.run();

const bounded = suite('errors of an answer that is wrong throughout');

bounded('are few, and do not overflow the stack', () => {
  const wrong = Array.from({ length: 1_000_000 }, () => 1);
  for (const [codec, value] of [
    [arrayOf(str), wrong],
    [arrayOf(Tree), wrong.slice(0, 100_000)],
    [
      nested(
        'a value',
        (u): u is string => typeof u === 'string',
        () => str,
      ),
      wrong,
    ],
    [recordOf(str), Object.fromEntries(wrong.slice(0, 100_000).entries())],
  ] as ReadonlyArray<readonly [t.Mixed, unknown]>) {
    const result = codec.decode(value);
    assert.ok(result._tag === 'Left');
    assert.ok(result.left.length > 0 && result.left.length < 50, `${codec.name}: ${result.left.length}`);
  }
});

bounded('stay few where lists are in lists', () => {
  const wrong = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1));
  const result = arrayOf(arrayOf(str)).decode(wrong);
  assert.ok(result._tag === 'Left' && result.left.length < 50);
});

bounded.run();

const theNested = suite('nested');

interface Line {
  readonly label: string;
  readonly value: string | ReadonlyArray<Line> | ReadonlyArray<ReadonlyArray<Line>>;
}

const isText = (u: unknown): u is string => typeof u === 'string';
const Line: t.Type<Line> = struct<Line>('Line', () => ({
  label: str,
  value: nested<string, Line>('a value', isText, () => Line),
}));

const TheirLine: t.Type<unknown> = t.recursion<unknown>(
  'Line',
  () =>
    t.type({
      label: t.string,
      value: t.union([t.string, t.array(t.union([TheirLine, t.array(TheirLine)]))]),
    }) as t.Mixed,
);

theNested('decides as io-ts does', () => {
  const { line } = fc.letrec<{ line: unknown; value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.constantFrom(1, null, {}),
      fc.array(tie('line'), { maxLength: 2 }),
      fc.array(fc.array(tie('line'), { maxLength: 2 }), { maxLength: 2 }),
    ),
    line: fc.oneof(
      { maxDepth: 5 },
      fc.record({ label: fc.string(), value: fc.string() }),
      fc.record({
        label: fc.oneof({ weight: 9, arbitrary: fc.string() }, fc.constant(1)),
        value: tie('value'),
      }),
    ),
  }));
  const verdicts = new Set<boolean>();
  fc.assert(
    fc.property(line, (value) => {
      const verdict = TheirLine.is(value);
      verdicts.add(verdict);
      assert.is(Line.is(value), verdict);
      const result = Line.decode(value);
      assert.is(result._tag, verdict ? 'Right' : 'Left');
      if (result._tag === 'Right') assert.is(result.right, value);
    }),
    { numRuns: 150 },
  );
  assert.is(verdicts.size, 2);
});

theNested('says where', () => {
  const result = Line.decode({
    label: 'a',
    value: [[{ label: 'b', value: 'c' }, { label: 'd' }], { value: '' }],
  });
  assert.ok(result._tag === 'Left');
  assert.equal(
    result.left.map(({ context }) => context.map(({ key }) => key).join('.')),
    ['.value.0.1.value', '.value.1.label'],
  );
});

theNested.run();

const names = suite('names');

names('tell what is expected', () => {
  assert.is(nullable(arrayOf(str)).name, 'string[] | null');
  assert.is(recordOf(num).name, '{ [key]: number }');
  assert.is(json.name, 'object');
  assert.is(Tree.name, 'Tree');
  assert.is(open<'a'>().name, 'string');
});

names.run();
