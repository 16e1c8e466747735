/** Predictions: what a model reads in a document. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { arrayOf, type Json, num, type Open, open, type Struct, str, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { AgentRunId, DocumentId, ModelId, PredictionId, TrainingId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import { type Order, type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';
import { type WaitOptions, waitForSuccess } from '../../waiting.js';
import {
  PostprocessConfig,
  type PostprocessConfigInput,
  PreprocessConfig,
  type PreprocessConfigInput,
} from '../models.js';
import { Predicted } from './predictedFields.js';

// -- model --------------------------------------------------------------------

/** How far an asynchronous prediction is. */
export type PredictionStatus = Open<'pending' | 'succeeded' | 'failed'>;

/** A prediction, as the API returns it. */
export interface Prediction extends Described {
  readonly predictionId?: PredictionId | null | undefined;
  readonly documentId: DocumentId;
  readonly modelId: ModelId;
  /** The training of the model that was in use. */
  readonly trainingId?: TrainingId | null | undefined;
  /**
   * The fields: a list, or by label where `outputFormat` is `v2`; null while an asynchronous prediction is pending.
   * `fieldsOf` of `las-fp/extraction` makes one of both.
   */
  readonly predictions: Predicted;
  readonly status?: PredictionStatus | null | undefined;
  /** Why it failed. */
  readonly error?: string | null | undefined;
  /** The page where a prediction of a long document goes on. */
  readonly nextPage?: number | null | undefined;
  /** Seconds. */
  readonly inferenceTime?: number | null | undefined;
  readonly preprocessConfig?: PreprocessConfig | null | undefined;
  readonly postprocessConfig?: PostprocessConfig | null | undefined;
  /** Seconds since 1970; accounts of 2021 only. */
  readonly timestamp?: number | null | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | null | undefined;
  readonly errors?: ReadonlyArray<string> | null | undefined;
  readonly warnings?: ReadonlyArray<string> | null | undefined;
  readonly fileUrl?: string | null | undefined;
}

/** Codec of {@link Prediction}; keeps the keys that it does not know. */
export const Prediction: Struct<Prediction> = /*#__PURE__*/ struct<Prediction>(
  'Prediction',
  () => ({ documentId: DocumentId, modelId: ModelId, predictions: Predicted }),
  () => ({
    ...described(),
    agentRunId: AgentRunId,
    errors: arrayOf(str),
    warnings: arrayOf(str),
    fileUrl: str,
    predictionId: PredictionId,
    trainingId: TrainingId,
    status: open(),
    error: str,
    nextPage: num,
    inferenceTime: num,
    preprocessConfig: PreprocessConfig,
    postprocessConfig: PostprocessConfig,
    timestamp: num,
  }),
);

/** A page of predictions. */
export interface PredictionList extends PageOf<'predictions', Prediction> {}

/** Codec of {@link PredictionList}. */
export const PredictionList: Struct<PredictionList> = /*#__PURE__*/ pageOf<PredictionList>(
  'PredictionList',
  'predictions',
  Prediction,
);

// -- input --------------------------------------------------------------------

/** How {@link createPrediction} reads. */
export interface CreatePredictionOptions {
  /** Answer at once with status `pending`; ask for the result with {@link getPrediction}. */
  readonly async?: boolean | undefined;
  /** Whether to try other rotations. */
  readonly autoRotate?: boolean | undefined;
  /** High may read better and takes longer. */
  readonly imageQuality?: 'LOW' | 'HIGH' | undefined;
  /** 1 to 100 (to 3 for accounts of 2021). */
  readonly maxPages?: number | undefined;
  /** Degrees, clockwise. */
  readonly rotation?: 0 | 90 | 180 | 270 | undefined;
  /** In place of the model's own. */
  readonly preprocessConfig?: PreprocessConfigInput | undefined;
  /** In place of the model's own. */
  readonly postprocessConfig?: PostprocessConfigInput | undefined;
  /** In place of the training that the model uses. */
  readonly trainingId?: TrainingId | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | undefined;
}

/** Which predictions {@link listPredictions} lists, and how. */
export interface ListPredictionsOptions extends PageOptions {
  /** Only the predictions of this model. */
  readonly modelId?: ModelId | undefined;
  /** What the list is sorted by; the API decides by default. */
  readonly sortBy?: 'createdTime' | undefined;
  /** In which direction the list is sorted; the API decides by default. */
  readonly order?: Order | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Lets a model read a document. `POST /predictions`
 *
 * Waits for the result (allow a minute), or with `async` for no more than its id.
 *
 * @example
 * import { createPrediction } from 'las-fp/predictions';
 *
 * const prediction = await createPrediction(ctx, documentId, 'las:model:invoice')();
 */
export function createPrediction(
  ctx: Context,
  documentId: DocumentId,
  modelId: ModelId,
  options: CreatePredictionOptions = {},
): TaskEither<LasError, Prediction> {
  return request(
    ctx,
    () => ({ method: 'POST', path: '/predictions', body: { ...options, documentId, modelId } }),
    Prediction,
  );
}

/** Fetches a prediction. `GET /predictions/{predictionId}` */
export function getPrediction(ctx: Context, predictionId: PredictionId): TaskEither<LasError, Prediction> {
  return call(ctx, { method: 'GET', path: path`/predictions/${predictionId}` }, Prediction);
}

/** Lists predictions, a page at a time. `GET /predictions` */
export function listPredictions(
  ctx: Context,
  options: ListPredictionsOptions = {},
): TaskEither<LasError, PredictionList> {
  return request(ctx, { method: 'GET', path: '/predictions', query: options }, PredictionList);
}

/**
 * Waits for an asynchronous prediction; `Failed` if it fails. `GET /predictions/{predictionId}` until it is no longer
 * pending
 *
 * @example
 * const ready = await waitForPrediction(ctx, predictionId, { timeout: 60_000 })();
 */
export function waitForPrediction(
  ctx: Context,
  predictionId: PredictionId,
  options: WaitOptions = {},
): TaskEither<LasError, Prediction> {
  return lazily(() =>
    waitForSuccess(
      getPrediction(ctx, predictionId),
      { ...options, signal: ctx.signal, until: ({ status }) => status !== 'pending' },
      ({ status, error }) =>
        status === 'failed' ? `The prediction failed: ${error || 'no reason given'}.` : undefined,
    ),
  );
}
