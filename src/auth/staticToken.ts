/** Credentials that are a token. */
import type { Credentials } from '../context.js';
import { left, right } from '../either.js';

/**
 * Credentials that are a token which somebody else keeps fresh: one call of a server-side session, a test. It is
 * sent as it is and cannot be renewed.
 *
 * @example
 * const ctx = createContext({ credentials: staticToken(token) });
 */
export function staticToken(token: string): Credentials {
  return {
    getToken: async () =>
      token
        ? right(token)
        : left({ _tag: 'MissingCredentials', message: 'The token is empty: give a bearer token.' }),
  };
}
