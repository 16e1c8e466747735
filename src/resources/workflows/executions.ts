/** Executions of workflows: each time that an input goes through the transitions. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { call } from '../../call.js';
import {
  arrayOf,
  type Json,
  json,
  type Open,
  open,
  orNothing,
  type Struct,
  str,
  struct,
} from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { LogId, type TransitionId, WorkflowExecutionId, WorkflowId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import { type Order, type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';
import { type WaitOptions, waitForSuccess } from '../../waiting.js';

// -- model --------------------------------------------------------------------

/** How far an execution is, or how it ended. */
export type WorkflowExecutionStatus = Open<
  'running' | 'succeeded' | 'failed' | 'rejected' | 'retry' | 'error' | 'completed'
>;

/** An execution of a workflow, as the API returns it. */
export interface WorkflowExecution {
  readonly executionId: WorkflowExecutionId;
  readonly workflowId: WorkflowId;
  readonly status: WorkflowExecutionStatus;
  /** What the first transition began with. */
  readonly input?: Json | null | undefined;
  /** What came of the last transition. */
  readonly output?: Json | null | undefined;
  /** By id of the transition: the ids of its executions. */
  readonly transitionExecutions?: Json | null | undefined;
  /** What happened. */
  readonly events?: ReadonlyArray<Json> | null | undefined;
  /** ISO 8601. */
  readonly startTime?: string | null | undefined;
  /** ISO 8601. */
  readonly endTime?: string | null | undefined;
  readonly logId?: LogId | null | undefined;
  /** What the image of the workflow's `completedConfig` wrote. */
  readonly completedTaskLogId?: LogId | null | undefined;
  /** Ids of the users and app clients that ended its manual transitions. */
  readonly completedBy?: ReadonlyArray<string> | null | undefined;
  /** Id of the user or app client. */
  readonly createdBy?: string | null | undefined;
}

/** Codec of {@link WorkflowExecution}; keeps the keys that it does not know. */
export const WorkflowExecution: Struct<WorkflowExecution> = /*#__PURE__*/ struct<WorkflowExecution>(
  'WorkflowExecution',
  () => ({ executionId: WorkflowExecutionId, workflowId: WorkflowId, status: open() }),
  () => ({
    input: json,
    output: json,
    transitionExecutions: json,
    startTime: str,
    endTime: str,
    events: arrayOf(json),
    logId: LogId,
    completedTaskLogId: LogId,
    completedBy: arrayOf(str),
    createdBy: str,
  }),
);

/** A page of the executions of a workflow. */
export interface WorkflowExecutionList extends PageOf<'executions', WorkflowExecution> {
  readonly workflowId: WorkflowId;
}

/** Codec of {@link WorkflowExecutionList}. */
export const WorkflowExecutionList: t.Type<WorkflowExecutionList> =
  /*#__PURE__*/ pageOf<WorkflowExecutionList>(
    'WorkflowExecutionList',
    'executions',
    WorkflowExecution,
    () => ({ workflowId: WorkflowId }),
  );

// -- input --------------------------------------------------------------------

/** A status that can be asked for. Accounts of 2021 do not know the last one. */
export type WorkflowExecutionFilter =
  | ('running' | 'succeeded' | 'failed' | 'rejected' | 'retry' | 'error')
  | 'completed';

/** Which executions {@link listWorkflowExecutions} lists, and how. */
export interface ListWorkflowExecutionsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?: WorkflowExecutionFilter | ReadonlyArray<WorkflowExecutionFilter> | undefined;
  /** What the list is sorted by; the API decides by default. */
  readonly sortBy?: 'startTime' | 'endTime' | undefined;
  /** In which direction the list is sorted; the API decides by default. */
  readonly order?: Order | undefined;
  /** ISO 8601, as text. */
  readonly fromStartTime?: Date | string | undefined;
  /** ISO 8601, as text. */
  readonly toStartTime?: Date | string | undefined;
}

/** Where an execution goes on. */
export interface NextTransition {
  /** The transition to go on with; `las:transition:commons-failed` ends the execution. */
  readonly nextTransitionId: TransitionId;
  /** How the execution goes on. */
  readonly status?: 'succeeded' | 'completed' | undefined;
}

/** What an execution is from now on; accounts of 2021 do not take it. */
export interface NextStatus {
  /** From one to the other: `completed` what had `succeeded`, and back. */
  readonly status: 'succeeded' | 'completed';
  readonly nextTransitionId?: TransitionId | undefined;
}

/** What {@link updateWorkflowExecution} changes. */
export type UpdateWorkflowExecutionOptions = NextTransition | NextStatus;

// -- requests -----------------------------------------------------------------

/** Fetches an execution. `GET /workflows/{workflowId}/executions/{executionId}` */
export function getWorkflowExecution(
  ctx: Context,
  workflowId: WorkflowId,
  executionId: WorkflowExecutionId,
): TaskEither<LasError, WorkflowExecution> {
  return call(
    ctx,
    { method: 'GET', path: path`/workflows/${workflowId}/executions/${executionId}` },
    WorkflowExecution,
  );
}

/** Lists executions of a workflow, a page at a time. `GET /workflows/{workflowId}/executions` */
export function listWorkflowExecutions(
  ctx: Context,
  workflowId: WorkflowId,
  options: ListWorkflowExecutionsOptions = {},
): TaskEither<LasError, WorkflowExecutionList> {
  return request(
    ctx,
    { method: 'GET', path: path`/workflows/${workflowId}/executions`, query: options },
    WorkflowExecutionList,
  );
}

/**
 * Retries an execution from a transition on, ends it, or changes its status.
 * `PATCH /workflows/{workflowId}/executions/{executionId}`
 *
 * @example
 * import { updateWorkflowExecution } from 'las-fp/workflows';
 *
 * const end = { nextTransitionId: 'las:transition:commons-failed' } as const;
 * const ended = await updateWorkflowExecution(ctx, workflowId, executionId, end)();
 */
export function updateWorkflowExecution(
  ctx: Context,
  workflowId: WorkflowId,
  executionId: WorkflowExecutionId,
  options: UpdateWorkflowExecutionOptions,
): TaskEither<LasError, WorkflowExecution> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/workflows/${workflowId}/executions/${executionId}`, body: options },
    WorkflowExecution,
  );
}

/** Deletes an execution, and stops it where it is running. `DELETE /workflows/{workflowId}/executions/{executionId}` */
export function deleteWorkflowExecution(
  ctx: Context,
  workflowId: WorkflowId,
  executionId: WorkflowExecutionId,
): TaskEither<LasError, WorkflowExecution | undefined> {
  return call(
    ctx,
    { method: 'DELETE', path: path`/workflows/${workflowId}/executions/${executionId}` },
    orNothing(WorkflowExecution),
  );
}

/**
 * Starts an execution of a workflow and does not wait for its end. `POST /workflows/{workflowId}/executions`
 *
 * @example
 * import { executeWorkflow } from 'las-fp/workflows';
 *
 * const execution = await executeWorkflow(ctx, 'las:workflow:…', { documentId })();
 */
export function executeWorkflow(
  ctx: Context,
  workflowId: WorkflowId,
  input: Json,
): TaskEither<LasError, WorkflowExecution> {
  return request(
    ctx,
    { method: 'POST', path: path`/workflows/${workflowId}/executions`, body: { input } },
    WorkflowExecution,
  );
}

/**
 * Waits for the end of a workflow execution, for days where a person has to act; `Failed` if it ends without success.
 * `GET /workflows/{workflowId}/executions/{executionId}` until it has ended
 */
export function waitForWorkflowExecution(
  ctx: Context,
  workflowId: WorkflowId,
  executionId: WorkflowExecutionId,
  options: WaitOptions = {},
): TaskEither<LasError, WorkflowExecution> {
  return lazily(() =>
    waitForSuccess(
      getWorkflowExecution(ctx, workflowId, executionId),
      { ...options, signal: ctx.signal, until: ({ status }) => status !== 'running' && status !== 'retry' },
      ({ status }) =>
        /^(failed|rejected|error)$/.test(status) ? `The workflow execution is ${status}.` : undefined,
    ),
  );
}
