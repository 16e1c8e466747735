/** Workflows: transitions, one after the other. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import {
  arrayOf,
  bool,
  type Json,
  json,
  num,
  type Open,
  open,
  orNothing,
  recordOf,
  type Struct,
  str,
  struct,
} from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { SecretId, type TransitionId, WorkflowId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model --------------------------------------------------------------------

/** Whether a workflow is in use already. */
export type WorkflowStatus = Open<'development' | 'production'>;

/** The image that runs whenever an execution has ended. */
export interface CompletedConfig {
  readonly imageUrl: string;
  /** The secret with the user name and password of the image's registry. */
  readonly secretId?: SecretId | null | undefined;
  /** Environment variables of the image. */
  readonly environment?: Readonly<Record<string, string>> | null | undefined;
  /** Secrets whose entries become environment variables as well. */
  readonly environmentSecrets?: ReadonlyArray<SecretId> | null | undefined;
}

/** Codec of {@link CompletedConfig}. */
export const CompletedConfig: Struct<CompletedConfig> = /*#__PURE__*/ struct<CompletedConfig>(
  'CompletedConfig',
  () => ({ imageUrl: str }),
  () => ({ secretId: SecretId, environment: recordOf(str), environmentSecrets: arrayOf(SecretId) }),
);

/** What becomes of errors. */
export interface ErrorConfig {
  /** The address that is told of them. */
  readonly email?: string | null | undefined;
  /** Whether executions wait to be retried by hand. */
  readonly manualRetry?: boolean | null | undefined;
}

/** Codec of {@link ErrorConfig}. */
export const ErrorConfig: Struct<ErrorConfig> = /*#__PURE__*/ struct<ErrorConfig>(
  'ErrorConfig',
  () => ({}),
  () => ({ email: str, manualRetry: bool }),
);

/** How e-mails start executions. */
export interface EmailConfig {
  readonly secretId: SecretId;
  /** The address that they are sent to. */
  readonly email?: string | null | undefined;
  /** Who may send them. */
  readonly allowedOrigins?: ReadonlyArray<string> | null | undefined;
  /** What the input of such an execution has besides. */
  readonly additionalWorkflowInput?: Json | null | undefined;
}

/** Codec of {@link EmailConfig}. */
export const EmailConfig: Struct<EmailConfig> = /*#__PURE__*/ struct<EmailConfig>(
  'EmailConfig',
  () => ({ secretId: SecretId }),
  () => ({ email: str, allowedOrigins: arrayOf(str), additionalWorkflowInput: json }),
);

/** A workflow, as the API returns it: without its specification. */
export interface Workflow extends Described {
  readonly workflowId: WorkflowId;
  readonly status?: WorkflowStatus | null | undefined;
  readonly completedConfig?: CompletedConfig | null | undefined;
  readonly errorConfig?: ErrorConfig | null | undefined;
  readonly emailConfig?: EmailConfig | null | undefined;
  readonly numberOfRunningExecutions?: number | null | undefined;
  /** How many executions this month may have. */
  readonly monthlyNumberOfWorkflowExecutionsAllowed?: number | null | undefined;
  /** How many executions this month has. */
  readonly monthlyNumberOfWorkflowExecutionsCreated?: number | null | undefined;
}

/** Codec of {@link Workflow}; keeps the keys that it does not know. */
export const Workflow: Struct<Workflow> = /*#__PURE__*/ struct<Workflow>(
  'Workflow',
  () => ({ workflowId: WorkflowId }),
  () => ({
    completedConfig: CompletedConfig,
    errorConfig: ErrorConfig,
    numberOfRunningExecutions: num,
    ...described(),
    status: open(),
    emailConfig: EmailConfig,
    monthlyNumberOfWorkflowExecutionsAllowed: num,
    monthlyNumberOfWorkflowExecutionsCreated: num,
  }),
);

/** A page of workflows. */
export interface WorkflowList extends PageOf<'workflows', Workflow> {}

/** Codec of {@link WorkflowList}. */
export const WorkflowList: Struct<WorkflowList> = /*#__PURE__*/ pageOf<WorkflowList>(
  'WorkflowList',
  'workflows',
  Workflow,
);

// -- input --------------------------------------------------------------------

/** A step that another one follows. */
export interface NextState {
  readonly Type: 'Task';
  /** The transition that does the work. */
  readonly Resource: TransitionId;
  /** The name of the state that follows. */
  readonly Next: string;
  readonly End?: false | undefined;
  readonly [key: string]: unknown;
}

/** The last step. */
export interface EndState {
  readonly Type: 'Task';
  /** The transition that does the work. */
  readonly Resource: TransitionId;
  readonly End: true;
  readonly Next?: undefined;
  readonly [key: string]: unknown;
}

/** A state that is no step: its keys are those of the Amazon States Language. */
export interface ControlState {
  readonly Type: 'Choice' | 'Pass' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';
  readonly [key: string]: unknown;
}

/** Steps and their order, in the Amazon States Language; other keys of it are sent as they are. */
export interface WorkflowDefinition {
  /** The name of the first state. */
  readonly StartAt: string;
  /** By name. */
  readonly States: Readonly<Record<string, NextState | EndState | ControlState>>;
  readonly [key: string]: unknown;
}

/** What a workflow does. */
export interface WorkflowSpecification {
  readonly language?: 'ASL' | undefined;
  readonly version?: '1.0.0' | undefined;
  readonly definition: WorkflowDefinition;
}

/** {@link CompletedConfig}, as it is given. */
export interface CompletedConfigInput {
  readonly imageUrl: string;
  /** The secret with the user name and password of the image's registry. */
  readonly secretId?: SecretId | undefined;
  /** Environment variables of the image. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Secrets whose entries become environment variables as well. */
  readonly environmentSecrets?: ReadonlyArray<SecretId> | undefined;
}

/** {@link ErrorConfig}, as it is given. */
export interface ErrorConfigInput {
  readonly email?: string | undefined;
  readonly manualRetry?: boolean | undefined;
}

/** {@link EmailConfig}, as it is given. */
export interface EmailConfigInput {
  readonly secretId: SecretId;
  readonly email?: string | undefined;
  readonly allowedOrigins?: ReadonlyArray<string> | null | undefined;
  readonly additionalWorkflowInput?: Json | null | undefined;
}

/** Options of {@link createWorkflow}. */
export interface CreateWorkflowOptions {
  /** What runs when an execution has ended. */
  readonly completedConfig?: CompletedConfigInput | undefined;
  /** Who is told when an execution fails, and whether it is tried again. */
  readonly errorConfig?: ErrorConfigInput | undefined;
  /** How the workflow takes documents from e-mails. */
  readonly emailConfig?: EmailConfigInput | undefined;
  /** Whether it is tried out or in use. */
  readonly status?: 'development' | 'production' | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateWorkflow}; at least one option. */
export interface UpdateWorkflowOptions extends Omit<CreateWorkflowOptions, 'emailConfig'> {
  /** Null, and e-mails start nothing any more. */
  readonly emailConfig?: EmailConfigInput | null | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a workflow. `POST /workflows`
 *
 * @example
 * import { createWorkflow } from 'las-fp/workflows';
 *
 * const definition = {
 *   StartAt: 'read',
 *   States: {
 *     read: { Type: 'Task', Resource: 'las:transition:…', Next: 'approve' },
 *     approve: { Type: 'Task', Resource: 'las:transition:…', End: true },
 *   },
 * } as const;
 * const workflow = await createWorkflow(ctx, { definition }, { name: 'invoices' })();
 */
export function createWorkflow(
  ctx: Context,
  specification: WorkflowSpecification,
  options: CreateWorkflowOptions = {},
): TaskEither<LasError, Workflow> {
  return request(
    ctx,
    () => ({ method: 'POST', path: '/workflows', body: { ...options, specification } }),
    Workflow,
  );
}

/** Fetches a workflow. `GET /workflows/{workflowId}` */
export function getWorkflow(ctx: Context, workflowId: WorkflowId): TaskEither<LasError, Workflow> {
  return call(ctx, { method: 'GET', path: path`/workflows/${workflowId}` }, Workflow);
}

/** Lists workflows, a page at a time. `GET /workflows` */
export function listWorkflows(ctx: Context, options: PageOptions = {}): TaskEither<LasError, WorkflowList> {
  return request(ctx, { method: 'GET', path: '/workflows', query: options }, WorkflowList);
}

/** Changes a workflow; its specification stays. `PATCH /workflows/{workflowId}` */
export function updateWorkflow(
  ctx: Context,
  workflowId: WorkflowId,
  options: UpdateWorkflowOptions,
): TaskEither<LasError, Workflow> {
  return request(ctx, { method: 'PATCH', path: path`/workflows/${workflowId}`, body: options }, Workflow);
}

/** Deletes a workflow. `DELETE /workflows/{workflowId}` */
export function deleteWorkflow(
  ctx: Context,
  workflowId: WorkflowId,
): TaskEither<LasError, Workflow | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/workflows/${workflowId}` }, orNothing(Workflow));
}
