/** Batches, which datasets replaced. */
import type { Routes } from '../api/call.js';
import { boolean, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { refuseUnlessEmpty } from '../api/holding.js';
import { resource } from '../api/resource.js';
import { holdingOf } from '../store/entries.js';

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
