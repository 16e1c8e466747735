/** Tokens, and the endpoint that gives them. */
import type { Either } from 'fp-ts/lib/Either.js';
import { codec, type Json, num, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import { isLeft, right } from '../either.js';
import type { LasError } from '../errors.js';
import { readJson } from '../exchange/body.js';
import { exchange } from '../exchange/exchange.js';

/** A token as it is stored. */
export interface Token {
  readonly accessToken: string;
  /** The moment to renew it, in milliseconds since 1970. */
  readonly renewAt: number;
  /** Renews the token of a person who logged in. */
  readonly refreshToken?: string | null | undefined;
}

/** Codec of {@link Token}. */
export const Token: Struct<Token> = /*#__PURE__*/ struct<Token>(
  'Token',
  () => ({ accessToken: str, renewAt: num }),
  () => ({ refreshToken: str }),
);

interface TokenResponse {
  readonly access_token: string;
  readonly expires_in?: number | null | undefined;
  readonly refresh_token?: string | null | undefined;
}

const TokenResponse: Struct<TokenResponse> = /*#__PURE__*/ struct<TokenResponse>(
  'Token',
  () => ({
    access_token: codec('a token that is not empty', (u) => typeof u === 'string' && u !== ''),
  }),
  () => ({ expires_in: num, refresh_token: str }),
);

/** The moment to renew a token that lives so many seconds: a minute early, for clocks that differ. */
export const renewAt = (seconds: number): number => Date.now() + Math.max(seconds - 60, seconds / 2) * 1000;

/** The claims of a token that is a JWT (RFC 7519); undefined where it is none. */
export function claimsOf(token: string): Json | undefined {
  const [, payload, signature] = token.split('.');
  try {
    // base64url, without padding.
    const text = atob((signature && payload ? payload : '!').replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' && claims ? (claims as Json) : undefined;
  } catch {
    return undefined;
  }
}

// RFC 6749, section 5.1, recommends `expires_in` and does not demand it: such a token is used until it is refused.
function lifetimeOf({ access_token, expires_in }: TokenResponse): number {
  const { exp } = claimsOf(access_token) ?? {};
  return expires_in ?? (typeof exp === 'number' ? exp - Date.now() / 1000 : 1e11);
}

/** A request to a token endpoint. */
export interface TokenRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The form, as text. */
  readonly body?: string;
  /** Whether asking twice does no harm: not for codes, which can be used once. */
  readonly repeatable: boolean;
}

/** Requests a token. */
export async function requestToken(
  ctx: Context,
  { headers, ...request }: TokenRequest,
): Promise<Either<LasError, Token>> {
  const token = await exchange(ctx, {
    ...request,
    source: 'auth',
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    read: readJson(TokenResponse),
    bearer: false,
    timeout: ctx.timeout,
    sensitive: true,
  });
  if (isLeft(token)) return token;
  const { access_token, refresh_token } = token.right;
  return right({
    accessToken: access_token,
    renewAt: renewAt(lifetimeOf(token.right)),
    ...(refresh_token ? { refreshToken: refresh_token } : {}),
  });
}
