import { expectTypeOf } from 'expect-type';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  asReader,
  bindContext,
  type Context,
  collect,
  type DocumentId,
  type GetModelOptions,
  getDocument,
  getModel,
  items,
  type LasDocument,
  type LasError,
  LasException,
  type ListDocumentsOptions,
  listDocuments,
  type Model,
  type ModelId,
  pages,
  toPromise,
} from '../src/index.js';
import { fake, status } from './support/fake.js';

const document = {
  documentId: 'las:document:1',
  retentionInDays: 1,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
} as const;

const reader = suite('asReader');

reader('takes the arguments first and the context last', async () => {
  const { ctx, sent } = fake(document);
  const task = asReader(getDocument)('las:document:1')(ctx);
  assert.is(sent.length, 0);
  assert.equal(await task(), E.right(document));
  assert.is(sent[0]?.url.pathname, '/v1/documents/las%3Adocument%3A1');
});

reader('hands on every argument, and none that was not given', () => {
  const seen: unknown[][] = [];
  const { ctx } = fake({});
  const f = (...args: [Context, number, string?]) => {
    seen.push(args);
    return TE.right(0);
  };
  asReader(f)(1)(ctx);
  asReader(f)(1, 'a')(ctx);
  assert.equal(
    seen.map((args) => args.slice(1)),
    [[1], [1, 'a']],
  );
  assert.is(seen[0]?.[0], ctx);
});

reader('makes pipelines', async () => {
  const { ctx, sent } = fake(({ url }: { url: URL }) =>
    url.pathname.endsWith('documents') ? { documents: [document] } : document,
  );
  const first = pipe(
    asReader(listDocuments)({ maxResults: 1 }),
    RTE.chainW(({ documents: [found] }) =>
      found
        ? asReader(getDocument)(found.documentId)
        : RTE.left<Context, LasError | 'none', LasDocument>('none'),
    ),
  );
  expectTypeOf(first).toEqualTypeOf<RTE.ReaderTaskEither<Context, LasError | 'none', LasDocument>>();
  assert.equal(await first(ctx)(), E.right(document));
  assert.is(sent.length, 2);
});

reader('of collect takes the list first', async () => {
  const { ctx, sent } = fake({ documents: [document, document], nextToken: null });
  const read = asReader(collect)(listDocuments, { maxResults: 2 }, { max: 1 });
  assert.is(sent.length, 0);
  assert.equal(await read(ctx)(), E.right([document]));
  assert.is(sent[0]?.url.searchParams.get('maxResults'), '2');
});

reader('has the types of the function', () => {
  expectTypeOf(asReader(getDocument)).toEqualTypeOf<
    (documentId: DocumentId) => RTE.ReaderTaskEither<Context, LasError, LasDocument>
  >();
  expectTypeOf(asReader(getModel)).parameters.toEqualTypeOf<
    [modelId: ModelId, options?: GetModelOptions | undefined]
  >();
  expectTypeOf(asReader(getModel)).returns.toEqualTypeOf<RTE.ReaderTaskEither<Context, LasError, Model>>();
  // @ts-expect-error: an id of another kind
  asReader(getDocument)('las:model:1');
});

reader.run();

const bound = suite('bindContext');

bound('takes the functions of lists, with the list first', async () => {
  const { ctx, sent } = fake(({ url }: { url: URL }) =>
    url.searchParams.get('nextToken') ? { documents: [document] } : { documents: [document], nextToken: 'a' },
  );
  const las = bindContext(ctx, { collect, items, pages, getDocument });
  assert.equal(await las.collect(listDocuments, { max: Infinity })(), E.right([document, document]));
  const found: unknown[] = [];
  for await (const item of las.items(listDocuments, { maxResults: 1 })) found.push(item);
  for await (const page of las.pages(listDocuments))
    found.push(
      pipe(
        page,
        E.map(({ documents }) => documents),
      ),
    );
  assert.equal(found, [document, document, [document], [document]].map(E.right));
  assert.is(sent.length, 6);
  assert.is(sent[2]?.url.searchParams.get('maxResults'), '1');
});

bound('gives functions without their first parameter', async () => {
  const { ctx, sent } = fake(document);
  const las = bindContext(ctx, { getDocument, listDocuments });
  assert.equal(Object.keys(las), ['getDocument', 'listDocuments']);
  const task = las.getDocument('las:document:1');
  assert.is(sent.length, 0);
  assert.equal(await task(), E.right(document));
  assert.is(sent.length, 1);
});

bound('has the types of the functions', () => {
  const las = bindContext(fake({}).ctx, { getDocument, listDocuments, toPromiseOf: (_: Context) => 1 });
  expectTypeOf(las.getDocument).toEqualTypeOf<
    (documentId: DocumentId) => TE.TaskEither<LasError, LasDocument>
  >();
  expectTypeOf(las.listDocuments).parameters.toEqualTypeOf<[options?: ListDocumentsOptions | undefined]>();
  expectTypeOf(las.toPromiseOf).toEqualTypeOf<() => number>();
  // @ts-expect-error: not among what was bound
  assert.is(las.getModel, undefined);
  // @ts-expect-error: an id of another kind
  las.getDocument('las:model:1');
});

bound('makes nothing callable of a function that takes no context', () => {
  const { half } = bindContext(fake({}).ctx, { half: (n: number) => n / 2 });
  expectTypeOf(half).toBeNever();
});

bound.run();

const promise = suite('toPromise');

promise('resolves to the result', async () => {
  const result = toPromise(getDocument(fake(document).ctx, 'las:document:1'));
  expectTypeOf(result).toEqualTypeOf<Promise<LasDocument>>();
  assert.equal(await result, document);
});

promise('rejects with an exception that carries the error', async () => {
  const { ctx } = fake(() => status(404, 'gone'));
  try {
    await toPromise(getDocument(ctx, 'las:document:1'));
    assert.unreachable();
  } catch (thrown) {
    assert.instance(thrown, LasException);
    assert.is((thrown as LasException).error._tag, 'NotFound');
    assert.match((thrown as LasException).message, /gone/);
  }
});

promise('rejects, and does not throw, where a task throws', async () => {
  const broken: TE.TaskEither<LasError, never> = () => {
    throw new Error('broken');
  };
  assert.match(String(await toPromise(broken).catch((error: unknown) => error)), /broken/);
});

promise.run();
