/** Agents and their runs. */
import { startRun } from '../agents/flow.js';
import type { Call, Routes } from '../api/call.js';
import { type Fields, isFields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { described, longIdOf, param, resource } from '../api/resource.js';
import { type Entry, find, type State, table } from '../store/state.js';

/** A run as it is sent, with the place of its variables once something was read. */
function runView({ state, url }: Call, { id, data }: Entry): Fields {
  const origin = (state.options.filesOrigin ?? url.origin).replace(/\/$/, '');
  const has = state.runs.get(id)?.output != null;
  return { ...data, variablesFileUrl: has ? `${origin}/files/${encodeURIComponent(id)}` : null };
}

/** The filters by time; each must be a point in time. */
function inTime({ query }: Call, { data }: Entry): boolean {
  return ['createdTime', 'updatedTime'].every((key) => {
    const at = Date.parse(String(data[key]));
    return [1, -1].every((side) => {
      const name = `${key}${side === 1 ? 'After' : 'Before'}`;
      const bound = query.get(name);
      if (bound === null) return true;
      if (Number.isNaN(Date.parse(bound))) throw new ApiError(400, `${name} must be a point in time`);
      return side * (at - Date.parse(bound)) > 0;
    });
  });
}

function statisticsOf(state: State, agentId: string, keep: (run: Entry) => boolean): Fields {
  const runs = [...table(state, 'agent-run').values()].filter(
    (run) => run.data['agentId'] === agentId && keep(run),
  );
  const byStatus: Record<string, number> = {};
  const fields: Record<string, { numberOfPredictions: number; averageConfidence: number }> = {};
  for (const { id, data } of runs) {
    const status = String(data['status']);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    for (const [label, field] of Object.entries(state.runs.get(id)?.output ?? {})) {
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

const parent = { kind: 'agent', idKey: 'agentId' };

/** The operations of agents and of their runs. */
export const agents: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/agents',
    kind: 'agent',
    idKey: 'agentId',
    plural: 'agents',
    long: longIdOf,
    create: ({ body }) => ({ ...described(body), resourceIds: body['resourceIds'] ?? [] }),
    remove: ({ state }, agent) => {
      for (const [id, { data }] of table(state, 'agent-run')) {
        if (data['agentId'] === agent.id) {
          table(state, 'agent-run').delete(id);
          state.runs.delete(id);
        }
      }
    },
  }),
  ...resource(['list', 'get', 'update', 'remove'], {
    path: '/agents/:agentId/runs',
    kind: 'agent-run',
    idKey: 'runId',
    plural: 'runs',
    parent,
    list: {
      quiet: ['status'],
      other: ['createdTimeAfter', 'createdTimeBefore', 'updatedTimeAfter', 'updatedTimeBefore', 'history'],
      sort: ['createdTime', 'updatedTime', 'status'],
    },
    keep: inTime,
    remove: ({ state }, run) => state.runs.delete(run.id),
    view: runView,
  }),
  'POST /agents/:agentId/runs': (call) => {
    const agent = find(call.state, 'agent', param(call, 'agentId'));
    const { variables } = call.body;
    const given = isFields(variables) ? variables : {};
    return runView(call, startRun(call.state, agent, given, call.actor, call.url.origin));
  },
  'GET /agents/:agentId/statistics': (call) => {
    const agent = find(call.state, 'agent', param(call, 'agentId'));
    const bound = (name: string): number | undefined => {
      const text = call.query.get(name);
      if (text === null) return undefined;
      const at = Date.parse(text);
      if (Number.isNaN(at)) throw new ApiError(400, `${name} must be a point in time`);
      return at;
    };
    const [after, before] = [bound('after'), bound('before')];
    const statistics = statisticsOf(call.state, agent.id, ({ data }) => {
      const at = Date.parse(String(data['createdTime']));
      return (after === undefined || at >= after) && (before === undefined || at <= before);
    });
    return { agentId: agent.id, statistics };
  },
};
