/** Heartbeats: a task, and the word meanwhile that it is still worked on. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Context, withOptions } from '../../context.js';
import { left } from '../../either.js';
import { type InvalidInput, invalidInput } from '../../errors.js';
import type { TransitionExecutionId, TransitionId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import { openScope, sleep, within } from '../../scope.js';
import { textOf } from '../../text.js';
import { sendHeartbeat } from './executions.js';

// -- input --------------------------------------------------------------------

/** How {@link withHeartbeats} sends heartbeats. */
export interface HeartbeatOptions {
  /** Milliseconds between two of them, more than 0 and at most 50 000; 20 000 by default, so that one may be lost. */
  readonly every?: number | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Runs a task and sends heartbeats meanwhile, until the task ends, whichever way. The result is the task's, and one that throws
 * is `InvalidInput`; a heartbeat that fails is followed by the next one.
 * `POST /transitions/{transitionId}/executions/{executionId}/heartbeats`
 *
 * @example
 * const reviewed = await withHeartbeats(ctx, transitionId, executionId, review(document))();
 */
export function withHeartbeats<E, A>(
  ctx: Context,
  transitionId: TransitionId,
  executionId: TransitionExecutionId,
  task: TaskEither<E, A>,
  options: HeartbeatOptions = {},
): TaskEither<E | InvalidInput, A> {
  return lazily<E | InvalidInput, A>(() => {
    const { every = 20_000 } = options;
    // One is due in 60 seconds: on its way, it must not come late.
    const pause = Math.min(every, 50_000);
    const { signal } = ctx;
    const base = withOptions(ctx, { totalTimeout: pause });
    return async () => {
      if (!(every > 0)) return left(invalidInput('every must be more than 0 milliseconds.'));
      const scope = openScope(signal, false);
      // One that hangs must not hold up the next.
      const inner = withOptions(base, { signal: scope.signal });
      const beating = (async () => {
        while (!scope.signal.aborted) {
          // Side by side: the time that one takes is no part of the pause.
          await Promise.allSettled([
            within(scope.signal, sendHeartbeat(inner, transitionId, executionId)()),
            sleep(pause, scope.signal),
          ]);
        }
      })();
      try {
        return await task();
      } catch (thrown) {
        return left(invalidInput(`The task threw: ${textOf(thrown)}`));
      } finally {
        scope.end();
        scope.close();
        await beating;
      }
    };
  });
}
