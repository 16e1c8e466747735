/** Ids: `las:<kind>:<rest>`, each kind a type of its own, so that two of them cannot be swapped. */
import type * as t from 'io-ts';
import { codec } from './codec.js';

/** An id of the kind `Kind`. */
type Id<Kind extends string> = `las:${Kind}:${string}`;

/** An id that another organization may own. */
type SharedId<Kind extends string> = Id<Kind> | `las:organization:${string}/las:${Kind}:${string}`;

// Neither a slash, nor white space, nor control characters and lone surrogates (`\p{C}`).
const rest = '[^\\s/\\p{C}]+';

const id = <A extends string>(name: string, kind: string, owner = ''): t.Type<A> => {
  const pattern = new RegExp(`^${owner}las:${kind}:${rest}$`, 'u');
  return codec(name, (u) => typeof u === 'string' && pattern.test(u));
};

const shared = <A extends string>(name: string, kind: string): t.Type<A> =>
  id<A>(name, kind, `(las:organization:${rest}/)?`);

/** Whether a text is an id of any kind. */
export const isId = (u: unknown): u is string => typeof u === 'string' && anyId.test(u);

// -- kinds: `npm run sync` writes them from contract/ids.json

const anyId =
  /^(las:[a-z-]+:|las:organization:[^\s/\p{C}]+\/las:(deployment-environment|model|plan):)[^\s/\p{C}]+$/u;

/** `las:app-client:…` */
export type AppClientId = Id<'app-client'>;
/** Codec of {@link AppClientId}. */
export const AppClientId: t.Type<AppClientId> = /*#__PURE__*/ id('AppClientId', 'app-client');

/** `las:asset:…` */
export type AssetId = Id<'asset'>;
/** Codec of {@link AssetId}. */
export const AssetId: t.Type<AssetId> = /*#__PURE__*/ id('AssetId', 'asset');

/** `las:batch:…` */
export type BatchId = Id<'batch'>;
/** Codec of {@link BatchId}. */
export const BatchId: t.Type<BatchId> = /*#__PURE__*/ id('BatchId', 'batch');

/** `las:consent:…` */
export type ConsentId = Id<'consent'>;
/** Codec of {@link ConsentId}. */
export const ConsentId: t.Type<ConsentId> = /*#__PURE__*/ id('ConsentId', 'consent');

/** `las:dataset:…` */
export type DatasetId = Id<'dataset'>;
/** Codec of {@link DatasetId}. */
export const DatasetId: t.Type<DatasetId> = /*#__PURE__*/ id('DatasetId', 'dataset');

/** `las:dataset-transformation:…` */
export type TransformationId = Id<'dataset-transformation'>;
/** Codec of {@link TransformationId}. */
export const TransformationId: t.Type<TransformationId> = /*#__PURE__*/ id(
  'TransformationId',
  'dataset-transformation',
);

/** `las:deployment-environment:…`, also with the organization that owns it: `las:organization:…/las:deployment-environment:…` */
export type DeploymentEnvironmentId = SharedId<'deployment-environment'>;
/** Codec of {@link DeploymentEnvironmentId}. */
export const DeploymentEnvironmentId: t.Type<DeploymentEnvironmentId> = /*#__PURE__*/ shared(
  'DeploymentEnvironmentId',
  'deployment-environment',
);

/** `las:document:…` */
export type DocumentId = Id<'document'>;
/** Codec of {@link DocumentId}. */
export const DocumentId: t.Type<DocumentId> = /*#__PURE__*/ id('DocumentId', 'document');

/** `las:lambda:…` */
export type LambdaId = Id<'lambda'>;
/** Codec of {@link LambdaId}. */
export const LambdaId: t.Type<LambdaId> = /*#__PURE__*/ id('LambdaId', 'lambda');

/** `las:log:…` */
export type LogId = Id<'log'>;
/** Codec of {@link LogId}. */
export const LogId: t.Type<LogId> = /*#__PURE__*/ id('LogId', 'log');

/** `las:model:…`, also with the organization that owns it: `las:organization:…/las:model:…` */
export type ModelId = SharedId<'model'>;
/** Codec of {@link ModelId}. */
export const ModelId: t.Type<ModelId> = /*#__PURE__*/ shared('ModelId', 'model');

/** `las:model-data-bundle:…` */
export type DataBundleId = Id<'model-data-bundle'>;
/** Codec of {@link DataBundleId}. */
export const DataBundleId: t.Type<DataBundleId> = /*#__PURE__*/ id('DataBundleId', 'model-data-bundle');

/** `las:model-training:…` */
export type TrainingId = Id<'model-training'>;
/** Codec of {@link TrainingId}. */
export const TrainingId: t.Type<TrainingId> = /*#__PURE__*/ id('TrainingId', 'model-training');

/** `las:organization:…` */
export type OrganizationId = Id<'organization'>;
/** Codec of {@link OrganizationId}. */
export const OrganizationId: t.Type<OrganizationId> = /*#__PURE__*/ id('OrganizationId', 'organization');

/** `las:payment-method:…` */
export type PaymentMethodId = Id<'payment-method'>;
/** Codec of {@link PaymentMethodId}. */
export const PaymentMethodId: t.Type<PaymentMethodId> = /*#__PURE__*/ id('PaymentMethodId', 'payment-method');

/** `las:plan:…`, also with the organization that owns it: `las:organization:…/las:plan:…` */
export type PlanId = SharedId<'plan'>;
/** Codec of {@link PlanId}. */
export const PlanId: t.Type<PlanId> = /*#__PURE__*/ shared('PlanId', 'plan');

/** `las:prediction:…` */
export type PredictionId = Id<'prediction'>;
/** Codec of {@link PredictionId}. */
export const PredictionId: t.Type<PredictionId> = /*#__PURE__*/ id('PredictionId', 'prediction');

/** `las:profile:…` */
export type ProfileId = Id<'profile'>;
/** Codec of {@link ProfileId}. */
export const ProfileId: t.Type<ProfileId> = /*#__PURE__*/ id('ProfileId', 'profile');

/** `las:role:…` */
export type RoleId = Id<'role'>;
/** Codec of {@link RoleId}. */
export const RoleId: t.Type<RoleId> = /*#__PURE__*/ id('RoleId', 'role');

/** `las:secret:…` */
export type SecretId = Id<'secret'>;
/** Codec of {@link SecretId}. */
export const SecretId: t.Type<SecretId> = /*#__PURE__*/ id('SecretId', 'secret');

/** `las:transition:…` */
export type TransitionId = Id<'transition'>;
/** Codec of {@link TransitionId}. */
export const TransitionId: t.Type<TransitionId> = /*#__PURE__*/ id('TransitionId', 'transition');

/** `las:transition-execution:…` */
export type TransitionExecutionId = Id<'transition-execution'>;
/** Codec of {@link TransitionExecutionId}. */
export const TransitionExecutionId: t.Type<TransitionExecutionId> = /*#__PURE__*/ id(
  'TransitionExecutionId',
  'transition-execution',
);

/** `las:user:…` */
export type UserId = Id<'user'>;
/** Codec of {@link UserId}. */
export const UserId: t.Type<UserId> = /*#__PURE__*/ id('UserId', 'user');

/** `las:workflow:…` */
export type WorkflowId = Id<'workflow'>;
/** Codec of {@link WorkflowId}. */
export const WorkflowId: t.Type<WorkflowId> = /*#__PURE__*/ id('WorkflowId', 'workflow');

/** `las:workflow-execution:…` */
export type WorkflowExecutionId = Id<'workflow-execution'>;
/** Codec of {@link WorkflowExecutionId}. */
export const WorkflowExecutionId: t.Type<WorkflowExecutionId> = /*#__PURE__*/ id(
  'WorkflowExecutionId',
  'workflow-execution',
);
