/** Runs of actions. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { arrayOf, type Json, json, type Open, open, type Struct, str, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { ActionId, ActionRunId, AgentRunId, LogId, RunId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** A run of an action. */
export interface ActionRun extends Described {
  readonly runId: RunId;
  readonly actionId: ActionId;
  /** The long id. */
  readonly id?: ActionRunId | null | undefined;
  readonly status?: Open<'running' | 'succeeded' | 'failed'> | null | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | null | undefined;
  readonly input?: Json | null | undefined;
  readonly output?: Json | null | undefined;
  readonly errors?: ReadonlyArray<string> | null | undefined;
  readonly warnings?: ReadonlyArray<string> | null | undefined;
  readonly history?: ReadonlyArray<Json> | null | undefined;
  readonly logId?: LogId | null | undefined;
}

/** Codec of {@link ActionRun}; keeps the keys that it does not know. */
export const ActionRun: Struct<ActionRun> = /*#__PURE__*/ struct<ActionRun>(
  'ActionRun',
  () => ({ runId: RunId, actionId: ActionId }),
  () => ({
    ...described(),
    id: ActionRunId,
    status: open(),
    agentRunId: AgentRunId,
    input: json,
    output: json,
    errors: arrayOf(str),
    warnings: arrayOf(str),
    history: arrayOf(json),
    logId: LogId,
  }),
);

/** A page of runs. */
export interface ActionRunList extends PageOf<'runs', ActionRun> {}

/** Codec of {@link ActionRunList}. */
export const ActionRunList: Struct<ActionRunList> = /*#__PURE__*/ pageOf<ActionRunList>(
  'ActionRunList',
  'runs',
  ActionRun,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createActionRun}. */
export interface CreateActionRunOptions {
  /** The run of an agent that it belongs to: the long id. */
  readonly agentRunId?: AgentRunId | null | undefined;
  /** What it starts with. */
  readonly input?: Json | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateActionRun}; at least one option. */
export interface UpdateActionRunOptions {
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What came of it. */
  readonly output?: Json | undefined;
  /** How the run ended. */
  readonly status?: 'succeeded' | 'failed' | undefined;
}

/** Which runs {@link listActionRuns} lists. */
export interface ListActionRunsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?:
    | 'running'
    | 'succeeded'
    | 'failed'
    | ReadonlyArray<'running' | 'succeeded' | 'failed'>
    | undefined;
}

// -- requests ------------------------------------------------------------------

/** Begins a run of an action. `POST /actions/{actionId}/runs` */
export function createActionRun(
  ctx: Context,
  actionId: ActionId,
  options: CreateActionRunOptions = {},
): TaskEither<LasError, ActionRun> {
  return request(ctx, { method: 'POST', path: path`/actions/${actionId}/runs`, body: options }, ActionRun);
}

/** Fetches a run. `GET /actions/{actionId}/runs/{runId}` */
export function getActionRun(
  ctx: Context,
  actionId: ActionId,
  runId: RunId,
): TaskEither<LasError, ActionRun> {
  return call(ctx, { method: 'GET', path: path`/actions/${actionId}/runs/${runId}` }, ActionRun);
}

/** Lists the runs of an action, a page at a time. `GET /actions/{actionId}/runs` */
export function listActionRuns(
  ctx: Context,
  actionId: ActionId,
  options: ListActionRunsOptions = {},
): TaskEither<LasError, ActionRunList> {
  return request(
    ctx,
    { method: 'GET', path: path`/actions/${actionId}/runs`, query: options },
    ActionRunList,
  );
}

/** Changes a run: how it ended, and with what. `PATCH /actions/{actionId}/runs/{runId}` */
export function updateActionRun(
  ctx: Context,
  actionId: ActionId,
  runId: RunId,
  options: UpdateActionRunOptions,
): TaskEither<LasError, ActionRun> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/actions/${actionId}/runs/${runId}`, body: options },
    ActionRun,
  );
}
