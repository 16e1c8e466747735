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
      call: (ctx) =>
        createModel(ctx, {
          total: { type: 'single-value', promptHint: 'The sum', isNullable: true },
          rows: {
            type: 'table',
            fields: { a: { type: 'multi-value', promptHint: null, isNullable: false } },
          },
        }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/models',
      body: {
        fieldConfig: {
          total: { type: 'single-value', promptHint: 'The sum', isNullable: true },
          rows: {
            type: 'table',
            fields: { a: { type: 'multi-value', promptHint: null, isNullable: false } },
          },
        },
      },
    },
    {
      call: (ctx) => createModel(ctx, { total: { type: 'amount' } }),
      versions: ['2024-11-29', '2025-08-01'],
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
      versions: [],
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
    {
      call: (ctx) =>
        createModel(
          ctx,
          {
            total: { type: 'amount', maxLength: 20, description: 'With VAT.' },
            phone: { type: 'alphanumext', maxLength: 100 },
          },
          {
            width: 1921,
            height: 97,
            preprocessConfig: { autoRotate: true, imageQuality: 'LOW', maxPages: 3 },
            name: 'A name: æøå',
            description: null,
          },
        ),
      versions: ['2021-09-23'],
      method: 'POST',
      path: '/models',
      body: {
        width: 1921,
        height: 97,
        preprocessConfig: { autoRotate: true, imageQuality: 'LOW', maxPages: 3 },
        name: 'A name: æøå',
        description: null,
        fieldConfig: {
          total: { type: 'amount', maxLength: 20, description: 'With VAT.' },
          phone: { type: 'alphanumext', maxLength: 100 },
        },
      },
    },
    {
      call: (ctx) =>
        createModel(
          ctx,
          {
            currency: {
              type: 'enum',
              maxLength: 1024,
              description: 'One of two.',
              enum: ['NOK', 'EUR'],
              format: null,
              isMultivalue: false,
              strict: true,
            },
            'line-items': {
              type: 'lines',
              fields: {
                currency: {
                  type: 'enum',
                  maxLength: 1024,
                  description: 'One of two.',
                  enum: ['NOK', 'EUR'],
                  format: null,
                  isMultivalue: false,
                  strict: true,
                },
                total: { type: 'amount' },
              },
            },
          },
          {
            preprocessConfig: {
              autoRotate: true,
              imageQuality: 'HIGH',
              maxPages: 100,
              pages: [0, 2],
              rotation: 90,
              startPage: 0,
            },
            postprocessConfig: {
              strategy: 'BEST_N_PAGES',
              outputFormat: 'v2',
              parameters: { n: 3, collapse: true },
            },
            metadata: { anything: [1, { goes: null }] },
            name: 'A name: æøå',
            description: null,
          },
        ),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/models',
      body: {
        preprocessConfig: {
          autoRotate: true,
          imageQuality: 'HIGH',
          maxPages: 100,
          pages: [0, 2],
          rotation: 90,
          startPage: 0,
        },
        postprocessConfig: {
          strategy: 'BEST_N_PAGES',
          outputFormat: 'v2',
          parameters: { n: 3, collapse: true },
        },
        metadata: { anything: [1, { goes: null }] },
        name: 'A name: æøå',
        description: null,
        fieldConfig: {
          currency: {
            type: 'enum',
            maxLength: 1024,
            description: 'One of two.',
            enum: ['NOK', 'EUR'],
            format: null,
            isMultivalue: false,
            strict: true,
          },
          'line-items': {
            type: 'lines',
            fields: {
              currency: {
                type: 'enum',
                maxLength: 1024,
                description: 'One of two.',
                enum: ['NOK', 'EUR'],
                format: null,
                isMultivalue: false,
                strict: true,
              },
              total: { type: 'amount' },
            },
          },
        },
      },
    },
  ],
  answers: [full, least],
  words,
  required: 'modelId',
});

operation('getModel', {
  sends: [
    {
      call: (ctx) => getModel(ctx, 'las:model:invoice'),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/models/las%3Amodel%3Ainvoice',
    },
    {
      call: (ctx) => getModel(ctx, 'las:organization:other/las:model:invoice', { statisticsLastNDays: 30 }),
      versions: [],
      method: 'GET',
      path: '/models/las%3Aorganization%3Aother%2Flas%3Amodel%3Ainvoice',
      query: [['statisticsLastNDays', '30']],
    },
    {
      call: (ctx) => getModel(ctx, 'las:model:0123456789abcdef0123456789abcdef'),
      method: 'GET',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef',
    },
    {
      call: (ctx) => getModel(ctx, 'las:model:invoice', { statisticsLastNDays: 30 }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/models/las%3Amodel%3Ainvoice',
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
      versions: ['2024-11-29', '2025-08-01'],
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
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/models',
      query: [['owner', 'las:organization:me']],
    },
    {
      call: (ctx) => listModels(ctx, { maxResults: 3, nextToken: 'bmV4dA==' }),
      method: 'GET',
      path: '/models',
      query: [
        ['maxResults', '3'],
        ['nextToken', 'bmV4dA=='],
      ],
    },
  ],
  answers: [{ models: [full, least], nextToken: 'more', owner: ['x'] }, { models: [least] }],
  words: words.map((word) => `models.0.${word}`),
  required: 'models.0.modelId',
});

operation('updateModel', {
  sends: [
    {
      call: (ctx) =>
        updateModel(ctx, 'cradl:model:invoice', {
          fieldConfig: {
            total: { type: 'single-value', promptHint: 'The sum', isNullable: true },
            rows: {
              type: 'table',
              fields: { a: { type: 'multi-value', promptHint: null, isNullable: false } },
            },
          },
        }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: '/models/cradl%3Amodel%3Ainvoice',
      body: {
        fieldConfig: {
          total: { type: 'single-value', promptHint: 'The sum', isNullable: true },
          rows: {
            type: 'table',
            fields: { a: { type: 'multi-value', promptHint: null, isNullable: false } },
          },
        },
      },
    },
    {
      call: (ctx) => updateModel(ctx, 'las:model:invoice', { trainingId: null }),
      versions: ['2024-11-29', '2025-08-01'],
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
      versions: [],
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
    {
      call: (ctx) =>
        updateModel(ctx, 'las:model:0123456789abcdef0123456789abcdef', {
          width: 97,
          height: 1921,
          fieldConfig: {
            total: { type: 'amount', maxLength: 20, description: 'With VAT.' },
            phone: { type: 'alphanumext', maxLength: 100 },
          },
          preprocessConfig: { autoRotate: true, imageQuality: 'LOW', maxPages: 3 },
          status: 'training',
          name: null,
          description: 'What it is.',
        }),
      versions: ['2021-09-23'],
      method: 'PATCH',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef',
      body: {
        width: 97,
        height: 1921,
        fieldConfig: {
          total: { type: 'amount', maxLength: 20, description: 'With VAT.' },
          phone: { type: 'alphanumext', maxLength: 100 },
        },
        preprocessConfig: { autoRotate: true, imageQuality: 'LOW', maxPages: 3 },
        status: 'training',
        name: null,
        description: 'What it is.',
      },
    },
    {
      call: (ctx) =>
        updateModel(ctx, 'las:model:0123456789abcdef0123456789abcdef', {
          fieldConfig: {
            currency: {
              type: 'enum',
              maxLength: 1024,
              description: 'One of two.',
              enum: ['NOK', 'EUR'],
              format: null,
              isMultivalue: false,
              strict: true,
            },
            'line-items': {
              type: 'lines',
              fields: {
                currency: {
                  type: 'enum',
                  maxLength: 1024,
                  description: 'One of two.',
                  enum: ['NOK', 'EUR'],
                  format: null,
                  isMultivalue: false,
                  strict: true,
                },
                total: { type: 'amount' },
              },
            },
          },
          preprocessConfig: {
            autoRotate: true,
            imageQuality: 'HIGH',
            maxPages: 100,
            pages: [0, 2],
            rotation: 90,
            startPage: 0,
          },
          postprocessConfig: {
            strategy: 'BEST_N_PAGES',
            outputFormat: 'v2',
            parameters: { n: 3, collapse: true },
          },
          trainingId: 'las:model-training:first-one',
          metadata: { anything: [1, { goes: null }] },
          name: null,
          description: 'What it is.',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef',
      body: {
        fieldConfig: {
          currency: {
            type: 'enum',
            maxLength: 1024,
            description: 'One of two.',
            enum: ['NOK', 'EUR'],
            format: null,
            isMultivalue: false,
            strict: true,
          },
          'line-items': {
            type: 'lines',
            fields: {
              currency: {
                type: 'enum',
                maxLength: 1024,
                description: 'One of two.',
                enum: ['NOK', 'EUR'],
                format: null,
                isMultivalue: false,
                strict: true,
              },
              total: { type: 'amount' },
            },
          },
        },
        preprocessConfig: {
          autoRotate: true,
          imageQuality: 'HIGH',
          maxPages: 100,
          pages: [0, 2],
          rotation: 90,
          startPage: 0,
        },
        postprocessConfig: {
          strategy: 'BEST_N_PAGES',
          outputFormat: 'v2',
          parameters: { n: 3, collapse: true },
        },
        trainingId: 'las:model-training:first-one',
        metadata: { anything: [1, { goes: null }] },
        name: null,
        description: 'What it is.',
      },
    },
  ],
  answers: [full, least],
  words,
  required: 'modelId',
});

operation('deleteModel', {
  sends: [
    {
      call: (ctx) => deleteModel(ctx, 'las:model:invoice'),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'DELETE',
      path: '/models/las%3Amodel%3Ainvoice',
    },
    {
      call: (ctx) => deleteModel(ctx, 'las:model:0123456789abcdef0123456789abcdef'),
      method: 'DELETE',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef',
    },
  ],
  answers: [full, least],
  words,
  required: 'modelId',
});
