/** Transitions and their executions. */
import { type Call, param, type Routes } from '../api/call.js';
import {
  type Check,
  id,
  integer,
  list,
  nullable,
  object,
  oneOf,
  record,
  shape,
  string,
} from '../api/check.js';
import { described as describedBody, environment, text } from '../api/checks.js';
import { change, described, given, type References, resource } from '../api/resource.js';
import { resourcesOf } from '../asl/index.js';
import { ApiError } from '../errors.js';
import { asFields, type Fields } from '../json.js';
import { type Entry, find, overwrite } from '../store/entries.js';
import { definitionsOf, setTimed } from '../store/memory.js';
import {
  complete,
  defaultTimeout,
  executionOf,
  failedTransition,
  heartbeat,
  takeTransition,
} from '../workflows/engine.js';

const assets = record(id('asset'));
const body: Readonly<Record<string, Check>> = {
  ...describedBody,
  'inputJsonSchema?': object,
  'outputJsonSchema?': object,
  'parameters?': shape({
    ...environment,
    'imageUrl?': text,
    'lambdaId?': string({
      pattern: /^(las|cradl):lambda:[a-z0-9-_]+:[a-z0-9-_]+$/,
      like: 'the id of a lambda',
    }),
    'credentials?': shape({ username: text, password: text }),
    'memory?': oneOf(512, 1024, 2048, 4096, 8192),
    'cpu?': oneOf(256, 512, 1024),
    'assets?': assets,
  }),
};
const point = string({ pattern: /^\d{4}-?\d\d-?\d\d[ T]?\d\d:?\d\d/, like: 'a point in time' });

const environmentOf: References = { environmentSecrets: 'secret', secretId: 'secret' };
const references: References = {
  ...environmentOf,
  assets: 'asset',
  parameters: { ...environmentOf, assets: 'asset' },
};

function parametersOf(data: Fields): Fields {
  const parameters = asFields(data['parameters']);
  const needed =
    { docker: ['imageUrl', 'assets'], lambda: ['lambdaId'] }[String(data['transitionType'])] ?? [];
  if (
    data['parameters'] !== undefined &&
    needed.length > 0 &&
    needed.every((key) => parameters[key] === undefined)
  ) {
    throw new ApiError(400, `parameters must have ${needed.join(' or ')}`);
  }
  return parameters;
}

function mustNotBeCommon({ id: transitionId }: Entry): void {
  if (transitionId === failedTransition) {
    throw new ApiError(403, `${transitionId} is common to all organizations`);
  }
}

/** The execution that a path names. */
function addressed(call: Call): Entry<'transition-execution'> {
  const parent = find(call.state, 'transition', param(call, 'transitionId'));
  const execution = find(call.state, 'transition-execution', param(call, 'executionId'));
  return executionOf(execution, execution.data.transitionId, parent);
}

/** The execution that a path names, which must not have ended. */
function running(call: Call): Entry<'transition-execution'> {
  const execution = addressed(call);
  if (execution.data.status !== 'running') throw new ApiError(400, `${execution.id} has ended`);
  return execution;
}

const ids = { transitionId: 'transition', executionId: 'transition-execution' } as const;
const statuses = ['succeeded', 'failed', 'rejected', 'retry'];

/** The operations of transitions and of their executions. */
export const transitions: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/transitions',
    kind: 'transition',
    idKey: 'transitionId',
    plural: 'transitions',
    bodies: {
      create: shape({
        ...body,
        transitionType: oneOf('docker', 'manual', 'lambda'),
        'timeoutInSeconds?': integer(60, 10_800),
      }),
      update: shape({
        ...body,
        'assets?': assets,
        'environment?': nullable(record(text)),
        'environmentSecrets?': nullable(list(id('secret'))),
      }),
    },
    references,
    list: { many: ['transitionType'], words: { transitionType: ['docker', 'manual', 'lambda'] } },
    create: ({ body: data }) => ({
      ...described(data),
      ...given(data, 'transitionType', 'inputJsonSchema', 'outputJsonSchema'),
      parameters: parametersOf(data),
      ...given(asFields(data['parameters']), 'assets'),
      timeoutInSeconds: data['timeoutInSeconds'] ?? defaultTimeout,
    }),
    stored: ({ state, body: data }, entry) =>
      setTimed(state, entry.id, data['timeoutInSeconds'] !== undefined),
    update: (call, entry) => {
      mustNotBeCommon(entry);
      const { environment: own, environmentSecrets, assets: older, parameters, ...rest } = call.body;
      // The older keys stand beside `parameters`, the newer ones inside it.
      const merged: Fields = {
        ...entry.data.parameters,
        ...given(call.body, 'environment', 'environmentSecrets', 'assets'),
        ...asFields(parameters),
      };
      change(call, entry, { ...rest, parameters: merged, ...given(merged, 'assets') });
    },
    remove: ({ state }, entry) => {
      mustNotBeCommon(entry);
      for (const [workflowId, definition] of definitionsOf(state)) {
        if (resourcesOf(definition).includes(entry.id)) {
          throw new ApiError(400, `${entry.id} is in use by ${workflowId}`);
        }
      }
      setTimed(state, entry.id, false);
    },
  }),
  ...resource(['list'], {
    path: '/transitions/:transitionId/executions',
    kind: 'transition-execution',
    idKey: 'executionId',
    plural: 'executions',
    parent: { kind: 'transition', idKey: 'transitionId' },
    list: {
      many: ['status'],
      quiet: ['executionId'],
      words: { status: ['running', ...statuses] },
      sortBy: ['startTime', 'endTime'],
      echoSort: false,
    },
    view: (_call, { data }) => ({ ...data }),
    extra: (call) => ({ transitionId: param(call, 'transitionId') }),
  }),
  // Takes the execution that has waited longest; when none waits, one is made with the body as its input.
  'POST /transitions/:transitionId/executions': {
    ids: { transitionId: 'transition' },
    creates: 'transition-execution',
    body: object,
    handle: (call) => {
      const transition = find(call.state, 'transition', param(call, 'transitionId'));
      return { ...takeTransition(call.state, transition, call.body, call.state.now()).data };
    },
  },
  'GET /transitions/:transitionId/executions/:executionId': {
    ids,
    handle: (call) => ({ ...addressed(call).data }),
  },
  'PATCH /transitions/:transitionId/executions/:executionId': {
    ids,
    body: shape({
      'output?': object,
      'startTime?': nullable(point),
      'error?': shape({ message: text }),
      'status?': oneOf(...statuses),
    }),
    handle: (call) => {
      const execution = running(call);
      const { status, output, error } = call.body;
      if (status === 'succeeded' && output === undefined) throw new ApiError(400, 'body must have output');
      if (status === 'failed' && error === undefined) throw new ApiError(400, 'body must have error');
      overwrite(execution, given(call.body, 'startTime', 'output'));
      if (typeof status === 'string') {
        const message = error === undefined ? undefined : String(asFields(error)['message']);
        complete(call.state, execution, { status, output, message }, call.actor, call.state.now());
      }
      return { ...execution.data };
    },
  },
  'POST /transitions/:transitionId/executions/:executionId/heartbeats': {
    ids,
    body: object,
    handle: (call) => {
      heartbeat(call.state, running(call), call.state.now());
      return undefined;
    },
  },
};
