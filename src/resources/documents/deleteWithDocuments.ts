/**
 * Deleting what holds documents: a batch or a dataset.
 *
 * @internal
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from '../../context.js';
import { isLeft } from '../../either.js';
import type { LasError } from '../../errors.js';
import { lazily } from '../../lazy.js';
import type { Path } from '../../url.js';
import { type DocumentFilter, deleteAllDocuments } from './documents.js';

/** What is deleted, and how. */
export interface Deletion<A> {
  /** The path of what holds the documents. */
  readonly path: Path;
  readonly request: TaskEither<LasError, A>;
  /** The documents to delete first; undefined leaves them alone. */
  readonly documents: () => DocumentFilter | undefined;
}

/** Deletes the documents, where there is a filter for them, and then what holds them. If that fails, it stays. */
export function deleteWithDocuments<A>(
  ctx: Context,
  { path, request, documents }: Deletion<A>,
): TaskEither<LasError, A> {
  return lazily(() => {
    const filter = documents();
    // An invalid id must not delete documents either: the request itself refuses it.
    return isLeft(path) || !filter
      ? request
      : async () => {
          const deleted = await deleteAllDocuments(ctx, filter)();
          return isLeft(deleted) ? deleted : request();
        };
  });
}
