/** Long documents: a prediction reads a few pages, so it takes several to read them all. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { traverseWithLimit } from '../../concurrency.js';
import type { Context } from '../../context.js';
import { isLeft, left, right } from '../../either.js';
import { invalidInput, type LasError } from '../../errors.js';
import type { DocumentId, ModelId } from '../../ids.js';
import { read as readArguments } from '../../lazy.js';
import type { PreprocessConfig, PreprocessConfigInput } from '../models.js';
import {
  type CreatePredictionOptions,
  createPrediction,
  type Prediction,
  waitForPrediction,
} from './predictions.js';

// -- model --------------------------------------------------------------------

/** Some pages of a document, and what a model read in them. */
export interface PagesRead {
  /** The first of them. */
  readonly startPage: number;
  readonly result: Either<LasError, Prediction>;
}

/** The error of a document that was not read to its end: the first of a page, with what was read of the others. */
export type PagesError = LasError & { readonly read: ReadonlyArray<PagesRead> };

// -- input --------------------------------------------------------------------

/** How {@link createPagePredictions} reads. */
export interface PagePredictionOptions extends Omit<CreatePredictionOptions, 'preprocessConfig'> {
  /** In place of the model's own, which may be given: `startPage` is where to begin. */
  readonly preprocessConfig?: PreprocessConfig | undefined;
  /** How many pages the document has, where that is known: several predictions are made at a time. */
  readonly pages?: number | undefined;
  /** Predictions under way at a time, where `pages` is given; 2 by default. */
  readonly concurrency?: number | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Lets a model read a document to its end, a few pages at a time. `POST /predictions` for each
 *
 * Follows `nextPage`; the later predictions are prepared as the first one was. Where `pages` says how many pages there
 * are, each prediction reads `maxPages` of them, 1 by default, and `concurrency` of them are made at a time: give
 * `preprocessConfig: model.preprocessConfig`, if the model has one of its own.
 *
 * The first page that fails ends it, with an error that has what was read so far ({@link PagesError}). To go on without
 * the page, use {@link reportPagePredictions}.
 *
 * @example
 * import { createPagePredictions } from 'las-fp/predictions';
 *
 * const predictions = await createPagePredictions(ctx, documentId, modelId, { pages: 12, concurrency: 4 })();
 */
export function createPagePredictions(
  ctx: Context,
  documentId: DocumentId,
  modelId: ModelId,
  options: PagePredictionOptions = {},
): TaskEither<PagesError, ReadonlyArray<Prediction>> {
  return async () => {
    const read = await readPages(ctx, documentId, modelId, options, true)();
    const predictions: Prediction[] = [];
    for (const { result } of read) {
      if (isLeft(result)) return left({ ...result.left, read: read.filter((part) => !isLeft(part.result)) });
      predictions.push(result.right);
    }
    return right(predictions);
  };
}

/**
 * {@link createPagePredictions}, with a report of all pages: a page that fails is a gap in it. Where `pages` is not given,
 * the first failure is the last entry, for nobody knows what follows. `POST /predictions` for each
 *
 * @example
 * const report = await reportPagePredictions(ctx, documentId, modelId, { pages: 12 })();
 * const gaps = report.filter(({ result }) => isLeft(result));
 */
export function reportPagePredictions(
  ctx: Context,
  documentId: DocumentId,
  modelId: ModelId,
  options: PagePredictionOptions = {},
): Task<ReadonlyArray<PagesRead>> {
  return readPages(ctx, documentId, modelId, options, false);
}

type Read = (startPage: number, config: PreprocessConfig) => Promise<PagesRead>;

function readPages(
  ctx: Context,
  documentId: DocumentId,
  modelId: ModelId,
  options: PagePredictionOptions,
  strict: boolean,
): Task<ReadonlyArray<PagesRead>> {
  return async () => {
    const task = readArguments(() => reading(ctx, documentId, modelId, options, strict));
    return isLeft(task) ? [{ startPage: 0, result: task }] : task.right();
  };
}

function reading(
  ctx: Context,
  documentId: DocumentId,
  modelId: ModelId,
  options: PagePredictionOptions,
  strict: boolean,
): Task<ReadonlyArray<PagesRead>> {
  const { pages, concurrency = 2, preprocessConfig = {}, maxPages, ...rest } = options;
  const read: Read = async (startPage, config) => {
    const given = withoutNull(config);
    const own = {
      ...(pages === undefined && { maxPages }),
      ...(Object.keys(given).length > 0 && { preprocessConfig: given }),
    };
    const created = await createPrediction(ctx, documentId, modelId, { ...rest, ...own })();
    // Asked again, one that failed is an error; one that has no id cannot be asked.
    const unsure = !isLeft(created) && /^(pending|failed)$/.test(created.right.status ?? '');
    const { predictionId } = isLeft(created) ? {} : created.right;
    const result = !unsure
      ? created
      : predictionId
        ? await waitForPrediction(ctx, predictionId)()
        : left(nameless(created.right));
    return { startPage, result };
  };
  const startPage = preprocessConfig.startPage ?? 0;
  const step = preprocessConfig.maxPages ?? maxPages ?? 1;
  return async () => {
    if (pages === undefined) return follow(read, startPage, preprocessConfig);
    if (!(Number.isSafeInteger(pages) && pages >= 0 && Number.isSafeInteger(startPage) && startPage >= 0))
      return [refused(startPage, 'pages and startPage must be numbers of pages, from 0 on.')];
    if (!(Number.isSafeInteger(step) && step > 0))
      return [refused(startPage, 'maxPages must be a number of pages, from 1 on.')];
    let failed = false;
    // The next page is begun when its turn comes, and none after a failure that ends it all.
    const isOver = () => failed && (strict || ctx.signal?.aborted);
    function* starts(): Generator<number> {
      for (let start = startPage; start < Number(pages) && !isOver(); start += step) yield start;
    }
    const parts: PagesRead[] = [];
    await traverseWithLimit(concurrency)(starts(), (start, i) => async () => {
      const most = Math.min(step, pages - start);
      const part = await read(start, { ...preprocessConfig, maxPages: most, startPage: start });
      parts[i] = part;
      failed ||= isLeft(part.result);
      return part.result;
    })();
    return parts;
  };
}

async function follow(
  read: Read,
  first: number,
  config: PreprocessConfig,
): Promise<ReadonlyArray<PagesRead>> {
  const parts: PagesRead[] = [];
  let startPage = first;
  let next: PreprocessConfig = config;
  for (;;) {
    const part = await read(startPage, next);
    parts.push(part);
    if (isLeft(part.result)) return parts;
    const { nextPage, preprocessConfig } = part.result.right;
    if (nextPage === null || nextPage === undefined) return parts;
    if (nextPage <= startPage) return [...parts, { startPage: nextPage, result: left(repeated) }];
    startPage = nextPage;
    next = { ...preprocessConfig, ...config, startPage };
  }
}

const repeated: LasError = {
  _tag: 'DecodeError',
  message: 'The API gave a nextPage that is not behind the last one: the document would never end.',
  source: 'api',
  status: 200,
  path: 'nextPage',
  expected: 'a later page',
  got: 'one that was there before',
};

const nameless = (outcome: Prediction): LasError => ({
  _tag: 'Failed',
  message: `The prediction is ${outcome.status}, and has no id to ask for it.`,
  outcome,
});

const refused = (startPage: number, message: string): PagesRead => ({
  startPage,
  result: left(invalidInput(message)),
});

// An answer has null for what was not set, a request must leave it out.
const withoutNull = (config: PreprocessConfig): PreprocessConfigInput =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null && value !== undefined));
