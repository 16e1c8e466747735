/** Assets, secrets and logs. */
import type { Routes } from '../api/call.js';
import { change, described, resource } from '../api/resource.js';
import { fromBase64 } from '../files.js';

export const assets: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/assets',
    kind: 'asset',
    idKey: 'assetId',
    plural: 'assets',
    create: ({ body }) => {
      fromBase64(String(body['content']));
      return { ...described(body), contentMD5: null };
    },
    stored: ({ state, body }, { id }) => state.assets.set(id, String(body['content'])),
    update: (call, entry) => {
      const { content, ...rest } = call.body;
      if (typeof content === 'string') {
        fromBase64(content);
        call.state.assets.set(entry.id, content);
      }
      change(call, entry, rest);
    },
    remove: ({ state }, { id }) => state.assets.delete(id),
    // Lists are without contents.
    view: ({ state }, { id, data }, one) => {
      const content = state.assets.get(id);
      return { ...data, ...(one && content !== undefined ? { content } : {}) };
    },
  }),
  ...resource(['list', 'create', 'update', 'remove'], {
    path: '/secrets',
    kind: 'secret',
    idKey: 'secretId',
    plural: 'secrets',
    // Nothing here runs with the secrets, so that their data need not even be kept.
    create: ({ body }) => described(body),
    update: (call, entry) => {
      const { data, ...rest } = call.body;
      change(call, entry, rest);
    },
  }),
  ...resource(['list', 'get'], {
    path: '/logs',
    kind: 'log',
    idKey: 'logId',
    plural: 'logs',
    list: {
      one: ['resourceId', 'workflowId', 'workflowExecutionId', 'transitionId', 'transitionExecutionId'],
      sortBy: ['startTime'],
    },
    // Only the log itself has the events.
    view: (_call, { data }, one) => {
      const { events, ...log } = data;
      return one ? { ...log, events } : log;
    },
  }),
};
