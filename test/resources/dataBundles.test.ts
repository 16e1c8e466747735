import {
  createDataBundle,
  deleteDataBundle,
  getDataBundle,
  listDataBundles,
  updateDataBundle,
} from '../../src/resources/dataBundles.js';
import { operation } from '../support/operation.js';

const modelId = 'las:model:invoice';
const dataBundleId = 'las:model-data-bundle:9f000000000000000000000000000000';
const all = '/models/las%3Amodel%3Ainvoice/dataBundles';
const one = `${all}/las%3Amodel-data-bundle%3A9f000000000000000000000000000000`;

const least = {
  dataBundleId,
  modelId,
  datasets: [],
  status: 'processing',
  summary: null,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const leastDataset = {
  datasetId: 'las:dataset:20000000000000000000000000000000',
  numberOfDocuments: 0,
  version: 0,
  containsPersonallyIdentifiableInformation: true,
  retentionInDays: 0,
  storageLocation: 'EU',
  description: null,
};

const full = {
  dataBundleId,
  modelId,
  datasets: [
    {
      datasetId: 'las:dataset:10000000000000000000000000000000',
      numberOfDocuments: 12,
      groundTruthSummary: { total: { count: 12 } },
      version: 3,
      containsPersonallyIdentifiableInformation: false,
      retentionInDays: 1825,
      storageLocation: 'EU',
      name: 'Invoices of May',
      description: 'Scanned',
      metadata: { team: 'finance' },
      createdTime: '2024-11-29T08:05:46Z',
      createdBy: 'las:user:1',
      updatedTime: '2024-11-30T08:05:46Z',
      updatedBy: 'las:app-client:2',
    },
    leastDataset,
  ],
  status: 'succeeded',
  summary: { documents: 12 },
  retentionInDays: 30,
  name: 'Spring',
  description: 'March to May',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

const words = ['status', 'datasets.0.storageLocation'];

operation('createDataBundle', {
  sends: [
    {
      call: (ctx) =>
        createDataBundle(ctx, modelId, ['las:dataset:10000000000000000000000000000000'], {
          metadata: { team: 'x' },
        }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: all,
      body: { datasetIds: ['las:dataset:10000000000000000000000000000000'], metadata: { team: 'x' } },
    },
    {
      call: (ctx) => createDataBundle(ctx, modelId, ['las:dataset:10000000000000000000000000000000']),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: all,
      body: { datasetIds: ['las:dataset:10000000000000000000000000000000'] },
    },
    {
      call: (ctx) =>
        createDataBundle(
          ctx,
          modelId,
          ['las:dataset:10000000000000000000000000000000', 'las:dataset:20000000000000000000000000000000'],
          {
            name: 'Spring',
            description: null,
          },
        ),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: all,
      body: {
        name: 'Spring',
        description: null,
        datasetIds: [
          'las:dataset:10000000000000000000000000000000',
          'las:dataset:20000000000000000000000000000000',
        ],
      },
    },
    {
      call: (ctx) =>
        createDataBundle(
          ctx,
          'las:model:0123456789abcdef0123456789abcdef',
          ['las:dataset:0123456789abcdef0123456789abcdef', 'las:dataset:fedcba9876543210fedcba9876543210'],
          { name: 'A name: æøå', description: null },
        ),
      method: 'POST',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef/dataBundles',
      body: {
        name: 'A name: æøå',
        description: null,
        datasetIds: [
          'las:dataset:0123456789abcdef0123456789abcdef',
          'las:dataset:fedcba9876543210fedcba9876543210',
        ],
      },
    },
  ],
  answers: [full, least],
  words,
  required: 'dataBundleId',
});

operation('getDataBundle', {
  sends: [{ call: (ctx) => getDataBundle(ctx, modelId, dataBundleId), method: 'GET', path: one }],
  answers: [full, { ...least, datasets: [leastDataset] }],
  words,
  required: 'datasets.0.datasetId',
});

operation('listDataBundles', {
  sends: [
    { call: (ctx) => listDataBundles(ctx, modelId), method: 'GET', path: all },
    {
      call: (ctx) =>
        listDataBundles(ctx, modelId, {
          status: ['running', 'processing'],
          maxResults: 5,
          nextToken: 'a token/+=&',
        }),
      versions: [],
      method: 'GET',
      path: all,
      query: [
        ['status', 'running'],
        ['status', 'processing'],
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listDataBundles(ctx, modelId, { status: 'ready' }),
      versions: ['2021-09-23'],
      method: 'GET',
      path: all,
      query: [['status', 'ready']],
    },
    {
      call: (ctx) =>
        listDataBundles(ctx, 'las:model:0123456789abcdef0123456789abcdef', {
          status: 'failed',
          maxResults: 3,
          nextToken: 'bmV4dA==',
        }),
      method: 'GET',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef/dataBundles',
      query: [
        ['status', 'failed'],
        ['maxResults', '3'],
        ['nextToken', 'bmV4dA=='],
      ],
    },
  ],
  answers: [{ dataBundles: [full, least], nextToken: 'more', status: ['running'] }, { dataBundles: [least] }],
  words: ['dataBundles.0.status'],
  required: 'dataBundles.0.dataBundleId',
});

operation('updateDataBundle', {
  sends: [
    {
      call: (ctx) => updateDataBundle(ctx, modelId, dataBundleId, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: one,
      body: { metadata: { team: 'x' } },
    },
    {
      call: (ctx) => updateDataBundle(ctx, modelId, dataBundleId, { name: null }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: one,
      body: { name: null },
    },
    {
      call: (ctx) =>
        updateDataBundle(ctx, modelId, dataBundleId, { name: 'Spring', description: 'March to May' }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: one,
      body: { name: 'Spring', description: 'March to May' },
    },
    {
      call: (ctx) =>
        updateDataBundle(
          ctx,
          'las:model:0123456789abcdef0123456789abcdef',
          'las:model-data-bundle:0123456789abcdef0123456789abcdef',
          { name: 'A name: æøå', description: null },
        ),
      method: 'PATCH',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef/dataBundles/las%3Amodel-data-bundle%3A0123456789abcdef0123456789abcdef',
      body: { name: 'A name: æøå', description: null },
    },
  ],
  answers: [full, least],
  words,
  required: 'modelId',
});

operation('deleteDataBundle', {
  sends: [
    {
      call: (ctx) => deleteDataBundle(ctx, modelId, dataBundleId),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'DELETE',
      path: one,
    },
    {
      call: (ctx) =>
        deleteDataBundle(
          ctx,
          'las:model:0123456789abcdef0123456789abcdef',
          'las:model-data-bundle:0123456789abcdef0123456789abcdef',
        ),
      method: 'DELETE',
      path: '/models/las%3Amodel%3A0123456789abcdef0123456789abcdef/dataBundles/las%3Amodel-data-bundle%3A0123456789abcdef0123456789abcdef',
    },
  ],
  answers: [full, least],
  words,
  required: 'dataBundleId',
});
