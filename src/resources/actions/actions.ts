/** Actions: functions with their configuration, such as exports. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { bool, type Json, json, orNothing, type Struct, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { ActionId, AgentId, ConnectionId, FunctionId, type Owned, owned, SecretId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** An action: a function with its configuration, such as an export. */
export interface Action extends Described {
  readonly actionId: ActionId;
  /** With the organization that owns it. */
  readonly id?: Owned<ActionId> | null | undefined;
  /** The agent that it belongs to; in no document of the API. */
  readonly agentId?: AgentId | null | undefined;
  /** What its function gets. */
  readonly config?: Json | null | undefined;
  readonly connectionId?: ConnectionId | null | undefined;
  readonly enabled?: boolean | null | undefined;
  readonly functionId?: FunctionId | null | undefined;
  readonly secretId?: SecretId | null | undefined;
}

/** Codec of {@link Action}; keeps the keys that it does not know. */
export const Action: Struct<Action> = /*#__PURE__*/ struct<Action>(
  'Action',
  () => ({ actionId: ActionId }),
  () => ({
    ...described(),
    id: owned<ActionId>('action'),
    agentId: AgentId,
    config: json,
    connectionId: ConnectionId,
    enabled: bool,
    functionId: FunctionId,
    secretId: SecretId,
  }),
);

/** A page of actions. */
export interface ActionList extends PageOf<'actions', Action> {}

/** Codec of {@link ActionList}. */
export const ActionList: Struct<ActionList> = /*#__PURE__*/ pageOf<ActionList>(
  'ActionList',
  'actions',
  Action,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createAction}. */
export interface CreateActionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What its function gets. */
  readonly config?: Json | undefined;
  /** The connection that it uses; null for none. */
  readonly connectionId?: ConnectionId | null | undefined;
  /** Whether it is in use. */
  readonly enabled?: boolean | undefined;
  /** The secret that its function gets with `config`; null for none. */
  readonly secretId?: SecretId | null | undefined;
  /** What it runs: `cradl:organization:cradl/cradl:function:export-to-webhook`, say. */
  readonly functionId?: FunctionId | undefined;
}

/** Changes for {@link updateAction}; at least one option. */
export interface UpdateActionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What its function gets. */
  readonly config?: Json | undefined;
  /** The connection that it uses; null for none. */
  readonly connectionId?: ConnectionId | null | undefined;
  /** Whether it is in use. */
  readonly enabled?: boolean | undefined;
  /** The secret that its function gets with `config`; null for none. */
  readonly secretId?: SecretId | null | undefined;
  /** The function that it runs. */
  readonly functionId?: FunctionId | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Creates an action. `POST /actions`
 *
 * @example
 * import { createAction } from 'las-fp/actions';
 *
 * const action = await createAction(ctx, {
 *   functionId: 'cradl:organization:cradl/cradl:function:export-to-webhook',
 *   config: { url: 'https://example.com/hook', httpMethod: 'POST' },
 * })();
 */
export function createAction(ctx: Context, options: CreateActionOptions = {}): TaskEither<LasError, Action> {
  return request(ctx, { method: 'POST', path: '/actions', body: options }, Action);
}

/** Fetches an action. `GET /actions/{actionId}` */
export function getAction(ctx: Context, actionId: ActionId): TaskEither<LasError, Action> {
  return call(ctx, { method: 'GET', path: path`/actions/${actionId}` }, Action);
}

/** Lists actions, a page at a time. `GET /actions` */
export function listActions(ctx: Context, options: PageOptions = {}): TaskEither<LasError, ActionList> {
  return request(ctx, { method: 'GET', path: '/actions', query: options }, ActionList);
}

/** Changes an action. `PATCH /actions/{actionId}` */
export function updateAction(
  ctx: Context,
  actionId: ActionId,
  options: UpdateActionOptions,
): TaskEither<LasError, Action> {
  return request(ctx, { method: 'PATCH', path: path`/actions/${actionId}`, body: options }, Action);
}

/** Deletes an action. `DELETE /actions/{actionId}` */
export function deleteAction(ctx: Context, actionId: ActionId): TaskEither<LasError, Action | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/actions/${actionId}` }, orNothing(Action));
}
