import { createModel, deleteModel, getModel, listModels, updateModel } from '../../src/resources/models.js';
import { operation } from '../support/operation.js';

const least = {
  modelId: 'las:model:invoice',
  status: 'inactive',
  fieldConfig: null,
  preprocessConfig: {},
  numberOfDataBundles: 0,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  modelId: 'las:organization:other/las:model:invoice',
  status: 'active',
  fieldConfig: {
    total: {
      type: 'amount',
      maxLength: 20,
      description: 'What is to be paid',
      format: '.2f',
      isMultivalue: false,
      strict: true,
    },
    currency: { type: 'enum', enum: ['NOK', 'EUR'] },
    line_items: {
      type: 'lines',
      fields: { sum: { type: 'amount' }, name: { type: 'string', maxLength: null } },
    },
  },
  preprocessConfig: {
    autoRotate: true,
    imageQuality: 'HIGH',
    maxPages: 3,
    pages: [0, -1],
    rotation: 90,
    startPage: 1,
  },
  postprocessConfig: { strategy: 'BEST_N_PAGES', outputFormat: 'v2', parameters: { n: 3, collapse: true } },
  numberOfDataBundles: 2,
  numberOfRunningTrainings: 1,
  trainingId: 'las:model-training:9f',
  organizationId: 'las:organization:other',
  statistics: { days: [{ n: 1 }] },
  version: 3,
  width: 640,
  height: 480,
  name: 'Invoices',
  description: 'All of them',
  metadata: { mine: [1] },
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:1',
};

const words = [
  'status',
  'fieldConfig.total.type',
  'fieldConfig.line_items.fields.sum.type',
  'preprocessConfig.imageQuality',
  'postprocessConfig.strategy',
  'postprocessConfig.outputFormat',
];

operation('createModel', {
  sends: [
    {
      call: (ctx) => createModel(ctx, { total: { type: 'amount' } }),
      method: 'POST',
      path: '/models',
      body: { fieldConfig: { total: { type: 'amount' } } },
    },
    {
      call: (ctx) =>
        createModel(
          ctx,
          {
            currency: { type: 'enum', enum: ['NOK'], maxLength: 3, description: null, strict: true },
            line_items: { type: 'lines', fields: { sum: { type: 'amount', isMultivalue: false } } },
          },
          {
            preprocessConfig: { autoRotate: true, imageQuality: 'LOW', maxPages: 3 },
            postprocessConfig: { strategy: 'BEST_N_PAGES', parameters: { n: 2 } },
            name: 'Invoices',
            description: null,
            metadata: { mine: 1 },
            width: 640,
            height: 480,
          },
        ),
      method: 'POST',
      path: '/models',
      body: {
        fieldConfig: {
          currency: { type: 'enum', enum: ['NOK'], maxLength: 3, description: null, strict: true },
          line_items: { type: 'lines', fields: { sum: { type: 'amount', isMultivalue: false } } },
        },
        preprocessConfig: { autoRotate: true, imageQuality: 'LOW', maxPages: 3 },
        postprocessConfig: { strategy: 'BEST_N_PAGES', parameters: { n: 2 } },
        name: 'Invoices',
        description: null,
        metadata: { mine: 1 },
        width: 640,
        height: 480,
      },
    },
  ],
  answers: [full, least],
  words,
  required: 'numberOfDataBundles',
});

operation('getModel', {
  sends: [
    {
      call: (ctx) => getModel(ctx, 'las:model:invoice'),
      method: 'GET',
      path: '/models/las%3Amodel%3Ainvoice',
    },
    {
      call: (ctx) => getModel(ctx, 'las:organization:other/las:model:invoice', { statisticsLastNDays: 30 }),
      method: 'GET',
      path: '/models/las%3Aorganization%3Aother%2Flas%3Amodel%3Ainvoice',
      query: [['statisticsLastNDays', '30']],
    },
  ],
  answers: [full, { ...least, fieldConfig: { total: { type: 'amount' } } }],
  words,
  required: 'fieldConfig.total.type',
});

operation('listModels', {
  sends: [
    { call: (ctx) => listModels(ctx), method: 'GET', path: '/models' },
    {
      call: (ctx) =>
        listModels(ctx, {
          owner: ['las:organization:me', 'las:organization:cradl'],
          maxResults: 0,
          nextToken: 'a token/+=&',
        }),
      method: 'GET',
      path: '/models',
      query: [
        ['owner', 'las:organization:me'],
        ['owner', 'las:organization:cradl'],
        ['maxResults', '0'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listModels(ctx, { owner: 'las:organization:me', nextToken: null }),
      method: 'GET',
      path: '/models',
      query: [['owner', 'las:organization:me']],
    },
  ],
  answers: [{ models: [full, least], nextToken: 'more', owner: ['x'] }, { models: [least] }],
  words: words.map((word) => `models.0.${word}`),
  required: 'models.0.modelId',
});

operation('updateModel', {
  sends: [
    {
      call: (ctx) => updateModel(ctx, 'las:model:invoice', { trainingId: null }),
      method: 'PATCH',
      path: '/models/las%3Amodel%3Ainvoice',
      body: { trainingId: null },
    },
    {
      call: (ctx) =>
        updateModel(ctx, 'las:model:invoice', {
          fieldConfig: { total: { type: 'amount' } },
          preprocessConfig: { pages: [0] },
          postprocessConfig: { strategy: 'BEST_FIRST', outputFormat: 'v1' },
          trainingId: 'las:model-training:9f',
          status: 'training',
          name: null,
          description: 'All',
          metadata: {},
          width: undefined,
        }),
      method: 'PATCH',
      path: '/models/las%3Amodel%3Ainvoice',
      body: {
        fieldConfig: { total: { type: 'amount' } },
        preprocessConfig: { pages: [0] },
        postprocessConfig: { strategy: 'BEST_FIRST', outputFormat: 'v1' },
        trainingId: 'las:model-training:9f',
        status: 'training',
        name: null,
        description: 'All',
        metadata: {},
      },
    },
  ],
  answers: [full, least],
  words,
  required: 'preprocessConfig',
});

operation('deleteModel', {
  sends: [
    {
      call: (ctx) => deleteModel(ctx, 'las:model:invoice'),
      method: 'DELETE',
      path: '/models/las%3Amodel%3Ainvoice',
    },
  ],
  answers: [full, least],
  words,
  required: 'modelId',
});
