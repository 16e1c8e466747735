/** Users. Each has a profile. */
import type { Routes } from '../api/call.js';
import { type Check, id, nullable, object, shape, string } from '../api/check.js';
import { email, roleIds, text } from '../api/checks.js';
import { given, lookUpAll, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import type { Fields } from '../json.js';
import { timestamp } from '../store/clock.js';
import { type Entry, insert } from '../store/entries.js';
import { idOf, newId } from '../store/ids.js';
import type { State } from '../store/state.js';

/** A new user and the profile that goes with it. */
export function newUser(state: State, body: Fields, createdBy: string | null, status: string): Entry<'user'> {
  const profileId = newId(state, 'profile');
  insert(state, 'profile', profileId, {
    profileId,
    email: body['email'],
    name: body['name'] ?? null,
    givenName: null,
    familyName: null,
    locale: null,
    picture: null,
    metadata: null,
    numberOfOrganizationsAllowed: 10,
    numberOfOrganizationsCreated: 1,
    createdTime: timestamp(state),
    updatedTime: null,
  });
  const userId = newId(state, 'user');
  return insert(state, 'user', userId, {
    userId,
    profileId,
    // Only clients of the older version send these, and get them back.
    ...given(body, 'name', 'avatar', 'description'),
    metadata: body['metadata'] ?? null,
    roleIds: body['roleIds'] ?? [idOf(state, 'role', 'admin')],
    status,
    createdBy,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  });
}

const body: Readonly<Record<string, Check>> = {
  'description?': nullable(text),
  'metadata?': object,
  'roleIds?': roleIds,
  'name?': nullable(text),
  'avatar?': nullable(string({ max: 131_072 })),
};

/** The operations of users. */
export const users: Routes = {
  ...resource(['list', 'get', 'update', 'remove'], {
    path: '/users',
    kind: 'user',
    idKey: 'userId',
    plural: 'users',
    bodies: { update: shape(body) },
    references: { roleIds: 'role' },
  }),
  'POST /users': {
    ids: {},
    creates: 'user',
    body: shape({ ...body, email, 'appClientId?': id('app-client') }),
    handle: ({ state, body: data, actor }) => {
      lookUpAll(state, data, { roleIds: 'role', appClientId: 'app-client' });
      return sent(state, 'user', { ...newUser(state, data, actor, 'invite_pending').data });
    },
  },
};
