/** Datasets and their transformations. */
import type { Call, Routes } from '../api/call.js';
import { boolean, type Check, integer, list, object, oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { refuseUnlessEmpty } from '../api/holding.js';
import { described, resource } from '../api/resource.js';
import type { Fields } from '../json.js';
import { later } from '../store/clock.js';
import { type Entry, holdingOf } from '../store/entries.js';

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
