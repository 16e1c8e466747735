/** Tasks of validations. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import { arrayOf, bool, type Json, json, type Open, open, type Struct, str, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { AgentRunId, LogId, TaskId, ValidationId, ValidationTaskId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model ---------------------------------------------------------------------

/** A task for a person. */
export interface ValidationTask extends Described {
  readonly taskId: TaskId;
  readonly validationId: ValidationId;
  /** The long id. */
  readonly id?: ValidationTaskId | null | undefined;
  readonly status?: Open<'ready' | 'in-progress' | 'succeeded' | 'failed'> | null | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | null | undefined;
  readonly input?: Json | null | undefined;
  readonly output?: Json | null | undefined;
  readonly enabled?: boolean | null | undefined;
  readonly errors?: ReadonlyArray<string> | null | undefined;
  readonly warnings?: ReadonlyArray<string> | null | undefined;
  readonly history?: ReadonlyArray<Json> | null | undefined;
  readonly logId?: LogId | null | undefined;
}

/** Codec of {@link ValidationTask}; keeps the keys that it does not know. */
export const ValidationTask: Struct<ValidationTask> = /*#__PURE__*/ struct<ValidationTask>(
  'ValidationTask',
  () => ({ taskId: TaskId, validationId: ValidationId }),
  () => ({
    ...described(),
    id: ValidationTaskId,
    status: open(),
    agentRunId: AgentRunId,
    input: json,
    output: json,
    enabled: bool,
    errors: arrayOf(str),
    warnings: arrayOf(str),
    history: arrayOf(json),
    logId: LogId,
  }),
);

/** A page of tasks. */
export interface ValidationTaskList extends PageOf<'tasks', ValidationTask> {}

/** Codec of {@link ValidationTaskList}. */
export const ValidationTaskList: Struct<ValidationTaskList> = /*#__PURE__*/ pageOf<ValidationTaskList>(
  'ValidationTaskList',
  'tasks',
  ValidationTask,
);

// -- input ---------------------------------------------------------------------

/** Options of {@link createValidationTask}. */
export interface CreateValidationTaskOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** The run of an agent that it belongs to: the long id. */
  readonly agentRunId?: AgentRunId | undefined;
  /** What it starts with. */
  readonly input?: Json | undefined;
}

/** Changes for {@link updateValidationTask}; at least one option. */
export interface UpdateValidationTaskOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** What came of it. */
  readonly output?: Json | undefined;
  /** How far the task is, or how it ended. */
  readonly status?: 'ready' | 'in-progress' | 'succeeded' | 'failed' | undefined;
}

/** Which tasks {@link listValidationTasks} lists. */
export interface ListValidationTasksOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?:
    | 'ready'
    | 'in-progress'
    | 'succeeded'
    | 'failed'
    | ReadonlyArray<'ready' | 'in-progress' | 'succeeded' | 'failed'>
    | undefined;
}

// -- requests ------------------------------------------------------------------

/** Begins a task of a validation. `POST /validations/{validationId}/tasks` */
export function createValidationTask(
  ctx: Context,
  validationId: ValidationId,
  options: CreateValidationTaskOptions = {},
): TaskEither<LasError, ValidationTask> {
  return request(
    ctx,
    { method: 'POST', path: path`/validations/${validationId}/tasks`, body: options },
    ValidationTask,
  );
}

/** Fetches a task. `GET /validations/{validationId}/tasks/{taskId}` */
export function getValidationTask(
  ctx: Context,
  validationId: ValidationId,
  taskId: TaskId,
): TaskEither<LasError, ValidationTask> {
  return call(
    ctx,
    { method: 'GET', path: path`/validations/${validationId}/tasks/${taskId}` },
    ValidationTask,
  );
}

/** Lists the tasks of a validation, a page at a time. `GET /validations/{validationId}/tasks` */
export function listValidationTasks(
  ctx: Context,
  validationId: ValidationId,
  options: ListValidationTasksOptions = {},
): TaskEither<LasError, ValidationTaskList> {
  return request(
    ctx,
    { method: 'GET', path: path`/validations/${validationId}/tasks`, query: options },
    ValidationTaskList,
  );
}

/** Changes a task: how it ended, and with what. `PATCH /validations/{validationId}/tasks/{taskId}` */
export function updateValidationTask(
  ctx: Context,
  validationId: ValidationId,
  taskId: TaskId,
  options: UpdateValidationTaskOptions,
): TaskEither<LasError, ValidationTask> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/validations/${validationId}/tasks/${taskId}`, body: options },
    ValidationTask,
  );
}
