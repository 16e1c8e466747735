/** The exchange: a token, an attempt, and further attempts where they are harmless and may help. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Context } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { invalidInput, type LasError } from '../errors.js';
import { endOf, openScope, sleep } from '../scope.js';
import { quote } from '../text.js';
import { attempt } from './attempt.js';
import type { Outgoing } from './outgoing.js';
import { neverConnected, outcomeUnknown, waitBeforeRetry } from './retry.js';
import { bearerToken } from './token.js';

/** Sends a request, with a fresh token once the first one was refused. It never rejects. */
export async function exchange<A>(ctx: Context, outgoing: Outgoing<A>): Promise<Either<LasError, A>> {
  // NaN is easily got from an environment variable, and a timer takes it for 0.
  const wrong = [
    outgoing.timeout,
    ctx.fileTimeout,
    ctx.totalTimeout,
    ctx.maxBody,
    ...Object.values(ctx.retry),
  ].find((option) => option !== false && !(typeof option === 'number' && option >= 0));
  if (wrong !== undefined) {
    return left(invalidInput(`A timeout, maxBody or retry option is ${quote(wrong)}: give 0 or more.`));
  }
  // Without a signal or a total timeout, nothing can end the whole.
  const whole =
    ctx.signal || ctx.totalTimeout !== false ? openScope(ctx.signal, ctx.totalTimeout) : undefined;
  const inner: Context = { ...ctx, signal: whole?.signal, totalTimeout: false };
  const { bearer, repeatable } = outgoing;
  let refused: { readonly token: string; readonly error: LasError } | undefined;
  let mayHaveRun = false;
  try {
    for (let number = 1, retries = 0; ; number++) {
      if (whole?.signal.aborted) return left(endOf(whole.signal));
      const token = bearer ? await bearerToken(inner, refused?.token) : right('');
      if (isLeft(token)) return token;
      if (refused && refused.token === token.right) return left(refused.error);
      const result = await attempt(inner, outgoing, token.right, number);
      if (!isLeft(result)) return result;
      const error = result.left;
      if (bearer && !refused && 'status' in error && error.status === 401) {
        refused = { token: token.right, error };
        continue;
      }
      mayHaveRun ||= error._tag === 'DecodeError' || (outcomeUnknown(error) && !neverConnected(error));
      const wait = outgoing.handedOut?.()
        ? undefined
        : waitBeforeRetry(error, repeatable, retries++, ctx.retry);
      if (wait === undefined) return left(withAttempts(error, outgoing, number, mayHaveRun));
      await sleep(wait, whole?.signal);
    }
  } finally {
    whole?.close();
  }
}

// Adds the number of attempts, and their meaning for the caller.
function withAttempts(
  error: LasError,
  { method, repeatable }: Outgoing<unknown>,
  attempts: number,
  mayHaveRun: boolean,
): LasError {
  const notes = [
    attempts > 1 ? ` (${attempts} attempts)` : '',
    mayHaveRun && !repeatable ? ' It may have been carried out: look before you repeat it.' : '',
    mayHaveRun && method === 'DELETE' && attempts > 1 && !outcomeUnknown(error)
      ? ' An earlier attempt may have deleted it.'
      : '',
  ];
  return { ...error, message: error.message + notes.join('') };
}
