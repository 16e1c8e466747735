import {
  createConnection,
  deleteConnection,
  getConnection,
  listConnections,
  updateConnection,
} from '../../src/resources/connections.js';
import { operation } from '../support/operation.js';

const least = {
  connectionId: 'cradl:connection:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  connectionId: 'cradl:connection:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  type: 'microsoft-idp',
  config: { a: 1 },
  credentials: { b: 2 },
  enabled: true,
};

operation('createConnection', {
  sends: [
    {
      call: (ctx) => createConnection(ctx, { tenant: 1 }),
      method: 'POST',
      path: '/connections',
      body: { config: { tenant: 1 } },
    },
    {
      call: (ctx) =>
        createConnection(
          ctx,
          { tenant: 1 },
          {
            name: 'Invoices',
            description: 'Of suppliers',
            metadata: { team: 'x' },
            enabled: true,
            setupParams: { c: 3 },
            type: 'microsoft-idp',
          },
        ),
      method: 'POST',
      path: '/connections',
      body: {
        config: { tenant: 1 },
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        enabled: true,
        setupParams: { c: 3 },
        type: 'microsoft-idp',
      },
    },
  ],
  answers: [full, least],
  required: 'connectionId',
});

operation('getConnection', {
  sends: [
    {
      call: (ctx) => getConnection(ctx, 'cradl:connection:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/connections/cradl%3Aconnection%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'connectionId',
});

operation('listConnections', {
  sends: [
    { call: (ctx) => listConnections(ctx), method: 'GET', path: '/connections' },
    {
      call: (ctx) => listConnections(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/connections',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { connections: [full, least], nextToken: 'more' },
    { connections: [least], nextToken: null },
  ],
  required: 'connections.0.connectionId',
});

operation('updateConnection', {
  sends: [
    {
      call: (ctx) =>
        updateConnection(ctx, 'cradl:connection:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
        }),
      method: 'PATCH',
      path: '/connections/cradl%3Aconnection%3A1f000000000000000000000000000000',
      body: { name: 'Invoices', description: 'Of suppliers', metadata: { team: 'x' } },
    },
    {
      call: (ctx) =>
        updateConnection(ctx, 'cradl:connection:1f000000000000000000000000000000', { name: null }),
      method: 'PATCH',
      path: '/connections/cradl%3Aconnection%3A1f000000000000000000000000000000',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'connectionId',
});

operation('deleteConnection', {
  sends: [
    {
      call: (ctx) => deleteConnection(ctx, 'cradl:connection:1f000000000000000000000000000000'),
      method: 'DELETE',
      path: '/connections/cradl%3Aconnection%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'connectionId',
});
