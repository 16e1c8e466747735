import {
  createDataBundle,
  deleteDataBundle,
  getDataBundle,
  listDataBundles,
  updateDataBundle,
} from '../../src/resources/dataBundles.js';
import { operation } from '../support/operation.js';

const modelId = 'las:model:invoice';
const dataBundleId = 'las:model-data-bundle:9f';
const all = '/models/las%3Amodel%3Ainvoice/dataBundles';
const one = `${all}/las%3Amodel-data-bundle%3A9f`;

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
  datasetId: 'las:dataset:2',
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
      datasetId: 'las:dataset:1',
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
      call: (ctx) => createDataBundle(ctx, modelId, ['las:dataset:1']),
      method: 'POST',
      path: all,
      body: { datasetIds: ['las:dataset:1'] },
    },
    {
      call: (ctx) =>
        createDataBundle(ctx, modelId, ['las:dataset:1', 'las:dataset:2'], {
          name: 'Spring',
          description: null,
        }),
      method: 'POST',
      path: all,
      body: { name: 'Spring', description: null, datasetIds: ['las:dataset:1', 'las:dataset:2'] },
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
  required: 'datasets.0.version',
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
      method: 'GET',
      path: all,
      query: [['status', 'ready']],
    },
  ],
  answers: [{ dataBundles: [full, least], nextToken: 'more', status: ['running'] }, { dataBundles: [least] }],
  words: ['dataBundles.0.status'],
  required: 'dataBundles.0.summary',
});

operation('updateDataBundle', {
  sends: [
    {
      call: (ctx) => updateDataBundle(ctx, modelId, dataBundleId, { name: null }),
      method: 'PATCH',
      path: one,
      body: { name: null },
    },
    {
      call: (ctx) =>
        updateDataBundle(ctx, modelId, dataBundleId, { name: 'Spring', description: 'March to May' }),
      method: 'PATCH',
      path: one,
      body: { name: 'Spring', description: 'March to May' },
    },
  ],
  answers: [full, least],
  words,
  required: 'modelId',
});

operation('deleteDataBundle', {
  sends: [{ call: (ctx) => deleteDataBundle(ctx, modelId, dataBundleId), method: 'DELETE', path: one }],
  answers: [full, least],
  words,
  required: 'updatedTime',
});
