/** What is kept of each kind of resource: the fields that are sent, by the API's own names. */
import type { Fields } from '../json.js';
import type { FieldConfig, KnownValue } from '../reader/predictor.js';

/** Who made and changed a resource, and when. */
export interface Stamps {
  readonly createdBy: string | null;
  readonly createdTime: string;
  readonly updatedBy: string | null;
  readonly updatedTime: string | null;
}

/** What most resources are described by. */
export interface Described extends Stamps {
  readonly name: string | null;
  readonly description: string | null;
  readonly metadata: Fields | null;
}

/** A resource that has its long id besides. */
interface Long extends Described {
  readonly id: string;
}

/** Something that belongs to an organization, perhaps to another one; `null`: to nobody. */
interface Owned {
  readonly organizationId: string | null;
}

/** A run of an action or a hook, or a task of a validation. */
export interface Work extends Long {
  readonly agentRunId: string | null;
  readonly status: string;
  readonly input: Fields;
  readonly output: Fields | null;
  readonly logId: string | null;
  readonly history: ReadonlyArray<Fields>;
}

/** What happened in a run of an agent. */
export interface AgentEvent extends Fields {
  readonly resourceId: string;
  readonly status: string;
  readonly timestamp: string;
}

/** A line of a log. */
export interface LogLine {
  readonly message: string;
  readonly timestamp: string;
}

interface Execution {
  readonly executionId: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly logId: string;
  readonly status: string;
}

/** The fields of each kind. */
export interface Entities {
  readonly action: Long & {
    readonly actionId: string;
    readonly config: Fields;
    readonly connectionId: string | null;
    readonly enabled: boolean;
    readonly functionId?: string;
    readonly secretId: string | null;
  };
  readonly 'action-run': Work & { readonly runId: string; readonly actionId: string };
  readonly agent: Long & { readonly agentId: string; readonly resourceIds: ReadonlyArray<string> };
  readonly 'agent-run': Omit<Stamps, 'createdBy'> & {
    readonly createdBy: string;
    readonly runId: string;
    readonly agentId: string;
    readonly id: string;
    readonly status: string;
    readonly resourceIds: ReadonlyArray<string>;
    readonly events: ReadonlyArray<AgentEvent>;
  };
  readonly 'app-client': Described & {
    readonly appClientId: string;
    readonly clientId: string;
    readonly hasSecret: boolean;
    readonly roleIds: ReadonlyArray<string>;
    readonly callbackUrls: ReadonlyArray<string>;
    readonly logoutUrls: ReadonlyArray<string>;
    readonly loginUrls: ReadonlyArray<string>;
    readonly defaultLoginUrl: string | null;
  };
  readonly asset: Described & { readonly assetId: string; readonly contentMD5: string | null };
  readonly batch: Described & { readonly batchId: string; readonly retentionInDays: number };
  readonly connection: Described & { readonly connectionId: string; readonly enabled: boolean };
  readonly dataset: Described & { readonly datasetId: string; readonly retentionInDays: number };
  readonly 'dataset-transformation': Described & {
    readonly transformationId: string;
    readonly datasetId: string;
    readonly operations: ReadonlyArray<Fields>;
    readonly status: string;
  };
  readonly 'deployment-environment': Owned & { readonly deploymentEnvironmentId: string };
  readonly document: Described & {
    readonly documentId: string;
    readonly agentRunId: string | null;
    readonly batchId?: string;
    readonly consentId?: string;
    readonly datasetId?: string;
    readonly contentMD5: string | null;
    readonly contentType: string | null;
    readonly groundTruth: ReadonlyArray<KnownValue>;
    readonly retentionInDays: number;
  };
  readonly function: Long & Owned & { readonly functionId: string; readonly runtime: string };
  readonly hook: Long & {
    readonly hookId: string;
    readonly config: Fields;
    readonly enabled: boolean;
    readonly functionId: string | null;
    readonly trigger?: string;
    readonly trueActionId: string | null;
    readonly falseActionId: string | null;
  };
  readonly 'hook-run': Work & {
    readonly runId: string;
    readonly hookId: string;
    readonly actionId: string | null;
  };
  readonly log: {
    readonly logId: string;
    readonly resourceId: string;
    readonly startTime: string;
    readonly events: ReadonlyArray<LogLine>;
    readonly transitionId: string | null;
    readonly transitionExecutionId: string | null;
    readonly workflowId: string | null;
    readonly workflowExecutionId: string | null;
  };
  readonly model: Described &
    Owned & {
      readonly modelId: string;
      readonly fieldConfig: FieldConfig;
      readonly preprocessConfig: Fields;
      readonly postprocessConfig: Fields;
      readonly trainingId: string | null;
      readonly status: string;
    };
  readonly 'model-data-bundle': Described & {
    readonly dataBundleId: string;
    readonly modelId: string;
    readonly status: string;
  };
  readonly 'model-training': Described & {
    readonly trainingId: string;
    readonly modelId: string;
    readonly status: string;
    readonly gpuHours: number;
  };
  readonly organization: Described & {
    readonly organizationId: string;
    readonly paymentMethodId: string | null;
    readonly planId: string;
    readonly documentRetentionInDays: number;
  };
  readonly 'payment-method': Described & {
    readonly paymentMethodId: string;
    readonly details: Fields | null;
    readonly stripeSetupIntentSecret: string | null;
  };
  readonly plan: Owned & { readonly planId: string };
  readonly prediction: Described & {
    readonly predictionId: string;
    readonly documentId: string;
    readonly modelId: string;
    readonly trainingId: string | null;
    readonly agentRunId: string | null;
    readonly preprocessConfig: Fields;
    readonly postprocessConfig: Fields;
    readonly error: string | null;
    readonly status: string;
  };
  readonly profile: {
    readonly profileId: string;
    readonly email: string;
    readonly name: string | null;
    readonly givenName: string | null;
    readonly familyName: string | null;
  };
  readonly role: Described & { readonly roleId: string; readonly permissions: ReadonlyArray<Fields> };
  readonly secret: Described & { readonly secretId: string };
  readonly transition: Described & {
    readonly transitionId: string;
    readonly transitionType: string;
    readonly parameters: Fields;
    readonly timeoutInSeconds: number;
  };
  readonly 'transition-execution': Execution & {
    readonly transitionId: string;
    readonly completedBy: string | null;
  };
  readonly user: Stamps & {
    readonly userId: string;
    readonly profileId: string;
    readonly roleIds: ReadonlyArray<string>;
    readonly status: string;
  };
  readonly validation: Long & { readonly validationId: string };
  readonly 'validation-task': Work & { readonly taskId: string; readonly validationId: string };
  readonly workflow: Described & {
    readonly workflowId: string;
    readonly errorConfig: { readonly manualRetry?: boolean } | null;
  };
  readonly 'workflow-execution': Execution & {
    readonly workflowId: string;
    readonly completedBy: ReadonlyArray<string>;
    readonly events: ReadonlyArray<Fields>;
    readonly transitionExecutions: Readonly<Record<string, ReadonlyArray<string>>>;
  };
}

/** A kind of resource, as the API's ids name it; runs and tasks have what they belong to before it. */
export type Kind = keyof Entities;
