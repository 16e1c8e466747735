/** Keeping a token: it is fetched when first needed, renewed shortly before it expires, and fetched once for all who wait. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Context, Credentials } from '../context.js';
import { isLeft, left, right } from '../either.js';
import type { LasError } from '../errors.js';
import { aborted, endOf, openScope, within } from '../scope.js';
import type { TokenStorage } from './storage.js';
import { Token } from './token.js';

interface Flight {
  readonly token: Promise<Either<LasError, Token>>;
  /** The token that it is to replace. */
  readonly rejected: string | undefined;
  readonly controller: AbortController;
  waiting: number;
}

/** Credentials that keep their token. */
export interface TokenKeeper {
  readonly credentials: Credentials;
  /** The token as it is kept, fresh or not. */
  readonly peek: () => Promise<Token | undefined>;
  /** Keeps a token that came another way; undefined forgets the one that is there. */
  readonly put: (token: Token | undefined) => Promise<void>;
}

/**
 * Keeps the token that `fetchToken` gives, in memory and in the storage, where there is one. `fetchToken` is handed
 * the token before, if any.
 */
export function keepToken(
  fetchToken: (ctx: Context, previous: Token | undefined) => Promise<Either<LasError, Token>>,
  storage?: TokenStorage,
): TokenKeeper {
  let current: Token | undefined;
  let flight: Flight | undefined;

  const load = async (): Promise<Token | undefined> => {
    try {
      const kept: unknown = JSON.parse((await storage?.get()) ?? 'null');
      // A token that no header can carry would never be refused, and so never be renewed.
      return Token.is(kept) && /^[!-~]+$/.test(kept.accessToken) ? kept : undefined;
    } catch {
      return undefined;
    }
  };

  const put = async (token: Token | undefined): Promise<void> => {
    current = token;
    try {
      await storage?.set(token ? JSON.stringify(token) : null);
    } catch {
      // A storage that fails is no storage; the token is in memory.
    }
  };

  const fresh = (token: Token | undefined, rejected: string | undefined): token is Token =>
    token !== undefined && token.accessToken !== rejected && Date.now() < token.renewAt;

  const start = (ctx: Context, rejected: string | undefined): Flight => {
    const controller = new AbortController();
    // The time and the signal of one caller must not end what others wait for.
    const shared: Context = { ...ctx, signal: controller.signal, timeout: false, totalTimeout: false };
    const renew = async (): Promise<Either<LasError, Token>> => {
      const stored = await load();
      if (controller.signal.aborted) return left(aborted);
      // A storage that is full keeps an older one.
      const previous = stored && current && stored.renewAt < current.renewAt ? current : (stored ?? current);
      if (fresh(stored, rejected)) {
        current = stored;
        return right(stored);
      }
      const token = await fetchToken(shared, previous);
      if (!isLeft(token)) await put(token.right);
      return token;
    };
    const renewAlone = async (): Promise<Either<LasError, Token>> => {
      let renewed: Either<LasError, Token> | undefined;
      try {
        await storage?.exclusive?.(async () => {
          renewed = await renew();
        }, controller.signal);
      } catch {
        // A storage that cannot lock does not keep anybody from a token.
      }
      return renewed ?? renew();
    };
    const started: Flight = {
      controller,
      rejected,
      waiting: 0,
      token: renewAlone().finally(() => {
        if (flight === started) flight = undefined;
      }),
    };
    return started;
  };

  const join = async (ctx: Context, rejected: string | undefined): Promise<Either<LasError, Token>> => {
    flight ??= start(ctx, rejected);
    const mine = flight;
    const scope = openScope(ctx.signal, ctx.timeout, 'attempt', 'timeout');
    mine.waiting++;
    try {
      return await within(scope.signal, mine.token);
    } catch {
      const end = endOf(scope.signal);
      return left({ ...end, message: `While waiting for a token: ${end.message}` });
    } finally {
      scope.close();
      if (--mine.waiting === 0) {
        if (flight === mine) flight = undefined;
        mine.controller.abort();
      }
    }
  };

  return {
    put,
    peek: async () => current ?? (await load()),
    credentials: {
      getToken: async (ctx, rejected) => {
        if (fresh(current, rejected)) return right(current.accessToken);
        const joined = flight;
        let token = await join(ctx, rejected);
        // Who joined a renewal that began before the rejection may get the rejected token back.
        if (
          joined &&
          joined.rejected !== rejected &&
          !isLeft(token) &&
          token.right.accessToken === rejected
        ) {
          token = await join(ctx, rejected);
        }
        return isLeft(token) ? token : right(token.right.accessToken);
      },
    },
  };
}
