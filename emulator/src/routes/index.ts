/** What answers each call to the API. */
import type { Routes } from '../api/call.js';
import { actions } from './actions.js';
import { agents } from './agents.js';
import { appClients } from './appClients.js';
import { assets, logs, secrets } from './assets.js';
import { connections } from './connections.js';
import { batches, datasets } from './datasets.js';
import { documents } from './documents.js';
import { functions } from './functions.js';
import { hooks } from './hooks.js';
import { models } from './models.js';
import { organizations } from './organizations.js';
import { deploymentEnvironments, paymentMethods, plans } from './plans.js';
import { predictions } from './predictions.js';
import { roles } from './roles.js';
import { transitions } from './transitions.js';
import { profiles, users } from './users.js';
import { validations } from './validations.js';
import { workflows } from './workflows.js';

/** What answers each call to the API, by method and path template. */
export const routes: Routes = {
  ...actions,
  ...agents,
  ...appClients,
  ...assets,
  ...batches,
  ...connections,
  ...datasets,
  ...deploymentEnvironments,
  ...documents,
  ...functions,
  ...hooks,
  ...logs,
  ...models,
  ...organizations,
  ...paymentMethods,
  ...plans,
  ...predictions,
  ...profiles,
  ...roles,
  ...secrets,
  ...transitions,
  ...users,
  ...validations,
  ...workflows,
};
