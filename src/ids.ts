/**
 * Ids: `las:<kind>:<rest>`, since 2025 also `cradl:<kind>:<rest>`, each kind a type of its own, so that two of them cannot
 * be swapped. The types know which prefixes a kind has; in answers each decodes with both.
 */
import type * as t from 'io-ts';
import { codec } from './codec.js';

/** What an id begins with: that of what was made since 2025 is `cradl`. */
type Prefix = 'las' | 'cradl';

/** An id of the kind `Kind`. */
type Id<Kind extends string, P extends Prefix = Prefix> = `${P}:${Kind}:${string}`;

/** An id with the organization that owns it before it, or without: `cradl:organization:cradl/cradl:action:…` */
export type Owned<A extends string> = A | `${Prefix}:organization:${string}/${A}`;

// The rest has neither a slash, nor white space, nor control characters and lone surrogates (`\p{C}`).
const pattern = (kind: string) => `(las|cradl):${kind}:[^\\s/\\p{C}]+`;

const id = <A extends string>(name: string, kinds: string, owner = ''): t.Type<A> => {
  const whole = new RegExp(`^${owner}${kinds.split('/').map(pattern).join('/')}$`, 'u');
  return codec(name, (u) => typeof u === 'string' && whole.test(u));
};

const shared = <A extends string>(name: string, kinds: string): t.Type<A> =>
  id<A>(name, kinds, `(${pattern('organization')}/)?`);

/** Codec of an id that another organization may own; `kind` as it stands in the id. */
export const owned = <A extends string>(kind: string): t.Type<Owned<A>> => shared(`${kind} id`, kind);

/** Whether a text is an id of any kind that can stand in a path. */
export const isId = (u: unknown): u is string => typeof u === 'string' && anyId.test(u);

/** The long id of an agent's run, as documents, predictions and other runs name it. Paths take a {@link RunId}. */
export type AgentRunId = Owned<`${AgentId}/${RunId}`>;
/** Codec of {@link AgentRunId}. */
export const AgentRunId: t.Type<AgentRunId> = /*#__PURE__*/ shared('AgentRunId', 'agent/run');

/** The long id of an action's run. Paths take a {@link RunId}. */
export type ActionRunId = Owned<`${ActionId}/${RunId}`>;
/** Codec of {@link ActionRunId}. */
export const ActionRunId: t.Type<ActionRunId> = /*#__PURE__*/ shared('ActionRunId', 'action/run');

/** The long id of a hook's run. Paths take a {@link RunId}. */
export type HookRunId = Owned<`${HookId}/${RunId}`>;
/** Codec of {@link HookRunId}. */
export const HookRunId: t.Type<HookRunId> = /*#__PURE__*/ shared('HookRunId', 'hook/run');

/** The long id of a validation's task. Paths take a {@link TaskId}. */
export type ValidationTaskId = Owned<`${ValidationId}/${TaskId}`>;
/** Codec of {@link ValidationTaskId}. */
export const ValidationTaskId: t.Type<ValidationTaskId> = /*#__PURE__*/ shared(
  'ValidationTaskId',
  'validation/task',
);

/** The short ids that a long id consists of, see {@link shortIds}. */
export type ShortIds<A extends string> = A extends `${Prefix}:organization:${string}/${infer Rest}`
  ? ShortIds<Rest>
  : A extends `${infer First}/${infer Rest}`
    ? readonly [First, ...ShortIds<Rest>]
    : readonly [A];

/**
 * The short ids that a long id consists of, without the organization that owns it. Answers name runs, hooks and actions by
 * long ids, and paths take short ones.
 *
 * @example
 * import { type Context, getAction, getAgentRun, type Hook, type LasDocument, shortIds } from 'las-fp';
 *
 * const runOf = (ctx: Context, { agentRunId }: LasDocument) =>
 *   agentRunId == null ? undefined : getAgentRun(ctx, ...shortIds(agentRunId));
 *
 * const nextOf = (ctx: Context, { trueActionId }: Hook) =>
 *   trueActionId == null ? undefined : getAction(ctx, ...shortIds(trueActionId));
 */
export function shortIds<A extends string>(id: A): ShortIds<A>;
export function shortIds(id: string): ReadonlyArray<string> {
  return id.replace(/^(las|cradl):organization:[^/]*\//, '').split('/');
}

// -- kinds: `npm run sync` writes them from contract/ids.json

const anyId =
  /^((las|cradl):organization:[^\s/\p{C}]+\/(?=\w+:(deployment-environment|function|model|plan):))?(las|cradl):[a-z-]+:[^\s/\p{C}]+$/u;

/** `cradl:action:…` */
export type ActionId = Id<'action', 'cradl'>;
/** Codec of {@link ActionId}. */
export const ActionId: t.Type<ActionId> = /*#__PURE__*/ id('ActionId', 'action');

/** `cradl:agent:…` */
export type AgentId = Id<'agent', 'cradl'>;
/** Codec of {@link AgentId}. */
export const AgentId: t.Type<AgentId> = /*#__PURE__*/ id('AgentId', 'agent');

/** `las:app-client:…` or `cradl:app-client:…` */
export type AppClientId = Id<'app-client'>;
/** Codec of {@link AppClientId}. */
export const AppClientId: t.Type<AppClientId> = /*#__PURE__*/ id('AppClientId', 'app-client');

/** `las:asset:…` or `cradl:asset:…` */
export type AssetId = Id<'asset'>;
/** Codec of {@link AssetId}. */
export const AssetId: t.Type<AssetId> = /*#__PURE__*/ id('AssetId', 'asset');

/** `las:batch:…` */
export type BatchId = Id<'batch', 'las'>;
/** Codec of {@link BatchId}. */
export const BatchId: t.Type<BatchId> = /*#__PURE__*/ id('BatchId', 'batch');

/** `cradl:connection:…` */
export type ConnectionId = Id<'connection', 'cradl'>;
/** Codec of {@link ConnectionId}. */
export const ConnectionId: t.Type<ConnectionId> = /*#__PURE__*/ id('ConnectionId', 'connection');

/** `las:consent:…` */
export type ConsentId = Id<'consent', 'las'>;
/** Codec of {@link ConsentId}. */
export const ConsentId: t.Type<ConsentId> = /*#__PURE__*/ id('ConsentId', 'consent');

/** `las:dataset:…` or `cradl:dataset:…` */
export type DatasetId = Id<'dataset'>;
/** Codec of {@link DatasetId}. */
export const DatasetId: t.Type<DatasetId> = /*#__PURE__*/ id('DatasetId', 'dataset');

/** `las:dataset-transformation:…` */
export type TransformationId = Id<'dataset-transformation', 'las'>;
/** Codec of {@link TransformationId}. */
export const TransformationId: t.Type<TransformationId> = /*#__PURE__*/ id(
  'TransformationId',
  'dataset-transformation',
);

/** `las:deployment-environment:…`, also with the organization that owns it: `…:organization:…/` before it */
export type DeploymentEnvironmentId = Owned<Id<'deployment-environment', 'las'>>;
/** Codec of {@link DeploymentEnvironmentId}. */
export const DeploymentEnvironmentId: t.Type<DeploymentEnvironmentId> = /*#__PURE__*/ shared(
  'DeploymentEnvironmentId',
  'deployment-environment',
);

/** `las:document:…` or `cradl:document:…` */
export type DocumentId = Id<'document'>;
/** Codec of {@link DocumentId}. */
export const DocumentId: t.Type<DocumentId> = /*#__PURE__*/ id('DocumentId', 'document');

/** `cradl:function:…`, also with the organization that owns it: `…:organization:…/` before it */
export type FunctionId = Owned<Id<'function', 'cradl'>>;
/** Codec of {@link FunctionId}. */
export const FunctionId: t.Type<FunctionId> = /*#__PURE__*/ shared('FunctionId', 'function');

/** `cradl:hook:…` */
export type HookId = Id<'hook', 'cradl'>;
/** Codec of {@link HookId}. */
export const HookId: t.Type<HookId> = /*#__PURE__*/ id('HookId', 'hook');

/** `las:lambda:…` */
export type LambdaId = Id<'lambda', 'las'>;
/** Codec of {@link LambdaId}. */
export const LambdaId: t.Type<LambdaId> = /*#__PURE__*/ id('LambdaId', 'lambda');

/** `las:log:…` or `cradl:log:…` */
export type LogId = Id<'log'>;
/** Codec of {@link LogId}. */
export const LogId: t.Type<LogId> = /*#__PURE__*/ id('LogId', 'log');

/** `cradl:managed-code:…` */
export type ManagedCodeId = Id<'managed-code', 'cradl'>;
/** Codec of {@link ManagedCodeId}. */
export const ManagedCodeId: t.Type<ManagedCodeId> = /*#__PURE__*/ id('ManagedCodeId', 'managed-code');

/** `las:model:…` or `cradl:model:…`, also with the organization that owns it: `…:organization:…/` before it */
export type ModelId = Owned<Id<'model'>>;
/** Codec of {@link ModelId}. */
export const ModelId: t.Type<ModelId> = /*#__PURE__*/ shared('ModelId', 'model');

/** `las:model-data-bundle:…` */
export type DataBundleId = Id<'model-data-bundle', 'las'>;
/** Codec of {@link DataBundleId}. */
export const DataBundleId: t.Type<DataBundleId> = /*#__PURE__*/ id('DataBundleId', 'model-data-bundle');

/** `las:model-training:…` */
export type TrainingId = Id<'model-training', 'las'>;
/** Codec of {@link TrainingId}. */
export const TrainingId: t.Type<TrainingId> = /*#__PURE__*/ id('TrainingId', 'model-training');

/** `las:organization:…` or `cradl:organization:…` */
export type OrganizationId = Id<'organization'>;
/** Codec of {@link OrganizationId}. */
export const OrganizationId: t.Type<OrganizationId> = /*#__PURE__*/ id('OrganizationId', 'organization');

/** `las:payment-method:…` or `cradl:payment-method:…` */
export type PaymentMethodId = Id<'payment-method'>;
/** Codec of {@link PaymentMethodId}. */
export const PaymentMethodId: t.Type<PaymentMethodId> = /*#__PURE__*/ id('PaymentMethodId', 'payment-method');

/** `las:plan:…` or `cradl:plan:…`, also with the organization that owns it: `…:organization:…/` before it */
export type PlanId = Owned<Id<'plan'>>;
/** Codec of {@link PlanId}. */
export const PlanId: t.Type<PlanId> = /*#__PURE__*/ shared('PlanId', 'plan');

/** `las:prediction:…` or `cradl:prediction:…` */
export type PredictionId = Id<'prediction'>;
/** Codec of {@link PredictionId}. */
export const PredictionId: t.Type<PredictionId> = /*#__PURE__*/ id('PredictionId', 'prediction');

/** `las:profile:…` or `cradl:profile:…` */
export type ProfileId = Id<'profile'>;
/** Codec of {@link ProfileId}. */
export const ProfileId: t.Type<ProfileId> = /*#__PURE__*/ id('ProfileId', 'profile');

/** `las:role:…` or `cradl:role:…` */
export type RoleId = Id<'role'>;
/** Codec of {@link RoleId}. */
export const RoleId: t.Type<RoleId> = /*#__PURE__*/ id('RoleId', 'role');

/** `cradl:run:…` */
export type RunId = Id<'run', 'cradl'>;
/** Codec of {@link RunId}. */
export const RunId: t.Type<RunId> = /*#__PURE__*/ id('RunId', 'run');

/** `las:secret:…` or `cradl:secret:…` */
export type SecretId = Id<'secret'>;
/** Codec of {@link SecretId}. */
export const SecretId: t.Type<SecretId> = /*#__PURE__*/ id('SecretId', 'secret');

/** `cradl:task:…` */
export type TaskId = Id<'task', 'cradl'>;
/** Codec of {@link TaskId}. */
export const TaskId: t.Type<TaskId> = /*#__PURE__*/ id('TaskId', 'task');

/** `las:transition:…` */
export type TransitionId = Id<'transition', 'las'>;
/** Codec of {@link TransitionId}. */
export const TransitionId: t.Type<TransitionId> = /*#__PURE__*/ id('TransitionId', 'transition');

/** `las:transition-execution:…` */
export type TransitionExecutionId = Id<'transition-execution', 'las'>;
/** Codec of {@link TransitionExecutionId}. */
export const TransitionExecutionId: t.Type<TransitionExecutionId> = /*#__PURE__*/ id(
  'TransitionExecutionId',
  'transition-execution',
);

/** `las:user:…` or `cradl:user:…` */
export type UserId = Id<'user'>;
/** Codec of {@link UserId}. */
export const UserId: t.Type<UserId> = /*#__PURE__*/ id('UserId', 'user');

/** `cradl:validation:…` */
export type ValidationId = Id<'validation', 'cradl'>;
/** Codec of {@link ValidationId}. */
export const ValidationId: t.Type<ValidationId> = /*#__PURE__*/ id('ValidationId', 'validation');

/** `las:workflow:…` */
export type WorkflowId = Id<'workflow', 'las'>;
/** Codec of {@link WorkflowId}. */
export const WorkflowId: t.Type<WorkflowId> = /*#__PURE__*/ id('WorkflowId', 'workflow');

/** `las:workflow-execution:…` */
export type WorkflowExecutionId = Id<'workflow-execution', 'las'>;
/** Codec of {@link WorkflowExecutionId}. */
export const WorkflowExecutionId: t.Type<WorkflowExecutionId> = /*#__PURE__*/ id(
  'WorkflowExecutionId',
  'workflow-execution',
);
