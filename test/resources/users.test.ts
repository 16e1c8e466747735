import { createUser, deleteUser, getUser, listUsers, updateUser } from '../../src/resources/users.js';
import { operation } from '../support/operation.js';

const least = {
  userId: 'las:user:1f',
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  userId: 'las:user:2e',
  status: 'invite_pending',
  profileId: 'las:profile:3d',
  roleIds: ['las:role:admin', 'las:role:viewer'],
  metadata: { team: ['a', 'b'] },
  email: 'ada@example.com',
  name: 'Ada',
  avatar: '/9j/4AAQSkZJRg==',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

// As accounts of 2021 answer.
const old = { ...least, email: 'ada@example.com', name: null, avatar: null };

operation('createUser', {
  sends: [
    {
      call: (ctx) => createUser(ctx, 'ada@example.com'),
      method: 'POST',
      path: '/users',
      body: { email: 'ada@example.com' },
    },
    {
      call: (ctx) =>
        createUser(ctx, 'ada@example.com', {
          appClientId: 'las:app-client:2',
          roleIds: ['las:role:admin'],
          metadata: { team: ['a'] },
          name: 'Ada',
          avatar: '/9j/4AAQSkZJRg==',
        }),
      method: 'POST',
      path: '/users',
      body: {
        email: 'ada@example.com',
        appClientId: 'las:app-client:2',
        roleIds: ['las:role:admin'],
        metadata: { team: ['a'] },
        name: 'Ada',
        avatar: '/9j/4AAQSkZJRg==',
      },
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'userId',
});

operation('getUser', {
  sends: [{ call: (ctx) => getUser(ctx, 'las:user:2e'), method: 'GET', path: '/users/las%3Auser%3A2e' }],
  answers: [full, old],
  words: ['status'],
  required: 'createdBy',
});

operation('listUsers', {
  sends: [
    { call: (ctx) => listUsers(ctx), method: 'GET', path: '/users' },
    {
      call: (ctx) => listUsers(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/users',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { users: [full, old, least], nextToken: 'more' },
    { users: [{ ...least, roleIds: null, profileId: null, metadata: null }] },
  ],
  words: ['users.0.status'],
  required: 'users.0.userId',
});

operation('updateUser', {
  sends: [
    {
      call: (ctx) => updateUser(ctx, 'las:user:2e', { roleIds: [] }),
      method: 'PATCH',
      path: '/users/las%3Auser%3A2e',
      body: { roleIds: [] },
    },
    {
      call: (ctx) =>
        updateUser(ctx, 'las:user:2e', {
          roleIds: ['las:role:viewer'],
          metadata: {},
          name: null,
          avatar: null,
        }),
      method: 'PATCH',
      path: '/users/las%3Auser%3A2e',
      body: { roleIds: ['las:role:viewer'], metadata: {}, name: null, avatar: null },
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'updatedTime',
});

operation('deleteUser', {
  sends: [
    { call: (ctx) => deleteUser(ctx, 'las:user:2e'), method: 'DELETE', path: '/users/las%3Auser%3A2e' },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'userId',
});
