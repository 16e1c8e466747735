/** Models: what reads the fields of documents. */
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
  recordOf,
  type Struct,
  str,
  struct,
} from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { ModelId, OrganizationId, TrainingId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** Only accounts of 2021 have `training`. */
export type ModelStatus = Open<'active' | 'inactive' | 'training'>;

/** Types of fields that are plain values. Those in the second line are of accounts of 2021 only. */
export type PlainFieldType =
  | ('amount' | 'date' | 'digits' | 'enum' | 'numeric' | 'string')
  // Accounts of 2025 and later.
  | ('single-value' | 'multi-value')
  | ('number' | 'letter' | 'phone' | 'alphanum' | 'alphanumext' | 'all');

/** A field of a model. */
export interface Field {
  readonly type: Open<PlainFieldType | 'lines' | 'table'>;
  /** Characters that a value has at most. */
  readonly maxLength?: number | null | undefined;
  readonly description?: string | null | undefined;
  /** The values of an `enum`. */
  readonly enum?: ReadonlyArray<string> | null | undefined;
  /** How a date or number is written. */
  readonly format?: string | null | undefined;
  /** Whether a document may have several values of it. */
  readonly isMultivalue?: boolean | null | undefined;
  /** Whether values must be of the type to the letter. */
  readonly strict?: boolean | null | undefined;
  /** Whether it may have no value. */
  readonly isNullable?: boolean | null | undefined;
  /** What a language model is told of it. */
  readonly promptHint?: string | null | undefined;
  /** Whether a document without it needs a person. */
  readonly required?: boolean | null | undefined;
  /** What people call it. */
  readonly name?: string | null | undefined;
  /** The fields of each line of `lines`, or the columns of a `table`. */
  readonly fields?: Readonly<Record<string, Field>> | null | undefined;
}

/** Codec of {@link Field}. */
export const Field: Struct<Field> = /*#__PURE__*/ struct<Field>(
  'Field',
  () => ({ type: open() }),
  () => ({
    maxLength: num,
    description: str,
    enum: arrayOf(str),
    format: str,
    isMultivalue: bool,
    strict: bool,
    isNullable: bool,
    promptHint: str,
    required: bool,
    name: str,
    fields: recordOf(Field),
  }),
);

/** How a document is prepared before it is read. */
export interface PreprocessConfig {
  /** Whether to try other rotations. */
  readonly autoRotate?: boolean | null | undefined;
  /** High may read better and takes longer. */
  readonly imageQuality?: Open<'LOW' | 'HIGH'> | null | undefined;
  /** Pages to read, 1 to 100 (to 3 for accounts of 2021). */
  readonly maxPages?: number | null | undefined;
  /** Which pages to read, at most 100. */
  readonly pages?: ReadonlyArray<number> | null | undefined;
  /** Degrees, clockwise: 0, 90, 180 or 270. */
  readonly rotation?: number | null | undefined;
  /** The page to begin with. */
  readonly startPage?: number | null | undefined;
}

/** Codec of {@link PreprocessConfig}. */
export const PreprocessConfig: Struct<PreprocessConfig> = /*#__PURE__*/ struct<PreprocessConfig>(
  'PreprocessConfig',
  () => ({}),
  () => ({
    autoRotate: bool,
    imageQuality: open(),
    maxPages: num,
    pages: arrayOf(num),
    rotation: num,
    startPage: num,
  }),
);

/** How what was read on several pages becomes one result. */
export interface PostprocessConfig {
  readonly strategy: Open<'BEST_FIRST' | 'BEST_N_PAGES'>;
  readonly outputFormat?: Open<'v1' | 'v2'> | null | undefined;
  /** Of `BEST_N_PAGES`: how many pages, and whether to make one of them. */
  readonly parameters?:
    | { readonly n: number; readonly collapse?: boolean | null | undefined }
    | null
    | undefined;
}

/** Codec of {@link PostprocessConfig}. */
export const PostprocessConfig: Struct<PostprocessConfig> = /*#__PURE__*/ struct<PostprocessConfig>(
  'PostprocessConfig',
  () => ({ strategy: open() }),
  () => ({
    outputFormat: open(),
    parameters: struct(
      'parameters',
      () => ({ n: num }),
      () => ({ collapse: bool }),
    ),
  }),
);

/** A model, as the API returns it. */
export interface Model extends Described {
  readonly modelId: ModelId;
  readonly status?: ModelStatus | null | undefined;
  /** The fields that it reads, by name. */
  readonly fieldConfig?: Readonly<Record<string, Field>> | null | undefined;
  readonly preprocessConfig?: PreprocessConfig | null | undefined;
  readonly postprocessConfig?: PostprocessConfig | null | undefined;
  readonly numberOfDataBundles?: number | null | undefined;
  readonly numberOfRunningTrainings?: number | null | undefined;
  /** The training in use. */
  readonly trainingId?: TrainingId | null | undefined;
  /** Whose model it is. */
  readonly organizationId?: OrganizationId | null | undefined;
  readonly statistics?: Json | null | undefined;
  readonly version?: number | null | undefined;
  /** Pixels; accounts of 2021 only. */
  readonly width?: number | null | undefined;
  /** Pixels; accounts of 2021 only. */
  readonly height?: number | null | undefined;
  /** ISO 8601. */
  readonly updatedFieldConfigTime?: string | null | undefined;
  readonly llmVersion?: Open<'sonnet-4.0' | 'sonnet-4.5' | 'qwen3-vl'> | null | undefined;
  readonly confidenceVersion?: Open<'v1' | 'v2'> | null | undefined;
}

/** Codec of {@link Model}; keeps the keys that it does not know. */
export const Model: Struct<Model> = /*#__PURE__*/ struct<Model>(
  'Model',
  () => ({ modelId: ModelId }),
  () => ({
    updatedFieldConfigTime: str,
    llmVersion: open(),
    confidenceVersion: open(),
    status: open(),
    fieldConfig: recordOf(Field),
    preprocessConfig: PreprocessConfig,
    numberOfDataBundles: num,
    ...described(),
    postprocessConfig: PostprocessConfig,
    numberOfRunningTrainings: num,
    trainingId: TrainingId,
    organizationId: OrganizationId,
    statistics: json,
    version: num,
    width: num,
    height: num,
  }),
);

/** A page of models. */
export interface ModelList extends PageOf<'models', Model> {}

/** Codec of {@link ModelList}. */
export const ModelList: Struct<ModelList> = /*#__PURE__*/ pageOf<ModelList>('ModelList', 'models', Model);

// -- input --------------------------------------------------------------------

/** A plain field, as it is given. */
export interface PlainFieldInput {
  readonly type: PlainFieldType;
  /** Characters that a value has at most: 1 to 1024; required, and to 100, for accounts of 2021. */
  readonly maxLength?: number | undefined;
  readonly description?: string | null | undefined;
  /** The values of an `enum`: 1 to 500, each of at most 512 characters. */
  readonly enum?: ReadonlyArray<string> | undefined;
  readonly format?: string | null | undefined;
  readonly isMultivalue?: boolean | undefined;
  readonly strict?: boolean | undefined;
  /** Accounts of 2025 and later, as the next three. */
  readonly isNullable?: boolean | undefined;
  /** What a language model is told of it. */
  readonly promptHint?: string | null | undefined;
  /** Whether a document without it needs a person; in no document of the API. */
  readonly required?: boolean | undefined;
  /** What people call it; in no document of the API. */
  readonly name?: string | undefined;
}

/** Line items, as they are given: each line has the same fields. Accounts of 2025 and later call them a table. */
export interface LinesFieldInput {
  readonly type: 'lines' | 'table';
  readonly name?: string | undefined;
  readonly fields: Readonly<Record<string, PlainFieldInput>>;
}

/** The fields of a model by name: 1 to 36 letters, digits, `_` and `-`. */
export type FieldConfigInput = Readonly<Record<string, PlainFieldInput | LinesFieldInput>>;

/** {@link PreprocessConfig}, as it is given; one key at least. Accounts of 2021 take the first three alone, and all of them. */
export interface PreprocessConfigInput {
  readonly autoRotate?: boolean | undefined;
  readonly imageQuality?: 'LOW' | 'HIGH' | undefined;
  /** 1 to 100 (to 3 for accounts of 2021). */
  readonly maxPages?: number | undefined;
  /** At most 100. */
  readonly pages?: ReadonlyArray<number> | undefined;
  /** Degrees, clockwise. */
  readonly rotation?: 0 | 90 | 180 | 270 | undefined;
  readonly startPage?: number | undefined;
}

/** {@link PostprocessConfig}, as it is given. */
export type PostprocessConfigInput =
  | { readonly strategy: 'BEST_FIRST'; readonly outputFormat?: 'v1' | 'v2' | undefined }
  | {
      readonly strategy: 'BEST_N_PAGES';
      readonly outputFormat?: 'v1' | 'v2' | undefined;
      /** `n`: 1 to 100. */
      readonly parameters: { readonly n: number; readonly collapse?: boolean | undefined };
    };

/** Options of {@link createModel}. */
export interface CreateModelOptions {
  /** How a document is prepared before it is read. */
  readonly preprocessConfig?: PreprocessConfigInput | undefined;
  /** How what was read on several pages becomes one result. */
  readonly postprocessConfig?: PostprocessConfigInput | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** Pixels, 97 to 1921; accounts of 2021 only, where it is required. */
  readonly width?: number | undefined;
  /** Pixels, 97 to 1921; accounts of 2021 only, where it is required. */
  readonly height?: number | undefined;
}

/** Changes for {@link updateModel}; at least one option. */
export interface UpdateModelOptions extends CreateModelOptions {
  /** The fields that it reads, by name. */
  readonly fieldConfig?: FieldConfigInput | undefined;
  /** The training to use; null for none. */
  readonly trainingId?: TrainingId | null | undefined;
  /** Accounts of 2021 only. */
  readonly status?: 'active' | 'training' | 'inactive' | undefined;
}

/** Which models {@link listModels} lists. */
export interface ListModelsOptions extends PageOptions {
  /** Whose models: ids of organizations. */
  readonly owner?: OrganizationId | 'me' | ReadonlyArray<OrganizationId | 'me'> | undefined;
}

/** Options of {@link getModel}. */
export interface GetModelOptions {
  /** Adds statistics of so many days. */
  readonly statisticsLastNDays?: number | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a model. `POST /models`
 *
 * @example
 * import { createModel } from 'las-fp/models';
 *
 * const model = await createModel(ctx, { total: { type: 'amount' }, due_date: { type: 'date' } })();
 */
export function createModel(
  ctx: Context,
  fieldConfig: FieldConfigInput,
  options: CreateModelOptions = {},
): TaskEither<LasError, Model> {
  return request(ctx, () => ({ method: 'POST', path: '/models', body: { ...options, fieldConfig } }), Model);
}

/** Fetches a model. `GET /models/{modelId}` */
export function getModel(
  ctx: Context,
  modelId: ModelId,
  options: GetModelOptions = {},
): TaskEither<LasError, Model> {
  return request(
    ctx,
    () => ({ method: 'GET', path: path`/models/${modelId}`, query: { ...options } }),
    Model,
  );
}

/** Lists models, a page at a time. `GET /models` */
export function listModels(ctx: Context, options: ListModelsOptions = {}): TaskEither<LasError, ModelList> {
  return request(ctx, { method: 'GET', path: '/models', query: options }, ModelList);
}

/** Changes a model. `PATCH /models/{modelId}` */
export function updateModel(
  ctx: Context,
  modelId: ModelId,
  options: UpdateModelOptions,
): TaskEither<LasError, Model> {
  return request(ctx, { method: 'PATCH', path: path`/models/${modelId}`, body: options }, Model);
}

/** Deletes a model. `DELETE /models/{modelId}` */
export function deleteModel(ctx: Context, modelId: ModelId): TaskEither<LasError, Model | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/models/${modelId}` }, orNothing(Model));
}
