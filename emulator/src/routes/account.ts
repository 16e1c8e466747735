/** What belongs to an account: its clients, users, roles and profiles, organizations, plans and payments. */
import type { Call, Routes } from '../api/call.js';
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { change, described, given, named, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import { type Entry, find, hex, idOf, insert, newId, type State, table, timestamp } from '../store/state.js';

/** What is counted, by the word that the organization's counters have for it, and how much is allowed. */
const counters: readonly (readonly [string, string, number])[] = [
  ['numberOfAppClients', 'app-client', 10],
  ['numberOfAssets', 'asset', 50],
  ['numberOfDatasets', 'dataset', 100],
  ['numberOfModels', 'model', 3],
  ['numberOfSecrets', 'secret', 5],
  ['numberOfTransitions', 'transition', 10],
  ['numberOfUsers', 'user', 10],
  ['numberOfWorkflows', 'workflow', 5],
];
/** Counted since 2025. */
const newer: typeof counters = [
  ['numberOfActions', 'action', 10],
  ['numberOfAgents', 'agent', 10],
  ['numberOfConnections', 'connection', 10],
  ['numberOfHooks', 'hook', 20],
  ['numberOfValidations', 'validation', 10],
];
const newerMonthly: typeof counters = [
  ['monthlyNumberOfActionRuns', 'action-run', 5000],
  ['monthlyNumberOfAgentRuns', 'agent-run', 500],
  ['monthlyNumberOfHookRuns', 'hook-run', 5000],
  ['monthlyNumberOfValidationTasks', 'validation-task', 500],
];
const monthly: readonly (readonly [string, string, number])[] = [
  ['monthlyNumberOfDataBundles', 'model-data-bundle', 100],
  ['monthlyNumberOfDocuments', 'document', 1000],
  ['monthlyNumberOfPredictions', 'prediction', 1000],
  ['monthlyNumberOfTrainings', 'model-training', 10],
  ['monthlyNumberOfTransformations', 'dataset-transformation', 100],
  ['monthlyNumberOfTransitionExecutions', 'transition-execution', 5000],
  ['monthlyNumberOfWorkflowExecutions', 'workflow-execution', 500],
];

/** An organization with its counters; they tell what was made, and nothing is refused for them. */
function organizationView({ state }: Call, entry: Entry): Fields {
  const own = entry.id === state.organizationId;
  const view: Fields = { ...entry.data };
  const today = (state.options.ids ?? 'cradl') === 'cradl';
  for (const [name, kind, allowed] of [...counters, ...(today ? newer : [])]) {
    view[`${name}Created`] = own ? table(state, kind).size : 0;
    view[`${name}Allowed`] = allowed;
  }
  for (const [name, kind, allowed] of [...monthly, ...(today ? newerMonthly : [])]) {
    view[`${name}Created`] = own ? (state.counts.get(kind) ?? 0) : 0;
    view[`${name}Allowed`] = allowed;
  }
  return {
    ...view,
    monthlyNumberOfActiveModelsUsed: 0,
    monthlyNumberOfFieldPredictionsAllowed: 100_000,
    monthlyNumberOfFieldPredictionsUsed: own ? (state.counts.get('field-prediction') ?? 0) : 0,
    monthlyNumberOfGpuHoursUsed: 0,
    monthlyUsageSummary: {},
  };
}

/** A new organization; its counters are added when it is sent. */
export function newOrganization(state: State, id: string, createdBy: string, name: unknown): Entry {
  return insert(state, 'organization', id, {
    organizationId: id,
    name: name ?? null,
    description: null,
    planId: idOf(state, 'plan', 'free'),
    paymentMethodId: null,
    documentRetentionInDays: 1825,
    createdBy,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  });
}

/** A new client of the API, which the token endpoint knows from now on. */
export function newAppClient(
  state: State,
  data: Fields,
  clientId: string,
  clientSecret: string | null,
): Fields & { appClientId: string } {
  const appClientId = newId(state, 'app-client');
  state.clients.set(clientId, { clientId, secret: clientSecret, appClientId });
  const client = {
    appClientId,
    clientId,
    hasSecret: clientSecret !== null,
    ...named(data),
    ...given(data, 'metadata'),
    roleIds: data['roleIds'] ?? [idOf(state, 'role', 'admin')],
    callbackUrls: data['callbackUrls'] ?? [],
    logoutUrls: data['logoutUrls'] ?? [],
    loginUrls: data['loginUrls'] ?? [],
    defaultLoginUrl: data['defaultLoginUrl'] ?? null,
    createdBy: data['createdBy'] ?? null,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  };
  insert(state, 'app-client', appClientId, client);
  return client;
}

/** A new user and the profile that goes with it. */
export function newUser(state: State, body: Fields, createdBy: string | null, status: string): Entry {
  const profileId = newId(state, 'profile');
  insert(state, 'profile', profileId, {
    profileId,
    email: body['email'],
    name: body['name'] ?? null,
    givenName: null,
    familyName: null,
    locale: null,
    picture: null,
    metadata: null,
    numberOfOrganizationsAllowed: 10,
    numberOfOrganizationsCreated: 1,
    createdTime: timestamp(state),
    updatedTime: null,
  });
  const userId = newId(state, 'user');
  return insert(state, 'user', userId, {
    userId,
    profileId,
    // Only clients of the older version send these, and get them back.
    ...('name' in body ? { name: body['name'] } : {}),
    ...('avatar' in body ? { avatar: body['avatar'] } : {}),
    ...given(body, 'description'),
    metadata: body['metadata'] ?? null,
    roleIds: body['roleIds'] ?? [idOf(state, 'role', 'admin')],
    status,
    createdBy,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  });
}

function knownRoles({ state, body }: Call): void {
  const { roleIds } = body;
  for (const roleId of Array.isArray(roleIds) ? roleIds : []) find(state, 'role', String(roleId));
}

/** The roles that every organization has cannot be changed. */
function mustBeOwn({ id }: Entry): void {
  if (/:role:(admin|viewer)$/.test(id)) throw new ApiError(403, `${id} is common to all organizations`);
}

export const account: Routes = {
  ...resource(['list', 'get', 'update', 'remove'], {
    path: '/appClients',
    kind: 'app-client',
    idKey: 'appClientId',
    plural: 'appClients',
    update: (call, entry) => {
      knownRoles(call);
      change(call, entry);
    },
    remove: ({ state }, entry) => {
      const clientId = String(entry.data['clientId']);
      state.clients.delete(clientId);
      for (const tokens of [state.tokens, state.refreshTokens]) {
        for (const [token, { clientId: of }] of tokens) if (of === clientId) tokens.delete(token);
      }
    },
  }),
  'POST /appClients': (call) => {
    knownRoles(call);
    const clientSecret = call.body['generateSecret'] === false ? null : hex(48);
    const client = newAppClient(call.state, { ...call.body, createdBy: call.actor }, hex(26), clientSecret);
    // The only answer that ever tells the secret.
    return { ...sent(call.state, 'app-client', client), ...(clientSecret === null ? {} : { clientSecret }) };
  },
  ...resource(['list', 'get', 'update', 'remove'], {
    path: '/users',
    kind: 'user',
    idKey: 'userId',
    plural: 'users',
    update: (call, entry) => {
      knownRoles(call);
      change(call, entry);
    },
  }),
  'POST /users': (call) => {
    knownRoles(call);
    const { appClientId } = call.body;
    if (typeof appClientId === 'string') find(call.state, 'app-client', appClientId);
    const user = newUser(call.state, call.body, call.actor, 'invite_pending');
    return sent(call.state, 'user', { ...user.data });
  },
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/roles',
    kind: 'role',
    idKey: 'roleId',
    plural: 'roles',
    create: ({ body }) => ({ ...named(body), permissions: body['permissions'] }),
    update: (call, entry) => {
      mustBeOwn(entry);
      change(call, entry);
    },
    remove: (_call, entry) => mustBeOwn(entry),
  }),
  ...resource(['get', 'update'], {
    path: '/profiles',
    kind: 'profile',
    idKey: 'profileId',
    plural: 'profiles',
    update: ({ state, body }, { data }) => {
      Object.assign(data, body, { updatedTime: timestamp(state) });
      const names = [data['givenName'], data['familyName']].filter((name) => typeof name === 'string');
      if (names.length > 0) data['name'] = names.join(' ');
    },
  }),
  ...resource(['list', 'get', 'update'], {
    path: '/organizations',
    kind: 'organization',
    idKey: 'organizationId',
    plural: 'organizations',
    update: (call, entry) => {
      const { paymentMethodId, planId } = call.body;
      if (typeof paymentMethodId === 'string') find(call.state, 'payment-method', paymentMethodId);
      if (typeof planId === 'string') find(call.state, 'plan', planId);
      change(call, entry);
    },
    view: organizationView,
  }),
  'POST /organizations': (call) => {
    const { state, body } = call;
    const made = newOrganization(state, newId(state, 'organization'), call.actor, body['name']);
    Object.assign(made.data, given(body, 'description', 'metadata', 'url'));
    return sent(state, 'organization', organizationView(call, made));
  },
  ...resource(['list', 'get'], {
    path: '/plans',
    kind: 'plan',
    idKey: 'planId',
    plural: 'plans',
    keep: owned,
    list: { other: ['owner'] },
  }),
  ...resource(['list', 'get'], {
    path: '/deploymentEnvironments',
    kind: 'deployment-environment',
    idKey: 'deploymentEnvironmentId',
    plural: 'deploymentEnvironments',
    keep: owned,
    list: { other: ['owner'] },
  }),
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/paymentMethods',
    kind: 'payment-method',
    idKey: 'paymentMethodId',
    plural: 'paymentMethods',
    create: ({ body }) => ({
      ...described(body),
      details: null,
      stripePublishableKey: 'emulator',
      stripeSetupIntentSecret: hex(),
    }),
    update: (call, entry) => {
      const { stripeSetupIntentSecret, ...rest } = call.body;
      const own = entry.data['stripeSetupIntentSecret'];
      if (stripeSetupIntentSecret !== undefined && stripeSetupIntentSecret !== own) {
        throw new ApiError(400, 'stripeSetupIntentSecret is not the one of this payment method');
      }
      // Once the card is confirmed, its details are there and the secret has done its work.
      const done =
        stripeSetupIntentSecret === undefined ? {} : { details: {}, stripeSetupIntentSecret: null };
      change(call, entry, { ...rest, ...done });
    },
  }),
};

/** The filter `owner` of what may belong to other organizations: ids, `me`, or `*` for all. */
export function owned(call: Call, entry: Entry): boolean {
  const owners = call.query
    .getAll('owner')
    .map((owner) => (owner === 'me' ? call.state.organizationId : owner));
  const owner = entry.data['organizationId'];
  return owners.length === 0 || owners.includes('*') || owners.some((each) => each === owner);
}
