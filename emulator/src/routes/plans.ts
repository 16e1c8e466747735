/** Plans: what an organization may use. */
import type { Routes } from '../api/call.js';
import { isOwned } from '../api/owned.js';
import { resource } from '../api/resource.js';

/** The operations of plans. */
export const plans: Routes = resource(['list', 'get'], {
  path: '/plans',
  kind: 'plan',
  idKey: 'planId',
  plural: 'plans',
  keep: isOwned,
  list: { other: ['owner'] },
});
