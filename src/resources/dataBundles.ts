/** Data bundles: datasets put together, for a model to be trained on. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import {
  arrayOf,
  bool,
  type Json,
  json,
  num,
  type Open,
  open,
  orNothing,
  type Struct,
  str,
  struct,
} from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { DataBundleId, DatasetId, ModelId } from '../ids.js';
import { lazily } from '../lazy.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';
import { type WaitOptions, waitForSuccess } from '../waiting.js';

// -- model --------------------------------------------------------------------

/** The statuses of a data bundle known today. Those in the second line are of accounts of 2021 only. */
export type KnownDataBundleStatus = ('running' | 'succeeded' | 'failed') | ('processing' | 'ready');

/** How far a data bundle is. */
export type DataBundleStatus = Open<KnownDataBundleStatus>;

/** A dataset in a data bundle: it may have less to it than the dataset itself. */
export interface BundledDataset {
  readonly datasetId: DatasetId;
  readonly numberOfDocuments?: number | null | undefined;
  /** The labels in the ground truth of its documents, with their numbers. */
  readonly groundTruthSummary?: Json | null | undefined;
  readonly version?: number | null | undefined;
  readonly containsPersonallyIdentifiableInformation?: boolean | null | undefined;
  /** Days after which its documents are deleted, at most 1825. */
  readonly retentionInDays?: number | null | undefined;
  readonly storageLocation?: Open<'EU'> | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: Json | null | undefined;
  /** ISO 8601. */
  readonly createdTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly createdBy?: string | null | undefined;
  /** ISO 8601. */
  readonly updatedTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly updatedBy?: string | null | undefined;
}

/** Codec of {@link BundledDataset}. */
export const BundledDataset: Struct<BundledDataset> = /*#__PURE__*/ struct<BundledDataset>(
  'BundledDataset',
  () => ({ datasetId: DatasetId }),
  () => ({
    numberOfDocuments: num,
    version: num,
    containsPersonallyIdentifiableInformation: bool,
    retentionInDays: num,
    storageLocation: open(),
    description: str,
    groundTruthSummary: json,
    name: str,
    metadata: json,
    createdTime: str,
    createdBy: str,
    updatedTime: str,
    updatedBy: str,
  }),
);

/** A data bundle, as the API returns it. */
export interface DataBundle extends Described {
  readonly dataBundleId: DataBundleId;
  readonly modelId: ModelId;
  readonly datasets: ReadonlyArray<BundledDataset>;
  readonly status: DataBundleStatus;
  /** What it consists of. */
  readonly summary?: Json | null | undefined;
  /** Days after which it is deleted. */
  readonly retentionInDays?: number | null | undefined;
}

/** Codec of {@link DataBundle}; keeps the keys that it does not know. */
export const DataBundle: Struct<DataBundle> = /*#__PURE__*/ struct<DataBundle>(
  'DataBundle',
  () => ({ dataBundleId: DataBundleId, modelId: ModelId, datasets: arrayOf(BundledDataset), status: open() }),
  () => ({ summary: json, ...described(), retentionInDays: num }),
);

/** A page of data bundles. */
export interface DataBundleList extends PageOf<'dataBundles', DataBundle> {}

/** Codec of {@link DataBundleList}. */
export const DataBundleList: Struct<DataBundleList> = /*#__PURE__*/ pageOf<DataBundleList>(
  'DataBundleList',
  'dataBundles',
  DataBundle,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createDataBundle}. */
export interface CreateDataBundleOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateDataBundle}; at least one option. */
export type UpdateDataBundleOptions = CreateDataBundleOptions;

/** Which data bundles {@link listDataBundles} lists. */
export interface ListDataBundlesOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?: KnownDataBundleStatus | ReadonlyArray<KnownDataBundleStatus> | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Puts datasets, one at least, together for a model. `POST /models/{modelId}/dataBundles`
 *
 * Answers before it is done: {@link getDataBundle}, or {@link listDataBundles} for accounts of 2021, tells when it is.
 *
 * @example
 * import { createDataBundle } from 'las-fp/dataBundles';
 *
 * const bundle = await createDataBundle(ctx, 'las:model:…', ['las:dataset:…'], { name: 'Spring' })();
 */
export function createDataBundle(
  ctx: Context,
  modelId: ModelId,
  datasetIds: ReadonlyArray<DatasetId>,
  options: CreateDataBundleOptions = {},
): TaskEither<LasError, DataBundle> {
  return request(
    ctx,
    () => ({ method: 'POST', path: path`/models/${modelId}/dataBundles`, body: { ...options, datasetIds } }),
    DataBundle,
  );
}

/** Fetches a data bundle; not for accounts of 2021. `GET /models/{modelId}/dataBundles/{dataBundleId}` */
export function getDataBundle(
  ctx: Context,
  modelId: ModelId,
  dataBundleId: DataBundleId,
): TaskEither<LasError, DataBundle> {
  return call(ctx, { method: 'GET', path: path`/models/${modelId}/dataBundles/${dataBundleId}` }, DataBundle);
}

/** Lists the data bundles of a model, a page at a time. `GET /models/{modelId}/dataBundles` */
export function listDataBundles(
  ctx: Context,
  modelId: ModelId,
  options: ListDataBundlesOptions = {},
): TaskEither<LasError, DataBundleList> {
  return request(
    ctx,
    { method: 'GET', path: path`/models/${modelId}/dataBundles`, query: options },
    DataBundleList,
  );
}

/** Changes a data bundle. `PATCH /models/{modelId}/dataBundles/{dataBundleId}` */
export function updateDataBundle(
  ctx: Context,
  modelId: ModelId,
  dataBundleId: DataBundleId,
  options: UpdateDataBundleOptions,
): TaskEither<LasError, DataBundle> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/models/${modelId}/dataBundles/${dataBundleId}`, body: options },
    DataBundle,
  );
}

/** Deletes a data bundle. `DELETE /models/{modelId}/dataBundles/{dataBundleId}` */
export function deleteDataBundle(
  ctx: Context,
  modelId: ModelId,
  dataBundleId: DataBundleId,
): TaskEither<LasError, DataBundle | undefined> {
  return call(
    ctx,
    { method: 'DELETE', path: path`/models/${modelId}/dataBundles/${dataBundleId}` },
    orNothing(DataBundle),
  );
}

/**
 * Waits for a data bundle; `Failed` if it fails. `GET /models/{modelId}/dataBundles/{dataBundleId}` until it is no
 * longer worked on
 */
export function waitForDataBundle(
  ctx: Context,
  modelId: ModelId,
  dataBundleId: DataBundleId,
  options: WaitOptions = {},
): TaskEither<LasError, DataBundle> {
  return lazily(() =>
    waitForSuccess(
      getDataBundle(ctx, modelId, dataBundleId),
      {
        ...options,
        signal: ctx.signal,
        until: ({ status }) => status !== 'running' && status !== 'processing',
      },
      ({ status }) => (status === 'failed' ? 'The data bundle failed.' : undefined),
    ),
  );
}
