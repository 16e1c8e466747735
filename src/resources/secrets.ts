/** Secrets: passwords and keys that transitions need. The API takes them and never gives them back. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { type Json, orNothing, type Struct, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { SecretId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** A secret, as the API returns it: without its data. */
export interface Secret extends Described {
  readonly secretId: SecretId;
}

/** Codec of {@link Secret}; keeps the keys that it does not know. */
export const Secret: Struct<Secret> = /*#__PURE__*/ struct<Secret>(
  'Secret',
  () => ({
    secretId: SecretId,
  }),
  described,
);

/** A page of secrets. */
export interface SecretList extends PageOf<'secrets', Secret> {}

/** Codec of {@link SecretList}. */
export const SecretList: Struct<SecretList> = /*#__PURE__*/ pageOf<SecretList>(
  'SecretList',
  'secrets',
  Secret,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createSecret}. */
export interface CreateSecretOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateSecret}; at least one option. */
export interface UpdateSecretOptions extends CreateSecretOptions {
  /** In place of what was there. */
  readonly data?: Json | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a secret. `POST /secrets`
 *
 * `data` is an object of your own, flat or nested. No error repeats any of it: what the API says when it refuses
 * is left out.
 *
 * @example
 * import { createSecret } from 'las-fp/secrets';
 *
 * const secret = await createSecret(ctx, { username: 'robot', password: '…' }, { name: 'Image registry' })();
 */
export function createSecret(
  ctx: Context,
  data: Json,
  options: CreateSecretOptions = {},
): TaskEither<LasError, Secret> {
  return request(
    ctx,
    () => ({ method: 'POST', path: '/secrets', body: { ...options, data }, sensitive: true }),
    Secret,
  );
}

/** Lists secrets, without their data, a page at a time. `GET /secrets` */
export function listSecrets(ctx: Context, options: PageOptions = {}): TaskEither<LasError, SecretList> {
  return request(ctx, { method: 'GET', path: '/secrets', query: options }, SecretList);
}

/** Changes a secret; errors are as silent as those of {@link createSecret}. `PATCH /secrets/{secretId}` */
export function updateSecret(
  ctx: Context,
  secretId: SecretId,
  options: UpdateSecretOptions,
): TaskEither<LasError, Secret> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/secrets/${secretId}`, body: options, sensitive: true },
    Secret,
  );
}

/** Deletes a secret. `DELETE /secrets/{secretId}` */
export function deleteSecret(ctx: Context, secretId: SecretId): TaskEither<LasError, Secret | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/secrets/${secretId}` }, orNothing(Secret));
}
