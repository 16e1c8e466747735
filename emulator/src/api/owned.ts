/** What may belong to other organizations. */
import type { Entry } from '../store/entries.js';
import type { Call } from './call.js';

/** The filter `owner` of what may belong to other organizations: ids, `me`, or `*` for all. */
export function isOwned(
  call: Call,
  entry: Entry<'deployment-environment' | 'function' | 'model' | 'plan'>,
): boolean {
  const owners = call.query
    .getAll('owner')
    .map((owner) => (owner === 'me' ? call.state.organizationId : owner));
  const owner = entry.data.organizationId;
  return owners.length === 0 || owners.includes('*') || owners.some((each) => each === owner);
}
