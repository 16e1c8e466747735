/** The tokens of whoever is logged in: renewed with the refresh token, and forgotten in every tab at a log-out. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { Context, Credentials } from '../context.js';
import { isLeft, left, right } from '../either.js';
import type { LasError } from '../errors.js';
import { keepToken } from './keepToken.js';
import type { TokenStorage } from './storage.js';
import type { Token } from './token.js';

/** The tokens of a login. */
export interface LoginTokens {
  readonly credentials: Credentials;
  /** Keeps the tokens of a login; undefined forgets those that are there. */
  readonly put: (token?: Token) => Promise<void>;
  readonly isLoggedIn: Task<boolean>;
}

const loggedOut: Either<LasError, never> = /*#__PURE__*/ left({
  _tag: 'MissingCredentials',
  message: 'Nobody is logged in: log in again.',
});

/** Keeps the tokens of a login in a storage. `refresh` gets new ones for a refresh token. */
export function loginTokens(
  storage: TokenStorage,
  refresh: (ctx: Context, refreshToken: string) => Promise<Either<LasError, Token>>,
): LoginTokens {
  let stored = false;

  const put = async (token?: Token): Promise<void> => {
    stored = false;
    await keeper.put(token);
    await watchStorage();
  };

  // A log-out in another tab empties the storage that both share.
  const watchStorage = async () => {
    try {
      const there = !!(await storage.get());
      if (stored && !there) await put();
      stored = there;
    } catch {
      // A storage that fails for a while logs nobody out.
    }
  };

  const renew = async (ctx: Context, previous: Token | undefined): Promise<Either<LasError, Token>> => {
    const refreshToken = previous?.refreshToken;
    // To its end, whoever stops waiting: the response may hold the only refresh token that is still valid.
    const token = refreshToken
      ? await refresh({ ...ctx, signal: undefined, timeout: 60_000 }, refreshToken)
      : loggedOut;
    await watchStorage();
    // Whoever logged in or out meanwhile, here or in another tab, is right; so is a tab that renewed just before.
    const now = (await keepToken(renew, storage).peek()) ?? (await keeper.peek());
    if (now) {
      if (now.accessToken !== previous?.accessToken) return right(now);
      // A response without a refresh token leaves the old one valid (RFC 6749, section 6).
      if (!isLeft(token)) return right({ refreshToken, ...token.right });
      if (refreshToken && (token.left as { readonly status?: number }).status !== 400) return token;
    }
    await put();
    return loggedOut;
  };

  const keeper = keepToken(renew, storage);

  return {
    put,
    credentials: {
      getToken: async (ctx, rejected) => {
        await watchStorage();
        return keeper.credentials.getToken(ctx, rejected);
      },
    },
    isLoggedIn: async () => {
      await watchStorage();
      const token = await keeper.peek();
      return !!token && (!!token.refreshToken || Date.now() < token.renewAt);
    },
  };
}
