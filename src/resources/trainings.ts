/** Trainings: what a model learns from data bundles; not for accounts of 2021. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { arrayOf, bool, type Json, json, num, type Open, open, type Struct, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { DataBundleId, DeploymentEnvironmentId, ModelId, TrainingId } from '../ids.js';
import { lazily } from '../lazy.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';
import { type WaitOptions, waitForSuccess } from '../waiting.js';

// -- model --------------------------------------------------------------------

/** The statuses of a training known today. */
export type KnownTrainingStatus =
  | ('waiting-for-approval' | 'preparing' | 'pending' | 'running' | 'running-final-evaluation')
  | ('succeeded' | 'failed' | 'cancelled');

/** How far a training is. */
export type TrainingStatus = Open<KnownTrainingStatus>;

/** The training that a training begins with. */
export interface WarmStartConfig {
  readonly trainingId?: TrainingId | null | undefined;
}

/** Codec of {@link WarmStartConfig}. */
export const WarmStartConfig: Struct<WarmStartConfig> = /*#__PURE__*/ struct<WarmStartConfig>(
  'WarmStartConfig',
  () => ({}),
  () => ({ trainingId: TrainingId }),
);

/** A training, as the API returns it. */
export interface Training extends Described {
  readonly trainingId: TrainingId;
  readonly modelId: ModelId;
  readonly dataBundleIds?: ReadonlyArray<DataBundleId> | null | undefined;
  readonly status: TrainingStatus;
  /** On what it runs. */
  readonly instanceType?: Open<'small-gpu' | 'medium-gpu' | 'large-gpu'> | null | undefined;
  /** Hours of computing that it took. */
  readonly gpuHours?: number | null | undefined;
  /** How well it reads. */
  readonly evaluation?: Json | null | undefined;
  readonly statistics?: Json | null | undefined;
  readonly warmStartConfig?: WarmStartConfig | null | undefined;
  readonly dataScientistAssistance?: boolean | null | undefined;
  /** Where it is in use. */
  readonly deploymentEnvironmentId?: DeploymentEnvironmentId | null | undefined;
}

/** Codec of {@link Training}; keeps the keys that it does not know. */
export const Training: Struct<Training> = /*#__PURE__*/ struct<Training>(
  'Training',
  () => ({ trainingId: TrainingId, modelId: ModelId, status: open() }),
  () => ({
    dataBundleIds: arrayOf(DataBundleId),
    instanceType: open(),
    gpuHours: num,
    evaluation: json,
    ...described(),
    statistics: json,
    warmStartConfig: WarmStartConfig,
    dataScientistAssistance: bool,
    deploymentEnvironmentId: DeploymentEnvironmentId,
  }),
);

/** A page of trainings. */
export interface TrainingList extends PageOf<'trainings', Training> {}

/** Codec of {@link TrainingList}. */
export const TrainingList: Struct<TrainingList> = /*#__PURE__*/ pageOf<TrainingList>(
  'TrainingList',
  'trainings',
  Training,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createTraining}. */
export interface CreateTrainingOptions {
  /** What to learn from: data bundles of the model, one at least. */
  readonly dataBundleIds?: ReadonlyArray<DataBundleId> | undefined;
  /** On what to run. */
  readonly instanceType?: 'small-gpu' | 'medium-gpu' | 'large-gpu' | null | undefined;
  /** The training to begin with, in place of none. */
  readonly warmStartConfig?: { readonly trainingId: TrainingId } | undefined;
  /** Whether a person of the service helps with the training. */
  readonly dataScientistAssistance?: boolean | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateTraining}; at least one option. */
export interface UpdateTrainingOptions {
  /** Stops the training. */
  readonly status?: 'cancelled' | undefined;
  /** Where to use it; null for nowhere. */
  readonly deploymentEnvironmentId?: DeploymentEnvironmentId | null | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Which trainings {@link listTrainings} lists. */
export interface ListTrainingsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?: KnownTrainingStatus | ReadonlyArray<KnownTrainingStatus> | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Starts a training of a model. `POST /models/{modelId}/trainings`
 *
 * Answers before it is done: {@link getTraining} tells how far it is.
 *
 * @example
 * import { createTraining } from 'las-fp/trainings';
 *
 * const options = { dataBundleIds: ['las:model-data-bundle:…'], instanceType: 'small-gpu' } as const;
 * const training = await createTraining(ctx, 'las:model:…', options)();
 */
export function createTraining(
  ctx: Context,
  modelId: ModelId,
  options: CreateTrainingOptions = {},
): TaskEither<LasError, Training> {
  return request(ctx, { method: 'POST', path: path`/models/${modelId}/trainings`, body: options }, Training);
}

/** Options of {@link getTraining}. */
export interface GetTrainingOptions {
  /** Of how many days the statistics are; in no document of the API. */
  readonly statisticsLastNDays?: number | undefined;
}

/** Fetches a training. `GET /models/{modelId}/trainings/{trainingId}` */
export function getTraining(
  ctx: Context,
  modelId: ModelId,
  trainingId: TrainingId,
  options: GetTrainingOptions = {},
): TaskEither<LasError, Training> {
  return request(
    ctx,
    () => ({ method: 'GET', path: path`/models/${modelId}/trainings/${trainingId}`, query: { ...options } }),
    Training,
  );
}

/** Lists the trainings of a model, a page at a time. `GET /models/{modelId}/trainings` */
export function listTrainings(
  ctx: Context,
  modelId: ModelId,
  options: ListTrainingsOptions = {},
): TaskEither<LasError, TrainingList> {
  return request(
    ctx,
    { method: 'GET', path: path`/models/${modelId}/trainings`, query: options },
    TrainingList,
  );
}

/** Changes a training, or stops it: trainings cannot be deleted. `PATCH /models/{modelId}/trainings/{trainingId}` */
export function updateTraining(
  ctx: Context,
  modelId: ModelId,
  trainingId: TrainingId,
  options: UpdateTrainingOptions,
): TaskEither<LasError, Training> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/models/${modelId}/trainings/${trainingId}`, body: options },
    Training,
  );
}

/**
 * Waits for a training, for hours where it takes hours; `Failed` if it fails or is cancelled.
 * `GET /models/{modelId}/trainings/{trainingId}` until it has ended
 */
export function waitForTraining(
  ctx: Context,
  modelId: ModelId,
  trainingId: TrainingId,
  options: WaitOptions = {},
): TaskEither<LasError, Training> {
  return lazily(() =>
    waitForSuccess(
      getTraining(ctx, modelId, trainingId),
      {
        ...options,
        every: options.every ?? 10_000,
        signal: ctx.signal,
        until: ({ status }) => !/^(waiting|prepar|pend|run)/.test(status),
      },
      ({ status }) =>
        status === 'failed' || status === 'cancelled' ? `The training is ${status}.` : undefined,
    ),
  );
}
