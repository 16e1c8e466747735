/** The bearer token of an attempt. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Context } from '../context.js';
import { isLeft, left } from '../either.js';
import type { LasError } from '../errors.js';
import { endOf, within } from '../scope.js';

const noToken: Either<LasError, never> = /*#__PURE__*/ left({
  _tag: 'MissingCredentials',
  message: 'The credentials gave no token.',
});

/**
 * A token of the context's credentials; another one than `rejected`, where they have one. Credentials are anybody's
 * code: they may throw, give something else, or ignore the signal.
 */
export async function bearerToken(
  ctx: Context,
  rejected: string | undefined,
): Promise<Either<LasError, string>> {
  const { signal, credentials } = ctx;
  try {
    const ask = async () => credentials.getToken(ctx, rejected);
    const token = await within(signal, ask());
    const valid = isLeft(token) ? token.left._tag : typeof token.right === 'string' && token.right;
    return valid ? token : noToken;
  } catch {
    if (!signal?.aborted) return noToken;
    const end = endOf(signal);
    return left({ ...end, message: `While waiting for a token: ${end.message}` });
  }
}
