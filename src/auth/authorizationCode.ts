/** Credentials of a person in a browser: OAuth 2 authorization code with PKCE. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Context, type ContextOverrides, type Credentials, contextWith } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { invalidInput, type LasError, type MissingCredentials } from '../errors.js';
import { textOf } from '../text.js';
import { fetchTransport } from '../transports/fetch.js';
import { endpointUrl } from '../url.js';
import { authUrl, defaultAuthEndpoint } from './endpoint.js';
import { loginTokens } from './loginTokens.js';
import { pendingLogins } from './pendingLogins.js';
import { challengeOf } from './pkce.js';
import { browserSessionStorage, type TokenStorage } from './storage.js';
import { requestToken } from './token.js';

/** Options of {@link authorizationCode}. */
export interface AuthorizationCodeOptions {
  /** Of an app client without a secret. */
  readonly clientId: string;
  /** The page that the login returns to, as the app client lists it. Plain http is for loopback alone. */
  readonly redirectUri: string;
  /** `auth.lucidtech.ai` by default; a host, a host with a path, or either with its scheme. */
  readonly authEndpoint?: string | undefined;
  /** The page that the log-out returns to, as the app client lists it; `redirectUri` by default. */
  readonly logoutUri?: string | undefined;
  /** Keeps the tokens; the browser's session storage by default, memory where there is none. */
  readonly storage?: TokenStorage | undefined;
  /** Keeps the logins that are under way, as `storage` does the tokens. */
  readonly loginStorage?: TokenStorage | undefined;
  /** OAuth 2 scopes; the auth endpoint decides by default. */
  readonly scopes?: ReadonlyArray<string> | undefined;
}

/** A login, made by {@link authorizationCode}. */
export interface Login {
  /** For `createContext`: the token of whoever is logged in, renewed when it is due. */
  readonly credentials: Credentials;
  /** Gives the address to send the browser to. `parameters` are added to it: `{ prompt: 'login' }`. */
  readonly beginLogin: (parameters?: Readonly<Record<string, string>>) => TaskEither<LasError, string>;
  /**
   * Takes the address that the browser came back to, and exchanges the code in it for tokens.
   * `POST https://<auth endpoint>/oauth2/token`
   *
   * An address is good for one attempt, which is not repeated. `overrides` are those of a context: `signal`,
   * `timeout`, `fetch` and the hooks.
   */
  readonly completeLogin: (url: string | URL, overrides?: ContextOverrides) => TaskEither<LasError, void>;
  /** Whether there are tokens that work or can be renewed; nothing is sent for it. */
  readonly isLoggedIn: Task<boolean>;
  /** Forgets the tokens. Nothing is sent: to end the session at the auth endpoint too, go to `logoutUrl` then. */
  readonly logout: Task<void>;
  /** `https://<auth endpoint>/logout?client_id=…&logout_uri=…` */
  readonly logoutUrl: () => Either<LasError, string>;
}

/**
 * Credentials of a person who logs in with a browser.
 *
 * A code works in the browser that asked for it alone (PKCE with S256, and `state`), once. Tabs may log in at the same
 * time. Tokens are renewed with the refresh token; when that is refused, they are forgotten, and calls end in
 * `MissingCredentials` until somebody logs in again.
 *
 * @example
 * const login = authorizationCode({ clientId: '…', redirectUri: `${location.origin}/` });
 * const ctx = createContext({ credentials: login.credentials });
 *
 * if (new URLSearchParams(location.search).has('state')) {
 *   const result = await login.completeLogin(location.href)();
 *   // The code is used up, and should not be in the history.
 *   history.replaceState(null, '', location.pathname);
 *   // A refusal (`error=access_denied`) is shown: logging in again at once would go round in circles.
 *   if (result._tag === 'Left') alert(result.left.message);
 * } else if (!(await login.isLoggedIn())) {
 *   const address = await login.beginLogin()();
 *   if (address._tag === 'Right') location.assign(address.right);
 * }
 */
export function authorizationCode(options: AuthorizationCodeOptions): Login {
  const {
    clientId,
    redirectUri,
    scopes,
    authEndpoint = defaultAuthEndpoint,
    logoutUri = redirectUri,
    storage = browserSessionStorage(`las-fp.token.${clientId}`),
    loginStorage = browserSessionStorage('las-fp.login'),
  } = options;

  const address = (page: 'authorize' | 'token' | '../logout', query: Query): Either<LasError, string> => {
    if (!clientId) return left(missing('clientId is missing: give one.'));
    // A fragment is not sent, so that no redirect could come back to it.
    if ([redirectUri, logoutUri].some((uri) => isLeft(endpointUrl('', uri)) || /#/.test(uri))) {
      return left(invalidInput('redirectUri and logoutUri must be https addresses without #.'));
    }
    const url = authUrl(authEndpoint, page);
    return isLeft(url)
      ? url
      : right(`${url.right}?${new URLSearchParams({ ...query, client_id: clientId })}`);
  };

  const exchangeToken = async (ctx: Context, query: Query) => {
    const token = address('token', query);
    if (isLeft(token)) return token;
    const [url = '', body = ''] = token.right.split('?');
    // Harmless for a refresh token; a code is exchanged in a context without retries.
    return requestToken(ctx, { url, body, repeatable: true });
  };

  const pending = pendingLogins(loginStorage);
  const tokens = loginTokens(storage, (ctx, refreshToken) =>
    exchangeToken(ctx, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  );
  const { credentials, isLoggedIn } = tokens;

  return {
    credentials,
    isLoggedIn,
    beginLogin: (parameters) => async () => {
      if (!globalThis.crypto?.subtle) {
        return left(invalidInput('WebCrypto is missing: serve the page over https.'));
      }
      const state = crypto.randomUUID();
      // 244 random bits, in characters that a verifier may have.
      const verifier = crypto.randomUUID() + crypto.randomUUID();
      const login = address('authorize', {
        ...parameters,
        ...(scopes && { scope: scopes.join(' ') }),
        response_type: 'code',
        redirect_uri: redirectUri,
        code_challenge_method: 'S256',
        code_challenge: await challengeOf(verifier),
        state,
      });
      if (!isLeft(login)) await pending.add(state, verifier);
      return login;
    },
    completeLogin: (url, overrides) => async () => {
      const query = new URLSearchParams(textOf(url).split(/[?#]/)[1]);
      const [state, code, error] = ['state', 'code', 'error'].map((key) => query.get(key));
      if (!state) return logInAgain('Not the redirect of a login');
      const verifier = await pending.take(state);
      if (isLeft(verifier)) return logInAgain(verifier.left);
      if (error) {
        // Short: anybody can write into a redirect.
        const why = JSON.stringify(`${error}: ${query.get('error_description') ?? ''}`.slice(0, 300));
        return left(missing(`The login was refused: ${why}.`));
      }
      if (!code) return logInAgain('The redirect has no code');
      const ctx = contextWith(fetchTransport, { ...overrides, credentials, retry: 0 });
      const token = await exchangeToken(ctx, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier.right,
      });
      if (isLeft(token)) {
        return left({ ...token.left, message: `The login failed: ${token.left.message}` });
      }
      return right(await tokens.put(token.right));
    },
    logout: () => tokens.put(),
    logoutUrl: () => address('../logout', { logout_uri: logoutUri }),
  };
}

type Query = Readonly<Record<string, string>>;

const missing = (message: string): MissingCredentials => ({ _tag: 'MissingCredentials', message });

const logInAgain = (what: string) => left(invalidInput(`${what}: log in again.`));
