/** App clients: programs that call the API. */
import type { Routes } from '../api/call.js';
import { boolean, type Check, list, shape } from '../api/check.js';
import { described as describedBody, roleIds, url } from '../api/checks.js';
import { given, lookUpAll, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import type { Fields } from '../json.js';
import { addClient, removeClient } from '../store/clients.js';
import { timestamp } from '../store/clock.js';
import { insert } from '../store/entries.js';
import { hex, idOf, newId } from '../store/ids.js';
import type { State } from '../store/state.js';

/** A new client of the API, which the token endpoint knows from now on. */
export function newAppClient(
  state: State,
  data: Fields,
  clientId: string,
  clientSecret: string | null,
): Fields & { readonly appClientId: string } {
  const appClientId = newId(state, 'app-client');
  addClient(state, { clientId, secret: clientSecret, appClientId });
  const client = {
    appClientId,
    clientId,
    hasSecret: clientSecret !== null,
    name: data['name'] ?? null,
    description: data['description'] ?? null,
    ...given(data, 'metadata'),
    roleIds: data['roleIds'] ?? [idOf(state, 'role', 'admin')],
    callbackUrls: data['callbackUrls'] ?? [],
    logoutUrls: data['logoutUrls'] ?? [],
    loginUrls: data['loginUrls'] ?? [],
    defaultLoginUrl: data['defaultLoginUrl'] ?? null,
    createdBy: data['createdBy'] ?? null,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  };
  insert(state, 'app-client', appClientId, client);
  return client;
}

const body: Readonly<Record<string, Check>> = {
  ...describedBody,
  'loginUrls?': list(url),
  'defaultLoginUrl?': url,
  'roleIds?': roleIds,
};

/** The operations of app clients. */
export const appClients: Routes = {
  ...resource(['list', 'get', 'update', 'remove'], {
    path: '/appClients',
    kind: 'app-client',
    idKey: 'appClientId',
    plural: 'appClients',
    bodies: { update: shape(body) },
    references: { roleIds: 'role' },
    remove: ({ state }, { data }) => removeClient(state, data.clientId),
  }),
  'POST /appClients': {
    ids: {},
    creates: 'app-client',
    body: shape({
      ...body,
      'generateSecret?': boolean,
      'callbackUrls?': list(url),
      'logoutUrls?': list(url),
    }),
    handle: ({ state, body: data, actor }) => {
      lookUpAll(state, data, { roleIds: 'role' });
      const clientSecret = data['generateSecret'] === false ? null : hex(48);
      const client = newAppClient(state, { ...data, createdBy: actor }, hex(26), clientSecret);
      // The only answer that ever tells the secret.
      return { ...sent(state, 'app-client', client), ...(clientSecret === null ? {} : { clientSecret }) };
    },
  },
};
