/** Hooks and their runs. */
import { beginHookRun, hookRunEnded, newHookRun } from '../agents/flow.js';
import { param, type Routes } from '../api/call.js';
import { boolean, id, nullable, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { described, given, longIdOf, lookUpAll, resource } from '../api/resource.js';
import type { Fields } from '../json.js';
import { find } from '../store/entries.js';
import { agentRunId, updateConfig, updateRun } from './runs.js';

const hook = shape({
  ...describedBody,
  'config?': object,
  'enabled?': boolean,
  'trueActionId?': nullable(id('action', true)),
  'falseActionId?': nullable(id('action', true)),
  'functionId?': id('function', true),
  'trigger?': oneOf(
    ...['ActionRun has Completed', 'Document is Created', 'Email is Received', 'Prediction is Created'],
    ...['ValidationTask has Completed', 'ValidationTask is Created'],
  ),
});

/** The operations of hooks and of their runs. */
export const hooks: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/hooks',
    kind: 'hook',
    idKey: 'hookId',
    plural: 'hooks',
    bodies: { create: hook, update: hook },
    references: { functionId: 'function', trueActionId: 'action', falseActionId: 'action' },
    long: longIdOf,
    create: ({ body }) => ({
      ...described(body),
      ...given(body, 'trigger'),
      config: body['config'] ?? {},
      enabled: body['enabled'] ?? true,
      functionId: body['functionId'] ?? null,
      trueActionId: body['trueActionId'] ?? null,
      falseActionId: body['falseActionId'] ?? null,
    }),
    update: updateConfig,
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/hooks/:hookId/runs',
    kind: 'hook-run',
    idKey: 'runId',
    plural: 'runs',
    parent: { kind: 'hook', idKey: 'hookId' },
    bodies: {
      update: shape({
        'metadata?': object,
        'output?': object,
        'status?': oneOf('failed', 'ignored', 'succeeded'),
      }),
    },
    list: { many: ['status'], words: { status: ['failed', 'ignored', 'running', 'succeeded'] } },
    update: updateRun(hookRunEnded),
  }),
  'POST /hooks/:hookId/runs': {
    ids: { hookId: 'hook' },
    creates: 'hook-run',
    body: shape({ ...describedBody, 'agentRunId?': agentRunId, 'input?': object }),
    handle: (call) => {
      const found = find(call.state, 'hook', param(call, 'hookId'));
      lookUpAll(call.state, call.body, { agentRunId: 'agent-run' });
      const run = newHookRun(call.state, found, call.body, call.actor);
      const answer: Fields = { ...run.data };
      beginHookRun(call.state, run);
      return answer;
    },
  },
};
