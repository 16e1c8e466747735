/** Datasets and their transformations, and batches, which they replaced. */
import type { Call, Routes } from '../api/call.js';
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { named, resource } from '../api/resource.js';
import { type Entry, later, type State, table, timestamp } from '../store/state.js';

function documentsOf(state: State, key: string, id: string): ReadonlyArray<Entry> {
  return [...table(state, 'document').values()].filter(({ data }) => data[key] === id);
}

function refuseUnlessEmpty(state: State, key: string, id: string): void {
  const left = documentsOf(state, key, id).length;
  if (left > 0) throw new ApiError(400, `${id} still holds ${left} documents: delete them first`);
}

/** A dataset as it is sent, with what it holds now. */
export function datasetView(call: Call, entry: Entry): Fields {
  const documents = documentsOf(call.state, 'datasetId', entry.id);
  const labels: Record<string, number> = {};
  for (const { data } of documents) {
    const truth: unknown = data['groundTruth'];
    for (const { label } of Array.isArray(truth) ? truth : []) labels[label] = (labels[label] ?? 0) + 1;
  }
  return { ...entry.data, numberOfDocuments: documents.length, groundTruthSummary: labels };
}

export const datasets: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/datasets',
    kind: 'dataset',
    idKey: 'datasetId',
    plural: 'datasets',
    create: ({ body }) => ({
      ...named(body),
      metadata: body['metadata'] ?? null,
      retentionInDays: body['retentionInDays'] ?? 1825,
      containsPersonallyIdentifiableInformation: body['containsPersonallyIdentifiableInformation'] ?? true,
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
    list: { many: ['status'] },
    create: ({ body }) => ({ operations: body['operations'] ?? [], status: 'running' }),
    stored: ({ state }, entry) =>
      later(state, entry.id, () => {
        const operations: unknown = entry.data['operations'];
        if (Array.isArray(operations) && operations.length > 0)
          removeDuplicates(state, entry.data['datasetId']);
        Object.assign(entry.data, { status: 'succeeded', updatedTime: timestamp(state) });
      }),
  }),
  ...resource(['list', 'create', 'update', 'remove'], {
    path: '/batches',
    kind: 'batch',
    idKey: 'batchId',
    plural: 'batches',
    create: ({ body }) => ({
      ...named(body),
      retentionInDays: 1825,
      containsPersonallyIdentifiableInformation: body['containsPersonallyIdentifiableInformation'] ?? true,
      storageLocation: 'EU',
    }),
    remove: ({ state }, entry) => refuseUnlessEmpty(state, 'batchId', entry.id),
    view: ({ state }, { id, data }) => {
      const { createdBy, updatedBy, updatedTime, ...batch } = data;
      return { ...batch, numDocuments: documentsOf(state, 'batchId', id).length };
    },
  }),
};

/** Of documents with the same file, the oldest stays. */
function removeDuplicates(state: State, datasetId: unknown): void {
  const seen: Uint8Array[] = [];
  for (const { id } of documentsOf(state, 'datasetId', String(datasetId))) {
    const bytes = state.files.get(id)?.bytes;
    if (bytes === undefined) continue;
    const same = (other: Uint8Array) =>
      other.length === bytes.length && other.every((byte, index) => byte === bytes[index]);
    if (!seen.some(same)) {
      seen.push(bytes);
      continue;
    }
    table(state, 'document').delete(id);
    state.files.delete(id);
  }
}
