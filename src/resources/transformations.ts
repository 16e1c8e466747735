/** Transformations: changes of a whole dataset that run in the background; not for accounts of 2021. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { arrayOf, type Json, json, type Open, open, orNothing, type Struct, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { DatasetId, TransformationId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** The statuses of a transformation known today. */
export type KnownTransformationStatus = 'running' | 'succeeded' | 'failed';

/** How far a transformation is. */
export type TransformationStatus = Open<KnownTransformationStatus>;

/** One of the things that a transformation does. */
export interface TransformationOperation {
  readonly type: Open<'remove-duplicates'>;
  readonly options?: Json | null | undefined;
}

/** Codec of {@link TransformationOperation}. */
export const TransformationOperation: t.Type<TransformationOperation> =
  /*#__PURE__*/ struct<TransformationOperation>(
    'TransformationOperation',
    () => ({ type: open() }),
    () => ({ options: json }),
  );

/** A transformation, as the API returns it. */
export interface Transformation extends Described {
  readonly transformationId: TransformationId;
  readonly datasetId: DatasetId;
  readonly operations?: ReadonlyArray<TransformationOperation> | null | undefined;
  readonly status: TransformationStatus;
}

/** Codec of {@link Transformation}; keeps the keys that it does not know. */
export const Transformation: Struct<Transformation> = /*#__PURE__*/ struct<Transformation>(
  'Transformation',
  () => ({ transformationId: TransformationId, datasetId: DatasetId, status: open() }),
  () => ({
    ...described(),
    operations: arrayOf(TransformationOperation),
  }),
);

/** A page of transformations. */
export interface TransformationList extends PageOf<'transformations', Transformation> {}

/** Codec of {@link TransformationList}. */
export const TransformationList: Struct<TransformationList> = /*#__PURE__*/ pageOf<TransformationList>(
  'TransformationList',
  'transformations',
  Transformation,
);

// -- input --------------------------------------------------------------------

/** {@link TransformationOperation}, as it is given. */
export interface TransformationOperationInput {
  readonly type: 'remove-duplicates';
  readonly options?: Json | undefined;
}

/** What {@link createTransformation} does to the dataset. */
export interface CreateTransformationOptions {
  /** What is done with the dataset, in order. */
  readonly operations?: ReadonlyArray<TransformationOperationInput> | undefined;
}

/** Which transformations {@link listTransformations} lists. */
export interface ListTransformationsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?: KnownTransformationStatus | ReadonlyArray<KnownTransformationStatus> | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Starts a transformation of a dataset. `POST /datasets/{datasetId}/transformations`
 *
 * Answers before it is done: {@link listTransformations} tells how far it is.
 *
 * @example
 * import { createTransformation } from 'las-fp/transformations';
 *
 * const options = { operations: [{ type: 'remove-duplicates' }] } as const;
 * const transformation = await createTransformation(ctx, 'las:dataset:…', options)();
 */
export function createTransformation(
  ctx: Context,
  datasetId: DatasetId,
  options: CreateTransformationOptions = {},
): TaskEither<LasError, Transformation> {
  return request(
    ctx,
    { method: 'POST', path: path`/datasets/${datasetId}/transformations`, body: options },
    Transformation,
  );
}

/** Lists the transformations of a dataset, a page at a time. `GET /datasets/{datasetId}/transformations` */
export function listTransformations(
  ctx: Context,
  datasetId: DatasetId,
  options: ListTransformationsOptions = {},
): TaskEither<LasError, TransformationList> {
  return request(
    ctx,
    { method: 'GET', path: path`/datasets/${datasetId}/transformations`, query: options },
    TransformationList,
  );
}

/** Deletes a transformation. `DELETE /datasets/{datasetId}/transformations/{transformationId}` */
export function deleteTransformation(
  ctx: Context,
  datasetId: DatasetId,
  transformationId: TransformationId,
): TaskEither<LasError, Transformation | undefined> {
  return call(
    ctx,
    { method: 'DELETE', path: path`/datasets/${datasetId}/transformations/${transformationId}` },
    orNothing(Transformation),
  );
}
