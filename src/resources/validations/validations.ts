/** Validations: what people look at. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { bool, type Json, json, orNothing, type Struct, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { type Owned, owned, ValidationId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** A validation: what people look at. */
export interface Validation extends Described {
  readonly validationId: ValidationId;
  /** With the organization that owns it. */
  readonly id?: Owned<ValidationId> | null | undefined;
  readonly config?: Json | null | undefined;
  readonly enabled?: boolean | null | undefined;
}

/** Codec of {@link Validation}; keeps the keys that it does not know. */
export const Validation: Struct<Validation> = /*#__PURE__*/ struct<Validation>(
  'Validation',
  () => ({ validationId: ValidationId }),
  () => ({ ...described(), id: owned<ValidationId>('validation'), config: json, enabled: bool }),
);

/** A page of validations. */
export interface ValidationList extends PageOf<'validations', Validation> {}

/** Codec of {@link ValidationList}. */
export const ValidationList: Struct<ValidationList> = /*#__PURE__*/ pageOf<ValidationList>(
  'ValidationList',
  'validations',
  Validation,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createValidation}. */
export interface CreateValidationOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** How the validation is set up. */
  readonly config?: Json | undefined;
  /** Whether it is in use. */
  readonly enabled?: boolean | undefined;
}

/** Changes for {@link updateValidation}; at least one option. */
export interface UpdateValidationOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** How the validation is set up; null for nothing. */
  readonly config?: Json | null | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Creates a validation. `POST /validations`
 *
 * @example
 * import { createValidation } from 'las-fp/validations';
 *
 * const validation = await createValidation(ctx, { name: 'Review' })();
 */
export function createValidation(
  ctx: Context,
  options: CreateValidationOptions = {},
): TaskEither<LasError, Validation> {
  return request(ctx, { method: 'POST', path: '/validations', body: options }, Validation);
}

/** Fetches a validation. `GET /validations/{validationId}` */
export function getValidation(ctx: Context, validationId: ValidationId): TaskEither<LasError, Validation> {
  return call(ctx, { method: 'GET', path: path`/validations/${validationId}` }, Validation);
}

/** Lists validations, a page at a time. `GET /validations` */
export function listValidations(
  ctx: Context,
  options: PageOptions = {},
): TaskEither<LasError, ValidationList> {
  return request(ctx, { method: 'GET', path: '/validations', query: options }, ValidationList);
}

/** Changes a validation. `PATCH /validations/{validationId}` */
export function updateValidation(
  ctx: Context,
  validationId: ValidationId,
  options: UpdateValidationOptions,
): TaskEither<LasError, Validation> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/validations/${validationId}`, body: options },
    Validation,
  );
}

/** Deletes a validation. `DELETE /validations/{validationId}` */
export function deleteValidation(
  ctx: Context,
  validationId: ValidationId,
): TaskEither<LasError, Validation | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/validations/${validationId}` }, orNothing(Validation));
}
