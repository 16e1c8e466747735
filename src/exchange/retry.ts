/** Retries: when a failed attempt is followed by another. Never where that could do a thing twice. */
import type { RetryPolicy } from '../context.js';
import type { LasError } from '../errors.js';

/**
 * Milliseconds to wait before the next attempt, or `undefined` if there must be none.
 *
 * 429 `Too Many Requests` was refused before any work was done, so every call may be repeated. Every other failure that
 * may pass (no connection, a timeout, 408, 5xx) leaves open whether the work was done, so a call is repeated only where
 * that is harmless.
 *
 * @param retries how many there were already
 */
export function waitBeforeRetry(
  error: LasError,
  repeatable: boolean,
  retries: number,
  { limit, delay, maxDelay }: RetryPolicy,
): number | undefined {
  const ended = error._tag === 'Aborted' || (error._tag === 'Timeout' && error.scope === 'total');
  const again = error._tag === 'TooManyRequests' || (repeatable && outcomeUnknown(error) && !ended);
  if (!again || !(retries < limit)) return undefined;
  const asked = 'retryAfter' in error && error.retryAfter !== undefined ? error.retryAfter * 1000 : 0;
  // A retry before the time that the server asks for would be refused again.
  if (asked > maxDelay) return undefined;
  const backoff = Math.random() * Math.min(maxDelay, delay * 2 ** retries);
  return Math.min(maxDelay, asked + backoff);
}

/** Whether an error leaves open what became of the request. */
export const outcomeUnknown = (error: LasError): boolean =>
  error._tag === 'NetworkError' ||
  error._tag === 'Timeout' ||
  error._tag === 'Aborted' ||
  (error._tag === 'HttpError' && (error.status === 408 || error.status >= 500));

/** Whether an error tells that there was no connection, so that nothing can have been carried out. */
export const neverConnected = (error: LasError): boolean =>
  error._tag === 'NetworkError' &&
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$|CERT|^UNABLE_TO_/.test(
    error.cause.code ?? '',
  );
