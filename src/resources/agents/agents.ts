/** Agents: models, hooks, actions and validations that read documents together. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { arrayOf, type Json, json, orNothing, type Struct, str, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { AgentId, type Owned, owned } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** An agent: models, hooks, actions and validations that read documents together. */
export interface Agent extends Described {
  readonly agentId: AgentId;
  /** With the organization that owns it. */
  readonly id?: Owned<AgentId> | null | undefined;
  /** What belongs to it, kinds told apart by how they begin. */
  readonly resourceIds?: ReadonlyArray<string> | null | undefined;
}

/** Codec of {@link Agent}; keeps the keys that it does not know. */
export const Agent: Struct<Agent> = /*#__PURE__*/ struct<Agent>(
  'Agent',
  () => ({ agentId: AgentId }),
  () => ({ ...described(), id: owned<AgentId>('agent'), resourceIds: arrayOf(str) }),
);

/** A page of agents. */
export interface AgentList extends PageOf<'agents', Agent> {}

/** Codec of {@link AgentList}. */
export const AgentList: Struct<AgentList> = /*#__PURE__*/ pageOf<AgentList>('AgentList', 'agents', Agent);

// -- input ---------------------------------------------------------------------

/** Options of {@link createAgent}. */
export interface CreateAgentOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** Its actions, hooks, models and validations; in place of what was there. */
  readonly resourceIds?: ReadonlyArray<string> | undefined;
}

/** Changes for {@link updateAgent}; at least one option. */
export interface UpdateAgentOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** Its actions, hooks, models and validations; in place of what was there. */
  readonly resourceIds?: ReadonlyArray<string> | undefined;
}

// -- requests ------------------------------------------------------------------

/**
 * Creates an agent. `POST /agents`
 *
 * @example
 * import { createAgent } from 'las-fp/agents';
 *
 * const agent = await createAgent(ctx, { name: 'Invoices', resourceIds: ['cradl:model:invoice'] })();
 */
export function createAgent(ctx: Context, options: CreateAgentOptions = {}): TaskEither<LasError, Agent> {
  return request(ctx, { method: 'POST', path: '/agents', body: options }, Agent);
}

/** Fetches an agent. `GET /agents/{agentId}` */
export function getAgent(ctx: Context, agentId: AgentId): TaskEither<LasError, Agent> {
  return call(ctx, { method: 'GET', path: path`/agents/${agentId}` }, Agent);
}

/** Lists agents, a page at a time. `GET /agents` */
export function listAgents(ctx: Context, options: PageOptions = {}): TaskEither<LasError, AgentList> {
  return request(ctx, { method: 'GET', path: '/agents', query: options }, AgentList);
}

/** Changes an agent. `PATCH /agents/{agentId}` */
export function updateAgent(
  ctx: Context,
  agentId: AgentId,
  options: UpdateAgentOptions,
): TaskEither<LasError, Agent> {
  return request(ctx, { method: 'PATCH', path: path`/agents/${agentId}`, body: options }, Agent);
}

/** Deletes an agent. `DELETE /agents/{agentId}` */
export function deleteAgent(ctx: Context, agentId: AgentId): TaskEither<LasError, Agent | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/agents/${agentId}` }, orNothing(Agent));
}

/** What an agent has read and how well, as {@link getAgentStatistics} gives it. */
export interface AgentStatistics {
  readonly agentId?: AgentId | null | undefined;
  readonly statistics?: Json | null | undefined;
}

/** Codec of {@link AgentStatistics}; keeps the keys that it does not know. */
export const AgentStatistics: Struct<AgentStatistics> = /*#__PURE__*/ struct<AgentStatistics>(
  'AgentStatistics',
  () => ({}),
  () => ({ agentId: AgentId, statistics: json }),
);

/** Which time {@link getAgentStatistics} is about. */
export interface GetAgentStatisticsOptions {
  /** The begin of the time that is looked at; a text is ISO 8601. */
  readonly after?: Date | string | undefined;
  /** The end of the time that is looked at; a text is ISO 8601. */
  readonly before?: Date | string | undefined;
}

/** Fetches the statistics of an agent; in no document of the API. `GET /agents/{agentId}/statistics` */
export function getAgentStatistics(
  ctx: Context,
  agentId: AgentId,
  options: GetAgentStatisticsOptions = {},
): TaskEither<LasError, AgentStatistics> {
  return request(
    ctx,
    () => ({ method: 'GET', path: path`/agents/${agentId}/statistics`, query: { ...options } }),
    AgentStatistics,
  );
}
