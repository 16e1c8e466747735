import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  createAppClient,
  deleteAppClient,
  getAppClient,
  listAppClients,
  updateAppClient,
} from '../../src/resources/appClients.js';
import { fake, status } from '../support/fake.js';
import { operation } from '../support/operation.js';

const appClientId = 'las:app-client:1f0c0000000000000000000000000000';
const address = '/appClients/las%3Aapp-client%3A1f0c0000000000000000000000000000';

const least = {
  appClientId,
  clientId: '5kq',
  hasSecret: false,
  callbackUrls: null,
  loginUrls: null,
  logoutUrls: null,
  defaultLoginUrl: null,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  appClientId,
  clientId: '5kq',
  hasSecret: true,
  clientSecret: 'a-secret-to-keep',
  apiKey: 'a-key-to-keep',
  callbackUrls: ['https://app.example.com/callback'],
  loginUrls: ['https://app.example.com/login'],
  logoutUrls: ['http://localhost:3000/logout'],
  defaultLoginUrl: 'https://app.example.com/login',
  roleIds: ['las:role:admin'],
  name: 'Nightly import',
  description: 'Runs at three',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

operation('createAppClient', {
  sends: [
    {
      call: (ctx) => createAppClient(ctx, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/appClients',
      body: { metadata: { team: 'x' } },
    },
    { call: (ctx) => createAppClient(ctx), method: 'POST', path: '/appClients', body: {} },
    {
      call: (ctx) =>
        createAppClient(ctx, {
          generateSecret: false,
          logoutUrls: ['http://localhost:3000/logout'],
          callbackUrls: ['https://app.example.com/callback'],
          loginUrls: ['https://app.example.com/login'],
          defaultLoginUrl: 'https://app.example.com/login',
          roleIds: ['las:role:admin'],
          name: 'Nightly import',
          description: null,
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/appClients',
      body: {
        generateSecret: false,
        logoutUrls: ['http://localhost:3000/logout'],
        callbackUrls: ['https://app.example.com/callback'],
        loginUrls: ['https://app.example.com/login'],
        defaultLoginUrl: 'https://app.example.com/login',
        roleIds: ['las:role:admin'],
        name: 'Nightly import',
        description: null,
      },
    },
    {
      call: (ctx) =>
        createAppClient(ctx, {
          generateSecret: false,
          logoutUrls: ['https://example.com/in?to=1'],
          callbackUrls: ['https://example.com/in?to=1', 'http://localhost:3000/'],
          loginUrls: ['http://localhost:3000/'],
          defaultLoginUrl: 'https://example.com/in?to=1',
          name: 'A name: æøå',
          description: null,
        }),
      method: 'POST',
      path: '/appClients',
      body: {
        generateSecret: false,
        logoutUrls: ['https://example.com/in?to=1'],
        callbackUrls: ['https://example.com/in?to=1', 'http://localhost:3000/'],
        loginUrls: ['http://localhost:3000/'],
        defaultLoginUrl: 'https://example.com/in?to=1',
        name: 'A name: æøå',
        description: null,
      },
    },
  ],
  answers: [full, least],
  required: 'appClientId',
});

operation('getAppClient', {
  sends: [{ call: (ctx) => getAppClient(ctx, appClientId), method: 'GET', path: address }],
  answers: [full, least],
  required: 'appClientId',
});

operation('listAppClients', {
  sends: [
    { call: (ctx) => listAppClients(ctx), method: 'GET', path: '/appClients' },
    {
      call: (ctx) => listAppClients(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/appClients',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ appClients: [full, least], nextToken: 'more' }, { appClients: [least] }],
  required: 'appClients.0.appClientId',
});

operation('updateAppClient', {
  sends: [
    {
      call: (ctx) => updateAppClient(ctx, appClientId, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: address,
      body: { metadata: { team: 'x' } },
    },
    {
      call: (ctx) => updateAppClient(ctx, appClientId, { name: null }),
      method: 'PATCH',
      path: address,
      body: { name: null },
    },
    {
      call: (ctx) =>
        updateAppClient(ctx, appClientId, {
          loginUrls: [],
          defaultLoginUrl: 'https://app.example.com/login',
          roleIds: ['las:role:admin'],
          name: 'Import',
          description: 'Runs at four',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: address,
      body: {
        loginUrls: [],
        defaultLoginUrl: 'https://app.example.com/login',
        roleIds: ['las:role:admin'],
        name: 'Import',
        description: 'Runs at four',
      },
    },
    {
      call: (ctx) =>
        updateAppClient(ctx, 'las:app-client:0123456789abcdef0123456789abcdef', {
          loginUrls: ['https://example.com/in?to=1'],
          defaultLoginUrl: 'https://example.com/in?to=1',
          name: 'A name: æøå',
          description: null,
        }),
      method: 'PATCH',
      path: '/appClients/las%3Aapp-client%3A0123456789abcdef0123456789abcdef',
      body: {
        loginUrls: ['https://example.com/in?to=1'],
        defaultLoginUrl: 'https://example.com/in?to=1',
        name: 'A name: æøå',
        description: null,
      },
    },
  ],
  answers: [full, least],
  required: 'appClientId',
});

operation('deleteAppClient', {
  sends: [{ call: (ctx) => deleteAppClient(ctx, appClientId), method: 'DELETE', path: address }],
  answers: [full, least],
  required: 'appClientId',
});

const secrets = suite('app clients: secrets');

const broken = { ...full, clientId: 7 };
const calls = {
  createAppClient: [() => createAppClient(fake(broken).ctx), 'clientId'],
  getAppClient: [() => getAppClient(fake(broken).ctx, appClientId), 'clientId'],
  listAppClients: [() => listAppClients(fake({ appClients: [broken] }).ctx), 'appClients[0].clientId'],
  updateAppClient: [() => updateAppClient(fake(broken).ctx, appClientId, { name: 'a' }), 'clientId'],
  deleteAppClient: [() => deleteAppClient(fake(broken).ctx, appClientId), 'clientId'],
} as const;

for (const [name, [call, path]] of Object.entries(calls)) {
  secrets(`${name}: no error repeats the secret or the key`, async () => {
    const result = await call()();
    assert.is(result._tag === 'Left' && result.left._tag === 'DecodeError' && result.left.path, path);
    assert.not.match(JSON.stringify(result), /to-keep/);
  });
}

secrets('createAppClient: an answer without success is not repeated either', async () => {
  const { ctx } = fake(() => status(500, 'cannot store a-secret-to-keep'));
  const result = await createAppClient(ctx)();
  assert.is(result._tag === 'Left' && result.left._tag, 'HttpError');
  assert.not.match(JSON.stringify(result), /to-keep/);
});

secrets('createAppClient: a secret itself at fault is not shown', async () => {
  const { ctx } = fake({ ...full, clientSecret: ['a-secret-to-keep'] });
  const result = await createAppClient(ctx)();
  assert.is(result._tag === 'Left' && result.left._tag === 'DecodeError' && result.left.path, 'clientSecret');
  assert.not.match(JSON.stringify(result), /to-keep/);
});

secrets('updateAppClient: nothing to change is not sent', async () => {
  const { ctx, sent } = fake(full);
  const result = await updateAppClient(ctx, appClientId, {})();
  assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
  assert.is(sent.length, 0);
});

secrets.run();
