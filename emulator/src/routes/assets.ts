/** Assets, secrets and logs. */
import type { Routes } from '../api/call.js';
import { object, shape, string } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { change, described, resource } from '../api/resource.js';
import { md5Of } from '../base64.js';
import { set } from '../store/entries.js';
import { contentOf, dropContent, keepContent } from '../store/files.js';

const content = string({ min: 1, max: 6_250_000 });

/** The operations of assets. */
export const assets: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/assets',
  kind: 'asset',
  idKey: 'assetId',
  plural: 'assets',
  bodies: {
    create: shape({ ...describedBody, content }),
    update: shape({ ...describedBody, 'content?': content }),
  },
  create: ({ body }) => ({ ...described(body), contentMD5: md5Of(String(body['content'])) }),
  stored: ({ state, body }, { id }) => keepContent(state, id, String(body['content'])),
  update: (call, entry) => {
    const { content: given, ...rest } = call.body;
    if (typeof given === 'string') {
      keepContent(call.state, entry.id, given);
      set(entry, { contentMD5: md5Of(given) });
    }
    change(call, entry, rest);
  },
  remove: ({ state }, { id }) => dropContent(state, id),
  // Lists are without contents.
  view: ({ state }, { id, data }, one) => {
    const kept = contentOf(state, id);
    return { ...data, ...(one && kept !== undefined ? { content: kept } : {}) };
  },
});

/** The operations of secrets. */
export const secrets: Routes = resource(['list', 'create', 'update', 'remove'], {
  path: '/secrets',
  kind: 'secret',
  idKey: 'secretId',
  plural: 'secrets',
  bodies: {
    create: shape({ ...describedBody, data: object }),
    update: shape({ ...describedBody, 'data?': object }),
  },
  // Nothing here runs with the secrets, so that their data need not even be kept.
  create: ({ body }) => described(body),
  update: (call, entry) => {
    const { data, ...rest } = call.body;
    change(call, entry, rest);
  },
});

/** The operations of logs. */
export const logs: Routes = resource(['list', 'get'], {
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
});
