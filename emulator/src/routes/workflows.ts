/** Transitions, workflows, and the executions of both. */
import type { Call, Routes } from '../api/call.js';
import { type Fields, isFields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { change, described, given, named, param, resource } from '../api/resource.js';
import { resourcesOf, validateDefinition } from '../asl/index.js';
import { type Entry, find, table } from '../store/state.js';
import {
  complete,
  defaultTimeout,
  executionOf,
  failedTransition,
  forget,
  heartbeat,
  retryFrom,
  runningOf,
  startWorkflow,
  takeTransition,
} from '../workflows/engine.js';

const transitionParent = { kind: 'transition', idKey: 'transitionId' };
const workflowParent = { kind: 'workflow', idKey: 'workflowId' };

/** The execution that a path names. */
function addressed(call: Call, kind: 'transition' | 'workflow'): Entry {
  return executionOf(call.state, kind, param(call, `${kind}Id`), param(call, 'executionId'));
}

function parametersOf(body: Fields): Fields {
  const parameters = isFields(body['parameters']) ? body['parameters'] : {};
  const needed = { docker: 'imageUrl', lambda: 'lambdaId' }[String(body['transitionType'])];
  if (body['parameters'] !== undefined && needed !== undefined && parameters[needed] === undefined) {
    throw new ApiError(400, `parameters must have ${needed}`);
  }
  return parameters;
}

function mustRun(entry: Entry): void {
  if (entry.data['status'] !== 'running') throw new ApiError(400, `${entry.id} has ended`);
}

export const transitions: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/transitions',
    kind: 'transition',
    idKey: 'transitionId',
    plural: 'transitions',
    list: { many: ['transitionType'] },
    create: ({ body }) => ({
      ...described(body),
      ...given(body, 'transitionType', 'inputJsonSchema', 'outputJsonSchema'),
      parameters: parametersOf(body),
      ...(isFields(body['parameters']) ? given(body['parameters'], 'assets') : {}),
      timeoutInSeconds: body['timeoutInSeconds'] ?? defaultTimeout,
    }),
    stored: ({ state, body }, entry) => {
      if (body['timeoutInSeconds'] !== undefined) state.timed.add(entry.id);
    },
    update: (call, entry) => {
      mustNotBeCommon(entry);
      const { environment, environmentSecrets, assets, parameters, ...rest } = call.body;
      const own = entry.data['parameters'];
      // The older keys stand beside `parameters`, the newer ones inside it.
      const asked = isFields(parameters) ? parameters : {};
      const merged: Fields = {
        ...(isFields(own) ? own : {}),
        ...given(call.body, 'environment', 'environmentSecrets', 'assets'),
        ...asked,
      };
      change(call, entry, { ...rest, parameters: merged, ...given(merged, 'assets') });
    },
    remove: ({ state }, entry) => {
      mustNotBeCommon(entry);
      for (const [workflowId, definition] of state.definitions) {
        if (resourcesOf(definition).includes(entry.id)) {
          throw new ApiError(400, `${entry.id} is in use by ${workflowId}`);
        }
      }
      state.timed.delete(entry.id);
    },
  }),
  ...resource(['list'], {
    path: '/transitions/:transitionId/executions',
    kind: 'transition-execution',
    idKey: 'executionId',
    plural: 'executions',
    parent: transitionParent,
    list: { many: ['status'], quiet: ['executionId'], sortBy: ['startTime', 'endTime'], echoSort: false },
    view: (_call, { data }) => ({ ...data }),
    extra: (call) => ({ transitionId: param(call, 'transitionId') }),
  }),
  // Takes the execution that has waited longest; when none waits, one is made with the body as its input.
  'POST /transitions/:transitionId/executions': ({ state, params, body }) => {
    const transition = find(state, 'transition', params['transitionId'] ?? '');
    return { ...takeTransition(state, transition, body, state.now()).data };
  },
  'GET /transitions/:transitionId/executions/:executionId': (call) => ({
    ...addressed(call, 'transition').data,
  }),
  'PATCH /transitions/:transitionId/executions/:executionId': (call) => {
    const entry = addressed(call, 'transition');
    mustRun(entry);
    const { status, output, error } = call.body;
    if (status === 'succeeded' && output === undefined) throw new ApiError(400, 'body must have output');
    if (status === 'failed' && error === undefined) throw new ApiError(400, 'body must have error');
    Object.assign(entry.data, given(call.body, 'startTime', 'output'));
    if (typeof status === 'string') {
      const message = isFields(error) ? String(error['message']) : undefined;
      complete(call.state, entry, { status, output, message }, call.actor, call.state.now());
    }
    return { ...entry.data };
  },
  'POST /transitions/:transitionId/executions/:executionId/heartbeats': (call) => {
    const entry = addressed(call, 'transition');
    mustRun(entry);
    heartbeat(call.state, entry, call.state.now());
    return undefined;
  },
};

function mustNotBeCommon(entry: Entry): void {
  if (entry.id === failedTransition) throw new ApiError(403, `${entry.id} is common to all organizations`);
}

export const workflows: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/workflows',
    kind: 'workflow',
    idKey: 'workflowId',
    plural: 'workflows',
    create: ({ state, body }) => {
      const specification = isFields(body['specification']) ? body['specification'] : {};
      const [problem] = validateDefinition(specification['definition']);
      if (problem !== undefined) {
        throw new ApiError(400, `specification.definition${problem.path} ${problem.message}`);
      }
      for (const resource of resourcesOf(specification['definition'])) find(state, 'transition', resource);
      return {
        ...named(body),
        metadata: body['metadata'] ?? null,
        completedConfig: body['completedConfig'] ?? null,
        errorConfig: body['errorConfig'] ?? null,
        emailConfig: body['emailConfig'] ?? null,
        status: body['status'] ?? 'development',
      };
    },
    stored: ({ state, body }, entry) => {
      const { specification } = body;
      if (isFields(specification)) state.definitions.set(entry.id, specification['definition']);
    },
    remove: ({ state }, entry) => {
      for (const execution of table(state, 'workflow-execution').values()) {
        if (execution.data['workflowId'] === entry.id) forget(state, execution, state.now());
      }
      state.definitions.delete(entry.id);
    },
    view: ({ state }, { id, data }) => ({ ...data, numberOfRunningExecutions: runningOf(state, id) }),
  }),
  ...resource(['list'], {
    path: '/workflows/:workflowId/executions',
    kind: 'workflow-execution',
    idKey: 'executionId',
    plural: 'executions',
    parent: workflowParent,
    list: { many: ['status'], sortBy: ['startTime', 'endTime'], other: ['fromStartTime', 'toStartTime'] },
    keep: ({ query }, { data }) => {
      const start = String(data['startTime']);
      return inTime(query.get('fromStartTime'), start, -1) && inTime(query.get('toStartTime'), start, 1);
    },
    extra: (call) => ({ workflowId: param(call, 'workflowId') }),
  }),
  'POST /workflows/:workflowId/executions': ({ state, params, body, actor, url }) => {
    const workflow = find(state, 'workflow', params['workflowId'] ?? '');
    return {
      ...startWorkflow(state, workflow, body['input'], { actor, origin: url.origin }, state.now()).data,
    };
  },
  'GET /workflows/:workflowId/executions/:executionId': (call) => ({ ...addressed(call, 'workflow').data }),
  'PATCH /workflows/:workflowId/executions/:executionId': (call) => {
    const entry = addressed(call, 'workflow');
    const { nextTransitionId, status } = call.body;
    if (typeof status === 'string') {
      if (entry.data['status'] !== 'succeeded' && entry.data['status'] !== 'completed') {
        throw new ApiError(400, 'Only succeeded and completed executions change into one another');
      }
      entry.data['status'] = status;
    }
    if (typeof nextTransitionId === 'string')
      retryFrom(call.state, entry, nextTransitionId, call.state.now());
    return { ...entry.data };
  },
  'DELETE /workflows/:workflowId/executions/:executionId': (call) => {
    const entry = addressed(call, 'workflow');
    forget(call.state, entry, call.state.now());
    return { ...entry.data };
  },
};

/** Whether `time` is not before (-1) or not after (1) the bound. */
function inTime(bound: string | null, time: string, side: -1 | 1): boolean {
  if (bound === null) return true;
  const at = Date.parse(bound);
  if (Number.isNaN(at)) throw new ApiError(400, 'fromStartTime and toStartTime must be points in time');
  return side * (Date.parse(time) - at) <= 0;
}
