/** Executions of transitions: each time that an image, a lambda or a person does a step. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { call } from '../../call.js';
import { type Json, json, type Open, open, type Struct, str, struct } from '../../codec.js';
import type { Context } from '../../context.js';
import { left, right } from '../../either.js';
import { invalidInput, type LasError } from '../../errors.js';
import { LogId, TransitionExecutionId, TransitionId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import { type Order, type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model --------------------------------------------------------------------

/** How far an execution is, or how it ended. */
export type TransitionExecutionStatus = Open<'running' | 'succeeded' | 'failed' | 'rejected' | 'retry'>;

/** An execution of a transition, as the API returns it. */
export interface TransitionExecution {
  readonly executionId: TransitionExecutionId;
  readonly transitionId: TransitionId;
  readonly status: TransitionExecutionStatus;
  /** The input of the work. */
  readonly input?: Json | null | undefined;
  /** The output of the work. */
  readonly output?: Json | null | undefined;
  /** ISO 8601. */
  readonly startTime?: string | null | undefined;
  /** ISO 8601. */
  readonly endTime?: string | null | undefined;
  /** Id of the user or app client that ended it. */
  readonly completedBy?: string | null | undefined;
  /** The log of the image or lambda. */
  readonly logId?: LogId | null | undefined;
}

/** Codec of {@link TransitionExecution}; keeps the keys that it does not know. */
export const TransitionExecution: Struct<TransitionExecution> = /*#__PURE__*/ struct<TransitionExecution>(
  'TransitionExecution',
  () => ({ executionId: TransitionExecutionId, transitionId: TransitionId, status: open() }),
  () => ({ input: json, completedBy: str, output: json, startTime: str, endTime: str, logId: LogId }),
);

/** A page of the executions of a transition. */
export interface TransitionExecutionList extends PageOf<'executions', TransitionExecution> {
  readonly transitionId: TransitionId;
}

/** Codec of {@link TransitionExecutionList}. */
export const TransitionExecutionList: t.Type<TransitionExecutionList> =
  /*#__PURE__*/ pageOf<TransitionExecutionList>(
    'TransitionExecutionList',
    'executions',
    TransitionExecution,
    () => ({ transitionId: TransitionId }),
  );

// -- input --------------------------------------------------------------------

/** Which executions {@link listTransitionExecutions} lists, and how. */
export interface ListTransitionExecutionsOptions extends PageOptions {
  /** Only those with this status, or with one of several; all by default. */
  readonly status?: TransitionExecutionFilter | ReadonlyArray<TransitionExecutionFilter> | undefined;
  /** Only these executions: one id, or several. */
  readonly executionId?: TransitionExecutionId | ReadonlyArray<TransitionExecutionId> | undefined;
  /** What the list is sorted by; the API decides by default. */
  readonly sortBy?: 'startTime' | 'endTime' | undefined;
  /** In which direction the list is sorted; the API decides by default. */
  readonly order?: Order | undefined;
}

/** A status that can be asked for. */
export type TransitionExecutionFilter = 'running' | 'succeeded' | 'failed' | 'rejected' | 'retry';

/** The work is done. */
export interface TransitionSuccess {
  readonly status: 'succeeded';
  /** The input of what comes next. */
  readonly output: Json;
  readonly error?: undefined;
  /** When the work really began: ISO 8601, or a date. */
  readonly startTime?: string | Date | null | undefined;
}

/** The work is not done, and what becomes of it. */
export interface TransitionFailure {
  readonly status: 'failed' | 'rejected' | 'retry';
  /** Why; an `Error` will do. Of more than 4096 characters the middle is left out. */
  readonly error: { readonly message: string };
  readonly output?: undefined;
  /** When the work really began: ISO 8601, or a date. */
  readonly startTime?: string | Date | null | undefined;
}

/** How an execution ends. */
export type TransitionOutcome = TransitionSuccess | TransitionFailure;

// -- requests -----------------------------------------------------------------

/** Fetches an execution, and with it the input to work on. `GET /transitions/{transitionId}/executions/{executionId}` */
export function getTransitionExecution(
  ctx: Context,
  transitionId: TransitionId,
  executionId: TransitionExecutionId,
): TaskEither<LasError, TransitionExecution> {
  return call(
    ctx,
    { method: 'GET', path: path`/transitions/${transitionId}/executions/${executionId}` },
    TransitionExecution,
  );
}

/** Lists executions of a transition, a page at a time. `GET /transitions/{transitionId}/executions` */
export function listTransitionExecutions(
  ctx: Context,
  transitionId: TransitionId,
  options: ListTransitionExecutionsOptions = {},
): TaskEither<LasError, TransitionExecutionList> {
  return request(
    ctx,
    { method: 'GET', path: path`/transitions/${transitionId}/executions`, query: options },
    TransitionExecutionList,
  );
}

/**
 * Ends an execution. `PATCH /transitions/{transitionId}/executions/{executionId}`
 *
 * The API takes 4096 characters of an error's message. Of a longer one the beginning and the end are sent, in equal
 * parts with `…` between them: a message says first what is wrong, a log or a traceback last.
 *
 * @example
 * import { updateTransitionExecution } from 'las-fp/transitions';
 *
 * const outcome = { status: 'succeeded', output: { total: '54.50' } } as const;
 * await updateTransitionExecution(ctx, transitionId, executionId, outcome)();
 */
export function updateTransitionExecution(
  ctx: Context,
  transitionId: TransitionId,
  executionId: TransitionExecutionId,
  outcome: TransitionOutcome,
): TaskEither<LasError, TransitionExecution> {
  return lazily(() => {
    const { status, output, error, startTime } = outcome;
    // JSON would make null of it.
    return startTime instanceof Date && Number.isNaN(startTime.getTime())
      ? async () => left(invalidInput('startTime must be a valid date.'))
      : request(
          ctx,
          {
            method: 'PATCH',
            path: path`/transitions/${transitionId}/executions/${executionId}`,
            body: { status, output, error: error && { message: shorten(error.message) }, startTime },
          },
          TransitionExecution,
        );
  });
}

const maxMessage = 4096;

// Counts as JSON Schema does, in code points, so no surrogate pair is cut in half. A code point takes two units at
// most: a slice of twice the length holds enough of them, however long the message is.
function shorten(message: string): string {
  if (Array.from(message.slice(0, 2 * maxMessage + 1)).length <= maxMessage) return message;
  const half = maxMessage / 2;
  const beginning = Array.from(message.slice(0, maxMessage)).slice(0, half);
  const end = Array.from(message.slice(-maxMessage)).slice(1 - half);
  return [...beginning, '…', ...end].join('');
}

/** Starts an execution of a manual transition. `POST /transitions/{transitionId}/executions` */
export function executeTransition(
  ctx: Context,
  transitionId: TransitionId,
): TaskEither<LasError, TransitionExecution> {
  return request(
    ctx,
    { method: 'POST', path: path`/transitions/${transitionId}/executions`, body: {} },
    TransitionExecution,
  );
}

/**
 * Tells that a manual execution is still worked on; due once in 60 seconds at least, or it times out.
 * `POST /transitions/{transitionId}/executions/{executionId}/heartbeats`
 */
export function sendHeartbeat(
  ctx: Context,
  transitionId: TransitionId,
  executionId: TransitionExecutionId,
): TaskEither<LasError, void> {
  return request(
    ctx,
    {
      method: 'POST',
      path: path`/transitions/${transitionId}/executions/${executionId}/heartbeats`,
      body: {},
    },
    nothing,
  );
}

// The API answers without a body. A body that comes nevertheless is ignored.
const nothing: t.Decoder<unknown, void> = {
  name: 'nothing',
  validate: () => right(undefined),
  decode: () => right(undefined),
};
