/** Roles: what users and app clients may do. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { call } from '../call.js';
import { arrayOf, type Open, open, str, struct } from '../codec.js';
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
export const Permission: t.Type<Permission> = /*#__PURE__*/ struct<Permission>('Permission', () => ({
  action: open(),
  effect: open(),
  resourceId: str,
}));

/** A role, as the API returns it. */
export interface Role {
  readonly roleId: RoleId;
  readonly permissions?: ReadonlyArray<Permission> | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** ISO 8601. */
  readonly createdTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly createdBy?: string | null | undefined;
  /** ISO 8601. */
  readonly updatedTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly updatedBy?: string | null | undefined;
}

/** Codec of {@link Role}; keeps the keys that it does not know. */
export const Role: t.Type<Role> = /*#__PURE__*/ struct<Role>(
  'Role',
  () => ({ roleId: RoleId }),
  () => ({
    permissions: arrayOf(Permission),
    name: str,
    description: str,
    createdTime: str,
    createdBy: str,
    updatedTime: str,
    updatedBy: str,
  }),
);

/** A page of roles. */
export interface RoleList extends PageOf<'roles', Role> {}

/** Codec of {@link RoleList}. */
export const RoleList: t.Type<RoleList> = /*#__PURE__*/ pageOf<RoleList>('RoleList', 'roles', Role);

// -- requests -----------------------------------------------------------------

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
  return request(ctx, { method: 'GET', path: '/roles', query: { ...options } }, RoleList);
}
