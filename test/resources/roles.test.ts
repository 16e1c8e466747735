import { getRole, listRoles } from '../../src/resources/roles.js';
import { operation } from '../support/operation.js';

const least = { roleId: 'las:role:viewer', permissions: [] };

const full = {
  roleId: 'las:role:Admin_1-a',
  permissions: [
    { action: '*', effect: 'allow', resourceId: '*' },
    { action: 'delegate', effect: 'deny', resourceId: 'las:secret:1f000000000000000000000000000000' },
  ],
  name: 'Admin',
  description: null,
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

operation('getRole', {
  sends: [
    {
      call: (ctx) => getRole(ctx, 'las:role:Admin_1-a'),
      method: 'GET',
      path: '/roles/las%3Arole%3AAdmin_1-a',
    },
  ],
  answers: [full, least],
  words: ['permissions.0.action', 'permissions.1.effect'],
  required: 'roleId',
});

operation('listRoles', {
  sends: [
    { call: (ctx) => listRoles(ctx), method: 'GET', path: '/roles' },
    {
      call: (ctx) => listRoles(ctx, { maxResults: 20, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/roles',
      query: [
        ['maxResults', '20'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { roles: [full, least], nextToken: 'more' },
    { roles: [{ ...least, permissions: [{ action: 'read', effect: 'allow', resourceId: '*' }] }] },
  ],
  words: ['roles.0.permissions.0.effect'],
  required: 'roles.0.permissions.0.resourceId',
});
