/** From functions that take a context to readers, methods and Promises. */
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from './context.js';
import { type LasError, LasException } from './errors.js';

/**
 * The reader form of a function: its arguments first, the context last.
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
 */
export const asReader =
  <Args extends ReadonlyArray<unknown>, E, A>(
    f: (ctx: Context, ...args: Args) => TaskEither<E, A>,
  ): ((...args: Args) => ReaderTaskEither<Context, E, A>) =>
  (...args) =>
  (ctx) =>
    f(ctx, ...args);

/** A function of the SDK: a context first. */
type Bindable = (ctx: Context, ...args: never) => unknown;

/** Functions without their first parameter: the result of {@link bindContext}. */
export type Bound<Fns> = {
  readonly [K in keyof Fns]: Fns[K] extends (ctx: Context, ...args: infer Args) => infer R
    ? (...args: Args) => R
    : never;
};

/**
 * Functions with the context given once. Only those that are named are in the bundle.
 *
 * @example
 * const las = bindContext(ctx, { getDocument, listDocuments });
 * await las.listDocuments({ maxResults: 10 })();
 */
export function bindContext<Fns extends Readonly<Record<string, Bindable>>>(
  ctx: Context,
  fns: Fns,
): Bound<Fns> {
  return Object.fromEntries(
    Object.entries(fns).map(([name, f]) => [name, (...args: never[]) => f(ctx, ...(args as never))]),
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
