import {
  createAction,
  deleteAction,
  getAction,
  listActions,
  updateAction,
} from '../../../src/resources/actions/actions.js';
import { operation } from '../../support/operation.js';

const least = {
  actionId: 'cradl:action:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  actionId: 'cradl:action:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:action:1f000000000000000000000000000000',
  config: { url: 'https://example.com/' },
  connectionId: 'cradl:connection:1f000000000000000000000000000000',
  enabled: true,
  functionId: 'cradl:organization:cradl/cradl:function:export-to-webhook',
  secretId: 'cradl:secret:1f000000000000000000000000000000',
};

operation('createAction', {
  sends: [
    { call: (ctx) => createAction(ctx), method: 'POST', path: '/actions', body: {} },
    {
      call: (ctx) =>
        createAction(ctx, {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          config: { url: 'https://example.com/' },
          connectionId: 'cradl:connection:1f000000000000000000000000000000',
          enabled: true,
          functionId: 'cradl:organization:cradl/cradl:function:export-to-webhook',
          secretId: 'cradl:secret:1f000000000000000000000000000000',
        }),
      method: 'POST',
      path: '/actions',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        config: { url: 'https://example.com/' },
        connectionId: 'cradl:connection:1f000000000000000000000000000000',
        enabled: true,
        functionId: 'cradl:organization:cradl/cradl:function:export-to-webhook',
        secretId: 'cradl:secret:1f000000000000000000000000000000',
      },
    },
  ],
  answers: [full, least],
  required: 'actionId',
});

operation('getAction', {
  sends: [
    {
      call: (ctx) => getAction(ctx, 'cradl:action:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'actionId',
});

operation('listActions', {
  sends: [
    { call: (ctx) => listActions(ctx), method: 'GET', path: '/actions' },
    {
      call: (ctx) => listActions(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/actions',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { actions: [full, least], nextToken: 'more' },
    { actions: [least], nextToken: null },
  ],
  required: 'actions.0.actionId',
});

operation('updateAction', {
  sends: [
    {
      call: (ctx) =>
        updateAction(ctx, 'cradl:action:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          config: { url: null },
          connectionId: null,
          enabled: false,
          functionId: 'cradl:function:mine',
          secretId: null,
        }),
      method: 'PATCH',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        config: { url: null },
        connectionId: null,
        enabled: false,
        functionId: 'cradl:function:mine',
        secretId: null,
      },
    },
    {
      call: (ctx) => updateAction(ctx, 'cradl:action:1f000000000000000000000000000000', { name: null }),
      method: 'PATCH',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'actionId',
});

operation('deleteAction', {
  sends: [
    {
      call: (ctx) => deleteAction(ctx, 'cradl:action:1f000000000000000000000000000000'),
      method: 'DELETE',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'actionId',
});
