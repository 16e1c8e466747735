/** Functions: code that actions and hooks run. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { type Json, type Open, open, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { FunctionId, ManagedCodeId, OrganizationId, type Owned, owned } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model ---------------------------------------------------------------------

/** A function: code that actions and hooks run. */
export interface LasFunction extends Described {
  readonly functionId: FunctionId;
  /** With the organization that owns it. */
  readonly id?: Owned<FunctionId> | null | undefined;
  readonly runtime?: Open<'python' | 'nodejs'> | null | undefined;
  /** Where its code goes. */
  readonly fileUrl?: string | null | undefined;
  readonly managedCodeId?: ManagedCodeId | null | undefined;
  readonly organizationId?: OrganizationId | null | undefined;
}

/** Codec of {@link LasFunction}; keeps the keys that it does not know. */
export const LasFunction: Struct<LasFunction> = /*#__PURE__*/ struct<LasFunction>(
  'LasFunction',
  () => ({ functionId: FunctionId }),
  () => ({
    ...described(),
    id: owned<FunctionId>('function'),
    runtime: open(),
    fileUrl: str,
    managedCodeId: ManagedCodeId,
    organizationId: OrganizationId,
  }),
);

/** A page of functions. */
export interface FunctionList extends PageOf<'functions', LasFunction> {}

/** Codec of {@link FunctionList}. */
export const FunctionList: Struct<FunctionList> = /*#__PURE__*/ pageOf<FunctionList>(
  'FunctionList',
  'functions',
  LasFunction,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createFunction}. */
export interface CreateFunctionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** The language that its code runs in. */
  readonly runtime?: 'python' | 'nodejs' | undefined;
}

/** Changes for {@link updateFunction}; at least one option. */
export interface UpdateFunctionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Which functions {@link listFunctions} lists. */
export interface ListFunctionsOptions extends PageOptions {
  /** Whose: ids of organizations, or `me` for one's own. */
  readonly owner?: OrganizationId | 'me' | ReadonlyArray<OrganizationId | 'me'> | undefined;
  /** What the list is sorted by; the API decides by default. */
  readonly sortBy?: 'createdTime' | undefined;
  /** In which direction the list is sorted; the API decides by default. */
  readonly order?: 'ascending' | 'descending' | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Creates a function. `POST /functions`
 *
 * @example
 * import { listFunctions } from 'las-fp/functions';
 *
 * const page = await listFunctions(ctx, { owner: 'cradl:organization:cradl' })();
 */
export function createFunction(
  ctx: Context,
  options: CreateFunctionOptions = {},
): TaskEither<LasError, LasFunction> {
  return request(ctx, { method: 'POST', path: '/functions', body: options }, LasFunction);
}

/** Fetches a function. `GET /functions/{functionId}` */
export function getFunction(ctx: Context, functionId: FunctionId): TaskEither<LasError, LasFunction> {
  return call(ctx, { method: 'GET', path: path`/functions/${functionId}` }, LasFunction);
}

/** Lists functions, a page at a time. `GET /functions` */
export function listFunctions(
  ctx: Context,
  options: ListFunctionsOptions = {},
): TaskEither<LasError, FunctionList> {
  return request(ctx, { method: 'GET', path: '/functions', query: options }, FunctionList);
}

/** Changes a function. `PATCH /functions/{functionId}` */
export function updateFunction(
  ctx: Context,
  functionId: FunctionId,
  options: UpdateFunctionOptions,
): TaskEither<LasError, LasFunction> {
  return request(ctx, { method: 'PATCH', path: path`/functions/${functionId}`, body: options }, LasFunction);
}

/** Deletes a function. `DELETE /functions/{functionId}` */
export function deleteFunction(
  ctx: Context,
  functionId: FunctionId,
): TaskEither<LasError, LasFunction | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/functions/${functionId}` }, orNothing(LasFunction));
}
