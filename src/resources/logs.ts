/** Logs: what the transitions of a workflow wrote while they ran. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { call } from '../call.js';
import { arrayOf, type Json, json, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { LogId, TransitionExecutionId, TransitionId, WorkflowExecutionId, WorkflowId } from '../ids.js';
import { type Order, type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** A log, as the API returns it. */
export interface Log {
  readonly logId: LogId;
  /** What was written. */
  readonly events?: ReadonlyArray<Json> | null | undefined;
  /** ISO 8601. */
  readonly startTime?: string | null | undefined;
  readonly transitionId?: TransitionId | null | undefined;
  readonly transitionExecutionId?: TransitionExecutionId | null | undefined;
  readonly workflowId?: WorkflowId | null | undefined;
  readonly workflowExecutionId?: WorkflowExecutionId | null | undefined;
  /** What it is of: an id, or ids with slashes between. */
  readonly resourceId?: string | null | undefined;
}

/** Codec of {@link Log}; keeps the keys that it does not know. */
export const Log: Struct<Log> = /*#__PURE__*/ struct<Log>(
  'Log',
  () => ({ logId: LogId }),
  () => ({
    resourceId: str,
    startTime: str,
    transitionId: TransitionId,
    transitionExecutionId: TransitionExecutionId,
    workflowId: WorkflowId,
    workflowExecutionId: WorkflowExecutionId,
    events: arrayOf(json),
  }),
);

/** A page of logs. */
export interface LogList extends PageOf<'logs', Log> {}

/** Codec of {@link LogList}. */
export const LogList: Struct<LogList> = /*#__PURE__*/ pageOf<LogList>('LogList', 'logs', Log);

// -- input --------------------------------------------------------------------

/** Which logs {@link listLogs} lists, and how. */
export interface ListLogsOptions extends PageOptions {
  /** Only the logs of this workflow. */
  readonly workflowId?: WorkflowId | undefined;
  /** Only the logs of this execution of a workflow. */
  readonly workflowExecutionId?: WorkflowExecutionId | undefined;
  /** Only the logs of this transition. */
  readonly transitionId?: TransitionId | undefined;
  /** Only the logs of this execution of a transition. */
  readonly transitionExecutionId?: TransitionExecutionId | undefined;
  /** In which direction the list is sorted; the API decides by default. */
  readonly order?: Order | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Fetches a log. `GET /logs/{logId}`
 *
 * Executions of transitions and of workflows name theirs in `logId`.
 *
 * @example
 * import { getLog } from 'las-fp/logs';
 *
 * const log = await getLog(ctx, 'las:log:…')();
 */
export function getLog(ctx: Context, logId: LogId): TaskEither<LasError, Log> {
  return call(ctx, { method: 'GET', path: path`/logs/${logId}` }, Log);
}

/**
 * Lists logs, a page at a time. `GET /logs`
 *
 * @example
 * import { listLogs } from 'las-fp/logs';
 *
 * const latest = await listLogs(ctx, { transitionId: 'las:transition:…', order: 'descending', maxResults: 10 })();
 */
export function listLogs(ctx: Context, options: ListLogsOptions = {}): TaskEither<LasError, LogList> {
  return request(ctx, { method: 'GET', path: '/logs', query: options }, LogList);
}
