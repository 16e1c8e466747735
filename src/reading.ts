/** From a file to a decision: a document is created, read to its end, and decided about. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from './context.js';
import { isLeft, left, right } from './either.js';
import type { LasError } from './errors.js';
import { type Extracted, type ExtractOptions, extract, type Policy } from './extraction/index.js';
import type { Content } from './files/content.js';
import type { ModelId } from './ids.js';
import { lazily } from './lazy.js';
import { type CreateDocumentOptions, createDocument, type LasDocument } from './resources/documents/index.js';
import {
  createPagePredictions,
  type PagePredictionOptions,
  type PagesError,
  type Prediction,
} from './resources/predictions/index.js';

/** How {@link readDocument} goes about it. */
export interface ReadDocumentOptions<C extends Policy, A> extends ExtractOptions<C, A> {
  /** Of the document: its name, dataset and so on. */
  readonly document?: CreateDocumentOptions | undefined;
  /** Of its predictions: how many pages it has, how many at a time. */
  readonly predictions?: PagePredictionOptions | undefined;
}

/** A document that was read, and what is to be done with it. */
export interface ReadDocument<C extends Policy, A> extends Extracted<C, A> {
  readonly document: LasDocument;
  /** Of all pages, in their order. */
  readonly predictions: ReadonlyArray<Prediction>;
}

/**
 * Creates a document, lets a model read all its pages, and decides whether a person must look: `createDocument`,
 * `createPagePredictions` and `extract` one after the other. `POST /documents`, `PUT <fileUrl>`, and `POST /predictions`
 * for each part
 *
 * Where the document was created and not read, the error has its `documentId`, and with it what was read so far.
 *
 * @example
 * import { amount, decodeFields, policyOf } from 'las-fp/extraction';
 * import { readDocument } from 'las-fp/reading';
 *
 * const policy = policyOf(
 *   { total_amount: { type: 'amount' } },
 *   { total_amount: { confidenceLevels: { automated: 0.95 } } },
 * );
 * const Invoice = decodeFields({ total_amount: amount });
 * const read = await readDocument(ctx, content, modelId, policy, { codec: Invoice })();
 */
export function readDocument<const C extends Policy, A = never>(
  ctx: Context,
  content: Content,
  modelId: ModelId,
  policy: C,
  options: ReadDocumentOptions<NoInfer<C>, A> = {},
): TaskEither<LasError | PagesError, ReadDocument<C, A>> {
  return lazily<LasError | PagesError, ReadDocument<C, A>>(() => {
    const { document: about, predictions: how, ...rest } = options;
    return async () => {
      const created = await createDocument(ctx, content, about)();
      if (isLeft(created)) return created;
      const document = created.right;
      const { documentId } = document;
      const read = await createPagePredictions(ctx, documentId, modelId, how)();
      if (isLeft(read)) return left({ ...read.left, documentId });
      const predictions = read.right;
      return right({ document, predictions, ...extract(predictions, policy, rest) });
    };
  });
}
