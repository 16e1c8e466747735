import {
  createTransformation,
  deleteTransformation,
  listTransformations,
} from '../../src/resources/transformations.js';
import { operation } from '../support/operation.js';

const datasetId = 'las:dataset:1f0c0000000000000000000000000000';
const transformationId = 'las:dataset-transformation:9f000000000000000000000000000000';
const address = '/datasets/las%3Adataset%3A1f0c0000000000000000000000000000/transformations';

const least = {
  transformationId,
  datasetId,
  operations: [],
  status: 'running',
  createdTime: null,
  createdBy: null,
};

const full = {
  transformationId,
  datasetId,
  operations: [{ type: 'remove-duplicates', options: { keep: 'first' } }, { type: 'remove-duplicates' }],
  status: 'succeeded',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

operation('createTransformation', {
  sends: [
    { call: (ctx) => createTransformation(ctx, datasetId), method: 'POST', path: address, body: {} },
    {
      call: (ctx) =>
        createTransformation(ctx, datasetId, {
          operations: [
            { type: 'remove-duplicates' },
            { type: 'remove-duplicates', options: { keep: 'first' } },
          ],
        }),
      method: 'POST',
      path: address,
      body: {
        operations: [
          { type: 'remove-duplicates' },
          { type: 'remove-duplicates', options: { keep: 'first' } },
        ],
      },
    },
  ],
  answers: [full, least],
  words: ['status', 'operations.0.type'],
  required: 'transformationId',
});

operation('listTransformations', {
  sends: [
    { call: (ctx) => listTransformations(ctx, datasetId), method: 'GET', path: address },
    {
      call: (ctx) =>
        listTransformations(ctx, datasetId, {
          status: ['running', 'failed'],
          maxResults: 5,
          nextToken: 'a token/+=&',
        }),
      method: 'GET',
      path: address,
      query: [
        ['status', 'running'],
        ['status', 'failed'],
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listTransformations(ctx, datasetId, { status: 'succeeded' }),
      method: 'GET',
      path: address,
      query: [['status', 'succeeded']],
    },
  ],
  answers: [
    { transformations: [full, least], nextToken: 'more', status: ['running'] },
    { transformations: [least] },
  ],
  words: ['transformations.0.status'],
  required: 'transformations.0.transformationId',
});

operation('deleteTransformation', {
  sends: [
    {
      call: (ctx) => deleteTransformation(ctx, datasetId, transformationId),
      method: 'DELETE',
      path: `${address}/las%3Adataset-transformation%3A9f000000000000000000000000000000`,
    },
  ],
  answers: [full, least],
  words: ['status', 'operations.0.type'],
  required: 'datasetId',
});
