/** From functions that take a context to readers, methods and Promises. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Reader } from 'fp-ts/lib/Reader.js';
import type { ReaderTask } from 'fp-ts/lib/ReaderTask.js';
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from './context.js';
import { type LasError, LasException } from './errors.js';
import type { CollectArgs, collect, Item, items, List, Page, PagesArgs, pages } from './lists.js';

/**
 * The reader form of a function: its arguments first, the context last. What gives a TaskEither becomes a
 * ReaderTaskEither, what gives a Task (`createDocuments`) a ReaderTask, and anything else (the generators of `items` and
 * `pages`) a Reader. A function keeps its type parameters.
 *
 * @example
 * import { pipe } from 'fp-ts/lib/function.js';
 * import * as RTE from 'fp-ts/lib/ReaderTaskEither.js';
 *
 * const model = pipe(
 *   asReader(getPrediction)(predictionId),
 *   RTE.chain(({ modelId }) => asReader(getModel)(modelId)),
 * );
 * const result = await model(ctx)();
 *
 * @example
 * const models = asReader(collect)(listModels, { max: 100 });
 */
export function asReader<Args extends ReadonlyArray<unknown>, E, A>(
  f: (ctx: Context, ...args: Args) => TaskEither<E, A>,
): (...args: Args) => ReaderTaskEither<Context, E, A>;
export function asReader<Args extends ReadonlyArray<unknown>, A>(
  f: (ctx: Context, ...args: Args) => Task<A>,
): (...args: Args) => ReaderTask<Context, A>;
export function asReader<Args extends ReadonlyArray<unknown>, A>(
  f: (ctx: Context, ...args: Args) => A,
): (...args: Args) => Reader<Context, A>;
export function asReader(
  f: typeof collect,
): <Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ...args: CollectArgs<Args>
) => ReaderTaskEither<Context, LasError, ReadonlyArray<Item<P>>>;
export function asReader(
  f: typeof items,
): <Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ...args: PagesArgs<Args>
) => Reader<Context, AsyncGenerator<Either<LasError, Item<P>>, void, undefined>>;
export function asReader(
  f: typeof pages,
): <Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ...args: PagesArgs<Args>
) => Reader<Context, AsyncGenerator<Either<LasError, P>, void, undefined>>;
export function asReader(f: Bindable | OfLists): (...args: ReadonlyArray<never>) => unknown {
  return (...args) =>
    (ctx: Context) =>
      applied(f, ctx, args);
}

/** A function of the SDK: a context first. */
type Bindable = (ctx: Context, ...args: never) => unknown;

/** Functions of which a list function is the first argument, and the context the second. They also take them the other way round. */
type OfLists = typeof collect | typeof items | typeof pages;

const applied = (f: Bindable | OfLists, ctx: Context, args: ReadonlyArray<unknown>): unknown =>
  (f as (...all: ReadonlyArray<unknown>) => unknown)(ctx, ...args);

/** {@link collect} without its context. */
export type BoundCollect = <Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ...args: CollectArgs<Args>
) => TaskEither<LasError, ReadonlyArray<Item<P>>>;

/** {@link items} without its context. */
export type BoundItems = <Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ...args: PagesArgs<Args>
) => AsyncGenerator<Either<LasError, Item<P>>, void, undefined>;

/** {@link pages} without its context. */
export type BoundPages = <Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ...args: PagesArgs<Args>
) => AsyncGenerator<Either<LasError, P>, void, undefined>;

/** Functions without their context: the result of {@link bindContext}. */
export type Bound<Fns> = {
  readonly [K in keyof Fns]: Fns[K] extends typeof collect
    ? BoundCollect
    : Fns[K] extends typeof items
      ? BoundItems
      : Fns[K] extends typeof pages
        ? BoundPages
        : Fns[K] extends (ctx: Context, ...args: infer Args) => infer R
          ? (...args: Args) => R
          : never;
};

/**
 * Functions with the context given once. Only those that are named are in the bundle.
 *
 * @example
 * const las = bindContext(ctx, { getDocument, listDocuments, collect });
 * await las.listDocuments({ maxResults: 10 })();
 * await las.collect(listModels, { max: 100 })();
 */
export function bindContext<Fns extends Readonly<Record<string, Bindable | OfLists>>>(
  ctx: Context,
  fns: Fns,
): Bound<Fns> {
  return Object.fromEntries(
    Object.entries(fns).map(([name, f]) => [
      name,
      (...args: ReadonlyArray<unknown>) => applied(f, ctx, args),
    ]),
  ) as Bound<Fns>;
}

/**
 * Runs a TaskEither as a Promise: it resolves to the result, or rejects with a {@link LasException} whose `error`
 * is the {@link LasError}.
 *
 * @example
 * const document = await toPromise(getDocument(ctx, documentId));
 */
export async function toPromise<A>(task: TaskEither<LasError, A>): Promise<A> {
  const result = await task();
  if (result._tag === 'Left') throw new LasException(result.left);
  return result.right;
}
