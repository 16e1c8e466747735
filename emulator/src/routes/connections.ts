/** Connections to other services. */
import type { Routes } from '../api/call.js';
import { boolean, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { described, resource } from '../api/resource.js';

/** The operations of connections. */
export const connections: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/connections',
  kind: 'connection',
  idKey: 'connectionId',
  plural: 'connections',
  bodies: {
    create: shape({
      ...describedBody,
      config: object,
      'enabled?': boolean,
      'setupParams?': object,
      'type?': oneOf('microsoft-idp'),
    }),
    update: shape(describedBody),
  },
  create: ({ body }) => ({
    ...described(body),
    config: body['config'] ?? null,
    credentials: null,
    enabled: body['enabled'] ?? true,
    type: body['type'] ?? 'microsoft-idp',
  }),
});
