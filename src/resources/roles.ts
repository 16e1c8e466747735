/** Roles: what users and app clients may do. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { arrayOf, type Open, open, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { RoleId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** What a role allows or denies. */
export interface Permission {
  /** `*` is every action. */
  readonly action: Open<'read' | 'write' | 'delegate' | '*'>;
  readonly effect: Open<'allow' | 'deny'>;
  /** On what: not always one id. */
  readonly resourceId: string;
}

/** Codec of {@link Permission}. */
export const Permission: Struct<Permission> = /*#__PURE__*/ struct<Permission>('Permission', () => ({
  action: open(),
  effect: open(),
  resourceId: str,
}));

/** A role, as the API returns it. */
export interface Role extends Described {
  readonly roleId: RoleId;
  readonly permissions?: ReadonlyArray<Permission> | null | undefined;
}

/** Codec of {@link Role}; keeps the keys that it does not know. */
export const Role: Struct<Role> = /*#__PURE__*/ struct<Role>(
  'Role',
  () => ({ roleId: RoleId }),
  () => ({ ...described(), permissions: arrayOf(Permission) }),
);

/** A page of roles. */
export interface RoleList extends PageOf<'roles', Role> {}

/** Codec of {@link RoleList}. */
export const RoleList: Struct<RoleList> = /*#__PURE__*/ pageOf<RoleList>('RoleList', 'roles', Role);

// -- input --------------------------------------------------------------------

/** Options of {@link createRole}. */
export interface CreateRoleOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
}

/** Changes for {@link updateRole}; at least one option. */
export interface UpdateRoleOptions extends CreateRoleOptions {
  /** In place of what was there. */
  readonly permissions?: ReadonlyArray<Permission> | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a role; in no document of the API before 2026. `POST /roles`
 *
 * @example
 * import { createRole } from 'las-fp/roles';
 *
 * const reading = { action: 'read', effect: 'allow', resourceId: 'cradl:document:*' };
 * const role = await createRole(ctx, [reading], { name: 'Readers' })();
 */
export function createRole(
  ctx: Context,
  permissions: ReadonlyArray<Permission>,
  options: CreateRoleOptions = {},
): TaskEither<LasError, Role> {
  return request(ctx, () => ({ method: 'POST', path: '/roles', body: { ...options, permissions } }), Role);
}

/** Fetches a role. `GET /roles/{roleId}` */
export function getRole(ctx: Context, roleId: RoleId): TaskEither<LasError, Role> {
  return call(ctx, { method: 'GET', path: path`/roles/${roleId}` }, Role);
}

/**
 * Lists roles, a page at a time. `GET /roles`
 *
 * @example
 * import { listRoles } from 'las-fp/roles';
 *
 * const page = await listRoles(ctx, { maxResults: 20 })();
 */
export function listRoles(ctx: Context, options: PageOptions = {}): TaskEither<LasError, RoleList> {
  return request(ctx, { method: 'GET', path: '/roles', query: options }, RoleList);
}

/** Changes a role; in no document of the API before 2026. `PATCH /roles/{roleId}` */
export function updateRole(
  ctx: Context,
  roleId: RoleId,
  options: UpdateRoleOptions,
): TaskEither<LasError, Role> {
  return request(ctx, { method: 'PATCH', path: path`/roles/${roleId}`, body: options }, Role);
}

/** Deletes a role; in no document of the API before 2026. `DELETE /roles/{roleId}` */
export function deleteRole(ctx: Context, roleId: RoleId): TaskEither<LasError, Role | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/roles/${roleId}` }, orNothing(Role));
}
