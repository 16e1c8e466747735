/** Datasets: documents with ground truth, gathered for models to learn from. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { bool, type Json, json, num, type Open, open, orNothing, type Struct, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { DatasetId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';
import { deleteWithDocuments } from './documents/deleteWithDocuments.js';

// -- model --------------------------------------------------------------------

/** A dataset, as the API returns it. */
export interface Dataset extends Described {
  readonly datasetId: DatasetId;
  readonly numberOfDocuments?: number | null | undefined;
  /** The labels in the ground truth of its documents, with their numbers. */
  readonly groundTruthSummary?: Json | null | undefined;
  readonly version?: number | null | undefined;
  readonly containsPersonallyIdentifiableInformation?: boolean | null | undefined;
  /** Days after which its documents are deleted, at most 1825. */
  readonly retentionInDays?: number | null | undefined;
  readonly storageLocation?: Open<'EU'> | null | undefined;
}

/** Codec of {@link Dataset}; keeps the keys that it does not know. */
export const Dataset: Struct<Dataset> = /*#__PURE__*/ struct<Dataset>(
  'Dataset',
  () => ({ datasetId: DatasetId }),
  () => ({
    ...described(),
    numberOfDocuments: num,
    groundTruthSummary: json,
    version: num,
    containsPersonallyIdentifiableInformation: bool,
    retentionInDays: num,
    storageLocation: open(),
  }),
);

/** A page of datasets. */
export interface DatasetList extends PageOf<'datasets', Dataset> {}

/** Codec of {@link DatasetList}. */
export const DatasetList: Struct<DatasetList> = /*#__PURE__*/ pageOf<DatasetList>(
  'DatasetList',
  'datasets',
  Dataset,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createDataset}. */
export interface CreateDatasetOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Whether the documents in it say who a person is. */
  readonly containsPersonallyIdentifiableInformation?: boolean | undefined;
  /** At least 1. */
  readonly retentionInDays?: number | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateDataset}; at least one option. Accounts of 2021 change `name` and `description` alone. */
export type UpdateDatasetOptions = CreateDatasetOptions;

/** Options of {@link deleteDataset}. */
export interface DeleteDatasetOptions {
  /** Whether to delete the documents in it first. */
  readonly deleteDocuments?: boolean | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a dataset. `POST /datasets`
 *
 * @example
 * import { createDataset } from 'las-fp/datasets';
 *
 * const dataset = await createDataset(ctx, { name: 'Invoices of May', retentionInDays: 365 })();
 */
export function createDataset(
  ctx: Context,
  options: CreateDatasetOptions = {},
): TaskEither<LasError, Dataset> {
  return request(ctx, { method: 'POST', path: '/datasets', body: options }, Dataset);
}

/** Fetches a dataset. `GET /datasets/{datasetId}` */
export function getDataset(ctx: Context, datasetId: DatasetId): TaskEither<LasError, Dataset> {
  return call(ctx, { method: 'GET', path: path`/datasets/${datasetId}` }, Dataset);
}

/** Lists datasets, a page at a time. `GET /datasets` */
export function listDatasets(ctx: Context, options: PageOptions = {}): TaskEither<LasError, DatasetList> {
  return request(ctx, { method: 'GET', path: '/datasets', query: options }, DatasetList);
}

/** Changes a dataset. `PATCH /datasets/{datasetId}` */
export function updateDataset(
  ctx: Context,
  datasetId: DatasetId,
  options: UpdateDatasetOptions,
): TaskEither<LasError, Dataset> {
  return request(ctx, { method: 'PATCH', path: path`/datasets/${datasetId}`, body: options }, Dataset);
}

/**
 * Deletes a dataset. `DELETE /datasets/{datasetId}`
 *
 * With `deleteDocuments` it first deletes the documents in it, page by page: `DELETE /documents`. If that fails,
 * the dataset stays.
 *
 * @example
 * import { deleteDataset } from 'las-fp/datasets';
 *
 * const dataset = await deleteDataset(ctx, 'las:dataset:…', { deleteDocuments: true })();
 */
export function deleteDataset(
  ctx: Context,
  datasetId: DatasetId,
  options: DeleteDatasetOptions = {},
): TaskEither<LasError, Dataset | undefined> {
  const target = path`/datasets/${datasetId}`;
  return deleteWithDocuments(ctx, {
    path: target,
    request: call(ctx, { method: 'DELETE', path: target }, orNothing(Dataset)),
    documents: () => (options.deleteDocuments ? { datasetId } : undefined),
  });
}
