/** Credentials of a program: OAuth 2 client credentials. */
import type { Credentials } from '../context.js';
import { isLeft, left } from '../either.js';
import { encodeBase64 } from '../files/content.js';
import { authUrl, defaultAuthEndpoint } from './endpoint.js';
import { keepToken } from './keepToken.js';
import type { TokenStorage } from './storage.js';
import { requestToken } from './token.js';

/** Options of {@link clientCredentials}. */
export interface ClientCredentialsOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `auth.lucidtech.ai` by default; a host, a host with a path, or either with its scheme. */
  readonly authEndpoint?: string | undefined;
  /** Where the token outlives the process, or is shared by several; in memory only by default. */
  readonly storage?: TokenStorage | undefined;
}

/**
 * Credentials of a program. `POST https://<auth endpoint>/oauth2/token?grant_type=client_credentials`
 *
 * The token is fetched when first needed, kept until a minute before it expires, and renewed when the API refuses
 * it. The secret must not be in a browser: use an authorization code there.
 *
 * @example
 * const ctx = createContext({ credentials: clientCredentials({ clientId: '…', clientSecret: '…' }) });
 */
export function clientCredentials(options: ClientCredentialsOptions): Credentials {
  const { clientId, clientSecret, authEndpoint = defaultAuthEndpoint, storage } = options;
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
    const basic = encodeBase64(new TextEncoder().encode(`${clientId}:${clientSecret}`));
    return requestToken(ctx, {
      url: `${url.right}?grant_type=client_credentials`,
      headers: { authorization: `Basic ${basic}` },
      // A second token does no harm.
      repeatable: true,
    });
  }, storage).credentials;
}
