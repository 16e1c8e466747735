/** Batches: how accounts of 2021 group documents; later ones have datasets instead. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { call } from '../call.js';
import { bool, num, type Open, open, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { BatchId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';
import { deleteWithDocuments } from './documents/deleteWithDocuments.js';

// -- model --------------------------------------------------------------------

/** A batch, as the API returns it. */
export interface Batch {
  readonly batchId: BatchId;
  /** How many documents are in it. */
  readonly numDocuments?: number | null | undefined;
  readonly containsPersonallyIdentifiableInformation?: boolean | null | undefined;
  /** Days after which its documents are deleted, at most 1825. */
  readonly retentionInDays?: number | null | undefined;
  readonly storageLocation?: Open<'EU'> | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** ISO 8601. */
  readonly createdTime?: string | null | undefined;
}

/** Codec of {@link Batch}; keeps the keys that it does not know. */
export const Batch: Struct<Batch> = /*#__PURE__*/ struct<Batch>(
  'Batch',
  () => ({ batchId: BatchId }),
  () => ({
    numDocuments: num,
    containsPersonallyIdentifiableInformation: bool,
    retentionInDays: num,
    storageLocation: open(),
    description: str,
    createdTime: str,
    name: str,
  }),
);

/** A page of batches. */
export interface BatchList extends PageOf<'batches', Batch> {}

/** Codec of {@link BatchList}. */
export const BatchList: Struct<BatchList> = /*#__PURE__*/ pageOf<BatchList>('BatchList', 'batches', Batch);

// -- input --------------------------------------------------------------------

/** Options of {@link createBatch}. */
export interface CreateBatchOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Whether the documents in it say who a person is. */
  readonly containsPersonallyIdentifiableInformation?: boolean | undefined;
}

/** Changes for {@link updateBatch}; at least one option. */
export interface UpdateBatchOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
}

/** Options of {@link deleteBatch}. */
export interface DeleteBatchOptions {
  /** Whether to delete the documents in it first. */
  readonly deleteDocuments?: boolean | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a batch; accounts of 2021 only. `POST /batches`
 *
 * @example
 * import { createBatch } from 'las-fp/batches';
 *
 * const batch = await createBatch(ctx, { name: 'Invoices of May' })();
 */
export function createBatch(ctx: Context, options: CreateBatchOptions = {}): TaskEither<LasError, Batch> {
  return request(ctx, { method: 'POST', path: '/batches', body: options }, Batch);
}

/** Lists batches, a page at a time; accounts of 2021 only. `GET /batches` */
export function listBatches(ctx: Context, options: PageOptions = {}): TaskEither<LasError, BatchList> {
  return request(ctx, { method: 'GET', path: '/batches', query: options }, BatchList);
}

/** Changes a batch; accounts of 2021 only. `PATCH /batches/{batchId}` */
export function updateBatch(
  ctx: Context,
  batchId: BatchId,
  options: UpdateBatchOptions,
): TaskEither<LasError, Batch> {
  return request(ctx, { method: 'PATCH', path: path`/batches/${batchId}`, body: options }, Batch);
}

/**
 * Deletes a batch; accounts of 2021 only. `DELETE /batches/{batchId}`
 *
 * With `deleteDocuments` it first deletes the documents in it, page by page: `DELETE /documents`. If that fails,
 * the batch stays.
 */
export function deleteBatch(
  ctx: Context,
  batchId: BatchId,
  options: DeleteBatchOptions = {},
): TaskEither<LasError, Batch | undefined> {
  const target = path`/batches/${batchId}`;
  return deleteWithDocuments(ctx, {
    path: target,
    request: call(ctx, { method: 'DELETE', path: target }, orNothing(Batch)),
    documents: () => (options.deleteDocuments ? { batchId } : undefined),
  });
}
