import {
  createFunction,
  deleteFunction,
  getFunction,
  listFunctions,
  updateFunction,
} from '../../src/resources/functions.js';
import { operation } from '../support/operation.js';

const least = {
  functionId: 'cradl:function:mine',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  functionId: 'cradl:function:mine',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:function:mine',
  runtime: 'python',
  fileUrl: 'https://files.example.com/f',
  managedCodeId: 'cradl:managed-code:mine',
  organizationId: 'las:organization:me',
};

operation('createFunction', {
  sends: [
    { call: (ctx) => createFunction(ctx), method: 'POST', path: '/functions', body: {} },
    {
      call: (ctx) =>
        createFunction(ctx, {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          runtime: 'nodejs',
        }),
      method: 'POST',
      path: '/functions',
      body: { name: 'Invoices', description: 'Of suppliers', metadata: { team: 'x' }, runtime: 'nodejs' },
    },
  ],
  answers: [full, least],
  required: 'functionId',
});

operation('getFunction', {
  sends: [
    {
      call: (ctx) => getFunction(ctx, 'cradl:function:mine'),
      method: 'GET',
      path: '/functions/cradl%3Afunction%3Amine',
    },
  ],
  answers: [full, least],
  required: 'functionId',
});

operation('listFunctions', {
  sends: [
    { call: (ctx) => listFunctions(ctx), method: 'GET', path: '/functions' },
    {
      call: (ctx) => listFunctions(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/functions',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) =>
        listFunctions(ctx, {
          owner: ['cradl:organization:cradl', 'me'],
          sortBy: 'createdTime',
          order: 'ascending',
        }),
      method: 'GET',
      path: '/functions',
      query: [
        ['owner', 'cradl:organization:cradl'],
        ['owner', 'me'],
        ['sortBy', 'createdTime'],
        ['order', 'ascending'],
      ],
    },
  ],
  answers: [
    { functions: [full, least], nextToken: 'more' },
    { functions: [least], nextToken: null },
  ],
  required: 'functions.0.functionId',
});

operation('updateFunction', {
  sends: [
    {
      call: (ctx) =>
        updateFunction(ctx, 'cradl:function:mine', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
        }),
      method: 'PATCH',
      path: '/functions/cradl%3Afunction%3Amine',
      body: { name: 'Invoices', description: 'Of suppliers', metadata: { team: 'x' } },
    },
    {
      call: (ctx) => updateFunction(ctx, 'cradl:function:mine', { name: null }),
      method: 'PATCH',
      path: '/functions/cradl%3Afunction%3Amine',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'functionId',
});

operation('deleteFunction', {
  sends: [
    {
      call: (ctx) => deleteFunction(ctx, 'cradl:function:mine'),
      method: 'DELETE',
      path: '/functions/cradl%3Afunction%3Amine',
    },
  ],
  answers: [full, least],
  required: 'functionId',
});
