/** Validations and their tasks, which people do, and connections. */
import { newTask, taskChanged } from '../agents/flow.js';
import type { Routes } from '../api/call.js';
import { ApiError } from '../api/errors.js';
import { change, described, longIdOf, param, resource } from '../api/resource.js';
import { find } from '../store/state.js';

/** The operations of validations and of their tasks. */
export const validations: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/validations',
    kind: 'validation',
    idKey: 'validationId',
    plural: 'validations',
    long: longIdOf,
    create: ({ body }) => ({
      ...described(body),
      config: body['config'] ?? {},
      enabled: body['enabled'] ?? true,
    }),
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/validations/:validationId/tasks',
    kind: 'validation-task',
    idKey: 'taskId',
    plural: 'tasks',
    parent: { kind: 'validation', idKey: 'validationId' },
    list: { many: ['status'] },
    update: (call, task) => {
      const before = task.data['status'];
      if (call.body['status'] !== undefined && ['succeeded', 'failed'].includes(String(before))) {
        throw new ApiError(400, `${task.id} has ended`);
      }
      change(call, task);
      if (task.data['status'] !== before) taskChanged(call.state, task);
    },
  }),
  'POST /validations/:validationId/tasks': (call) => {
    const validation = find(call.state, 'validation', param(call, 'validationId'));
    const { agentRunId } = call.body;
    if (typeof agentRunId === 'string') find(call.state, 'agent-run', agentRunId);
    return { ...newTask(call.state, validation, call.body, call.actor).data };
  },
};

/** The operations of connections. */
export const connections: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/connections',
  kind: 'connection',
  idKey: 'connectionId',
  plural: 'connections',
  create: ({ body }) => ({
    ...described(body),
    config: body['config'] ?? null,
    credentials: null,
    enabled: body['enabled'] ?? true,
    type: body['type'] ?? 'microsoft-idp',
  }),
});
