/** Hooks: what happens when something has happened. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { bool, type Json, json, type Open, open, orNothing, type Struct, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { type ActionId, FunctionId, HookId, type Owned, owned } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** A hook: what happens when something has happened. */
export interface Hook extends Described {
  readonly hookId: HookId;
  /** With the organization that owns it. */
  readonly id?: Owned<HookId> | null | undefined;
  readonly trigger?:
    | Open<
        | 'ActionRun has Completed'
        | 'Document is Created'
        | 'Email is Received'
        | 'Prediction is Created'
        | 'ValidationTask has Completed'
        | 'ValidationTask is Created'
      >
    | null
    | undefined;
  readonly config?: Json | null | undefined;
  readonly enabled?: boolean | null | undefined;
  /** What decides between the two actions; without one the first runs. */
  readonly functionId?: FunctionId | null | undefined;
  readonly trueActionId?: Owned<ActionId> | null | undefined;
  readonly falseActionId?: Owned<ActionId> | null | undefined;
}

/** Codec of {@link Hook}; keeps the keys that it does not know. */
export const Hook: Struct<Hook> = /*#__PURE__*/ struct<Hook>(
  'Hook',
  () => ({ hookId: HookId }),
  () => ({
    ...described(),
    id: owned<HookId>('hook'),
    trigger: open(),
    config: json,
    enabled: bool,
    functionId: FunctionId,
    trueActionId: owned<ActionId>('action'),
    falseActionId: owned<ActionId>('action'),
  }),
);

/** A page of hooks. */
export interface HookList extends PageOf<'hooks', Hook> {}

/** Codec of {@link HookList}. */
export const HookList: Struct<HookList> = /*#__PURE__*/ pageOf<HookList>('HookList', 'hooks', Hook);

// -- input ---------------------------------------------------------------------

/** Options of {@link createHook}. */
export interface CreateHookOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What its function gets. */
  readonly config?: Json | undefined;
  /** Whether it is in use. */
  readonly enabled?: boolean | undefined;
  /** What decides between the two actions; without one the first runs. */
  readonly functionId?: FunctionId | undefined;
  /** What starts it. */
  readonly trigger?:
    | 'ActionRun has Completed'
    | 'Document is Created'
    | 'Email is Received'
    | 'Prediction is Created'
    | 'ValidationTask has Completed'
    | 'ValidationTask is Created'
    | undefined;
  /** The action that runs where the function says yes, or where there is none. */
  readonly trueActionId?: Owned<ActionId> | undefined;
  /** The action that runs where the function says no. */
  readonly falseActionId?: Owned<ActionId> | undefined;
}

/** Changes for {@link updateHook}; at least one option. */
export interface UpdateHookOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What its function gets. */
  readonly config?: Json | undefined;
  /** Whether it is in use. */
  readonly enabled?: boolean | undefined;
  /** What decides between the two actions; without one the first runs. */
  readonly functionId?: FunctionId | undefined;
  /** What starts it. */
  readonly trigger?:
    | 'ActionRun has Completed'
    | 'Document is Created'
    | 'Email is Received'
    | 'Prediction is Created'
    | 'ValidationTask has Completed'
    | 'ValidationTask is Created'
    | undefined;
  /** null takes it out. */
  readonly trueActionId?: Owned<ActionId> | null | undefined;
  /** null takes it out. */
  readonly falseActionId?: Owned<ActionId> | null | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Creates a hook. `POST /hooks`
 *
 * @example
 * import { createHook } from 'las-fp/hooks';
 *
 * const hook = await createHook(ctx, {
 *   trigger: 'ValidationTask has Completed',
 *   trueActionId: 'cradl:action:…',
 * })();
 */
export function createHook(ctx: Context, options: CreateHookOptions = {}): TaskEither<LasError, Hook> {
  return request(ctx, { method: 'POST', path: '/hooks', body: options }, Hook);
}

/** Fetches a hook. `GET /hooks/{hookId}` */
export function getHook(ctx: Context, hookId: HookId): TaskEither<LasError, Hook> {
  return call(ctx, { method: 'GET', path: path`/hooks/${hookId}` }, Hook);
}

/** Lists hooks, a page at a time. `GET /hooks` */
export function listHooks(ctx: Context, options: PageOptions = {}): TaskEither<LasError, HookList> {
  return request(ctx, { method: 'GET', path: '/hooks', query: options }, HookList);
}

/** Changes a hook. `PATCH /hooks/{hookId}` */
export function updateHook(
  ctx: Context,
  hookId: HookId,
  options: UpdateHookOptions,
): TaskEither<LasError, Hook> {
  return request(ctx, { method: 'PATCH', path: path`/hooks/${hookId}`, body: options }, Hook);
}

/** Deletes a hook. `DELETE /hooks/{hookId}` */
export function deleteHook(ctx: Context, hookId: HookId): TaskEither<LasError, Hook | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/hooks/${hookId}` }, orNothing(Hook));
}
