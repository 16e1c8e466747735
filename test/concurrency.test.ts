import fc from 'fast-check';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { traverseWithLimit } from '../src/index.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Tasks that take so many ticks, and how many are under way. */
function workers(durations: ReadonlyArray<number>) {
  const seen = { running: 0, most: 0, started: [] as number[], ended: [] as number[] };
  const work =
    (duration: number, index: number): TaskEither<string, string> =>
    async () => {
      seen.started.push(index);
      seen.running++;
      seen.most = Math.max(seen.most, seen.running);
      for (let i = 0; i < duration; i++) await tick();
      seen.running--;
      seen.ended.push(index);
      return duration % 3 === 2
        ? { _tag: 'Left', left: `no ${index}` }
        : { _tag: 'Right', right: `yes ${index}` };
    };
  const expected = durations.map((item, index) => ({
    item,
    result: item % 3 === 2 ? { _tag: 'Left', left: `no ${index}` } : { _tag: 'Right', right: `yes ${index}` },
  }));
  return { seen, work, expected };
}

const test = suite('traverseWithLimit');

test('never more than n under way, each item once and in order, failures beside items', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.nat(6), { maxLength: 20 }),
      async (n, items) => {
        const { seen, work, expected } = workers(items);
        assert.equal(await traverseWithLimit(n)(items, work)(), expected);
        assert.ok(seen.most <= n);
        // One that takes no time is over before the next one begins.
        if (!items.includes(0)) assert.is(seen.most, Math.min(n, items.length));
        assert.equal(
          seen.started,
          items.map((_, index) => index),
        );
        assert.is(seen.ended.length, items.length);
      },
    ),
  ));

test('with any n: less than 1 and NaN are 1, fractions are cut, Infinity is all at once', async () => {
  const items = [3, 1, 2, 4, 5, 2];
  for (const [n, most] of [
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [Number.NEGATIVE_INFINITY, 1],
    [0.5, 1],
    [2.9, 2],
    [6, 6],
    [7, 6],
    [2 ** 32, 6],
    [Number.MAX_SAFE_INTEGER, 6],
    [Number.POSITIVE_INFINITY, 6],
  ] as const) {
    const { seen, work, expected } = workers(items);
    assert.equal(await traverseWithLimit(n)(items, work)(), expected, String(n));
    assert.is(seen.most, most, String(n));
  }
});

test('a long list of quick ones, all at once and few at a time', async () => {
  const items = Array.from({ length: 20_000 }, (_, n) => n);
  for (const n of [8, Number.POSITIVE_INFINITY]) {
    const done = await traverseWithLimit(n)(items, (item) => async () => ({ _tag: 'Right', right: item }))();
    assert.is(done.length, items.length);
    assert.ok(
      done.every(({ item, result }, i) => item === i && result._tag === 'Right' && result.right === i),
    );
  }
});

test('nothing is empty', async () => {
  for (const n of [1, 4, Number.POSITIVE_INFINITY]) {
    const called: unknown[] = [];
    const run = traverseWithLimit(n)([], (item) => async () => ({ _tag: 'Right', right: called.push(item) }));
    assert.equal(await run(), []);
    assert.equal(called, []);
  }
});

test('takes an item when its turn comes', async () => {
  let made = 0;
  function* source() {
    for (; made < 9; ) yield made++;
  }
  const { seen, work } = workers([]);
  const gaps: number[] = [];
  const run = traverseWithLimit(3)(source(), (_, index) => {
    gaps.push(made - seen.ended.length);
    return work(2, index);
  });
  await tick();
  assert.is(made, 0, 'nothing is taken before it runs');
  assert.is((await run()).length, 9);
  assert.ok(
    gaps.every((gap) => gap <= 3),
    `taken, but not done: ${gaps}`,
  );
});

test('takes any iterable: sets, maps, text', async () => {
  const echo =
    <A>(item: A): TaskEither<never, A> =>
    async () => ({ _tag: 'Right', right: item });
  const itemsOf = async <A>(items: Iterable<A>) =>
    (await traverseWithLimit(2)(items, echo)()).map(({ item }) => item);
  assert.equal(await itemsOf(new Set([1, 2, 3])), [1, 2, 3]);
  assert.equal(await itemsOf(new Map([['a', 1]])), [['a', 1]]);
  assert.equal(await itemsOf('ab'), ['a', 'b']);
  assert.equal(await itemsOf([undefined, null]), [undefined, null]);
});

test('a slow one holds up no other', async () => {
  const { seen, work } = workers([]);
  await traverseWithLimit(2)([30, 1, 1, 1, 1], work)();
  assert.equal(seen.ended, [1, 2, 3, 4, 0]);
});

test('can run again', async () => {
  const { seen, work, expected } = workers([1, 2, 3]);
  const run = traverseWithLimit(2)([1, 2, 3], work);
  assert.equal(await run(), expected);
  assert.equal(await run(), expected);
  assert.is(seen.started.length, 6);
});

test('an iterable that throws is asked no more, whatever n is', async () => {
  for (const n of [1, 3, Number.POSITIVE_INFINITY]) {
    let asked = 0;
    const items: Iterable<number> = {
      [Symbol.iterator]: () => ({
        next: () => {
          if (++asked > 2) throw new Error('broken');
          return { done: false, value: asked };
        },
      }),
    };
    const { work } = workers([]);
    const thrown: unknown = await traverseWithLimit(n)(items, work)().catch((error: unknown) => error);
    assert.ok(thrown instanceof Error && thrown.message === 'broken');
    assert.is(asked, 3);
  }
});

test.run();
