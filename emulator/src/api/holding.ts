/** What holds documents. */
import { ApiError } from '../errors.js';
import { holdingOf } from '../store/entries.js';
import type { State } from '../store/state.js';

/** Refuses to delete a dataset or a batch that still holds documents. */
export function refuseUnlessEmpty(state: State, id: string): void {
  const left = holdingOf(state, id).documents;
  if (left > 0) throw new ApiError(400, `${id} still holds ${left} documents: delete them first`);
}
