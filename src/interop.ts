/** From functions that take a context to readers, methods and Promises. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from './context.js';
import { type LasError, LasException } from './errors.js';
import type { CollectArgs, collect, Item, items, List, Page, PagesArgs, pages } from './lists.js';

/** `collect`, whose first argument is a list function. */
type OverList<L, Args extends ReadonlyArray<unknown>, E, A> = (
  list: L,
  ctx: Context,
  ...args: Args
) => TaskEither<E, A>;

/**
 * The reader form of a function: its arguments first, the context last. Of `collect` as well.
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
// One signature for both would have to ask which of them it is, and `collect` would lose its type parameters.
export function asReader<L, Args extends ReadonlyArray<unknown>, E, A>(
  f: OverList<L, Args, E, A>,
): (list: L, ...args: Args) => ReaderTaskEither<Context, E, A>;
export function asReader(f: Bindable): (...args: ReadonlyArray<unknown>) => (ctx: Context) => unknown {
  return (...args) =>
    (ctx) =>
      applied(f, ctx, args);
}

/** A function of the SDK: a context first. */
type Bindable = (ctx: Context, ...args: never) => unknown;

/** Functions of which a list function is the first argument, and the context the second. */
type OfLists = typeof collect | typeof items | typeof pages;

/** With the context in its place: behind a list function, else first. */
const applied = (f: Bindable | OfLists, ctx: Context, args: ReadonlyArray<unknown>): unknown => {
  const at = typeof args[0] === 'function' ? 1 : 0;
  return (f as (...all: ReadonlyArray<unknown>) => unknown)(...args.slice(0, at), ctx, ...args.slice(at));
};

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
