/** Users: who can log in to an organization. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { arrayOf, type Json, type Open, open, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { type AppClientId, ProfileId, RoleId, UserId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** Whether a user can log in; `invite_pending` until the invitation is taken. */
export type UserStatus = Open<'active' | 'inactive' | 'invite_pending'>;

/** A user, as the API returns it. */
export interface User extends Described {
  readonly userId: UserId;
  readonly status?: UserStatus | null | undefined;
  /** Where name, address and picture are, but for accounts of 2021. */
  readonly profileId?: ProfileId | null | undefined;
  /** Roles, which say what the user may do. */
  readonly roleIds?: ReadonlyArray<RoleId> | null | undefined;
  /** Accounts of 2021 only. */
  readonly email?: string | null | undefined;
  /** JPEG in base64; accounts of 2021 only. */
  readonly avatar?: string | null | undefined;
}

/** Codec of {@link User}; keeps the keys that it does not know. */
export const User: Struct<User> = /*#__PURE__*/ struct<User>(
  'User',
  () => ({
    userId: UserId,
  }),
  () => ({
    ...described(),
    status: open(),
    profileId: ProfileId,
    roleIds: arrayOf(RoleId),
    email: str,
    avatar: str,
  }),
);

/** A page of users. */
export interface UserList extends PageOf<'users', User> {}

/** Codec of {@link UserList}. */
export const UserList: Struct<UserList> = /*#__PURE__*/ pageOf<UserList>('UserList', 'users', User);

// -- input --------------------------------------------------------------------

/** Changes for {@link updateUser}; at least one option. */
export interface UpdateUserOptions {
  /** Roles, which say what the user may do. */
  readonly roleIds?: ReadonlyArray<RoleId> | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** Accounts of 2021 only. */
  readonly name?: string | null | undefined;
  /** JPEG in base64, at most 131 072 characters; accounts of 2021 only. */
  readonly avatar?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
}

/** Options of {@link createUser}. */
export interface CreateUserOptions extends UpdateUserOptions {
  /** The app client that invites; the one that asks by default. */
  readonly appClientId?: AppClientId | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a user. `POST /users`
 *
 * @example
 * import { createUser } from 'las-fp/users';
 *
 * const user = await createUser(ctx, 'ada@example.com', { roleIds: ['las:role:…'] })();
 */
export function createUser(
  ctx: Context,
  email: string,
  options: CreateUserOptions = {},
): TaskEither<LasError, User> {
  return request(ctx, () => ({ method: 'POST', path: '/users', body: { ...options, email } }), User);
}

/** Fetches a user. `GET /users/{userId}` */
export function getUser(ctx: Context, userId: UserId): TaskEither<LasError, User> {
  return call(ctx, { method: 'GET', path: path`/users/${userId}` }, User);
}

/** Lists users, a page at a time. `GET /users` */
export function listUsers(ctx: Context, options: PageOptions = {}): TaskEither<LasError, UserList> {
  return request(ctx, { method: 'GET', path: '/users', query: options }, UserList);
}

/** Changes a user. `PATCH /users/{userId}` */
export function updateUser(
  ctx: Context,
  userId: UserId,
  options: UpdateUserOptions,
): TaskEither<LasError, User> {
  return request(ctx, { method: 'PATCH', path: path`/users/${userId}`, body: options }, User);
}

/** Deletes a user. `DELETE /users/{userId}` */
export function deleteUser(ctx: Context, userId: UserId): TaskEither<LasError, User | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/users/${userId}` }, orNothing(User));
}
