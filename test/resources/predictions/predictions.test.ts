import {
  createPrediction,
  getPrediction,
  listPredictions,
} from '../../../src/resources/predictions/index.js';
import { operation } from '../../support/operation.js';

const least = {
  predictionId: 'las:prediction:7d1f1b2c000000000000000000000000',
  documentId: 'las:document:0a1b2c00000000000000000000000000',
  modelId: 'las:model:invoice',
  predictions: null,
};

const full = {
  ...least,
  trainingId: 'las:model-training:9f',
  predictions: [
    {
      label: 'total',
      value: '54.50',
      rawValue: '54,50',
      confidence: 0.98,
      page: 0,
      location: [0.1, 0.2, 0.3, 0.4],
      source: 'model',
    },
    { label: 'due_date', value: null, confidence: 0 },
    {
      label: 'line_items',
      page: 1,
      value: [
        [{ label: 'amount', value: '10.00', confidence: 0.5 }],
        [{ label: 'amount', value: null, confidence: 0 }],
      ],
    },
  ],
  status: 'succeeded',
  error: null,
  nextPage: null,
  inferenceTime: 1.25,
  preprocessConfig: {
    autoRotate: true,
    imageQuality: 'LOW',
    maxPages: 3,
    pages: [0],
    rotation: 90,
    startPage: 0,
  },
  postprocessConfig: { strategy: 'BEST_N_PAGES', outputFormat: 'v1', parameters: { n: 3, collapse: false } },
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  timestamp: 1632386562,
};

operation('createPrediction', {
  sends: [
    {
      call: (ctx) =>
        createPrediction(ctx, 'cradl:document:0a1b2c00000000000000000000000000', 'cradl:model:invoice', {
          metadata: { team: 'x' },
          name: 'Invoice',
          description: null,
          agentRunId:
            'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
        }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/predictions',
      body: {
        documentId: 'cradl:document:0a1b2c00000000000000000000000000',
        modelId: 'cradl:model:invoice',
        ...{
          metadata: { team: 'x' },
          name: 'Invoice',
          description: null,
          agentRunId:
            'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
        },
      },
    },
    {
      call: (ctx) =>
        createPrediction(ctx, 'las:document:0a1b2c00000000000000000000000000', 'las:model:invoice'),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/predictions',
      body: { documentId: 'las:document:0a1b2c00000000000000000000000000', modelId: 'las:model:invoice' },
    },
    {
      call: (ctx) =>
        createPrediction(
          ctx,
          'las:document:0a1b2c00000000000000000000000000',
          'las:organization:other/las:model:invoice',
          {
            async: true,
            autoRotate: false,
            imageQuality: 'HIGH',
            maxPages: 3,
            rotation: 180,
            preprocessConfig: { startPage: 1 },
            postprocessConfig: { strategy: 'BEST_FIRST' },
            trainingId: 'las:model-training:9f',
          },
        ),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/predictions',
      body: {
        async: true,
        autoRotate: false,
        imageQuality: 'HIGH',
        maxPages: 3,
        rotation: 180,
        preprocessConfig: { startPage: 1 },
        postprocessConfig: { strategy: 'BEST_FIRST' },
        trainingId: 'las:model-training:9f',
        documentId: 'las:document:0a1b2c00000000000000000000000000',
        modelId: 'las:organization:other/las:model:invoice',
      },
    },
    {
      call: (ctx) =>
        createPrediction(
          ctx,
          'las:document:0123456789abcdef0123456789abcdef',
          'las:model:0123456789abcdef0123456789abcdef',
          { maxPages: 3, autoRotate: false, imageQuality: 'LOW' },
        ),
      method: 'POST',
      path: '/predictions',
      body: {
        maxPages: 3,
        autoRotate: false,
        imageQuality: 'LOW',
        documentId: 'las:document:0123456789abcdef0123456789abcdef',
        modelId: 'las:model:0123456789abcdef0123456789abcdef',
      },
    },
    {
      call: (ctx) =>
        createPrediction(
          ctx,
          'las:document:0123456789abcdef0123456789abcdef',
          'las:organization:cradl/las:model:invoice',
          {
            async: true,
            autoRotate: true,
            imageQuality: 'HIGH',
            maxPages: 100,
            rotation: 270,
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
          },
        ),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/predictions',
      body: {
        async: true,
        autoRotate: true,
        imageQuality: 'HIGH',
        maxPages: 100,
        rotation: 270,
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
        documentId: 'las:document:0123456789abcdef0123456789abcdef',
        modelId: 'las:organization:cradl/las:model:invoice',
      },
    },
  ],
  answers: [full, least],
  words: ['status', 'predictions.0.source', 'preprocessConfig.imageQuality', 'postprocessConfig.strategy'],
  required: 'modelId',
});

operation('getPrediction', {
  sends: [
    {
      call: (ctx) => getPrediction(ctx, 'las:prediction:7d1f1b2c000000000000000000000000'),
      method: 'GET',
      path: '/predictions/las%3Aprediction%3A7d1f1b2c000000000000000000000000',
    },
  ],
  answers: [full, { ...least, predictions: { total: [] } }],
  words: ['status'],
  required: 'predictions',
});

operation('listPredictions', {
  sends: [
    { call: (ctx) => listPredictions(ctx), method: 'GET', path: '/predictions' },
    {
      call: (ctx) =>
        listPredictions(ctx, {
          modelId: 'las:model:invoice',
          sortBy: 'createdTime',
          order: 'descending',
          maxResults: 5,
          nextToken: 'a token/+=&',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/predictions',
      query: [
        ['modelId', 'las:model:invoice'],
        ['sortBy', 'createdTime'],
        ['order', 'descending'],
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listPredictions(ctx, { maxResults: 3, nextToken: 'bmV4dA==' }),
      method: 'GET',
      path: '/predictions',
      query: [
        ['maxResults', '3'],
        ['nextToken', 'bmV4dA=='],
      ],
    },
  ],
  answers: [{ predictions: [full, least], nextToken: 'more', order: 'ascending' }, { predictions: [least] }],
  words: ['predictions.0.status'],
  required: 'predictions.0.documentId',
});
