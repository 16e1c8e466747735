import { createTraining, getTraining, listTrainings, updateTraining } from '../../src/resources/trainings.js';
import { operation } from '../support/operation.js';

const modelId = 'las:model:invoice';
const trainingId = 'las:model-training:9f';
const all = '/models/las%3Amodel%3Ainvoice/trainings';
const one = `${all}/las%3Amodel-training%3A9f`;

const least = {
  trainingId,
  modelId,
  dataBundleIds: [],
  status: 'preparing',
  instanceType: 'small-gpu',
  gpuHours: null,
  evaluation: {},
  name: null,
  description: null,
  metadata: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  trainingId,
  modelId,
  dataBundleIds: ['las:model-data-bundle:10000000000000000000000000000000'],
  status: 'running-final-evaluation',
  instanceType: 'large-gpu',
  gpuHours: 1.5,
  evaluation: { total: 0.98 },
  statistics: { predictions: 3 },
  warmStartConfig: { trainingId: 'las:model-training:8e' },
  dataScientistAssistance: false,
  deploymentEnvironmentId: 'las:organization:other/las:deployment-environment:shared',
  name: 'Spring',
  description: 'March to May',
  metadata: { team: 'finance' },
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

const words = ['status', 'instanceType'];

operation('createTraining', {
  sends: [
    { call: (ctx) => createTraining(ctx, modelId), method: 'POST', path: all, body: {} },
    {
      call: (ctx) =>
        createTraining(ctx, modelId, {
          dataBundleIds: ['las:model-data-bundle:10000000000000000000000000000000'],
          instanceType: null,
          warmStartConfig: { trainingId: 'las:model-training:8e' },
          dataScientistAssistance: true,
          name: 'Spring',
          description: null,
          metadata: { team: 'finance' },
        }),
      method: 'POST',
      path: all,
      body: {
        dataBundleIds: ['las:model-data-bundle:10000000000000000000000000000000'],
        instanceType: null,
        warmStartConfig: { trainingId: 'las:model-training:8e' },
        dataScientistAssistance: true,
        name: 'Spring',
        description: null,
        metadata: { team: 'finance' },
      },
    },
  ],
  answers: [full, least],
  words,
  required: 'trainingId',
});

operation('getTraining', {
  sends: [{ call: (ctx) => getTraining(ctx, modelId, trainingId), method: 'GET', path: one }],
  answers: [full, { ...least, warmStartConfig: {} }],
  words,
  required: 'trainingId',
});

operation('listTrainings', {
  sends: [
    { call: (ctx) => listTrainings(ctx, modelId), method: 'GET', path: all },
    {
      call: (ctx) =>
        listTrainings(ctx, modelId, {
          status: ['waiting-for-approval', 'pending'],
          maxResults: 5,
          nextToken: 'a token/+=&',
        }),
      method: 'GET',
      path: all,
      query: [
        ['status', 'waiting-for-approval'],
        ['status', 'pending'],
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listTrainings(ctx, 'las:organization:other/las:model:invoice', { status: 'cancelled' }),
      method: 'GET',
      path: '/models/las%3Aorganization%3Aother%2Flas%3Amodel%3Ainvoice/trainings',
      query: [['status', 'cancelled']],
    },
  ],
  answers: [{ trainings: [full, least], nextToken: 'more', status: ['running'] }, { trainings: [least] }],
  words: ['trainings.0.status'],
  required: 'trainings.0.trainingId',
});

operation('updateTraining', {
  sends: [
    {
      call: (ctx) => updateTraining(ctx, modelId, trainingId, { status: 'cancelled' }),
      method: 'PATCH',
      path: one,
      body: { status: 'cancelled' },
    },
    {
      call: (ctx) =>
        updateTraining(ctx, modelId, trainingId, {
          status: 'cancelled',
          deploymentEnvironmentId: 'las:organization:other/las:deployment-environment:shared',
          name: 'Spring',
          description: 'March to May',
          metadata: { team: 'finance' },
        }),
      method: 'PATCH',
      path: one,
      body: {
        status: 'cancelled',
        deploymentEnvironmentId: 'las:organization:other/las:deployment-environment:shared',
        name: 'Spring',
        description: 'March to May',
        metadata: { team: 'finance' },
      },
    },
    {
      call: (ctx) => updateTraining(ctx, modelId, trainingId, { deploymentEnvironmentId: null }),
      method: 'PATCH',
      path: one,
      body: { deploymentEnvironmentId: null },
    },
  ],
  answers: [full, least],
  words,
  required: 'trainingId',
});
