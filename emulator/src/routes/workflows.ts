/** Workflows and their executions. */
import { type Call, param, type Routes } from '../api/call.js';
import { boolean, type Check, id, list, nullable, object, oneOf, shape } from '../api/check.js';
import { described as describedBody, email, environment, text } from '../api/checks.js';
import { described, type References, resource } from '../api/resource.js';
import { resourcesOf, validateDefinition } from '../asl/index.js';
import { ApiError } from '../errors.js';
import { asFields } from '../json.js';
import { type Entry, find, set, table } from '../store/entries.js';
import { dropDefinition, keepDefinition } from '../store/memory.js';
import { asJson, executionOf, forget, retryFrom, startWorkflow } from '../workflows/engine.js';

const emailConfig = shape({
  secretId: id('secret'),
  'email?': email,
  'allowedOrigins?': nullable(list(text)),
  'additionalWorkflowInput?': nullable(object),
});
const body: Readonly<Record<string, Check>> = {
  ...describedBody,
  'completedConfig?': shape({ ...environment, imageUrl: text }),
  'errorConfig?': shape({ 'manualRetry?': boolean, 'email?': email }),
  'status?': oneOf('development', 'production'),
};

const references: References = {
  completedConfig: { environmentSecrets: 'secret', secretId: 'secret' },
  emailConfig: { secretId: 'secret' },
};

/** Refuses a definition that cannot run: 400, and 404 for a transition that is not there. */
function checkDefinition({ state, body: data }: Call): void {
  const { definition } = asFields(data['specification']);
  const [problem] = validateDefinition(definition);
  if (problem !== undefined) {
    throw new ApiError(400, `specification.definition${problem.path} ${problem.message}`);
  }
  for (const transitionId of resourcesOf(definition)) find(state, 'transition', transitionId);
}

/** The execution that a path names. */
function addressed(call: Call): Entry<'workflow-execution'> {
  const parent = find(call.state, 'workflow', param(call, 'workflowId'));
  const execution = find(call.state, 'workflow-execution', param(call, 'executionId'));
  return executionOf(execution, execution.data.workflowId, parent);
}

const ids = { workflowId: 'workflow', executionId: 'workflow-execution' } as const;

/** The operations of workflows and of their executions. */
export const workflows: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/workflows',
    kind: 'workflow',
    idKey: 'workflowId',
    plural: 'workflows',
    bodies: {
      create: shape({
        ...body,
        'emailConfig?': emailConfig,
        specification: shape({ definition: object, 'language?': oneOf('ASL'), 'version?': oneOf('1.0.0') }),
      }),
      update: shape({ ...body, 'emailConfig?': nullable(emailConfig) }),
    },
    references,
    create: (call) => {
      checkDefinition(call);
      const { body: data } = call;
      return {
        ...described(data),
        completedConfig: data['completedConfig'] ?? null,
        errorConfig: data['errorConfig'] ?? null,
        emailConfig: data['emailConfig'] ?? null,
        status: data['status'] ?? 'development',
      };
    },
    stored: ({ state, body: data }, { id: workflowId }) =>
      keepDefinition(state, workflowId, asJson(asFields(data['specification'])['definition'])),
    remove: ({ state }, { id: workflowId }) => {
      for (const execution of table(state, 'workflow-execution').values()) {
        if (execution.data.workflowId === workflowId) forget(state, execution, state.now());
      }
      dropDefinition(state, workflowId);
    },
    view: ({ state }, { id: workflowId, data }) => {
      const all = [...table(state, 'workflow-execution').values()];
      const running = all.filter(
        (one) => one.data.workflowId === workflowId && one.data.status === 'running',
      );
      return { ...data, numberOfRunningExecutions: running.length };
    },
  }),
  ...resource(['list'], {
    path: '/workflows/:workflowId/executions',
    kind: 'workflow-execution',
    idKey: 'executionId',
    plural: 'executions',
    parent: { kind: 'workflow', idKey: 'workflowId' },
    list: {
      many: ['status'],
      words: { status: ['running', 'succeeded', 'failed', 'rejected', 'retry', 'error', 'completed'] },
      sortBy: ['startTime', 'endTime'],
      other: ['fromStartTime', 'toStartTime'],
    },
    keep: ({ query }, { data }) =>
      isInTime(query.get('fromStartTime'), String(data.startTime), -1) &&
      isInTime(query.get('toStartTime'), String(data.startTime), 1),
    extra: (call) => ({ workflowId: param(call, 'workflowId') }),
  }),
  'POST /workflows/:workflowId/executions': {
    ids: { workflowId: 'workflow' },
    creates: 'workflow-execution',
    body: shape({ input: object }),
    handle: (call) => {
      const { state, body: data, actor, url } = call;
      const workflow = find(state, 'workflow', param(call, 'workflowId'));
      const caller = { actor, origin: url.origin };
      return { ...startWorkflow(state, workflow, data['input'], caller, state.now()).data };
    },
  },
  'GET /workflows/:workflowId/executions/:executionId': {
    ids,
    handle: (call) => ({ ...addressed(call).data }),
  },
  'PATCH /workflows/:workflowId/executions/:executionId': {
    ids,
    body: shape({ 'nextTransitionId?': id('transition'), 'status?': oneOf('succeeded', 'completed') }),
    handle: (call) => {
      const execution = addressed(call);
      const { nextTransitionId, status } = call.body;
      if (typeof status === 'string') {
        if (execution.data.status !== 'succeeded' && execution.data.status !== 'completed') {
          throw new ApiError(400, 'Only succeeded and completed executions change into one another');
        }
        set(execution, { status });
      }
      if (typeof nextTransitionId === 'string') {
        retryFrom(call.state, execution, nextTransitionId, call.state.now());
      }
      return { ...execution.data };
    },
  },
  'DELETE /workflows/:workflowId/executions/:executionId': {
    ids,
    handle: (call) => {
      const execution = addressed(call);
      forget(call.state, execution, call.state.now());
      return { ...execution.data };
    },
  },
};

/** Whether `time` is not before (-1) or not after (1) the bound. */
function isInTime(bound: string | null, time: string, side: -1 | 1): boolean {
  if (bound === null) return true;
  const at = Date.parse(bound);
  if (Number.isNaN(at)) throw new ApiError(400, 'fromStartTime and toStartTime must be points in time');
  return side * (Date.parse(time) - at) <= 0;
}
