import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createBatch, deleteBatch, listBatches, updateBatch } from '../../src/resources/batches.js';
import { fake, status } from '../support/fake.js';
import { operation } from '../support/operation.js';

const batchId = 'las:batch:1f0c0000000000000000000000000000';
const address = '/batches/las%3Abatch%3A1f0c0000000000000000000000000000';

const least = {
  batchId,
  numDocuments: 0,
  containsPersonallyIdentifiableInformation: true,
  retentionInDays: 0,
  storageLocation: 'EU',
  description: null,
  createdTime: null,
};

const full = {
  batchId,
  numDocuments: 12,
  containsPersonallyIdentifiableInformation: false,
  retentionInDays: 1825,
  storageLocation: 'EU',
  name: 'Invoices of May',
  description: 'Scanned',
  createdTime: '2021-09-23T08:05:46Z',
};

operation('createBatch', {
  sends: [
    { call: (ctx) => createBatch(ctx), method: 'POST', path: '/batches', body: {} },
    {
      call: (ctx) =>
        createBatch(ctx, {
          name: 'Invoices of May',
          description: null,
          containsPersonallyIdentifiableInformation: false,
        }),
      method: 'POST',
      path: '/batches',
      body: { name: 'Invoices of May', description: null, containsPersonallyIdentifiableInformation: false },
    },
  ],
  answers: [full, least],
  words: ['storageLocation'],
  required: 'batchId',
});

operation('listBatches', {
  sends: [
    { call: (ctx) => listBatches(ctx), method: 'GET', path: '/batches' },
    {
      call: (ctx) => listBatches(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/batches',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ batches: [full, least], nextToken: 'more' }, { batches: [least] }],
  words: ['batches.0.storageLocation'],
  required: 'batches.0.batchId',
});

operation('updateBatch', {
  sends: [
    {
      call: (ctx) => updateBatch(ctx, batchId, { name: null }),
      method: 'PATCH',
      path: address,
      body: { name: null },
    },
    {
      call: (ctx) => updateBatch(ctx, batchId, { name: 'May', description: 'Scanned' }),
      method: 'PATCH',
      path: address,
      body: { name: 'May', description: 'Scanned' },
    },
  ],
  answers: [full, least],
  words: ['storageLocation'],
  required: 'batchId',
});

operation('deleteBatch', {
  sends: [
    { call: (ctx) => deleteBatch(ctx, batchId), method: 'DELETE', path: address },
    {
      call: (ctx) => deleteBatch(ctx, batchId, { deleteDocuments: false }),
      method: 'DELETE',
      path: address,
    },
  ],
  answers: [full, least],
  words: ['storageLocation'],
  required: 'batchId',
});

const documents = suite('deleteBatch with its documents');

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

const first = ['DELETE', '/v1/documents', '?batchId=las%3Abatch%3A1f0c0000000000000000000000000000'];
const second = [
  'DELETE',
  '/v1/documents',
  '?batchId=las%3Abatch%3A1f0c0000000000000000000000000000&nextToken=more',
];
const last = ['DELETE', `/v1${address}`, ''];

documents('deletes them to the last page, then the batch', async () => {
  const { ctx, sent } = fake((_: unknown, n: number) => pages[n - 1] ?? full);
  const task = deleteBatch(ctx, batchId, { deleteDocuments: true });
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.is(sent.length, 0, 'nothing before it runs');
  assert.equal(await task(), { _tag: 'Right', right: full });
  assert.equal(
    sent.map(({ method, url }) => [method, url.pathname, url.search]),
    [first, second, last],
  );
});

documents('keeps the batch where deleting them fails', async () => {
  const { ctx, sent } = fake((_: unknown, n: number) => (n === 1 ? pages[0] : status(403, 'not for you')));
  const result = await deleteBatch(ctx, batchId, { deleteDocuments: true })();
  assert.is(result._tag === 'Left' && result.left._tag, 'HttpError');
  assert.match(result._tag === 'Left' ? result.left.message : '', '2 documents are deleted already');
  assert.equal(
    sent.map(({ method, url }) => [method, url.pathname, url.search]),
    [first, second],
  );
});

documents('tells where deleting the batch itself fails', async () => {
  const { ctx, sent } = fake((_: unknown, n: number) => pages[n - 1] ?? status(404, 'no such batch'));
  const result = await deleteBatch(ctx, batchId, { deleteDocuments: true })();
  assert.is(result._tag === 'Left' && result.left._tag, 'NotFound');
  assert.is(sent.length, 3);
});

documents('deletes nothing where the id is none', async () => {
  for (const wrong of ['', '..', 'las:batch:', undefined]) {
    const { ctx, sent } = fake(pages[1]);
    const result = await deleteBatch(ctx, wrong as typeof batchId, { deleteDocuments: true })();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput', String(wrong));
    assert.is(sent.length, 0);
  }
});

documents.run();
