/** Tokens: fetched when first needed, kept until shortly before they expire, fetched once for all who wait. */
import type { Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { num, str, struct } from '../codec.js';
import type { Context, Credentials } from '../context.js';
import { isLeft, left, right } from '../either.js';
import type { LasError } from '../errors.js';
import { exchange } from '../exchange/exchange.js';
import { decode, undecodable } from '../exchange/failure.js';
import { aborted, endOf, openScope, within } from '../scope.js';
import type { TokenStorage } from './storage.js';

/** A token, as it is kept. */
export interface Token {
  readonly accessToken: string;
  /** The moment to renew it, in milliseconds since 1970. */
  readonly renewAt: number;
  /** What it is renewed with, where somebody logged in. */
  readonly refreshToken?: string | null | undefined;
}

const Token: t.Type<Token> = /*#__PURE__*/ struct<Token>(
  'Token',
  () => ({ accessToken: str, renewAt: num }),
  () => ({ refreshToken: str }),
);

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token?: string | null | undefined;
}

const TokenAnswer: t.Type<TokenAnswer> = /*#__PURE__*/ struct<TokenAnswer>(
  'Token',
  () => ({ access_token: str, expires_in: num }),
  () => ({ refresh_token: str }),
);

/** The moment to renew a token that lives so many seconds: a minute early, for clocks that differ. */
export const renewAt = (seconds: number): number => Date.now() + Math.max(seconds - 60, seconds / 2) * 1000;

/** What a token endpoint is asked. */
export interface TokenRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The form, as text. */
  readonly body?: string;
  /** Whether asking twice does no harm: not for codes, which can be used once. */
  readonly repeatable: boolean;
}

/** Asks a token endpoint. */
export async function requestToken(
  ctx: Context,
  { headers, ...request }: TokenRequest,
): Promise<Either<LasError, Token>> {
  const answer = await exchange(ctx, {
    ...request,
    source: 'auth',
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    bearer: false,
    timeout: ctx.timeout,
    sensitive: true,
  });
  if (isLeft(answer)) return answer;
  const token = decode(TokenAnswer, answer.right);
  if (isLeft(token)) return token;
  const { access_token, expires_in, refresh_token } = token.right;
  if (!access_token) return left(undecodable(answer.right, 'access_token', 'a token that is not empty', ''));
  return right({
    accessToken: access_token,
    renewAt: renewAt(expires_in),
    ...(refresh_token ? { refreshToken: refresh_token } : {}),
  });
}

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
      if (fresh(stored, rejected)) {
        current = stored;
        return right(stored);
      }
      const token = await fetchToken(shared, stored ?? current);
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
    const scope = openScope(ctx.signal, ctx.timeout, 'attempt');
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
