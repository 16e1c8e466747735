/** What is there from the beginning. */
import type { Fields } from './api/check.js';
import { failedTransition } from './engine.js';
import type { SeedModel } from './options.js';
import { newAppClient, newOrganization, newUser } from './routes/account.js';
import { modelDefaults } from './routes/models.js';
import { insert, newId, type State, timestamp } from './store/state.js';

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

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export function seed(state: State, credentials: Credentials): void {
  const { options } = state;
  state.organizationId = newId('organization');
  newOrganization(state, state.organizationId, 'Emulator');
  const permissions = [{ resourceId: '*', action: '*', effect: 'allow' }];
  const stamps = { createdBy: null, createdTime: timestamp(state), updatedBy: null, updatedTime: null };
  for (const [name, action] of [
    ['admin', '*'],
    ['viewer', 'read'],
  ] as const) {
    const roleId = `las:role:${name}`;
    const own = permissions.map((permission) => ({ ...permission, action }));
    insert(state, 'role', roleId, { roleId, name, description: null, permissions: own, ...stamps });
  }
  for (const name of ['free', 'pro']) {
    insert(state, 'plan', `las:plan:${name}`, {
      planId: `las:plan:${name}`,
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
  newAppClient(state, { name: 'Emulator' }, clientId, clientSecret);
  newAppClient(state, { name: 'Browser' }, options.publicClientId ?? 'emulator-browser', null);
  newUser(state, { email: 'user@example.com' }, null, 'active');
  for (const model of options.models ?? [invoiceModel]) addModel(state, model);
  // What was there from the beginning counts for no month.
  state.counts.clear();
}

/** Adds a model that can be used at once. */
export function addModel(state: State, model: SeedModel): string {
  const modelId = model.modelId ?? newId('model');
  insert(state, 'model', modelId, {
    createdBy: null,
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
