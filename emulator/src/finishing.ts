/** What comes of things that take time: transformations, data bundles and trainings. */
import { later, timestamp } from './store/clock.js';
import { drop, set, table } from './store/entries.js';
import { dropFile, fileOf } from './store/files.js';
import type { State } from './store/state.js';

/** A transformation of a dataset is done. */
export function finishTransformation(state: State, id: string, at: number): void {
  const entry = table(state, 'dataset-transformation').get(id);
  if (entry === undefined) return;
  if (entry.data.operations.length > 0) removeDuplicates(state, entry.data.datasetId);
  set(entry, { status: 'succeeded', updatedTime: timestamp(state, at) });
}

/** A data bundle is done. */
export function finishBundle(state: State, id: string, at: number): void {
  const entry = table(state, 'model-data-bundle').get(id);
  if (entry !== undefined) set(entry, { status: 'succeeded', updatedTime: timestamp(state, at) });
}

/** A training begins, or is done. */
export function goOnTraining(state: State, id: string, at: number): void {
  const entry = table(state, 'model-training').get(id);
  if (entry === undefined) return;
  if (entry.data.status === 'pending') {
    set(entry, { status: 'running' });
    later(state, id, at);
  } else set(entry, { status: 'succeeded', gpuHours: 0.1, updatedTime: timestamp(state, at) });
}

/** Of documents with the same file, the oldest stays. */
function removeDuplicates(state: State, datasetId: string): void {
  const seen: Uint8Array[] = [];
  const all = [...table(state, 'document').values()];
  for (const { id } of all.filter(({ data }) => data.datasetId === datasetId)) {
    const bytes = fileOf(state, id)?.bytes;
    if (bytes === undefined) continue;
    const same = (other: Uint8Array) =>
      other.length === bytes.length && other.every((byte, index) => byte === bytes[index]);
    if (!seen.some(same)) {
      seen.push(bytes);
      continue;
    }
    drop(state, 'document', id);
    dropFile(state, id);
  }
}
