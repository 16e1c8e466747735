/** Waiting for what takes time. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { isLeft, left } from './either.js';
import { type Failed, invalidInput, type LasError } from './errors.js';
import { lazily } from './lazy.js';
import { endOf, openScope, sleep, within } from './scope.js';
import { textOf } from './text.js';

/** How often and how long to ask. */
export interface WaitOptions {
  /** Milliseconds after the first question, more than 0; each later wait is half as long again, up to ten times as long. 1000 by default. */
  readonly every?: number | undefined;
  /** Milliseconds for the whole wait; no end by default. */
  readonly timeout?: number | false | undefined;
}

/** Options of {@link waitFor}. */
export interface WaitForOptions<A> extends WaitOptions {
  /** Whether an answer is the one that is waited for. */
  readonly until: (answer: A) => boolean;
  /** Ends the wait at once. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a task again and again, until its result is the one that is waited for. A Left of the task ends the wait.
 *
 * @example
 * const training = await waitFor(getTraining(ctx, modelId, trainingId), {
 *   until: ({ status }) => status !== 'running',
 *   every: 10_000,
 *   timeout: 3_600_000,
 *   signal: ctx.signal,
 * })();
 */
export function waitFor<A>(
  task: TaskEither<LasError, A>,
  options: WaitForOptions<A>,
): TaskEither<LasError, A> {
  return lazily(() => {
    const { until, every = 1000, timeout = false, signal } = options;
    return async () => {
      // NaN is easily got from an environment variable, and a timer takes it for 0.
      if (!(isNumber(every) && every > 0) || !(timeout === false || (isNumber(timeout) && timeout >= 0))) {
        return left(
          invalidInput('every must be more than 0, and timeout 0 or more, or false: milliseconds.'),
        );
      }
      const scope = openScope(signal, timeout);
      try {
        for (let wait = every; !scope.signal.aborted; wait = Math.min(wait * 1.5, every * 10)) {
          // The task knows nothing of the timeout, and may ignore the signal.
          const result = await within(scope.signal, task());
          if (isLeft(result) || until(result.right)) return result;
          await sleep(wait, scope.signal);
        }
      } catch (thrown) {
        if (!scope.signal.aborted) return left(invalidInput(`The task or until threw: ${textOf(thrown)}`));
      } finally {
        scope.close();
      }
      const end = endOf(scope.signal);
      const message = `Timed out after ${timeout} ms of waiting (timeout): allow more.`;
      return left(end._tag === 'Timeout' ? { ...end, message } : end);
    };
  });
}

const isNumber = (u: unknown): u is number => typeof u === 'number';

/**
 * {@link waitFor}, where what is waited for can fail: `failed` tells why, or nothing if all is well.
 */
export function waitForSuccess<A>(
  task: TaskEither<LasError, A>,
  options: WaitForOptions<A>,
  failed: (answer: A) => string | undefined,
): TaskEither<LasError, A> {
  const wait = waitFor(task, options);
  return async () => {
    const result = await wait();
    const why = isLeft(result) ? undefined : failed(result.right);
    return isLeft(result) || why === undefined
      ? result
      : left<Failed>({ _tag: 'Failed', message: why, outcome: result.right });
  };
}
