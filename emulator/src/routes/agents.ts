/** Agents and their runs. */
import { startRun } from '../agents/flow.js';
import { type Call, param, type Routes } from '../api/call.js';
import { list, object, oneOf, shape, string } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { described, longIdOf, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { fileUrl } from '../files.js';
import { asFields, type Fields, isFields } from '../json.js';
import { drop, type Entry, find, table } from '../store/entries.js';
import { forgetRun, memoryOf } from '../store/memory.js';
import type { State } from '../store/state.js';

/** A run as it is sent, with the place of its variables once something was read. */
function runView(call: Call, { id, data }: Entry<'agent-run'>): Fields {
  const has = memoryOf(call.state, id)?.output != null;
  return { ...data, variablesFileUrl: has ? fileUrl(call, id) : null };
}

/** A point in time that a query asks for. */
function timeOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new ApiError(400, `${name} must be a point in time`);
  return at;
}

/** The filters by time. */
function isInTime({ query }: Call, { data }: Entry<'agent-run'>): boolean {
  return (['createdTime', 'updatedTime'] as const).every((key) => {
    const at = Date.parse(String(data[key]));
    const [after, before] = [timeOf(query, `${key}After`), timeOf(query, `${key}Before`)];
    return (after === undefined || at > after) && (before === undefined || at < before);
  });
}

function statisticsOf(state: State, runs: ReadonlyArray<Entry<'agent-run'>>): Fields {
  const byStatus: Record<string, number> = {};
  const fields: Record<string, { numberOfPredictions: number; averageConfidence: number }> = {};
  for (const { id, data } of runs) {
    byStatus[data.status] = (byStatus[data.status] ?? 0) + 1;
    for (const [label, field] of Object.entries(memoryOf(state, id)?.output ?? {})) {
      if (!isFields(field) || typeof field['confidence'] !== 'number') continue;
      const { numberOfPredictions: n, averageConfidence: mean } = fields[label] ?? {
        numberOfPredictions: 0,
        averageConfidence: 0,
      };
      fields[label] = {
        numberOfPredictions: n + 1,
        averageConfidence: (mean * n + field['confidence']) / (n + 1),
      };
    }
  }
  return { global: { numberOfRuns: runs.length, numberOfRunsByStatus: byStatus }, fields };
}

const agent = shape({ ...describedBody, 'resourceIds?': list(string()) });

/** The operations of agents and of their runs. */
export const agents: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/agents',
    kind: 'agent',
    idKey: 'agentId',
    plural: 'agents',
    bodies: { create: agent, update: agent },
    long: longIdOf,
    create: ({ body }) => ({ ...described(body), resourceIds: body['resourceIds'] ?? [] }),
    remove: ({ state }, { id: agentId }) => {
      for (const [id, { data }] of table(state, 'agent-run')) {
        if (data.agentId !== agentId) continue;
        drop(state, 'agent-run', id);
        forgetRun(state, id);
      }
    },
  }),
  ...resource(['list', 'get', 'update', 'remove'], {
    path: '/agents/:agentId/runs',
    kind: 'agent-run',
    idKey: 'runId',
    plural: 'runs',
    parent: { kind: 'agent', idKey: 'agentId' },
    bodies: { update: shape({ 'status?': oneOf('archived') }) },
    list: {
      quiet: ['status'],
      other: ['createdTimeAfter', 'createdTimeBefore', 'updatedTimeAfter', 'updatedTimeBefore', 'history'],
      sort: ['createdTime', 'updatedTime', 'status'],
    },
    keep: isInTime,
    remove: ({ state }, run) => forgetRun(state, run.id),
    view: runView,
  }),
  'POST /agents/:agentId/runs': {
    ids: { agentId: 'agent' },
    creates: 'agent-run',
    body: shape({ 'variables?': object }),
    handle: (call) => {
      const { state, body, actor, url } = call;
      const found = find(state, 'agent', param(call, 'agentId'));
      return runView(call, startRun(state, found, asFields(body['variables']), actor, url.origin));
    },
  },
  'GET /agents/:agentId/statistics': {
    ids: { agentId: 'agent' },
    handle: (call) => {
      const { id: agentId } = find(call.state, 'agent', param(call, 'agentId'));
      const [after, before] = [timeOf(call.query, 'after'), timeOf(call.query, 'before')];
      const runs = [...table(call.state, 'agent-run').values()].filter(({ data }) => {
        const at = Date.parse(data.createdTime);
        return (
          data.agentId === agentId &&
          (after === undefined || at >= after) &&
          (before === undefined || at <= before)
        );
      });
      return { agentId, statistics: statisticsOf(call.state, runs) };
    },
  },
};
