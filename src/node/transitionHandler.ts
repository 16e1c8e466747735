/** The program in the image of a docker transition. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Json } from '../codec.js';
import { type Context, type ContextOverrides, contextWith, withOptions } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { invalidInput, isInvalidInput, type LasError } from '../errors.js';
import { TransitionExecutionId, TransitionId } from '../ids.js';
import {
  getTransitionExecution,
  type TransitionOutcome,
  updateTransitionExecution,
  withHeartbeats,
} from '../resources/transitions/index.js';
import { openScope } from '../scope.js';
import { textOf } from '../text.js';
import { fetchTransport } from '../transports/fetch.js';
import { credentialsFromEnvironment } from './environment.js';

/** Why an execution does not succeed; without a status it is failed. */
export interface Refusal {
  /** `retry` asks for another execution, `rejected` says that the input is not for this transition. */
  readonly status?: 'failed' | 'rejected' | 'retry' | undefined;
  readonly message: string;
}

/** The work of a transition: from its input to its output. A `LasError` means failed, a {@link Refusal} what it says. */
export type Work = (ctx: Context, input: Json) => TaskEither<LasError | Refusal, Json>;

/** How {@link transitionHandler} reports. */
export interface TransitionHandlerOptions extends ContextOverrides {
  /** In place of the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** In place of the account that the environment describes. */
  readonly context?: Context | undefined;
  /** Milliseconds between heartbeats; 20 000 by default. */
  readonly every?: number | undefined;
  /**
   * Whether SIGTERM and SIGINT, before they end the process, abort the context of the work and are reported as `retry`; true
   * by default.
   */
  readonly signals?: boolean | undefined;
}

/** The outcome of a run of {@link transitionHandler}. */
export type HandlerOutcome = 'succeeded' | 'failed' | 'rejected' | 'retry' | 'unreported';

/**
 * The program in the image of a docker transition: reads the input of the execution that the environment names
 * (`TRANSITION_ID`, `EXECUTION_ID`, and the account in `LAS_*`), does the work with heartbeats going, and reports the
 * output, or why there is none. A Left, an exception or a rejection is reported as failed. What fails, or cannot be
 * reported, is written to standard error and makes the process exit with 1; with an `environment` of its own the handler is
 * part of another program, and only what cannot be reported does.
 *
 * @example
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { transitionHandler } from 'las-fp/node';
 *
 * await transitionHandler((ctx, input) => TE.right({ greeting: `Hello ${input['name']}` }))();
 */
export function transitionHandler(work: Work, options: TransitionHandlerOptions = {}): Task<HandlerOutcome> {
  return async () => {
    try {
      const { environment, every, signals = true, context, ...overrides } = options ?? {};
      const opened = open(environment ?? process.env, context);
      if (isLeft(opened)) return fail(opened.left.message);
      const { transitionId, executionId } = opened.right;
      const ctx = withOptions(opened.right.ctx, overrides);
      const execution = await getTransitionExecution(ctx, transitionId, executionId)();
      if (isLeft(execution)) return fail(execution.left.message);
      const attempted = (within: Context) =>
        withHeartbeats(
          within,
          transitionId,
          executionId,
          attempt(work, within, execution.right.input ?? {}),
          {
            every,
          },
        )();
      const { outcome, stoppedBy } = await untilStopped(ctx, signals, attempted);
      const reported = await report(
        stoppedBy ? withOptions(ctx, { totalTimeout: grace }) : ctx,
        outcome,
        opened.right,
      );
      if (reported === 'failed' && environment === undefined) process.exitCode = 1;
      if (stoppedBy) process.kill(process.pid, stoppedBy);
      return reported;
    } catch (thrown) {
      return fail(textOf(thrown));
    }
  };
}

// Milliseconds to report in: containers are killed ten seconds after SIGTERM.
const grace = 8000;

type Result = Either<LasError | Refusal, Json>;

/** The outcome of the work, or `retry` where a signal comes first, which would leave the execution running. */
async function untilStopped(
  ctx: Context,
  signals: boolean,
  attempted: (ctx: Context) => Promise<Result>,
): Promise<{ readonly outcome: TransitionOutcome; readonly stoppedBy?: NodeJS.Signals }> {
  const names = signals ? (['SIGTERM', 'SIGINT'] as const) : [];
  const scope = openScope(ctx.signal, false);
  let stop: (name: NodeJS.Signals) => void = () => {};
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    stop = resolve;
  });
  for (const name of names) process.once(name, stop);
  try {
    const working = attempted(withOptions(ctx, { signal: scope.signal }));
    const first = await Promise.race([working, stopped]);
    if (typeof first !== 'string') return { outcome: outcomeOf(first) };
    return { outcome: { status: 'retry', error: { message: `Stopped by ${first}.` } }, stoppedBy: first };
  } finally {
    scope.end();
    scope.close();
    for (const name of names) process.off(name, stop);
  }
}

async function report(ctx: Context, given: TransitionOutcome, { transitionId, executionId }: Opened) {
  let outcome = given;
  let reported = await updateTransitionExecution(ctx, transitionId, executionId, outcome)();
  if (isLeft(reported) && isInvalidInput(reported.left)) {
    // An output that cannot be sent: without any report the execution would run until its time is over.
    outcome = { status: 'failed', error: { message: reported.left.message } };
    reported = await updateTransitionExecution(ctx, transitionId, executionId, outcome)();
  }
  if (isLeft(reported))
    return fail(`The outcome (${outcome.status}) is not reported: ${reported.left.message}`);
  if (outcome.status === 'failed') console.error(outcome.error.message);
  return outcome.status;
}

// An exception or a rejection of the work is a failure like any other.
const attempt =
  (work: Work, ctx: Context, input: Json): TaskEither<LasError | Refusal, Json> =>
  async () => {
    try {
      return await work(ctx, input)();
    } catch (thrown) {
      const trace = thrown instanceof Error ? thrown.stack : undefined;
      return left({ message: trace || textOf(thrown) });
    }
  };

// Somebody's program: it may give anything.
function outcomeOf(result: Partial<Result> | null | undefined): TransitionOutcome {
  if (result?._tag === 'Right' && typeof result.right === 'object' && result.right) {
    return { status: 'succeeded', output: result.right };
  }
  if (result?._tag !== 'Left') return failed('The work gave no output: it must be an object in a Right.');
  const refusal: unknown = result.left;
  if (typeof refusal !== 'object' || !refusal) return failed(refusal === undefined ? '' : textOf(refusal));
  const { _tag, status, message } = refusal as Partial<Refusal & LasError>;
  const text = typeof message === 'string' ? message : '';
  const known = _tag === undefined && (status === 'rejected' || status === 'retry');
  return known ? { status, error: { message: text || noReason } } : failed(text);
}

const noReason = 'The work failed without a reason.';
const failed = (message: string): TransitionOutcome => ({
  status: 'failed',
  error: { message: message || noReason },
});

const fail = (message: string): 'unreported' => {
  console.error(message);
  process.exitCode = 1;
  return 'unreported';
};

interface Opened {
  readonly ctx: Context;
  readonly transitionId: TransitionId;
  readonly executionId: TransitionExecutionId;
}

function open(
  environment: Readonly<Record<string, string | undefined>>,
  given: Context | undefined,
): Either<LasError, Opened> {
  const { TRANSITION_ID, EXECUTION_ID } = environment;
  const transitionId = TransitionId.decode(TRANSITION_ID);
  const executionId = TransitionExecutionId.decode(EXECUTION_ID);
  if (isLeft(transitionId))
    return left(invalidInput('The environment variable TRANSITION_ID must be the id of a transition.'));
  if (isLeft(executionId))
    return left(invalidInput('The environment variable EXECUTION_ID must be the id of an execution.'));
  const ids = { transitionId: transitionId.right, executionId: executionId.right };
  if (given) return right({ ctx: given, ...ids });
  const account = credentialsFromEnvironment(environment);
  return isLeft(account) ? account : right({ ctx: contextWith(fetchTransport, account.right), ...ids });
}
