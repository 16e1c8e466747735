import {
  createValidation,
  deleteValidation,
  getValidation,
  listValidations,
  updateValidation,
} from '../../../src/resources/validations/validations.js';
import { operation } from '../../support/operation.js';

const least = {
  validationId: 'cradl:validation:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  validationId: 'cradl:validation:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:validation:1f000000000000000000000000000000',
  config: { a: 1 },
  enabled: true,
};

operation('createValidation', {
  sends: [
    { call: (ctx) => createValidation(ctx), method: 'POST', path: '/validations', body: {} },
    {
      call: (ctx) =>
        createValidation(ctx, {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          config: { a: 1 },
          enabled: true,
        }),
      method: 'POST',
      path: '/validations',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        config: { a: 1 },
        enabled: true,
      },
    },
  ],
  answers: [full, least],
  required: 'validationId',
});

operation('getValidation', {
  sends: [
    {
      call: (ctx) => getValidation(ctx, 'cradl:validation:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'validationId',
});

operation('listValidations', {
  sends: [
    { call: (ctx) => listValidations(ctx), method: 'GET', path: '/validations' },
    {
      call: (ctx) => listValidations(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/validations',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { validations: [full, least], nextToken: 'more' },
    { validations: [least], nextToken: null },
  ],
  required: 'validations.0.validationId',
});

operation('updateValidation', {
  sends: [
    {
      call: (ctx) =>
        updateValidation(ctx, 'cradl:validation:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          config: {},
        }),
      method: 'PATCH',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000',
      body: { name: 'Invoices', description: 'Of suppliers', metadata: { team: 'x' }, config: {} },
    },
    {
      call: (ctx) =>
        updateValidation(ctx, 'cradl:validation:1f000000000000000000000000000000', { name: null }),
      method: 'PATCH',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'validationId',
});

operation('deleteValidation', {
  sends: [
    {
      call: (ctx) => deleteValidation(ctx, 'cradl:validation:1f000000000000000000000000000000'),
      method: 'DELETE',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'validationId',
});
