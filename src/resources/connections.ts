/** Connections to other services. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { bool, type Json, json, type Open, open, orNothing, type Struct, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { ConnectionId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model ---------------------------------------------------------------------

/** A connection to another service. */
export interface Connection extends Described {
  readonly connectionId: ConnectionId;
  readonly type?: Open<'microsoft-idp'> | null | undefined;
  readonly config?: Json | null | undefined;
  readonly credentials?: Json | null | undefined;
  readonly enabled?: boolean | null | undefined;
}

/** Codec of {@link Connection}; keeps the keys that it does not know. */
export const Connection: Struct<Connection> = /*#__PURE__*/ struct<Connection>(
  'Connection',
  () => ({ connectionId: ConnectionId }),
  () => ({ ...described(), type: open(), config: json, credentials: json, enabled: bool }),
);

/** A page of connections. */
export interface ConnectionList extends PageOf<'connections', Connection> {}

/** Codec of {@link ConnectionList}. */
export const ConnectionList: Struct<ConnectionList> = /*#__PURE__*/ pageOf<ConnectionList>(
  'ConnectionList',
  'connections',
  Connection,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createConnection}. */
export interface CreateConnectionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** Whether it is in use. */
  readonly enabled?: boolean | undefined;
  /** Parameters of the setup; which ones depends on the kind of the connection. */
  readonly setupParams?: Json | undefined;
  /** The kind of the connection. */
  readonly type?: 'microsoft-idp' | undefined;
}

/** Changes for {@link updateConnection}; at least one option. */
export interface UpdateConnectionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Creates a connection. `POST /connections`
 *
 * @example
 * import { createConnection } from 'las-fp/connections';
 *
 * const connection = await createConnection(ctx, { tenant: '…' }, { type: 'microsoft-idp' })();
 */
export function createConnection(
  ctx: Context,
  config: Json,
  options: CreateConnectionOptions = {},
): TaskEither<LasError, Connection> {
  return request(
    ctx,
    () => ({ method: 'POST', path: '/connections', body: { config, ...options } }),
    Connection,
  );
}

/** Fetches a connection. `GET /connections/{connectionId}` */
export function getConnection(ctx: Context, connectionId: ConnectionId): TaskEither<LasError, Connection> {
  return call(ctx, { method: 'GET', path: path`/connections/${connectionId}` }, Connection);
}

/** Lists connections, a page at a time. `GET /connections` */
export function listConnections(
  ctx: Context,
  options: PageOptions = {},
): TaskEither<LasError, ConnectionList> {
  return request(ctx, { method: 'GET', path: '/connections', query: options }, ConnectionList);
}

/** Changes a connection. `PATCH /connections/{connectionId}` */
export function updateConnection(
  ctx: Context,
  connectionId: ConnectionId,
  options: UpdateConnectionOptions,
): TaskEither<LasError, Connection> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/connections/${connectionId}`, body: options },
    Connection,
  );
}

/** Deletes a connection. `DELETE /connections/{connectionId}` */
export function deleteConnection(
  ctx: Context,
  connectionId: ConnectionId,
): TaskEither<LasError, Connection | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/connections/${connectionId}` }, orNothing(Connection));
}
