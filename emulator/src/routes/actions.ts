/** Actions and their runs. */
import { actionRunEnded, beginActionRun, newActionRun } from '../agents/flow.js';
import { param, type Routes } from '../api/call.js';
import { boolean, id, nullable, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { described, given, longIdOf, lookUpAll, resource } from '../api/resource.js';
import type { Fields } from '../json.js';
import { find } from '../store/entries.js';
import { agentRunId, updateConfig, updateRun } from './runs.js';

const action = shape({
  ...describedBody,
  'config?': object,
  'connectionId?': nullable(id('connection')),
  'enabled?': boolean,
  'functionId?': id('function', true),
  'secretId?': nullable(id('secret')),
});

/** The operations of actions and of their runs. */
export const actions: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/actions',
    kind: 'action',
    idKey: 'actionId',
    plural: 'actions',
    bodies: { create: action, update: action },
    references: { connectionId: 'connection', functionId: 'function', secretId: 'secret' },
    long: longIdOf,
    create: ({ body }) => ({
      ...described(body),
      ...given(body, 'functionId'),
      config: body['config'] ?? {},
      connectionId: body['connectionId'] ?? null,
      enabled: body['enabled'] ?? true,
      secretId: body['secretId'] ?? null,
    }),
    update: updateConfig,
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/actions/:actionId/runs',
    kind: 'action-run',
    idKey: 'runId',
    plural: 'runs',
    parent: { kind: 'action', idKey: 'actionId' },
    bodies: {
      update: shape({ 'metadata?': object, 'output?': object, 'status?': oneOf('failed', 'succeeded') }),
    },
    list: { many: ['status'], words: { status: ['failed', 'running', 'succeeded'] } },
    update: updateRun(actionRunEnded),
  }),
  'POST /actions/:actionId/runs': {
    ids: { actionId: 'action' },
    creates: 'action-run',
    body: shape({ 'agentRunId?': agentRunId, 'input?': object, 'metadata?': object }),
    handle: (call) => {
      const found = find(call.state, 'action', param(call, 'actionId'));
      lookUpAll(call.state, call.body, { agentRunId: 'agent-run' });
      const run = newActionRun(call.state, found, call.body, call.actor);
      const answer: Fields = { ...run.data };
      beginActionRun(call.state, run);
      return answer;
    },
  },
};
