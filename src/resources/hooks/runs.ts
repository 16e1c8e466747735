/** Runs of hooks. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { arrayOf, type Json, json, type Open, open, type Struct, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import {
  type ActionId,
  AgentRunId,
  type HookId,
  HookRunId,
  LogId,
  type Owned,
  owned,
  RunId,
} from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** A run of a hook. */
export interface HookRun extends Described {
  readonly runId: RunId;
  readonly hookId: Owned<HookId>;
  /** The long id. */
  readonly id?: HookRunId | null | undefined;
  readonly status?: Open<'running' | 'succeeded' | 'failed' | 'ignored'> | null | undefined;
  /** The action that it led to. */
  readonly actionId?: Owned<ActionId> | null | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | null | undefined;
  readonly input?: Json | null | undefined;
  readonly output?: Json | null | undefined;
  readonly history?: ReadonlyArray<Json> | null | undefined;
  readonly logId?: LogId | null | undefined;
}

/** Codec of {@link HookRun}; keeps the keys that it does not know. */
export const HookRun: Struct<HookRun> = /*#__PURE__*/ struct<HookRun>(
  'HookRun',
  () => ({ runId: RunId, hookId: owned<HookId>('hook') }),
  () => ({
    ...described(),
    id: HookRunId,
    status: open(),
    actionId: owned<ActionId>('action'),
    agentRunId: AgentRunId,
    input: json,
    output: json,
    history: arrayOf(json),
    logId: LogId,
  }),
);

/** A page of runs. */
export interface HookRunList extends PageOf<'runs', HookRun> {}

/** Codec of {@link HookRunList}. */
export const HookRunList: Struct<HookRunList> = /*#__PURE__*/ pageOf<HookRunList>(
  'HookRunList',
  'runs',
  HookRun,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createHookRun}. */
export interface CreateHookRunOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** The run of an agent that it belongs to: the long id. */
  readonly agentRunId?: AgentRunId | undefined;
  /** What it starts with. */
  readonly input?: Json | undefined;
}

/** Changes for {@link updateHookRun}; at least one option. */
export interface UpdateHookRunOptions {
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What came of it. */
  readonly output?: Json | undefined;
  /** How the run ended. */
  readonly status?: 'succeeded' | 'failed' | 'ignored' | undefined;
}

/** Which runs {@link listHookRuns} lists. */
export interface ListHookRunsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?:
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'ignored'
    | ReadonlyArray<'running' | 'succeeded' | 'failed' | 'ignored'>
    | undefined;
}

// -- requests ------------------------------------------------------------------

/** Begins a run of a hook. `POST /hooks/{hookId}/runs` */
export function createHookRun(
  ctx: Context,
  hookId: HookId,
  options: CreateHookRunOptions = {},
): TaskEither<LasError, HookRun> {
  return request(ctx, { method: 'POST', path: path`/hooks/${hookId}/runs`, body: options }, HookRun);
}

/** Fetches a run. `GET /hooks/{hookId}/runs/{runId}` */
export function getHookRun(ctx: Context, hookId: HookId, runId: RunId): TaskEither<LasError, HookRun> {
  return call(ctx, { method: 'GET', path: path`/hooks/${hookId}/runs/${runId}` }, HookRun);
}

/** Lists the runs of a hook, a page at a time. `GET /hooks/{hookId}/runs` */
export function listHookRuns(
  ctx: Context,
  hookId: HookId,
  options: ListHookRunsOptions = {},
): TaskEither<LasError, HookRunList> {
  return request(ctx, { method: 'GET', path: path`/hooks/${hookId}/runs`, query: options }, HookRunList);
}

/** Changes a run: how it ended, and with what. `PATCH /hooks/{hookId}/runs/{runId}` */
export function updateHookRun(
  ctx: Context,
  hookId: HookId,
  runId: RunId,
  options: UpdateHookRunOptions,
): TaskEither<LasError, HookRun> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/hooks/${hookId}/runs/${runId}`, body: options },
    HookRun,
  );
}
