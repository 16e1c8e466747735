/** Models, their data bundles and their trainings. */
import type { Call, Routes } from '../api/call.js';
import {
  boolean,
  type Check,
  id,
  integer,
  list,
  nullable,
  oneOf,
  record,
  shape,
  string,
} from '../api/check.js';
import { described as describedBody, postprocessConfig, preprocessConfig, text } from '../api/checks.js';
import { isOwned } from '../api/owned.js';
import { change, described, given, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { type Fields, isFields } from '../json.js';
import { callOff, later } from '../store/clock.js';
import { drop, type Entry, find, known, table } from '../store/entries.js';
import type { State } from '../store/state.js';
import { datasetView } from './datasets.js';

const scalar = shape(
  {
    type: oneOf(
      ...['amount', 'date', 'digits', 'enum', 'numeric', 'string', 'single-value', 'multi-value'],
      ...['number', 'letter', 'phone', 'alphanum', 'alphanumext', 'all'],
    ),
    'maxLength?': integer(1, 1024),
    'enum?': list(string({ min: 1, max: 512 }), 1, 500),
    'description?': nullable(text),
    'isMultivalue?': boolean,
    'isNullable?': boolean,
    'promptHint?': nullable(text),
    'format?': nullable(text),
    'strict?': boolean,
  },
  true,
);
const fieldName = /^[0-9A-Za-z-_]{1,36}$/;
const lines = shape({ type: oneOf('lines', 'table'), fields: record(scalar, fieldName) }, true);
const field: Check = (value, at) =>
  isFields(value) && (value['type'] === 'lines' || value['type'] === 'table')
    ? lines(value, at)
    : scalar(value, at);
const fieldConfig = record(field, fieldName);
const size = integer(97, 1921);
const body: Readonly<Record<string, Check>> = {
  ...describedBody,
  'preprocessConfig?': preprocessConfig,
  'postprocessConfig?': postprocessConfig,
  'llmVersion?': text,
  'confidenceVersion?': text,
  'width?': size,
  'height?': size,
};

function bundlesOf(state: State, modelId: string): ReadonlyArray<Entry<'model-data-bundle'>> {
  return [...table(state, 'model-data-bundle').values()].filter(({ data }) => data.modelId === modelId);
}

function trainingsOf(state: State, modelId: string): ReadonlyArray<Entry<'model-training'>> {
  return [...table(state, 'model-training').values()].filter(({ data }) => data.modelId === modelId);
}

function view({ state }: Call, entry: Entry<'model'>): Fields {
  const running = trainingsOf(state, entry.id).filter(({ data }) =>
    ['pending', 'preparing', 'running'].includes(data.status),
  );
  return {
    ...entry.data,
    numberOfDataBundles: bundlesOf(state, entry.id).length,
    numberOfRunningTrainings: running.length,
  };
}

/** What a model has when nobody says otherwise. */
export function modelDefaults(state: State): Fields {
  return {
    ...{ name: null, description: null, organizationId: state.organizationId, metadata: null },
    preprocessConfig: { autoRotate: false, imageQuality: 'HIGH', maxPages: 3 },
    postprocessConfig: { strategy: 'BEST_FIRST', outputFormat: 'v1' },
    ...{ trainingId: null, version: 0, statistics: null, status: 'inactive' },
  };
}

/** A model of another organization can be read and used, but not changed. */
function mustBeOwn({ state }: Call, entry: Entry<'model'>): void {
  if (entry.data.organizationId !== state.organizationId) {
    throw new ApiError(403, `${entry.id} belongs to another organization`);
  }
}

const parent = { kind: 'model', idKey: 'modelId' } as const;

const ownModels: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/models',
  kind: 'model',
  idKey: 'modelId',
  plural: 'models',
  bodies: {
    create: shape({ ...body, fieldConfig }),
    update: shape({
      ...body,
      'fieldConfig?': fieldConfig,
      'trainingId?': nullable(id('model-training')),
      'status?': oneOf('active', 'training', 'inactive'),
    }),
  },
  keep: isOwned,
  list: { other: ['owner'] },
  create: ({ state, body: data }) => ({ ...modelDefaults(state), ...data }),
  update: (call, entry) => {
    mustBeOwn(call, entry);
    const { trainingId } = call.body;
    const training = known(call.state, 'model-training', trainingId)?.data;
    if (training !== undefined && (training.modelId !== entry.id || training.status !== 'succeeded')) {
      throw new ApiError(400, `${trainingId} is not a training of this model that succeeded`);
    }
    // The training is what makes a model ready.
    const status = trainingId === undefined ? {} : { status: trainingId === null ? 'inactive' : 'active' };
    change(call, entry, { ...status, ...call.body });
  },
  remove: (call, entry) => {
    mustBeOwn(call, entry);
    for (const { id: bundleId } of bundlesOf(call.state, entry.id)) {
      drop(call.state, 'model-data-bundle', bundleId);
      callOff(call.state, bundleId);
    }
    for (const { id: trainingId } of trainingsOf(call.state, entry.id)) {
      drop(call.state, 'model-training', trainingId);
      callOff(call.state, trainingId);
    }
  },
  view,
});

const dataBundles: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/models/:modelId/dataBundles',
  kind: 'model-data-bundle',
  idKey: 'dataBundleId',
  plural: 'dataBundles',
  parent,
  bodies: {
    create: shape({ ...describedBody, 'datasetIds?': list(id('dataset'), 1) }),
    update: shape(describedBody),
  },
  list: { many: ['status'], words: { status: ['running', 'succeeded', 'failed'] } },
  create: (call) => {
    const ids = call.body['datasetIds'];
    const datasets = (Array.isArray(ids) ? ids : []).map((each) => find(call.state, 'dataset', String(each)));
    return {
      ...described(call.body),
      datasets: datasets.map((entry) => datasetView(call, entry)),
      summary: {},
      status: 'running',
    };
  },
  stored: ({ state }, { id: bundleId }) => later(state, bundleId),
});

const trainings: Routes = resource(['list', 'create', 'get', 'update'], {
  path: '/models/:modelId/trainings',
  kind: 'model-training',
  idKey: 'trainingId',
  plural: 'trainings',
  parent,
  bodies: {
    create: shape({
      ...describedBody,
      'dataScientistAssistance?': boolean,
      'warmStartConfig?': shape({ trainingId: id('model-training') }),
      'instanceType?': nullable(oneOf('small-gpu', 'medium-gpu', 'large-gpu')),
      'dataBundleIds?': list(id('model-data-bundle'), 1),
    }),
    update: shape({
      ...describedBody,
      'deploymentEnvironmentId?': nullable(id('deployment-environment', true)),
      'status?': oneOf('cancelled'),
    }),
  },
  references: {
    dataBundleIds: 'model-data-bundle',
    deploymentEnvironmentId: 'deployment-environment',
    warmStartConfig: { trainingId: 'model-training' },
  },
  list: {
    many: ['status'],
    words: {
      status: [
        ...['waiting-for-approval', 'preparing', 'pending', 'running', 'running-final-evaluation'],
        ...['succeeded', 'failed', 'cancelled'],
      ],
    },
  },
  create: ({ body: data }) => ({
    name: data['name'] ?? null,
    description: data['description'] ?? null,
    ...given(data, 'dataScientistAssistance', 'warmStartConfig'),
    dataBundleIds: data['dataBundleIds'] ?? [],
    deploymentEnvironmentId: null,
    evaluation: {},
    gpuHours: 0,
    instanceType: data['instanceType'] ?? 'small-gpu',
    metadata: data['metadata'] ?? null,
    statistics: null,
    status: 'pending',
  }),
  stored: ({ state }, { id: trainingId }) => later(state, trainingId),
  update: (call, entry) => {
    if (call.body['status'] === 'cancelled' && !callOff(call.state, entry.id)) {
      throw new ApiError(400, `${entry.id} has ended and cannot be cancelled`);
    }
    change(call, entry);
  },
});

/** The operations of models, of their data bundles and of their trainings. */
export const models: Routes = { ...ownModels, ...dataBundles, ...trainings };
