/** Credentials of a program: OAuth 2 client credentials. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Context, Credentials } from '../context.js';
import { isLeft, left } from '../either.js';
import type { LasError } from '../errors.js';
import { encodeBase64 } from '../files/content.js';
import { sleep } from '../scope.js';
import { authUrl, defaultAuthEndpoint } from './endpoint.js';
import { keepToken } from './keepToken.js';
import type { TokenStorage } from './storage.js';
import { claimsOf, requestToken, type Token, type TokenRequest } from './token.js';

/** Options of {@link clientCredentials}. */
export interface ClientCredentialsOptions {
  /** The id of the client, as the account shows it. */
  readonly clientId: string;
  /** The secret of the client; it shows in no error and no log. */
  readonly clientSecret: string;
  /** `auth.lucidtech.ai` by default; a host, a host with a path, or either with its scheme. */
  readonly authEndpoint?: string | undefined;
  /**
   * The API that the token is for, as endpoints of 2025 and later ask for it: `https://api.cradl.ai/v1` by default where the
   * endpoint is one of `auth.cradl.ai`, `auth.lucidtech.io` and `kinde.com`. A text makes another endpoint one of them, null
   * makes none.
   */
  readonly audience?: string | null | undefined;
  /** Where the token outlives the process, or is shared by several; in memory only by default. */
  readonly storage?: TokenStorage | undefined;
}

const hasAudience = /auth\.lucidtech\.io|auth\.cradl\.ai|kinde\.com/;

/**
 * Credentials of a program. `POST https://<auth endpoint>/oauth2/token`
 *
 * The token is fetched when first needed, kept until a minute before it expires, and renewed when the API refuses
 * it. The secret must not be in a browser: use an authorization code there.
 *
 * An endpoint with an audience answers 400 to good requests at times, and gives tokens without claims: it is asked up to
 * four and three times, 1, 2 and 4 seconds apart, within the signal and the times of the context.
 *
 * @example
 * const ctx = createContext({ credentials: clientCredentials({ clientId: '…', clientSecret: '…' }) });
 */
export function clientCredentials(options: ClientCredentialsOptions): Credentials {
  const { clientId, clientSecret, storage } = options;
  const authEndpoint = options.authEndpoint ?? defaultAuthEndpoint;
  const { audience = hasAudience.test(authEndpoint) ? 'https://api.cradl.ai/v1' : null } = options;
  return keepToken(async (ctx) => {
    const missing = clientId ? (clientSecret ? undefined : 'clientSecret') : 'clientId';
    if (missing) {
      return left({
        _tag: 'MissingCredentials',
        message: `${missing} is missing: give what the service issued.`,
      });
    }
    const url = authUrl(authEndpoint, 'token');
    if (isLeft(url)) return url;
    // A second token does no harm.
    const repeatable = true;
    if (audience === null) {
      const basic = encodeBase64(new TextEncoder().encode(`${clientId}:${clientSecret}`));
      const headers = { authorization: `Basic ${basic}` };
      return requestToken(ctx, { url: `${url.right}?grant_type=client_credentials`, headers, repeatable });
    }
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience,
    };
    return askAgain(ctx, { url: url.right, body: new URLSearchParams(form).toString(), repeatable });
  }, storage).credentials;
}

async function askAgain(ctx: Context, request: TokenRequest): Promise<Either<LasError, Token>> {
  for (let tries = 1; ; tries++) {
    const token = await requestToken(ctx, request);
    const bogus = isLeft(token)
      ? token.left._tag === 'InvalidCredentials' && token.left.status === 400
      : !hasClaims(token.right.accessToken);
    if (!bogus) return token;
    if (ctx.retry.limit === 0 || tries >= (isLeft(token) ? 4 : 3)) return isLeft(token) ? token : noClaims;
    await sleep(Math.min(1000 * 2 ** (tries - 1), ctx.retry.maxDelay), ctx.signal);
  }
}

// A token that is no JWT tells nothing.
function hasClaims(token: string): boolean {
  const claims = claimsOf(token);
  return (
    !claims || ['external_app_client_id', 'external_organization_id', 'scope'].every((name) => claims[name])
  );
}

const noClaims = /*#__PURE__*/ left<LasError>({
  _tag: 'InvalidCredentials',
  message:
    'The auth endpoint gave a token without the claims of an app client: check clientId and the app client.',
  source: 'auth',
  status: 200,
});
