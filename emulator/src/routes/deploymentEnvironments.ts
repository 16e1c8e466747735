/** Deployment environments: where models run. */
import type { Routes } from '../api/call.js';
import { isOwned } from '../api/owned.js';
import { resource } from '../api/resource.js';

/** The operations of deployment environments. */
export const deploymentEnvironments: Routes = resource(['list', 'get'], {
  path: '/deploymentEnvironments',
  kind: 'deployment-environment',
  idKey: 'deploymentEnvironmentId',
  plural: 'deploymentEnvironments',
  keep: isOwned,
  list: { other: ['owner'] },
});
