/** Runs of agents: documents on their way. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import {
  arrayOf,
  type Json,
  json,
  type Open,
  open,
  orNothing,
  type Struct,
  str,
  struct,
} from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { AgentId, AgentRunId, RunId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** Where a run is. */
export type AgentRunStatus = Open<
  | 'running'
  | 'ready-for-review'
  | 'review-in-progress'
  | 'review-completed'
  | 'pending-predictions'
  | 'succeeded-predictions'
  | 'pending-export'
  | 'exported'
  | 'completed'
  | 'archived'
  | 'error'
>;

/** A run of an agent: a document on its way. */
export interface AgentRun extends Described {
  readonly runId: RunId;
  readonly agentId: AgentId;
  /** The long id, by which documents and predictions name it. */
  readonly id?: AgentRunId | null | undefined;
  readonly status?: AgentRunStatus | null | undefined;
  /** What happened, in the order of time. */
  readonly events?: ReadonlyArray<Json> | null | undefined;
  /** What belongs to it, kinds told apart by how they begin. */
  readonly resourceIds?: ReadonlyArray<string> | null | undefined;
  /** Where its variables are, once there are any: `getAgentRunVariables`. */
  readonly variablesFileUrl?: string | null | undefined;
}

/** Codec of {@link AgentRun}; keeps the keys that it does not know. */
export const AgentRun: Struct<AgentRun> = /*#__PURE__*/ struct<AgentRun>(
  'AgentRun',
  () => ({ runId: RunId, agentId: AgentId }),
  () => ({
    ...described(),
    id: AgentRunId,
    status: open(),
    events: arrayOf(json),
    resourceIds: arrayOf(str),
    variablesFileUrl: str,
  }),
);

/** A page of runs. */
export interface AgentRunList extends PageOf<'runs', AgentRun> {}

/** Codec of {@link AgentRunList}. */
export const AgentRunList: Struct<AgentRunList> = /*#__PURE__*/ pageOf<AgentRunList>(
  'AgentRunList',
  'runs',
  AgentRun,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createAgentRun}. */
export interface CreateAgentRunOptions {
  /** Come back with what was read; predictions do not see them. */
  readonly variables?: Json | undefined;
}

/** Changes for {@link updateAgentRun}. */
export interface UpdateAgentRunOptions {
  /** The only status that a run can be given. */
  readonly status?: 'archived' | undefined;
}

/** Which runs {@link listAgentRuns} lists. */
export interface ListAgentRunsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?: AgentRunStatus | ReadonlyArray<AgentRunStatus> | undefined;
  /** ISO 8601, as text. */
  readonly createdTimeAfter?: Date | string | undefined;
  /** ISO 8601, as text. */
  readonly createdTimeBefore?: Date | string | undefined;
  /** ISO 8601, as text. */
  readonly updatedTimeAfter?: Date | string | undefined;
  /** ISO 8601, as text. */
  readonly updatedTimeBefore?: Date | string | undefined;
  /** `createdTime:desc`. */
  readonly sort?: string | ReadonlyArray<string> | undefined;
  /** Handed to the API as it is: what it selects is not documented. */
  readonly history?: string | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Begins a run: the next step is a document that names it (`runAgent` does both). `POST /agents/{agentId}/runs`
 *
 * @example
 * import { createAgentRun } from 'las-fp/agents';
 *
 * const run = await createAgentRun(ctx, 'cradl:agent:…', { variables: { source: 'mail' } })();
 */
export function createAgentRun(
  ctx: Context,
  agentId: AgentId,
  options: CreateAgentRunOptions = {},
): TaskEither<LasError, AgentRun> {
  return request(ctx, { method: 'POST', path: path`/agents/${agentId}/runs`, body: options }, AgentRun);
}

/** Fetches a run. `GET /agents/{agentId}/runs/{runId}` */
export function getAgentRun(ctx: Context, agentId: AgentId, runId: RunId): TaskEither<LasError, AgentRun> {
  return call(ctx, { method: 'GET', path: path`/agents/${agentId}/runs/${runId}` }, AgentRun);
}

/** Lists the runs of an agent, a page at a time. `GET /agents/{agentId}/runs` */
export function listAgentRuns(
  ctx: Context,
  agentId: AgentId,
  options: ListAgentRunsOptions = {},
): TaskEither<LasError, AgentRunList> {
  return request(ctx, { method: 'GET', path: path`/agents/${agentId}/runs`, query: options }, AgentRunList);
}

/** Changes a run: archives it. `PATCH /agents/{agentId}/runs/{runId}` */
export function updateAgentRun(
  ctx: Context,
  agentId: AgentId,
  runId: RunId,
  options: UpdateAgentRunOptions,
): TaskEither<LasError, AgentRun> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/agents/${agentId}/runs/${runId}`, body: options },
    AgentRun,
  );
}

/** Deletes a run. `DELETE /agents/{agentId}/runs/{runId}` */
export function deleteAgentRun(
  ctx: Context,
  agentId: AgentId,
  runId: RunId,
): TaskEither<LasError, AgentRun | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/agents/${agentId}/runs/${runId}` }, orNothing(AgentRun));
}
