/** Pages, items and collect: over lists that need no API, and against the emulator. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createEmulator } from '../emulator/src/index.js';
import * as las from '../src/index.js';
import {
  type Context,
  clientCredentials,
  collect,
  createContext,
  deleteDocuments,
  items,
  type LasDocument,
  type LasError,
  listDocuments,
  listSecrets,
  type Page,
  type PageOf,
  type PageOptions,
  pageOf,
  pages,
  request,
  traverseWithLimit,
  withOptions,
} from '../src/index.js';
import { fake, type Sent, status } from './support/fake.js';
import { pause } from './support/results.js';
import {
  all,
  arrayOf,
  entry,
  type Found,
  listOf,
  named,
  nowhere,
  stamps,
  tagsOf,
  type Word,
  type WordList,
} from './support/words.js';

// -- pages ---------------------------------------------------------------------------

const paging = suite('pages');

paging('begins with the token that is given, and keeps the other options', async () => {
  const { list, asked } = listOf({ words: [], nextToken: 'next' }, { words: [] });
  await arrayOf(pages(list, nowhere, { maxResults: 7, nextToken: 'here' }));
  assert.equal(asked, [
    { maxResults: 7, nextToken: 'here' },
    { maxResults: 7, nextToken: 'next' },
  ]);
});

paging('leaves the options that are given as they are', async () => {
  const { list } = listOf({ words: [], nextToken: 'next' }, { words: [] });
  const mine = Object.freeze({ maxResults: 7, nextToken: 'here' });
  await arrayOf(pages(list, nowhere, mine));
  assert.equal(mine, { maxResults: 7, nextToken: 'here' });
});

paging('ends where the token is absent, undefined, null or empty', async () => {
  for (const last of [{}, { nextToken: undefined }, { nextToken: null }, { nextToken: '' }]) {
    const { list, asked } = listOf({ words: [entry(1)], nextToken: 'a' }, { words: [entry(2)], ...last });
    assert.is((await arrayOf(pages(list, nowhere))).length, 2);
    assert.is(asked.length, 2);
  }
});

paging('asks for a page only when the consumer comes to it', async () => {
  const { list, asked } = listOf(
    { words: [entry(1), entry(2)], nextToken: 'a' },
    { words: [], nextToken: 'b' },
    { words: [entry(3)], nextToken: 'c' },
    { words: [entry(4)] },
  );
  const some = items(list, nowhere);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.is(asked.length, 0);
  const counts: number[] = [];
  for await (const _ of some) {
    await new Promise((resolve) => setImmediate(resolve));
    counts.push(asked.length);
  }
  assert.equal(counts, [1, 1, 3, 4]);
});

paging('asks for no more once the loop is left', async () => {
  const script = () => listOf({ words: [entry(1), entry(2)], nextToken: 'a' });
  const broken = script();
  for await (const _ of pages(broken.list, nowhere)) break;
  assert.is(broken.asked.length, 1);

  const returned = script();
  await (async () => {
    for await (const one of items(returned.list, nowhere)) return one;
    return undefined;
  })();
  assert.is(returned.asked.length, 1);

  const thrown = script();
  await (async () => {
    for await (const _ of items(thrown.list, nowhere)) throw new Error('enough');
  })().catch(() => {});
  assert.is(thrown.asked.length, 1);

  const ended = script();
  const generator = items(ended.list, nowhere);
  await generator.next();
  await generator.return();
  assert.equal(await generator.next(), { value: undefined, done: true });
  assert.is(ended.asked.length, 1);
});

/** A context whose answers wait until they are let go, and what it was asked for. */
function held(answer: (url: URL) => unknown) {
  const asked: string[] = [];
  const ended: string[] = [];
  const waiting: (() => void)[] = [];
  const { ctx } = fake(async ({ url, method }: Sent) => {
    const token = url.searchParams.get('nextToken') ?? 'first';
    asked.push(`${method} ${token}`);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answer(url);
  });
  const watched = withOptions(ctx, { onResponse: ({ error }) => ended.push(error ?? 'fine') });
  const step = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const go of waiting.splice(0)) go();
  };
  return { ctx: watched, asked, ended, step };
}

const threePages = (url: URL) => {
  const next = { first: 'second', second: 'third' }[url.searchParams.get('nextToken') ?? 'first'];
  return { secrets: [{ secretId: 'las:secret:1', ...named, ...stamps }], ...(next && { nextToken: next }) };
};

paging('with ahead, the next page is asked for while the loop works on this one, and no other', async () => {
  const { ctx, asked, step } = held(threePages);
  const walk = pages(listSecrets, ctx, { maxResults: 5 }, { ahead: 1 });
  const seen: string[][] = [];
  for (let page = walk.next(); ; page = walk.next()) {
    await step();
    if ((await page).done) break;
    await pause(5);
    seen.push([...asked]);
  }
  const all = ['GET first', 'GET second', 'GET third'];
  assert.equal(seen, [all.slice(0, 2), all, all]);
});

paging('with ahead, a loop that is left ends what it asked for', async () => {
  const { ctx, asked, ended, step } = held(threePages);
  const walk = pages(listSecrets, ctx, { ahead: 1 });
  const first = walk.next();
  await step();
  await first;
  await walk.return();
  await pause(5);
  assert.equal(asked, ['GET first', 'GET second']);
  assert.equal(ended, ['fine', 'Aborted']);
});

paging('with ahead, the signal of the context ends it', async () => {
  const controller = new AbortController();
  const { ctx, step } = held(threePages);
  const walk = pages(listSecrets, withOptions(ctx, { signal: controller.signal }), { ahead: 1 });
  const first = walk.next();
  await step();
  await first;
  controller.abort();
  const { value } = await walk.next();
  assert.equal(tagsOf([value as Either<LasError, Page>]), ['Aborted']);
  assert.equal(await walk.next(), { value: undefined, done: true });
});

paging('with ahead, what deletes waits for the loop', async () => {
  const { ctx, asked, step } = held(() => ({ documents: [], nextToken: String(asked.length) }));
  const walk = pages(deleteDocuments, ctx, { datasetId: 'las:dataset:1' }, { ahead: 1 });
  const first = walk.next();
  await step();
  await first;
  await pause(5);
  assert.equal(asked, ['DELETE first']);
  const second = walk.next();
  await step();
  await second;
  assert.equal(asked, ['DELETE first', 'DELETE 1']);
  await walk.return();
});

paging('with ahead, gives the same pages, and items the same entries', async () => {
  const list = (ahead: 0 | 1) => {
    const { ctx } = fake(({ url }: Sent) => threePages(url));
    return arrayOf(pages(listSecrets, ctx, { ahead }));
  };
  assert.equal(await list(1), await list(0));
  assert.is((await list(1)).length, 3);
  const { ctx } = fake(({ url }: Sent) => threePages(url));
  assert.is((await arrayOf(items(listSecrets, ctx, { ahead: 1 }))).length, 3);
});

paging('a token that comes again ends in a Left', async () => {
  const page = (nextToken: string): WordList => ({ words: [entry(nextToken)], nextToken });
  for (const [tokens, start] of [
    [['a', 'a'], undefined],
    [['a', 'b', 'a'], undefined],
    [['here'], 'here'],
    [['a', 'here'], 'here'],
  ] as const) {
    const { list, asked } = listOf(...tokens.map(page));
    const found = await arrayOf(pages(list, nowhere, { nextToken: start }));
    assert.equal(tagsOf(found), [...tokens.map(() => 'Right'), 'DecodeError']);
    assert.is(asked.length, tokens.length);
    const end = found.at(-1);
    assert.ok(end?._tag === 'Left' && end.left._tag === 'DecodeError');
    assert.is(end.left.path, 'nextToken');
    assert.match(end.left.message, /never end/);
  }
  const { list } = listOf(page('a'), page('a'));
  const collected = await collect(list, nowhere, all)();
  assert.is(collected._tag, 'Left');
});

paging('an error ends it, as it is', async () => {
  const error: LasError = { _tag: 'InvalidInput', message: 'no' };
  const script = () => listOf({ words: [entry(1)], nextToken: 'a' }, error);
  const left = { _tag: 'Left', left: error };
  const [one, two, ...rest] = await arrayOf(pages(script().list, nowhere));
  assert.is(one?._tag, 'Right');
  assert.equal([two, ...rest], [left]);
  const entries = await arrayOf(items(script().list, nowhere));
  assert.equal(entries, [{ _tag: 'Right', right: entry(1) }, left]);
  assert.equal(await collect(script().list, nowhere, all)(), left);
});

paging('an error of the API ends it, after what came before', async () => {
  const document = { documentId: 'las:document:1', retentionInDays: 1, ...stamps };
  const { ctx, sent } = fake((_: Sent, n: number) =>
    n === 1 ? { documents: [document], nextToken: 'a' } : status(404, 'no such page'),
  );
  assert.equal(tagsOf(await arrayOf(items(listDocuments, ctx))), ['Right', 'NotFound']);
  assert.is(sent.length, 2);
});

paging('aborted between pages: Aborted, and no request', async () => {
  const controller = new AbortController();
  const { ctx, sent } = fake({ documents: [], nextToken: 'a' }, { signal: controller.signal });
  const found: Found[] = [];
  for await (const page of pages(listDocuments, ctx)) {
    found.push(page);
    controller.abort();
  }
  assert.equal(tagsOf(found), ['Right', 'Aborted']);
  assert.is(sent.length, 1);
  assert.equal(tagsOf([await collect(listDocuments, ctx, all)()]), ['Aborted']);
  assert.is(sent.length, 1);
});

paging('keeps one page in memory', async () => {
  setFlagsFromString('--expose-gc');
  const gc: () => void = runInNewContext('gc');
  const given: WeakRef<WordList>[] = [];
  const list = (): TaskEither<LasError, WordList> => async () => {
    const page = { words: [entry(given.length)], nextToken: given.length < 9 ? `${given.length}` : null };
    given.push(new WeakRef(page));
    return { _tag: 'Right', right: page };
  };
  let most = 0;
  for await (const _ of items(list, nowhere)) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    gc();
    most = Math.max(most, given.filter((page) => page.deref()).length);
  }
  assert.is(given.length, 10);
  assert.ok(most <= 2, `${most} pages at once`);
});

paging.run();

// -- items ---------------------------------------------------------------------------

const entries = suite('items');

interface ThingList extends PageOf<'things', Word> {}

const ThingList = pageOf<ThingList>('ThingList', 'things', t.type({ word: t.string }));

/** A list of one page, decoded by `pageOf`. */
const listThings = (ctx: Context, _options: PageOptions = {}) =>
  request(ctx, { method: 'GET', path: '/things' }, ThingList);

entries('are those that pageOf names, wherever another list stands in the page', async () => {
  const warnings = [{ code: 'x' }];
  for (const page of [
    { things: [entry(1)], warnings },
    { warnings, things: [entry(1)] },
    { status: ['running'], things: [entry(1)], facets: [], warnings },
  ]) {
    assert.equal(await arrayOf(items(listThings, fake(page).ctx)), [{ _tag: 'Right', right: entry(1) }]);
    assert.equal(await collect(listThings, fake(page).ctx, { max: 5 })(), {
      _tag: 'Right',
      right: [entry(1)],
    });
  }
  for (const page of [
    { things: [], warnings },
    { warnings, things: [] },
  ]) {
    assert.equal(await arrayOf(items(listThings, fake(page).ctx)), []);
  }
});

entries('of a function of the SDK are those that it lists', async () => {
  const page = { warnings: [{ code: 'x' }], batches: [] };
  assert.equal(await collect(las.listBatches, fake(page).ctx, { max: Infinity })(), {
    _tag: 'Right',
    right: [],
  });
});

entries('of a page that pageOf did not decode are its only list', async () => {
  const { list } = listOf({ words: [entry(1)] });
  assert.equal(await arrayOf(items(list, nowhere)), [{ _tag: 'Right', right: entry(1) }]);
  assert.equal(await arrayOf(items(listOf({ words: [] }).list, nowhere)), []);
});

entries('are not guessed where a page has several lists, or none', async () => {
  for (const page of [{ words: [entry(1)], status: [] }, { status: ['a'], words: [] }, {}]) {
    const [first, ...more] = await arrayOf(items(listOf(page as unknown as WordList).list, nowhere));
    assert.is(first?._tag === 'Left' && first.left._tag, 'InvalidInput');
    assert.match(first?._tag === 'Left' ? first.left.message : '', /decode it with pageOf/);
    assert.equal(more, []);
  }
});

entries('are checked as io-ts checks them', () => {
  const theirs = t.intersection([
    t.type({ things: t.array(t.type({ word: t.string })) }),
    t.partial({ nextToken: t.union([t.string, t.null]) }),
  ]);
  const value = fc.oneof(
    fc.anything(),
    fc.record(
      {
        things: fc.oneof(fc.anything(), fc.array(fc.record({ word: fc.oneof(fc.string(), fc.anything()) }))),
        nextToken: fc.oneof(fc.string(), fc.constant(null), fc.integer()),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(value, (u) => {
      // io-ts takes an array with such keys for an object.
      if (Array.isArray(u)) return;
      assert.is(ThingList.is(u), theirs.is(u));
      assert.is(ThingList.decode(u)._tag, theirs.decode(u)._tag);
    }),
  );
});

const sizes = fc.array(fc.nat(4), { minLength: 1, maxLength: 12 });

/** Entries 0, 1, 2… in pages of these sizes. */
function partition(lengths: ReadonlyArray<number>): ReadonlyArray<WordList> {
  let n = 0;
  return lengths.map((length, i) => ({
    words: Array.from({ length }, () => entry(n++)),
    ...(i < lengths.length - 1 && { nextToken: `token ${i}` }),
  }));
}

entries('gives the same entries in the same order, however they are parted', () =>
  fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const total = lengths.reduce((sum, n) => sum + n, 0);
      const { list, asked } = listOf(...partition(lengths));
      const found = await arrayOf(items(list, nowhere));
      assert.equal(
        found,
        Array.from({ length: total }, (_, n) => ({ _tag: 'Right', right: entry(n) })),
      );
      assert.is(asked.length, lengths.length);
    }),
  ),
);

entries.run();

// -- collect -------------------------------------------------------------------------

const collecting = suite('collect');

collecting('asks for nothing before it runs, and again each time that it does', async () => {
  const { ctx, sent } = fake({ documents: [] });
  const task = collect(listDocuments, ctx, { maxResults: 5 }, all);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.is(sent.length, 0);
  await task();
  await task();
  assert.is(sent.length, 2);
});

collecting('stops at max, and asks for no page beyond it', async () => {
  const script = [
    { words: [entry(0), entry(1)], nextToken: 'a' },
    { words: [], nextToken: 'b' },
    { words: [entry(2), entry(3)], nextToken: 'c' },
    { words: [entry(4)] },
  ];
  for (const [max, expected, requests] of [
    [-1, 0, 0],
    [0, 0, 0],
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 3],
    [4, 4, 3],
    [5, 5, 4],
    [6, 5, 4],
    [Number.POSITIVE_INFINITY, 5, 4],
  ] as const) {
    const { list, asked } = listOf(...script);
    const found = await collect(list, nowhere, { max })();
    assert.equal(found, { _tag: 'Right', right: Array.from({ length: expected }, (_, n) => entry(n)) });
    assert.is(asked.length, requests, `max ${max}`);
  }
});

collecting('an error beyond max is never met', async () => {
  const error: LasError = { _tag: 'InvalidInput', message: 'no' };
  const { list } = listOf({ words: [entry(0), entry(1)], nextToken: 'a' }, error);
  assert.is((await collect(list, nowhere, { max: 2 })())._tag, 'Right');
});

collecting('the first max entries, however they are parted', () =>
  fc.assert(
    fc.asyncProperty(sizes, fc.nat(30), async (lengths, max) => {
      const total = lengths.reduce((sum, n) => sum + n, 0);
      const { list, asked } = listOf(...partition(lengths));
      const found = await collect(list, nowhere, { max })();
      const expected = Math.min(max, total);
      assert.equal(found, { _tag: 'Right', right: Array.from({ length: expected }, (_, n) => entry(n)) });
      // As many pages as it takes for so many entries.
      let [sum, needed] = [0, 0];
      while (needed < lengths.length && sum < max) sum += lengths[needed++] ?? 0;
      assert.is(asked.length, needed);
    }),
  ),
);

collecting.run();

// -- the emulator ----------------------------------------------------------------------

const real = suite('pagination against the emulator');

real('a few hundred documents', async () => {
  const emulator = createEmulator({ maxPage: 50 });
  const { clientId, clientSecret } = emulator;
  let lists = 0;
  const ctx = createContext({
    credentials: clientCredentials({ clientId, clientSecret }),
    fetch: (request) => emulator.fetch(request),
    onRequest: ({ method }) => {
      if (method === 'GET') lists++;
    },
  });
  const create = (body: { readonly name: string }) =>
    las.request(ctx, { method: 'POST', path: '/documents', body }, las.LasDocument);
  const names = Array.from({ length: 230 }, (_, n) => `document ${n}`);
  // One at a time, so that they are listed in this order.
  const created = await traverseWithLimit(1)(names, (name) => create({ name }))();
  assert.ok(created.every(({ result }) => result._tag === 'Right'));

  const nameOf = ({ name }: LasDocument) => name;
  const everything = await collect(listDocuments, ctx, all)();
  assert.ok(everything._tag === 'Right');
  assert.equal(everything.right.map(nameOf), names);
  assert.is(lists, 5);

  lists = 0;
  const some = await collect(listDocuments, ctx, { maxResults: 20 }, { max: 45 })();
  assert.ok(some._tag === 'Right');
  assert.equal(some.right.map(nameOf), names.slice(0, 45));
  assert.is(lists, 3);

  const { value: first } = await pages(listDocuments, ctx, { maxResults: 100 }).next();
  assert.ok(first?._tag === 'Right');
  const { nextToken } = first.right;
  const rest = await collect(listDocuments, ctx, { maxResults: 100, nextToken }, all)();
  assert.ok(rest._tag === 'Right');
  assert.equal(rest.right.map(nameOf), names.slice(50));

  // The emulator echoes the filters that are given.
  const documentId = everything.right.slice(3, 6).map((document) => document.documentId);
  const chosen = await collect(listDocuments, ctx, { documentId, maxResults: 1 }, all)();
  assert.ok(chosen._tag === 'Right');
  assert.equal(chosen.right.map(nameOf), names.slice(3, 6));

  const none = await collect(listDocuments, ctx, { datasetId: 'las:dataset:none' }, all)();
  assert.equal(none, { _tag: 'Right', right: [] });
});

real.run();
