/** Validations and their tasks, which people do. */
import { newTask, taskChanged } from '../agents/flow.js';
import { param, type Routes } from '../api/call.js';
import { boolean, type Check, nullable, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { change, described, longIdOf, lookUpAll, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { find } from '../store/entries.js';
import { agentRunId } from './runs.js';

const body: Readonly<Record<string, Check>> = { ...describedBody, 'config?': nullable(object) };
const statuses = ['ready', 'in-progress', 'succeeded', 'failed'];

/** The operations of validations and of their tasks. */
export const validations: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/validations',
    kind: 'validation',
    idKey: 'validationId',
    plural: 'validations',
    bodies: { create: shape({ ...body, 'enabled?': boolean }), update: shape(body) },
    long: longIdOf,
    create: ({ body: data }) => ({
      ...described(data),
      config: data['config'] ?? {},
      enabled: data['enabled'] ?? true,
    }),
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/validations/:validationId/tasks',
    kind: 'validation-task',
    idKey: 'taskId',
    plural: 'tasks',
    parent: { kind: 'validation', idKey: 'validationId' },
    bodies: { update: shape({ ...describedBody, 'output?': object, 'status?': oneOf(...statuses) }) },
    list: { many: ['status'], words: { status: statuses } },
    update: (call, task) => {
      const before = task.data.status;
      if (call.body['status'] !== undefined && ['succeeded', 'failed'].includes(before)) {
        throw new ApiError(400, `${task.id} has ended`);
      }
      change(call, task);
      if (task.data.status !== before) taskChanged(call.state, task);
    },
  }),
  'POST /validations/:validationId/tasks': {
    ids: { validationId: 'validation' },
    creates: 'validation-task',
    body: shape({ ...describedBody, 'agentRunId?': agentRunId, 'input?': object }),
    handle: (call) => {
      const validation = find(call.state, 'validation', param(call, 'validationId'));
      lookUpAll(call.state, call.body, { agentRunId: 'agent-run' });
      return { ...newTask(call.state, validation, call.body, call.actor).data };
    },
  },
};
