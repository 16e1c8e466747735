/** Credentials from a token source of the user's own. */
import type { Credentials } from '../context.js';
import { left, right } from '../either.js';
import { keepToken } from './keepToken.js';

/** The request to a token source. */
export interface TokenSourceRequest {
  /** Aborts when no call waits for the token any more. */
  readonly signal: AbortSignal;
}

/**
 * Credentials from a token source of your own: a secret manager, a server-side session. It is asked for each call,
 * once for all who wait at the same time, and once more when the API refuses its token; keeping the token is up to it.
 *
 * @example
 * const ctx = createContext({ credentials: credentials(async () => (await session()).accessToken) });
 */
export function credentials(
  getToken: (request: TokenSourceRequest) => string | Promise<string>,
): Credentials {
  return keepToken(async ({ signal = new AbortController().signal }) => {
    try {
      const accessToken: unknown = await getToken({ signal });
      return typeof accessToken === 'string' && accessToken
        ? right({ accessToken, renewAt: 0 })
        : left({ _tag: 'MissingCredentials', message: 'The token source gave no token.' });
    } catch (thrown) {
      const name = thrown instanceof Error ? thrown.name : typeof thrown;
      // Only its name: its message may hold what the source was asked with.
      return left({ _tag: 'MissingCredentials', message: `The token source failed (${name}).` });
    }
  }).credentials;
}
