/** Roles: what their bearers may do. */
import type { Routes } from '../api/call.js';
import { type Check, list, nullable, oneOf, shape, string } from '../api/check.js';
import { text } from '../api/checks.js';
import { change, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import type { Entry } from '../store/entries.js';

const permissions = list(
  shape({
    resourceId: string(),
    action: oneOf('read', 'write', 'delegate', '*'),
    effect: oneOf('allow', 'deny'),
  }),
);

const body: Readonly<Record<string, Check>> = { 'name?': nullable(text), 'description?': nullable(text) };

/** The roles that every organization has cannot be changed. */
function mustBeOwn({ id }: Entry<'role'>): void {
  if (/:role:(admin|viewer)$/.test(id)) throw new ApiError(403, `${id} is common to all organizations`);
}

/** The operations of roles. */
export const roles: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/roles',
  kind: 'role',
  idKey: 'roleId',
  plural: 'roles',
  bodies: {
    create: shape({ ...body, permissions }),
    update: shape({ ...body, 'permissions?': permissions }),
  },
  create: ({ body: data }) => ({
    name: data['name'] ?? null,
    description: data['description'] ?? null,
    permissions: data['permissions'],
  }),
  update: (call, entry) => {
    mustBeOwn(entry);
    change(call, entry);
  },
  remove: (_call, entry) => mustBeOwn(entry),
});
