/** Organizations and their counters. */
import type { Call, Routes } from '../api/call.js';
import { boolean, id, integer, nullable, shape } from '../api/check.js';
import { described as describedBody, text } from '../api/checks.js';
import { change, given, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import type { Fields } from '../json.js';
import { timestamp } from '../store/clock.js';
import type { Kind } from '../store/entities.js';
import { countOf, type Entry, insert, overwrite, table } from '../store/entries.js';
import { idOf, newId } from '../store/ids.js';
import type { State } from '../store/state.js';

/** Something that is counted: the organization's word for it, its kind, and how much of it a plan allows. */
interface Counter {
  readonly name: string;
  readonly kind: Kind;
  readonly allowed: number;
  /** Whether answers of 2024 have it too. */
  readonly old: boolean;
}

const counter = (name: string, kind: Kind, allowed: number, old = true): Counter => ({
  name,
  kind,
  allowed,
  old,
});

/** What an organization has now. */
const totals: ReadonlyArray<Counter> = [
  counter('numberOfAppClients', 'app-client', 10),
  counter('numberOfAssets', 'asset', 50),
  counter('numberOfDatasets', 'dataset', 100),
  counter('numberOfModels', 'model', 3),
  counter('numberOfSecrets', 'secret', 5),
  counter('numberOfTransitions', 'transition', 10),
  counter('numberOfUsers', 'user', 10),
  counter('numberOfWorkflows', 'workflow', 5),
  counter('numberOfActions', 'action', 10, false),
  counter('numberOfAgents', 'agent', 10, false),
  counter('numberOfConnections', 'connection', 10, false),
  counter('numberOfHooks', 'hook', 20, false),
  counter('numberOfValidations', 'validation', 10, false),
];

/** What it has made this month. */
const months: ReadonlyArray<Counter> = [
  counter('monthlyNumberOfDataBundles', 'model-data-bundle', 100),
  counter('monthlyNumberOfDocuments', 'document', 1000),
  counter('monthlyNumberOfPredictions', 'prediction', 1000),
  counter('monthlyNumberOfTrainings', 'model-training', 10),
  counter('monthlyNumberOfTransformations', 'dataset-transformation', 100),
  counter('monthlyNumberOfTransitionExecutions', 'transition-execution', 5000),
  counter('monthlyNumberOfWorkflowExecutions', 'workflow-execution', 500),
  counter('monthlyNumberOfActionRuns', 'action-run', 5000, false),
  counter('monthlyNumberOfAgentRuns', 'agent-run', 500, false),
  counter('monthlyNumberOfHookRuns', 'hook-run', 5000, false),
  counter('monthlyNumberOfValidationTasks', 'validation-task', 500, false),
];

/** How much of a kind a plan allows, and how much there is or was made this month; `undefined` where nobody counts. */
export function quotaOf(
  state: State,
  kind: Kind,
): { readonly allowed: number; readonly used: number } | undefined {
  const [total, month] = [totals, months].map((all) => all.find((each) => each.kind === kind)?.allowed);
  if (total !== undefined) return { allowed: total, used: table(state, kind).size };
  return month === undefined ? undefined : { allowed: month, used: countOf(state, kind) };
}

/** An organization with its counters. */
function view({ state }: Pick<Call, 'state'>, entry: Entry<'organization'>): Fields {
  const own = entry.id === state.organizationId;
  const today = (state.options.ids ?? 'cradl') === 'cradl';
  const counted = (all: ReadonlyArray<Counter>, numberOf: (kind: Kind) => number): Fields =>
    Object.fromEntries(
      all
        .filter(({ old }) => old || today)
        .flatMap(({ name, kind, allowed }) => [
          [`${name}Created`, own ? numberOf(kind) : 0],
          [`${name}Allowed`, allowed],
        ]),
    );
  return {
    ...entry.data,
    ...counted(totals, (kind) => table(state, kind).size),
    ...counted(months, (kind) => countOf(state, kind)),
    monthlyNumberOfActiveModelsUsed: 0,
    monthlyNumberOfFieldPredictionsAllowed: 100_000,
    monthlyNumberOfFieldPredictionsUsed: own ? countOf(state, 'field-prediction') : 0,
    monthlyNumberOfGpuHoursUsed: 0,
    monthlyUsageSummary: {},
  };
}

/** A new organization; its counters are added when it is sent. */
export function newOrganization(
  state: State,
  organizationId: string,
  createdBy: string,
  name: unknown,
): Entry<'organization'> {
  return insert(state, 'organization', organizationId, {
    organizationId,
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

/** The operations of organizations. */
export const organizations: Routes = {
  ...resource(['list', 'get', 'update'], {
    path: '/organizations',
    kind: 'organization',
    idKey: 'organizationId',
    plural: 'organizations',
    bodies: {
      update: shape({
        ...describedBody,
        'documentRetentionInDays?': integer(1),
        'url?': nullable(text),
        'paymentMethodId?': nullable(id('payment-method')),
        'planId?': id('plan', true),
      }),
    },
    references: { paymentMethodId: 'payment-method', planId: 'plan' },
    update: (call, entry) => change(call, entry),
    view,
  }),
  'POST /organizations': {
    ids: {},
    body: shape({ ...describedBody, 'url?': nullable(text), 'useNewScopes?': boolean }),
    handle: (call) => {
      const { state, body } = call;
      const made = newOrganization(state, newId(state, 'organization'), call.actor, body['name']);
      overwrite(made, given(body, 'description', 'metadata', 'url'));
      return sent(state, 'organization', view(call, made));
    },
  },
};
