/** Documents of many pages: read to their end, page by page, and fetched as a stream. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as T from 'fp-ts/lib/Task.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type Context,
  createPagePredictions,
  type DocumentId,
  getDocumentStream,
  LasException,
  type ModelId,
  type Prediction,
  reportPagePredictions,
} from 'las-fp';
import { fieldsOf, mergePages } from 'las-fp/extraction';

const fieldConfig = {
  total_amount: { type: 'amount' },
  line_items: { type: 'lines', fields: { description: { type: 'string' }, amount: { type: 'amount' } } },
} as const;

// #region whole
const merged = (predictions: ReadonlyArray<Prediction>) =>
  mergePages(
    predictions.map((part) => fieldsOf(part.predictions, fieldConfig)),
    fieldConfig,
    { mergeContinuedLines: true },
  );

/** The fields of all pages, as if they stood on one. */
export const readWhole = (ctx: Context, documentId: DocumentId, modelId: ModelId) =>
  pipe(createPagePredictions(ctx, documentId, modelId), TE.map(merged));
// #endregion whole

// #region gaps
/** The fields of the pages that can be read, and why the others cannot. The first page is 0. */
export const readWithGaps = (ctx: Context, documentId: DocumentId, modelId: ModelId, pages: number) =>
  pipe(
    reportPagePredictions(ctx, documentId, modelId, { pages, concurrency: 4 }),
    T.map((report) => ({
      fields: merged(report.flatMap(({ result }) => (isRight(result) ? [result.right] : []))),
      gaps: report.flatMap(({ startPage, result }) =>
        isLeft(result) ? [{ page: startPage, error: result.left }] : [],
      ),
    })),
  );
// #endregion gaps

// #region stream
/** Fetches the file of a document without holding it in memory. `path` is there as a whole or not at all. */
export const download = (ctx: Context, documentId: DocumentId, path: string) =>
  pipe(
    getDocumentStream(ctx, documentId),
    TE.chainW((stream) =>
      TE.tryCatch(
        async () => {
          try {
            await writeFile(`${path}.part`, stream);
            await rename(`${path}.part`, path);
          } finally {
            // Where the disk refuses, nobody reads on: without this the connection would stay open.
            await stream.cancel().catch(() => {});
            await rm(`${path}.part`, { force: true });
          }
        },
        // A connection that breaks reaches the reader as a LasException; the disk has errors of its own.
        (thrown) =>
          thrown instanceof LasException ? thrown.error : { _tag: 'Disk' as const, message: `${thrown}` },
      ),
    ),
  );
// #endregion stream
