/** Secrets. */
import type { Routes } from '../api/call.js';
import { object, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { change, described, resource } from '../api/resource.js';

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
