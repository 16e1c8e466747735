/** Datasets and their transformations, and batches, which they replaced. */
import type { Call, Routes } from '../api/call.js';
import { boolean, type Check, integer, list, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { described, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import type { Fields } from '../json.js';
import { later } from '../store/clock.js';
import { type Entry, holdingOf } from '../store/entries.js';
import type { State } from '../store/state.js';

function refuseUnlessEmpty(state: State, id: string): void {
  const left = holdingOf(state, id).documents;
  if (left > 0) throw new ApiError(400, `${id} still holds ${left} documents: delete them first`);
}

/** A dataset as it is sent, with what it holds now. */
export function datasetView({ state }: Call, entry: Entry<'dataset'>): Fields {
  const { documents, labels } = holdingOf(state, entry.id);
  return { ...entry.data, numberOfDocuments: documents, groundTruthSummary: { ...labels } };
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
    remove: ({ state }, entry) => refuseUnlessEmpty(state, entry.id),
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
  remove: ({ state }, entry) => refuseUnlessEmpty(state, entry.id),
  view: ({ state }, { id, data }) => {
    const { createdBy, updatedBy, updatedTime, ...batch } = data;
    return { ...batch, numDocuments: holdingOf(state, id).documents };
  },
});
