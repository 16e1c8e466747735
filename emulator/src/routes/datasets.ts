/** Datasets and their transformations, and batches, which they replaced. */
import type { Call, Routes } from '../api/call.js';
import { boolean, type Check, integer, list, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { described, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { documentsOf } from '../finishing.js';
import type { Fields } from '../json.js';
import { later } from '../store/clock.js';
import type { Entry } from '../store/entries.js';
import type { State } from '../store/state.js';

function refuseUnlessEmpty(state: State, key: 'datasetId' | 'batchId', id: string): void {
  const left = documentsOf(state, key, id).length;
  if (left > 0) throw new ApiError(400, `${id} still holds ${left} documents: delete them first`);
}

/** A dataset as it is sent, with what it holds now. */
export function datasetView({ state }: Call, entry: Entry<'dataset'>): Fields {
  const documents = documentsOf(state, 'datasetId', entry.id);
  const labels: Record<string, number> = {};
  for (const { data } of documents) {
    for (const { label } of data.groundTruth) labels[label] = (labels[label] ?? 0) + 1;
  }
  return { ...entry.data, numberOfDocuments: documents.length, groundTruthSummary: labels };
}

const body: Readonly<Record<string, Check>> = {
  ...describedBody,
  'retentionInDays?': integer(1),
  'containsPersonallyIdentifiableInformation?': boolean,
};

/** The operations of datasets and of their transformations. */
export const datasets: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/datasets',
    kind: 'dataset',
    idKey: 'datasetId',
    plural: 'datasets',
    bodies: { create: shape(body), update: shape(body) },
    create: ({ body: data }) => ({
      ...described(data),
      retentionInDays: data['retentionInDays'] ?? 1825,
      containsPersonallyIdentifiableInformation: data['containsPersonallyIdentifiableInformation'] ?? true,
      storageLocation: 'EU',
      version: 0,
    }),
    remove: ({ state }, entry) => refuseUnlessEmpty(state, 'datasetId', entry.id),
    view: datasetView,
  }),
  ...resource(['list', 'create', 'remove'], {
    path: '/datasets/:datasetId/transformations',
    kind: 'dataset-transformation',
    idKey: 'transformationId',
    plural: 'transformations',
    parent: { kind: 'dataset', idKey: 'datasetId' },
    bodies: {
      create: shape({
        'operations?': list(shape({ type: oneOf('remove-duplicates'), 'options?': object })),
      }),
    },
    list: { many: ['status'], words: { status: ['running', 'succeeded', 'failed'] } },
    create: ({ body: data }) => ({ operations: data['operations'] ?? [], status: 'running' }),
    stored: ({ state }, { id }) => later(state, id),
  }),
};

/** The operations of batches. */
export const batches: Routes = resource(['list', 'create', 'update', 'remove'], {
  path: '/batches',
  kind: 'batch',
  idKey: 'batchId',
  plural: 'batches',
  bodies: {
    create: shape({ ...describedBody, 'containsPersonallyIdentifiableInformation?': boolean }),
    update: shape(describedBody),
  },
  create: ({ body: data }) => ({
    name: data['name'] ?? null,
    description: data['description'] ?? null,
    retentionInDays: 1825,
    containsPersonallyIdentifiableInformation: data['containsPersonallyIdentifiableInformation'] ?? true,
    storageLocation: 'EU',
  }),
  remove: ({ state }, entry) => refuseUnlessEmpty(state, 'batchId', entry.id),
  view: ({ state }, { id, data }) => {
    const { createdBy, updatedBy, updatedTime, ...batch } = data;
    return { ...batch, numDocuments: documentsOf(state, 'batchId', id).length };
  },
});
