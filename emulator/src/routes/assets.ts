/** Assets: files that transitions take with them. */
import type { Routes } from '../api/call.js';
import { shape, string } from '../api/check.js';
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
