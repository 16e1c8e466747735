/** App clients: the credentials that programs get their tokens with, or that a web application logs its users in with. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { arrayOf, bool, type Json, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { AppClientId, RoleId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** An app client, as the API returns it. */
export interface AppClient extends Described {
  readonly appClientId: AppClientId;
  /** What it authenticates with. */
  readonly clientId?: string | null | undefined;
  /** Whether there is a secret to it; a public client has none. */
  readonly hasSecret?: boolean | null | undefined;
  /** Keep it from the answer of {@link createAppClient}. */
  readonly clientSecret?: string | null | undefined;
  /** Accounts of 2021 only. */
  readonly apiKey?: string | null | undefined;
  /** Where users may be sent after log-in. */
  readonly callbackUrls?: ReadonlyArray<string> | null | undefined;
  readonly loginUrls?: ReadonlyArray<string> | null | undefined;
  /** Where users may be sent after log-out. */
  readonly logoutUrls?: ReadonlyArray<string> | null | undefined;
  readonly defaultLoginUrl?: string | null | undefined;
  /** What it may do. */
  readonly roleIds?: ReadonlyArray<RoleId> | null | undefined;
  readonly mutable?: boolean | null | undefined;
}

/** Codec of {@link AppClient}; keeps the keys that it does not know. */
export const AppClient: Struct<AppClient> = /*#__PURE__*/ struct<AppClient>(
  'AppClient',
  () => ({ appClientId: AppClientId }),
  () => ({
    mutable: bool,
    clientId: str,
    hasSecret: bool,
    callbackUrls: arrayOf(str),
    loginUrls: arrayOf(str),
    logoutUrls: arrayOf(str),
    defaultLoginUrl: str,
    ...described(),
    clientSecret: str,
    apiKey: str,
    roleIds: arrayOf(RoleId),
  }),
);

/** A page of app clients. */
export interface AppClientList extends PageOf<'appClients', AppClient> {}

/** Codec of {@link AppClientList}. */
export const AppClientList: Struct<AppClientList> = /*#__PURE__*/ pageOf<AppClientList>(
  'AppClientList',
  'appClients',
  AppClient,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createAppClient}. Addresses begin with `https://` or `http://localhost`. */
export interface CreateAppClientOptions {
  /** `true` (default): for programs that can keep a secret. `false`: a public client, as a browser needs it. */
  readonly generateSecret?: boolean | undefined;
  /** Where users may be sent after log-out. */
  readonly logoutUrls?: ReadonlyArray<string> | undefined;
  /** Where users may be sent after log-in. */
  readonly callbackUrls?: ReadonlyArray<string> | undefined;
  /** Addresses where people log in. */
  readonly loginUrls?: ReadonlyArray<string> | undefined;
  /** The address where people log in by default. */
  readonly defaultLoginUrl?: string | undefined;
  /** What it may do. */
  readonly roleIds?: ReadonlyArray<RoleId> | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateAppClient}; at least one option. Addresses begin with `https://` or `http://localhost`. */
export interface UpdateAppClientOptions {
  /** Addresses where people log in. */
  readonly loginUrls?: ReadonlyArray<string> | undefined;
  /** The address where people log in by default. */
  readonly defaultLoginUrl?: string | undefined;
  /** Replaces the roles that it has. */
  readonly roleIds?: ReadonlyArray<RoleId> | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

// -- requests -----------------------------------------------------------------

// Each of them is sensitive: any answer with an app client in it may hold its secret or API key.

/**
 * Creates an app client. `POST /appClients`
 *
 * The answer holds the `clientSecret`; errors never repeat it.
 *
 * @example
 * import { createAppClient } from 'las-fp/appClients';
 *
 * const appClient = await createAppClient(ctx, { name: 'Nightly import' })();
 */
export function createAppClient(
  ctx: Context,
  options: CreateAppClientOptions = {},
): TaskEither<LasError, AppClient> {
  return request(ctx, { method: 'POST', path: '/appClients', body: options, sensitive: true }, AppClient);
}

/** Fetches an app client; not for accounts of 2021. `GET /appClients/{appClientId}` */
export function getAppClient(ctx: Context, appClientId: AppClientId): TaskEither<LasError, AppClient> {
  return call(ctx, { method: 'GET', path: path`/appClients/${appClientId}`, sensitive: true }, AppClient);
}

/** Lists app clients, a page at a time. `GET /appClients` */
export function listAppClients(ctx: Context, options: PageOptions = {}): TaskEither<LasError, AppClientList> {
  return request(ctx, { method: 'GET', path: '/appClients', query: options, sensitive: true }, AppClientList);
}

/** Changes an app client; where users are sent after log-in and log-out stays. `PATCH /appClients/{appClientId}` */
export function updateAppClient(
  ctx: Context,
  appClientId: AppClientId,
  options: UpdateAppClientOptions,
): TaskEither<LasError, AppClient> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/appClients/${appClientId}`, body: options, sensitive: true },
    AppClient,
  );
}

/** Deletes an app client: what uses its credentials gets no token any more. `DELETE /appClients/{appClientId}` */
export function deleteAppClient(
  ctx: Context,
  appClientId: AppClientId,
): TaskEither<LasError, AppClient | undefined> {
  return call(
    ctx,
    { method: 'DELETE', path: path`/appClients/${appClientId}`, sensitive: true },
    orNothing(AppClient),
  );
}
