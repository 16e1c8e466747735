/** Many documents at once. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { traverseWithLimit } from './concurrency.js';
import type { Content } from './content.js';
import type { Context } from './context.js';
import { isLeft, left, right } from './either.js';
import { invalidInput, type LasError } from './errors.js';
import {
  type CreateDocumentOptions,
  createDocument,
  type LasDocument,
  putDocumentContent,
} from './resources/documents.js';
import { aborted } from './scope.js';

/** A document to create. */
export interface DocumentSource extends CreateDocumentOptions {
  /** The content, or a task that gives it when its turn comes: `fileContent(path)`. */
  readonly content: Content | TaskEither<LasError, Blob>;
}

/** A source and what became of it. */
export interface CreatedDocument<Source extends DocumentSource = DocumentSource> {
  readonly source: Source;
  readonly result: Either<LasError, LasDocument>;
}

/** How {@link createDocuments} goes about it. */
export interface CreateDocumentsOptions<Source extends DocumentSource = DocumentSource> {
  /** Documents under way at a time; 4 by default. */
  readonly concurrency?: number | undefined;
  /** Called after each document, with how many are done. */
  readonly onProgress?: ((done: number, last: CreatedDocument<Source>) => void) | undefined;
  /**
   * The report of an earlier run over the same sources: what is created there is not created again, and a document
   * without a file gets its file.
   */
  readonly resume?: ReadonlyArray<{ readonly result: Either<LasError, LasDocument> }> | undefined;
}

/**
 * Creates many documents; one that fails does not keep the others from being created. The report stands in the
 * order of the sources. `POST /documents` and `PUT <fileUrl>` for each
 *
 * @example
 * import { createDocuments } from 'las-fp';
 * import { fileContent } from 'las-fp/node';
 *
 * const sources = paths.map((path) => ({ content: fileContent(path), name: path }));
 * const report = await createDocuments(ctx, sources, { concurrency: 8 })();
 * const again = await createDocuments(ctx, sources, { resume: report })();
 */
export function createDocuments<Source extends DocumentSource>(
  ctx: Context,
  sources: Iterable<Source>,
  options: CreateDocumentsOptions<Source> = {},
): Task<ReadonlyArray<CreatedDocument<Source>>> {
  const { concurrency = 4, onProgress, resume = [] } = options;
  return async () => {
    let done = 0;
    const traversed = await traverseWithLimit(concurrency)(
      sources,
      (source: Source, index): TaskEither<LasError, LasDocument> =>
        async () => {
          const result = await createOne(ctx, source, resume[index]?.result)();
          done++;
          try {
            onProgress?.(done, { source, result });
          } catch {
            // A hook watches; what it throws must not cost the report.
          }
          return result;
        },
    )();
    return traversed.map(({ item, result }) => ({ source: item, result }));
  };
}

function createOne(
  ctx: Context,
  { content, ...options }: DocumentSource,
  earlier: Either<LasError, LasDocument> | undefined,
): TaskEither<LasError, LasDocument> {
  return async () => {
    if (earlier && !isLeft(earlier)) return earlier;
    const documentId = earlier?.left.documentId;
    const bytes = ctx.signal?.aborted ? left(aborted) : await read(content);
    const result = isLeft(bytes)
      ? bytes
      : documentId === undefined
        ? await createDocument(ctx, bytes.right, options)()
        : await putDocumentContent(ctx, documentId, bytes.right, { contentType: options.contentType })();
    // However it fails, the next run must know that the document exists.
    return isLeft(result) && documentId !== undefined ? left({ ...result.left, documentId }) : result;
  };
}

async function read(content: DocumentSource['content']): Promise<Either<LasError, Content>> {
  try {
    return typeof content === 'function' ? await content() : right(content);
  } catch (thrown) {
    return left(
      invalidInput(`The content cannot be read: ${thrown instanceof Error ? thrown.message : thrown}`),
    );
  }
}
