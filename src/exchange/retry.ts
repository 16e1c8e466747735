/** When a failed attempt is repeated: never where that could do a thing twice. */
import type { RetryPolicy } from '../context.js';
import type { LasError } from '../errors.js';

/**
 * Milliseconds to wait before the next attempt, or `undefined` if there must be none.
 *
 * 429 `Too Many Requests` was refused before any work was done, so any call may come again. Everything else that
 * may pass (no connection, no answer in time, 408, 5xx) leaves open whether the work was done, so only calls that
 * are harmless to repeat do.
 *
 * @param repeated how many repetitions there were already
 */
export function waitBeforeRetry(
  error: LasError,
  repeatable: boolean,
  repeated: number,
  { limit, delay, maxDelay }: RetryPolicy,
): number | undefined {
  const ended = error._tag === 'Aborted' || (error._tag === 'Timeout' && error.scope === 'total');
  const again = error._tag === 'TooManyRequests' || (repeatable && isUnsure(error) && !ended);
  if (!again || !(repeated < limit)) return undefined;
  const asked = 'retryAfter' in error && error.retryAfter !== undefined ? error.retryAfter * 1000 : 0;
  // Coming back sooner than asked would be refused again.
  if (asked > maxDelay) return undefined;
  const backoff = Math.random() * Math.min(maxDelay, delay * 2 ** repeated);
  return Math.min(maxDelay, asked + backoff);
}

/** Whether an error leaves open what became of a request that was under way. */
export const isUnsure = (error: LasError): boolean =>
  error._tag === 'NetworkError' ||
  error._tag === 'Timeout' ||
  error._tag === 'Aborted' ||
  (error._tag === 'HttpError' && (error.status === 408 || error.status >= 500));

/** Whether an error tells that there was never a connection, so that nothing can have been carried out. */
export const neverLeft = (error: LasError): boolean =>
  error._tag === 'NetworkError' &&
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$|CERT|^UNABLE_TO_/.test(
    error.cause.code ?? '',
  );
