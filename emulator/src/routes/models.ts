/** Models, their data bundles and their trainings. */
import type { Call, Routes } from '../api/call.js';
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { change, described, given, named, resource } from '../api/resource.js';
import { type Entry, find, later, type State, table, timestamp } from '../store/state.js';
import { owned } from './account.js';
import { datasetView } from './datasets.js';

function childrenOf(state: State, kind: string, modelId: string): ReadonlyArray<Entry> {
  return [...table(state, kind).values()].filter(({ data }) => data['modelId'] === modelId);
}

function view({ state }: Call, entry: Entry): Fields {
  const running = childrenOf(state, 'model-training', entry.id).filter(({ data }) =>
    ['pending', 'preparing', 'running'].includes(String(data['status'])),
  );
  return {
    ...entry.data,
    numberOfDataBundles: childrenOf(state, 'model-data-bundle', entry.id).length,
    numberOfRunningTrainings: running.length,
  };
}

/** What a model has when nobody says otherwise. */
export function modelDefaults(state: State): Fields {
  return {
    ...named({}),
    organizationId: state.organizationId,
    metadata: null,
    preprocessConfig: { autoRotate: false, imageQuality: 'HIGH', maxPages: 3 },
    postprocessConfig: { strategy: 'BEST_FIRST', outputFormat: 'v1' },
    trainingId: null,
    version: 0,
    statistics: null,
    status: 'inactive',
  };
}

/** A model of another organization can be read and used, but not changed. */
function own({ state }: Call, entry: Entry): void {
  if (entry.data['organizationId'] !== state.organizationId) {
    throw new ApiError(403, `${entry.id} belongs to another organization`);
  }
}

export const models: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/models',
    kind: 'model',
    idKey: 'modelId',
    plural: 'models',
    keep: owned,
    list: { other: ['owner'] },
    create: ({ state, body }) => ({ ...modelDefaults(state), ...body }),
    update: (call, entry) => {
      own(call, entry);
      const { trainingId } = call.body;
      if (typeof trainingId === 'string') {
        const training = find(call.state, 'model-training', trainingId);
        if (training.data['modelId'] !== entry.id || training.data['status'] !== 'succeeded') {
          throw new ApiError(400, `${trainingId} is not a training of this model that succeeded`);
        }
      }
      // The training is what makes a model ready.
      const status = trainingId === undefined ? {} : { status: trainingId === null ? 'inactive' : 'active' };
      change(call, entry, { ...status, ...call.body });
    },
    remove: (call, entry) => {
      own(call, entry);
      for (const kind of ['model-data-bundle', 'model-training']) {
        for (const { id } of childrenOf(call.state, kind, entry.id)) {
          table(call.state, kind).delete(id);
          call.state.pending.delete(id);
        }
      }
    },
    view,
  }),
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/models/:modelId/dataBundles',
    kind: 'model-data-bundle',
    idKey: 'dataBundleId',
    plural: 'dataBundles',
    parent: { kind: 'model', idKey: 'modelId' },
    list: { many: ['status'] },
    create: (call) => {
      const ids = call.body['datasetIds'];
      const datasets = (Array.isArray(ids) ? ids : []).map((id) => find(call.state, 'dataset', String(id)));
      return {
        ...described(call.body),
        datasets: datasets.map((entry) => datasetView(call, entry)),
        summary: {},
        status: 'running',
      };
    },
    stored: ({ state }, entry) =>
      later(state, entry.id, () => {
        Object.assign(entry.data, { status: 'succeeded', updatedTime: timestamp(state) });
      }),
  }),
  ...resource(['list', 'create', 'get', 'update'], {
    path: '/models/:modelId/trainings',
    kind: 'model-training',
    idKey: 'trainingId',
    plural: 'trainings',
    parent: { kind: 'model', idKey: 'modelId' },
    list: { many: ['status'] },
    create: ({ state, body }) => {
      const bundles = body['dataBundleIds'];
      for (const id of Array.isArray(bundles) ? bundles : []) find(state, 'model-data-bundle', String(id));
      return {
        ...named(body),
        ...given(body, 'dataScientistAssistance', 'warmStartConfig'),
        dataBundleIds: bundles ?? [],
        deploymentEnvironmentId: null,
        evaluation: {},
        gpuHours: 0,
        instanceType: body['instanceType'] ?? 'small-gpu',
        metadata: body['metadata'] ?? null,
        statistics: null,
        status: 'pending',
      };
    },
    stored: ({ state }, entry) =>
      later(state, entry.id, (readyAt) => {
        entry.data['status'] = 'running';
        const succeed = () => {
          Object.assign(entry.data, { status: 'succeeded', gpuHours: 0.1, updatedTime: timestamp(state) });
        };
        later(state, entry.id, succeed, readyAt);
      }),
    update: (call, entry) => {
      const { deploymentEnvironmentId, status } = call.body;
      if (typeof deploymentEnvironmentId === 'string') {
        find(call.state, 'deployment-environment', deploymentEnvironmentId);
      }
      if (status === 'cancelled' && !call.state.pending.delete(entry.id)) {
        throw new ApiError(400, `${entry.id} has ended and cannot be cancelled`);
      }
      change(call, entry);
    },
  }),
};
