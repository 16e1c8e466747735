/** Time and cancellation: a signal that aborts with its parent or when its time is over, and leaves nothing behind. */
import { type Aborted, invalidInput, type LasError, type Timeout } from './errors.js';

/** A span of time in which something may happen. */
export interface Scope {
  /** Its `reason` is the {@link LasError} that ended it. */
  readonly signal: AbortSignal;
  /** Ends it before its time. */
  readonly end: (error?: LasError) => void;
  /** Removes the timer and the listener. Call it when the work is done, however it ended. */
  readonly close: () => void;
}

// A timer that is longer fires at once (HTML, timers: a signed 32-bit integer).
const maxTimer = 2 ** 31 - 1;

/** The error of a call whose signal aborted. */
export const aborted: Aborted = {
  _tag: 'Aborted',
  message: "Aborted by the context's signal.",
};

const timeout = (scope: Timeout['scope'], option: string, ms: number): Timeout => ({
  _tag: 'Timeout',
  scope,
  message: `Timed out after ${ms} ms (${option}): allow more, or check the connection.`,
});

const followed = /*#__PURE__*/ new WeakMap<AbortSignal, Set<() => void> & EventListenerObject>();

// One listener a signal, however many calls are under way on it: runtimes warn of more than a few.
function follow(signal: AbortSignal, end: () => void): () => void {
  const followers =
    followed.get(signal) ??
    Object.assign(new Set<() => void>(), {
      handleEvent() {
        for (const each of followers) each();
      },
    });
  followed.set(signal, followers);
  if (followers.size === 0) signal.addEventListener('abort', followers);
  followers.add(end);
  return () => {
    if (followers.delete(end) && followers.size === 0) signal.removeEventListener('abort', followers);
  };
}

// A scope inside another ends for the reason of the outer one. The reason of a caller's signal can be anything.
const scopes = /*#__PURE__*/ new WeakSet<AbortSignal>();

const notASignal = /*#__PURE__*/ invalidInput('signal must be an AbortSignal.');

/** Opens a scope of at most `ms` milliseconds, as an option says, inside of the one that `parent` belongs to. */
export function openScope(
  parent: AbortSignal | undefined,
  ms: number | false,
  scope: Timeout['scope'] = 'total',
  option = 'totalTimeout',
): Scope {
  const controller = new AbortController();
  const end = () => controller.abort(parent && scopes.has(parent) ? parent.reason : aborted);
  scopes.add(controller.signal);
  let unfollow: (() => void) | undefined;
  try {
    if (parent) unfollow = follow(parent, end);
    if (parent?.aborted) end();
  } catch {
    controller.abort(notASignal);
  }
  const expire = () => controller.abort(timeout(scope, option, Number(ms)));
  const timer =
    ms === false || ms > maxTimer || controller.signal.aborted ? undefined : setTimeout(expire, ms);
  return {
    signal: controller.signal,
    end: (error = aborted) => controller.abort(error),
    close: () => {
      clearTimeout(timer);
      unfollow?.();
    },
  };
}

/** The error that ended the scope that the signal belongs to. */
export const endOf = (signal: AbortSignal): LasError => signal.reason as LasError;

/** Settles as `work` does, or rejects when the signal aborts first, whether `work` listens to the signal or not. */
export function within<A>(signal: AbortSignal | undefined, work: Promise<A>): Promise<A> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const end = () => {
      unfollow();
      reject(signal.reason);
    };
    const unfollow = follow(signal, end);
    if (signal.aborted) end();
    work.then(resolve, reject).finally(unfollow);
  });
}

/** Waits; ends early, without an error, when the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, maxTimer));
  });
  await within(signal, over).catch(() => {});
  clearTimeout(timer);
}
