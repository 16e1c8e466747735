/** What answers each call to the API. */
import type { Routes } from '../api/call.js';
import { actions } from './actions.js';
import { agents } from './agents.js';
import { appClients } from './appClients.js';
import { assets } from './assets.js';
import { batches } from './batches.js';
import { connections } from './connections.js';
import { datasets } from './datasets.js';
import { deploymentEnvironments } from './deploymentEnvironments.js';
import { documents } from './documents.js';
import { functions } from './functions.js';
import { hooks } from './hooks.js';
import { logs } from './logs.js';
import { models } from './models.js';
import { organizations } from './organizations.js';
import { paymentMethods } from './paymentMethods.js';
import { plans } from './plans.js';
import { predictions } from './predictions.js';
import { profiles } from './profiles.js';
import { roles } from './roles.js';
import { secrets } from './secrets.js';
import { transitions } from './transitions.js';
import { users } from './users.js';
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
