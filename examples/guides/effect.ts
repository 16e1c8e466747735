/** Functions of las-fp as effects: typed errors, and an interruption that ends the request. */
import { Effect } from 'effect';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Context, type DocumentId, type LasDocument, type LasError, withOptions } from 'las-fp';
import { getDocument } from 'las-fp/documents';

// #region toEffect
/** Makes an effect of a call. Its interruption aborts the request, and so does a signal of the context. */
export const toEffect = <E, A>(ctx: Context, call: (ctx: Context) => TaskEither<E, A>): Effect.Effect<A, E> =>
  Effect.callback((resume, interrupted) => {
    const signal = ctx.signal ? AbortSignal.any([ctx.signal, interrupted]) : interrupted;
    call(withOptions(ctx, { signal }))().then((result) =>
      resume(result._tag === 'Right' ? Effect.succeed(result.right) : Effect.fail(result.left)),
    );
  });
// #endregion toEffect

// #region findDocument
/** The document, or undefined where there is none. */
export const findDocument = (
  ctx: Context,
  documentId: DocumentId,
): Effect.Effect<LasDocument | undefined, Exclude<LasError, { readonly _tag: 'NotFound' }>> =>
  toEffect(ctx, (own) => getDocument(own, documentId)).pipe(
    Effect.catchTag('NotFound', () => Effect.succeed(undefined)),
  );
// #endregion findDocument
