/** What is there from the beginning. */
import { seedAgent } from './agents/flow.js';
import { serviceFunctions, serviceOrganization } from './agents/functions.js';
import type { Fields } from './json.js';
import type { SeedModel } from './options.js';
import { newAppClient } from './routes/appClients.js';
import { routes } from './routes/index.js';
import { modelDefaults } from './routes/models.js';
import { newOrganization } from './routes/organizations.js';
import { newUser } from './routes/users.js';
import { routeOf } from './routing.js';
import { mainClient } from './store/clients.js';
import { timestamp } from './store/clock.js';
import { insert, resetCounts, set, table } from './store/entries.js';
import { idOf, newId, presetId } from './store/ids.js';
import { setAgent, setOrganization } from './store/organization.js';
import type { AccountCredentials } from './store/records.js';
import type { State } from './store/state.js';
import { failedTransition } from './workflows/engine.js';

/** The model that an emulator has when it is given no others. */
export const invoiceModel: SeedModel = {
  modelId: 'las:model:invoice',
  name: 'Invoice',
  description: 'Reads the fields of invoices',
  fieldConfig: {
    invoice_number: { type: 'string', maxLength: 64, description: 'Number of the invoice' },
    invoice_date: { type: 'date', maxLength: 10, description: 'Day of issue' },
    due_date: { type: 'date', maxLength: 10, description: 'Day until which it is to be paid' },
    total_amount: { type: 'amount', maxLength: 20, description: 'What is to be paid, taxes included' },
    currency: {
      type: 'enum',
      enum: ['NOK', 'EUR', 'USD', 'GBP', 'SEK', 'DKK', 'CHF', 'JPY'],
      description: 'Currency of the amounts',
    },
    supplier_name: { type: 'string', maxLength: 128, description: 'Who sends the invoice' },
    line_items: {
      type: 'lines',
      fields: {
        description: { type: 'string', maxLength: 256 },
        quantity: { type: 'numeric', maxLength: 20 },
        unit_price: { type: 'amount', maxLength: 20 },
        amount: { type: 'amount', maxLength: 20 },
      },
    },
  },
};

const free = { available: true, currency: 'EUR', latest: 1, organizationId: null } satisfies Fields;

/** Puts in what is there from the beginning. */
export function seed(state: State, credentials: AccountCredentials): void {
  const { options } = state;
  setOrganization(state, newId(state, 'organization'));
  const owner = newUser(state, { email: 'user@example.com' }, null, 'active');
  set(owner, { createdBy: owner.id });
  newOrganization(state, state.organizationId, owner.id, credentials.name);
  const permissions = [{ resourceId: '*', action: '*', effect: 'allow' }];
  const stamps = { createdBy: owner.id, createdTime: timestamp(state), updatedBy: null, updatedTime: null };
  for (const [name, action] of [
    ['admin', '*'],
    ['viewer', 'read'],
  ] as const) {
    const roleId = idOf(state, 'role', name);
    const own = permissions.map((permission) => ({ ...permission, action }));
    insert(state, 'role', roleId, { roleId, name, description: null, permissions: own, ...stamps });
  }
  for (const name of ['free', 'pro']) {
    const planId = idOf(state, 'plan', name);
    insert(state, 'plan', planId, {
      planId,
      name,
      description: null,
      ...free,
    });
  }
  const deploymentEnvironmentId = 'las:deployment-environment:default';
  insert(state, 'deployment-environment', deploymentEnvironmentId, {
    deploymentEnvironmentId,
    organizationId: state.organizationId,
    name: 'Default',
    description: null,
    modelDeploymentUnits: 0,
    status: 'available',
  });
  insert(state, 'transition', failedTransition, {
    transitionId: failedTransition,
    transitionType: 'docker',
    name: 'Failed',
    description: 'Ends a workflow execution as failed',
    parameters: {},
    timeoutInSeconds: 60,
    ...stamps,
  });
  const { clientId, clientSecret } = credentials;
  newAppClient(state, { name: 'Emulator', createdBy: owner.id }, clientId, clientSecret);
  newAppClient(state, { name: 'Browser', createdBy: owner.id }, credentials.publicClientId, null);
  const invoice = { ...invoiceModel, modelId: idOf(state, 'model', 'invoice') };
  const modelIds = (options.models ?? [invoice]).map((model) => addModel(state, model));
  for (const name of serviceFunctions) {
    const functionId = `cradl:function:${name}`;
    insert(state, 'function', functionId, {
      ...{ functionId, id: `${serviceOrganization}/${functionId}`, organizationId: serviceOrganization },
      ...{ name, description: null, metadata: null, managedCodeId: null, runtime: 'python', ...stamps },
    });
  }
  setAgent(state, seedAgent(state, owner.id, modelIds.slice(0, 1)));
  // What was there from the beginning counts for no month.
  resetCounts(state);
}

/** Adds a model that can be used at once. */
export function addModel(state: State, model: SeedModel): string {
  const modelId = model.modelId ?? newId(state, 'model');
  insert(state, 'model', modelId, {
    createdBy: [...table(state, 'user').keys()][0] ?? null,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
    ...modelDefaults(state),
    status: 'active',
    // A copy, so that a PATCH changes this emulator's model only.
    ...structuredClone(model),
    modelId,
  });
  return modelId;
}

/** Resources to make, by the paths of the API: `{ '/datasets': [{ datasetId: 'las:dataset:mine', name: 'Mine' }] }`. */
export type Seed = Readonly<Record<string, ReadonlyArray<Fields>>>;

/** Makes resources as a client would. An id in a body is the id that the resource gets. */
export async function plant(state: State, resources: Seed): Promise<void> {
  const actor = mainClient(state)?.appClientId ?? '';
  for (const [path, bodies] of Object.entries(resources)) {
    const found = routeOf('POST', path);
    if (found === undefined) throw new Error(`Not a path that makes resources: ${path}`);
    const { operation, route, params } = found;
    const idKey = Object.entries(routes).flatMap(([other, { ids }]) => {
      const kinds = Object.entries(ids).filter(([, kind]) => kind === route.creates);
      return other.startsWith('PATCH ') || other.startsWith('GET ') ? kinds.map(([name]) => name) : [];
    })[0];
    for (const fields of bodies) {
      const { [idKey ?? '']: id, ...body } = fields;
      const wrong = route.body?.(body, 'body');
      if (wrong !== undefined) throw new Error(`${path}: ${wrong}`);
      if (typeof id === 'string' && route.creates !== undefined) presetId(state, route.creates, id);
      const url = new URL(path, 'https://api.cradl.ai');
      await route.handle({ state, operation, actor, url, query: url.searchParams, params, body });
    }
  }
}
