/** Actions, hooks, the functions that they call, and the runs of both. */
import {
  actionRunEnded,
  beginActionRun,
  beginHookRun,
  hookRunEnded,
  newActionRun,
  newHookRun,
} from '../agents/flow.js';
import { serviceFunctionOf } from '../agents/functions.js';
import type { Call, Routes } from '../api/call.js';
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { change, described, given, longIdOf, param, resource } from '../api/resource.js';
import { type Entry, find } from '../store/state.js';
import { owned } from './account.js';

/** Everything that an action or a hook names must be there; the service's own functions always are. */
function refer({ state, body }: Call): void {
  const kinds: Readonly<Record<string, string>> = {
    connectionId: 'connection',
    secretId: 'secret',
    trueActionId: 'action',
    falseActionId: 'action',
    agentRunId: 'agent-run',
  };
  for (const [key, kind] of Object.entries(kinds)) {
    const id = body[key];
    if (typeof id === 'string') find(state, kind, id);
  }
  const { functionId } = body;
  if (typeof functionId === 'string' && serviceFunctionOf(functionId) === undefined) {
    find(state, 'function', functionId);
  }
}

/** What an update gives is merged into `config`: its nulls are how clients take a key out. */
function update(call: Call, entry: Entry): void {
  refer(call);
  const { config, ...rest } = call.body;
  const merged = config === undefined ? {} : { config: Object.assign({}, entry.data['config'], config) };
  change(call, entry, { ...rest, ...merged });
}

function mustRun(entry: Entry): void {
  if (entry.data['status'] !== 'running') throw new ApiError(400, `${entry.id} has ended`);
}

/** Ends a run from outside, or only notes something about it. */
function updateRun(ended: typeof hookRunEnded): (call: Call, entry: Entry) => void {
  return (call, entry) => {
    const { status, output, ...rest } = call.body;
    if (status !== undefined) mustRun(entry);
    change(call, entry, { ...rest, ...(output === undefined ? {} : { output }) });
    if (typeof status === 'string') {
      entry.data['status'] = status;
      ended(call.state, entry, status, output ?? null);
    }
  };
}

const actionParent = { kind: 'action', idKey: 'actionId' };
const hookParent = { kind: 'hook', idKey: 'hookId' };

/** The operations of actions and of their runs. */
export const actions: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/actions',
    kind: 'action',
    idKey: 'actionId',
    plural: 'actions',
    long: longIdOf,
    create: (call) => {
      refer(call);
      return {
        ...described(call.body),
        ...given(call.body, 'functionId'),
        config: call.body['config'] ?? {},
        connectionId: call.body['connectionId'] ?? null,
        enabled: call.body['enabled'] ?? true,
        secretId: call.body['secretId'] ?? null,
      };
    },
    update,
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/actions/:actionId/runs',
    kind: 'action-run',
    idKey: 'runId',
    plural: 'runs',
    parent: actionParent,
    list: { many: ['status'] },
    update: updateRun(actionRunEnded),
  }),
  'POST /actions/:actionId/runs': (call) => {
    const action = find(call.state, 'action', param(call, 'actionId'));
    refer(call);
    const run = newActionRun(call.state, action, call.body, call.actor);
    const answer: Fields = { ...run.data };
    beginActionRun(call.state, run);
    return answer;
  },
};

/** The operations of hooks and of their runs. */
export const hooks: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/hooks',
    kind: 'hook',
    idKey: 'hookId',
    plural: 'hooks',
    long: longIdOf,
    create: (call) => {
      refer(call);
      return {
        ...described(call.body),
        ...given(call.body, 'trigger'),
        config: call.body['config'] ?? {},
        enabled: call.body['enabled'] ?? true,
        functionId: call.body['functionId'] ?? null,
        trueActionId: call.body['trueActionId'] ?? null,
        falseActionId: call.body['falseActionId'] ?? null,
      };
    },
    update,
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/hooks/:hookId/runs',
    kind: 'hook-run',
    idKey: 'runId',
    plural: 'runs',
    parent: hookParent,
    list: { many: ['status'] },
    update: updateRun(hookRunEnded),
  }),
  'POST /hooks/:hookId/runs': (call) => {
    const hook = find(call.state, 'hook', param(call, 'hookId'));
    refer(call);
    const run = newHookRun(call.state, hook, call.body, call.actor);
    const answer: Fields = { ...run.data };
    beginHookRun(call.state, run);
    return answer;
  },
};

function own({ state }: Call, entry: Entry): void {
  if (entry.data['organizationId'] !== state.organizationId) {
    throw new ApiError(403, `${entry.id} belongs to another organization`);
  }
}

/** The operations of functions. Their code is a file, as a document's is. */
export const functions: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/functions',
  kind: 'function',
  idKey: 'functionId',
  plural: 'functions',
  long: longIdOf,
  keep: owned,
  list: { other: ['owner'], sortBy: ['createdTime', 'name'], echoSort: false },
  create: ({ state, body }) => ({
    ...described(body),
    organizationId: state.organizationId,
    managedCodeId: null,
    runtime: body['runtime'] ?? 'python',
  }),
  update: (call, entry) => {
    own(call, entry);
    change(call, entry);
  },
  remove: (call, entry) => {
    own(call, entry);
    call.state.files.delete(entry.id);
  },
  view: ({ state, url }, { id, data }) => {
    const origin = (state.options.filesOrigin ?? url.origin).replace(/\/$/, '');
    const mine = data['organizationId'] === state.organizationId;
    return { ...data, fileUrl: mine ? `${origin}/files/${encodeURIComponent(id)}` : null };
  },
});
