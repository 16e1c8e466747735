/** Time and cancellation: a signal that ends with its parent's, or when its time is over, and leaves nothing behind. */
import type { Aborted, LasError, Timeout } from './errors.js';

/** A span of time in which something may happen. */
export interface Scope {
  /** Its `reason` is the {@link LasError} that ended it. */
  readonly signal: AbortSignal;
  /** Ends it before its time. */
  readonly end: () => void;
  /** Removes the timer and the listener. Call it when the work is done, however it ended. */
  readonly close: () => void;
}

// A timer beyond this fires at once; such a wait has no end that anybody would see.
const maxTimer = 2 ** 31 - 1;

/** What a call ends in when its signal aborts. */
export const aborted: Aborted = {
  _tag: 'Aborted',
  message: 'The call was aborted by the signal of its context.',
};

const timeout = (scope: Timeout['scope'], ms: number): Timeout => ({
  _tag: 'Timeout',
  scope,
  message: `Not done within ${ms} ms (${
    scope === 'attempt' ? 'timeout, for each attempt' : 'totalTimeout, for all attempts together'
  }): allow more, or check the connection.`,
});

interface Followers extends EventListenerObject {
  readonly all: Set<() => void>;
}

const followed = /*#__PURE__*/ new WeakMap<AbortSignal, Followers>();

// One listener a signal, however many calls are under way on it: runtimes warn of more than a few.
function follow(signal: AbortSignal, end: () => void): () => void {
  const all = followed.get(signal)?.all ?? new Set();
  const followers = followed.get(signal) ?? {
    all,
    handleEvent: () => {
      for (const each of all) each();
    },
  };
  followed.set(signal, followers);
  if (all.size === 0) signal.addEventListener('abort', followers);
  all.add(end);
  return () => {
    if (all.delete(end) && all.size === 0) signal.removeEventListener('abort', followers);
  };
}

// A scope inside another ends for the reason of the outer one; a signal from outside has any reason.
const ours = /*#__PURE__*/ new WeakSet<AbortSignal>();

/** Opens a scope of at most `ms` milliseconds, inside of the one that `parent` belongs to. */
export function openScope(
  parent: AbortSignal | undefined,
  ms: number | false,
  scope: Timeout['scope'],
): Scope {
  const controller = new AbortController();
  const end = () => controller.abort(parent && ours.has(parent) ? parent.reason : aborted);
  ours.add(controller.signal);
  const unfollow = parent && follow(parent, end);
  const over = () => controller.abort(timeout(scope, Number(ms)));
  const timer = ms === false || ms > maxTimer || parent?.aborted ? undefined : setTimeout(over, ms);
  if (parent?.aborted) end();
  return {
    signal: controller.signal,
    end: () => controller.abort(aborted),
    close: () => {
      clearTimeout(timer);
      unfollow?.();
    },
  };
}

/** The error that ended the scope that the signal belongs to. */
export const endOf = (signal: AbortSignal): LasError => signal.reason as LasError;

/** Settles as `work` does, or rejects when the signal aborts first, whether `work` minds the signal or not. */
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
