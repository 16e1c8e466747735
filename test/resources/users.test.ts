import { createUser, deleteUser, getUser, listUsers, updateUser } from '../../src/resources/users.js';
import { operation } from '../support/operation.js';

const least = {
  userId: 'las:user:1f000000000000000000000000000000',
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  userId: 'las:user:2e000000000000000000000000000000',
  status: 'invite_pending',
  profileId: 'las:profile:3d000000000000000000000000000000',
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
      call: (ctx) => createUser(ctx, 'ada@example.com', { name: 'Ada', description: 'x' }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/users',
      body: { email: 'ada@example.com', ...{ name: 'Ada', description: 'x' } },
    },
    {
      call: (ctx) => createUser(ctx, 'ada@example.com'),
      method: 'POST',
      path: '/users',
      body: { email: 'ada@example.com' },
    },
    {
      call: (ctx) =>
        createUser(ctx, 'ada@example.com', {
          appClientId: 'las:app-client:20000000000000000000000000000000',
          roleIds: ['las:role:admin'],
          metadata: { team: ['a'] },
          name: 'Ada',
          avatar: '/9j/4AAQSkZJRg==',
        }),
      versions: [],
      method: 'POST',
      path: '/users',
      body: {
        email: 'ada@example.com',
        appClientId: 'las:app-client:20000000000000000000000000000000',
        roleIds: ['las:role:admin'],
        metadata: { team: ['a'] },
        name: 'Ada',
        avatar: '/9j/4AAQSkZJRg==',
      },
    },
    {
      call: (ctx) =>
        createUser(ctx, 'kari@example.com', {
          appClientId: 'las:app-client:0123456789abcdef0123456789abcdef',
          name: 'Kari',
          avatar: '/9j/',
        }),
      versions: ['2021-09-23'],
      method: 'POST',
      path: '/users',
      body: {
        appClientId: 'las:app-client:0123456789abcdef0123456789abcdef',
        name: 'Kari',
        avatar: '/9j/',
        email: 'kari@example.com',
      },
    },
    {
      call: (ctx) =>
        createUser(ctx, 'kari@example.com', {
          appClientId: 'las:app-client:0123456789abcdef0123456789abcdef',
          roleIds: ['las:role:Developer_1'],
          metadata: { anything: [1, { goes: null }] },
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/users',
      body: {
        appClientId: 'las:app-client:0123456789abcdef0123456789abcdef',
        roleIds: ['las:role:Developer_1'],
        metadata: { anything: [1, { goes: null }] },
        email: 'kari@example.com',
      },
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'userId',
});

operation('getUser', {
  sends: [
    {
      call: (ctx) => getUser(ctx, 'las:user:2e000000000000000000000000000000'),
      method: 'GET',
      path: '/users/las%3Auser%3A2e000000000000000000000000000000',
    },
  ],
  answers: [full, old],
  words: ['status'],
  required: 'userId',
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
      call: (ctx) =>
        updateUser(ctx, 'las:user:2e000000000000000000000000000000', { name: 'Ada', description: 'x' }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: '/users/las%3Auser%3A2e000000000000000000000000000000',
      body: { name: 'Ada', description: 'x' },
    },
    {
      call: (ctx) => updateUser(ctx, 'las:user:2e000000000000000000000000000000', { roleIds: [] }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/users/las%3Auser%3A2e000000000000000000000000000000',
      body: { roleIds: [] },
    },
    {
      call: (ctx) =>
        updateUser(ctx, 'las:user:2e000000000000000000000000000000', {
          roleIds: ['las:role:viewer'],
          metadata: {},
          name: null,
          avatar: null,
        }),
      versions: [],
      method: 'PATCH',
      path: '/users/las%3Auser%3A2e000000000000000000000000000000',
      body: { roleIds: ['las:role:viewer'], metadata: {}, name: null, avatar: null },
    },
    {
      call: (ctx) =>
        updateUser(ctx, 'las:user:0123456789abcdef0123456789abcdef', { name: 'Kari', avatar: null }),
      versions: ['2021-09-23'],
      method: 'PATCH',
      path: '/users/las%3Auser%3A0123456789abcdef0123456789abcdef',
      body: { name: 'Kari', avatar: null },
    },
    {
      call: (ctx) =>
        updateUser(ctx, 'las:user:0123456789abcdef0123456789abcdef', {
          roleIds: ['las:role:Developer_1'],
          metadata: { anything: [1, { goes: null }] },
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/users/las%3Auser%3A0123456789abcdef0123456789abcdef',
      body: { roleIds: ['las:role:Developer_1'], metadata: { anything: [1, { goes: null }] } },
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'userId',
});

operation('deleteUser', {
  sends: [
    {
      call: (ctx) => deleteUser(ctx, 'las:user:2e000000000000000000000000000000'),
      method: 'DELETE',
      path: '/users/las%3Auser%3A2e000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'userId',
});
