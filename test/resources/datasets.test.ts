import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  createDataset,
  deleteDataset,
  getDataset,
  listDatasets,
  updateDataset,
} from '../../src/resources/datasets.js';
import { fake, status } from '../support/fake.js';
import { operation } from '../support/operation.js';

const datasetId = 'las:dataset:1f0c0000000000000000000000000000';
const address = '/datasets/las%3Adataset%3A1f0c0000000000000000000000000000';

const least = {
  datasetId,
  numberOfDocuments: 0,
  groundTruthSummary: {},
  version: 0,
  containsPersonallyIdentifiableInformation: true,
  retentionInDays: 0,
  storageLocation: 'EU',
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  datasetId,
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
};

const options = {
  name: 'Invoices of May',
  description: null,
  containsPersonallyIdentifiableInformation: false,
  retentionInDays: 365,
  metadata: { team: 'finance' },
};

operation('createDataset', {
  sends: [
    { call: (ctx) => createDataset(ctx), method: 'POST', path: '/datasets', body: {} },
    {
      call: (ctx) => createDataset(ctx, options),
      versions: ['2024-11-29'],
      method: 'POST',
      path: '/datasets',
      body: options,
    },
    {
      call: (ctx) =>
        createDataset(ctx, {
          containsPersonallyIdentifiableInformation: true,
          retentionInDays: 1,
          name: 'A name: æøå',
          description: null,
        }),
      method: 'POST',
      path: '/datasets',
      body: {
        containsPersonallyIdentifiableInformation: true,
        retentionInDays: 1,
        name: 'A name: æøå',
        description: null,
      },
    },
  ],
  answers: [full, least],
  words: ['storageLocation'],
  required: 'datasetId',
});

operation('getDataset', {
  sends: [{ call: (ctx) => getDataset(ctx, datasetId), method: 'GET', path: address }],
  answers: [full, { ...least, name: null, metadata: null }],
  words: ['storageLocation'],
  required: 'datasetId',
});

operation('listDatasets', {
  sends: [
    { call: (ctx) => listDatasets(ctx), method: 'GET', path: '/datasets' },
    {
      call: (ctx) => listDatasets(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/datasets',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ datasets: [full, least], nextToken: 'more' }, { datasets: [least] }],
  words: ['datasets.0.storageLocation'],
  required: 'datasets.0.datasetId',
});

operation('updateDataset', {
  sends: [
    {
      call: (ctx) => updateDataset(ctx, datasetId, { name: null }),
      method: 'PATCH',
      path: address,
      body: { name: null },
    },
    {
      call: (ctx) => updateDataset(ctx, datasetId, options),
      versions: ['2024-11-29'],
      method: 'PATCH',
      path: address,
      body: options,
    },
    {
      call: (ctx) =>
        updateDataset(ctx, 'las:dataset:0123456789abcdef0123456789abcdef', {
          name: 'A name: æøå',
          description: null,
        }),
      method: 'PATCH',
      path: '/datasets/las%3Adataset%3A0123456789abcdef0123456789abcdef',
      body: { name: 'A name: æøå', description: null },
    },
  ],
  answers: [full, least],
  words: ['storageLocation'],
  required: 'datasetId',
});

operation('deleteDataset', {
  sends: [
    { call: (ctx) => deleteDataset(ctx, datasetId), method: 'DELETE', path: address },
    {
      call: (ctx) => deleteDataset(ctx, datasetId, { deleteDocuments: false }),
      method: 'DELETE',
      path: address,
    },
  ],
  answers: [full, least],
  words: ['storageLocation'],
  required: 'datasetId',
});

const documents = suite('deleteDataset with its documents');

const document = (n: number) => ({
  documentId: `las:document:${n}`,
  retentionInDays: 1,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
});

const pages = [
  { documents: [document(1), document(2)], nextToken: 'more' },
  { documents: [document(3)], nextToken: null },
];

const first = ['DELETE', '/v1/documents', '?datasetId=las%3Adataset%3A1f0c0000000000000000000000000000'];
const second = [
  'DELETE',
  '/v1/documents',
  '?datasetId=las%3Adataset%3A1f0c0000000000000000000000000000&nextToken=more',
];
const last = ['DELETE', `/v1${address}`, ''];

documents('deletes them to the last page, then the dataset', async () => {
  const { ctx, sent } = fake((_: unknown, n: number) => pages[n - 1] ?? full);
  const task = deleteDataset(ctx, datasetId, { deleteDocuments: true });
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.is(sent.length, 0, 'nothing before it runs');
  assert.equal(await task(), { _tag: 'Right', right: full });
  assert.equal(
    sent.map(({ method, url }) => [method, url.pathname, url.search]),
    [first, second, last],
  );
});

documents('keeps the dataset where deleting them fails', async () => {
  const { ctx, sent } = fake((_: unknown, n: number) => (n === 1 ? pages[0] : status(403, 'not for you')));
  const result = await deleteDataset(ctx, datasetId, { deleteDocuments: true })();
  assert.is(result._tag === 'Left' && result.left._tag, 'HttpError');
  assert.match(result._tag === 'Left' ? result.left.message : '', '2 documents are deleted already');
  assert.equal(
    sent.map(({ method, url }) => [method, url.pathname, url.search]),
    [first, second],
  );
});

documents('tells where deleting the dataset itself fails', async () => {
  const { ctx, sent } = fake((_: unknown, n: number) => pages[n - 1] ?? status(404, 'no such dataset'));
  const result = await deleteDataset(ctx, datasetId, { deleteDocuments: true })();
  assert.is(result._tag === 'Left' && result.left._tag, 'NotFound');
  assert.is(sent.length, 3);
});

documents('deletes nothing where the id is none', async () => {
  for (const wrong of ['', '..', 'las:dataset:', undefined]) {
    const { ctx, sent } = fake(pages[1]);
    const result = await deleteDataset(ctx, wrong as typeof datasetId, { deleteDocuments: true })();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput', String(wrong));
    assert.is(sent.length, 0);
  }
});

documents.run();
