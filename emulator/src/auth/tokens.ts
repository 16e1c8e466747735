/** Tokens: the token endpoint, and who calls. */
import { ApiError } from '../errors.js';
import { addRefreshToken, addToken, revoke, setCode } from '../store/clients.js';
import { hex } from '../store/ids.js';
import type { State } from '../store/state.js';

/** An error in the form of RFC 6749, section 5.2. */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;
  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}

/** An error of the token endpoint as an answer. */
export function oauthAnswer(error: OAuthError): Response {
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (error.status === 401) headers.set('www-authenticate', 'Basic realm="emulator"');
  return Response.json(
    { error: error.error, error_description: error.message },
    { status: error.status, headers },
  );
}

/** The client that a request to the token endpoint is of, as far as it says. */
export function clientOf(request: Request, text: string): string | undefined {
  const basic = /^Basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (basic !== undefined) return decodeBasic(basic).split(':')[0];
  const query = new URL(request.url).searchParams;
  return new URLSearchParams(text).get('client_id') ?? query.get('client_id') ?? undefined;
}

/** The token that a request brings. */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** Who the bearer of the request's token is; 401 or 403 else. */
export function authenticate(state: State, headers: Headers, withKey: boolean): string {
  const token = bearerOf(headers);
  const found = token === undefined ? undefined : state.tokens.get(token);
  if (found === undefined) throw new ApiError(401, 'Unauthorized');
  if (found.expires <= state.now()) throw new ApiError(401, 'The incoming token has expired');
  const { apiKey } = state.options;
  if (withKey && apiKey !== undefined && headers.get('x-api-key') !== apiKey) {
    throw new ApiError(403, 'Forbidden');
  }
  return found.actor;
}

/** `POST /oauth2/token`: the grant's parameters in the query, in a form, or in both. */
export async function tokenEndpoint(state: State, request: Request, text: string): Promise<Response> {
  const form = new URLSearchParams(text);
  const query = new URL(request.url).searchParams;
  const read = (key: string): string | undefined => form.get(key) ?? query.get(key) ?? undefined;
  const grantType = read('grant_type');
  try {
    if (grantType === 'client_credentials') return issue(state, clientCredentials(state, request, read));
    if (grantType === 'authorization_code') return issue(state, await authorizationCode(state, read));
    if (grantType === 'refresh_token') return issue(state, refresh(state, read));
    if (grantType === undefined) throw new OAuthError(400, 'invalid_request', 'grant_type is missing');
    throw new OAuthError(400, 'unsupported_grant_type', 'The grant_type is not known');
  } catch (error) {
    if (error instanceof OAuthError) return oauthAnswer(error);
    throw error;
  }
}

type Read = (key: string) => string | undefined;

interface Grant {
  readonly clientId: string;
  readonly actor: string;
  /** Sent with the access token. */
  readonly refreshToken?: string;
  /** The code that it is issued for. */
  readonly code?: string;
  /** Whether the token is one that tells its claims, as the endpoint of 2025 gives it. */
  readonly claims?: boolean;
}

function base64url(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** A JWT, which nothing but this emulator believes: its signature is none. */
function tokenWithClaims(state: State, { actor, clientId }: Grant, expires: number): string {
  const claims = {
    ...{ external_app_client_id: actor, external_organization_id: state.organizationId },
    ...{ scope: 'api.lucidtech.ai/*', azp: clientId, exp: Math.floor(expires / 1000), jti: hex() },
  };
  return `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.${hex(64)}`;
}

function issue(state: State, grant: Grant): Response {
  const lifetime = state.options.tokenLifetime ?? 3600;
  const now = state.now();
  const accessToken = grant.claims ? tokenWithClaims(state, grant, now + lifetime * 1000) : hex(64);
  addToken(state, accessToken, {
    actor: grant.actor,
    clientId: grant.clientId,
    expires: now + lifetime * 1000,
  });
  const code = grant.code === undefined ? undefined : state.codes.get(grant.code);
  if (grant.code !== undefined && code !== undefined) {
    const issued = [accessToken, ...(grant.refreshToken === undefined ? [] : [grant.refreshToken])];
    setCode(state, grant.code, { ...code, issued });
  }
  return Response.json(
    {
      access_token: accessToken,
      expires_in: lifetime,
      token_type: 'Bearer',
      ...(grant.refreshToken === undefined ? {} : { refresh_token: grant.refreshToken }),
    },
    { headers: { 'cache-control': 'no-store' } },
  );
}

function clientCredentials(state: State, request: Request, read: Read): Grant {
  const basic = /^Basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  let clientId = read('client_id');
  let secret = read('client_secret');
  if (basic !== undefined) {
    const decoded = decodeBasic(basic);
    const colon = decoded.indexOf(':');
    clientId = colon < 0 ? undefined : decoded.slice(0, colon);
    secret = decoded.slice(colon + 1);
  }
  const client = clientId === undefined ? undefined : state.clients.get(clientId);
  if (client?.secret == null || client.secret !== secret) {
    throw new OAuthError(basic === undefined ? 400 : 401, 'invalid_client', 'The client is not known');
  }
  return { clientId: client.clientId, actor: client.appClientId, claims: read('audience') !== undefined };
}

function decodeBasic(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

async function authorizationCode(state: State, read: Read): Promise<Grant> {
  const code = read('code');
  const verifier = read('code_verifier');
  if (code === undefined || verifier === undefined || read('redirect_uri') === undefined) {
    throw new OAuthError(400, 'invalid_request', 'code, code_verifier and redirect_uri are required');
  }
  const found = state.codes.get(code);
  if (found === undefined || found.expires <= state.now()) {
    throw new OAuthError(400, 'invalid_grant', 'The code is not valid');
  }
  if (found.used) {
    // Whoever brings a code twice may have stolen it (RFC 6749, section 4.1.2).
    revoke(state, found.issued);
    throw new OAuthError(400, 'invalid_grant', 'The code has been used');
  }
  setCode(state, code, { ...found, used: true });
  if (found.clientId !== read('client_id') || found.redirectUri !== read('redirect_uri')) {
    throw new OAuthError(400, 'invalid_grant', 'The code was issued to another client or redirect_uri');
  }
  if ((await challengeOf(verifier)) !== found.challenge) {
    throw new OAuthError(400, 'invalid_grant', 'The code_verifier does not match');
  }
  const refreshToken = hex(64);
  addRefreshToken(state, refreshToken, { clientId: found.clientId, actor: found.actor });
  return { clientId: found.clientId, actor: found.actor, refreshToken, code };
}

function refresh(state: State, read: Read): Grant {
  const token = read('refresh_token');
  const found = token === undefined ? undefined : state.refreshTokens.get(token);
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'refresh_token is missing');
  if (found === undefined || found.clientId !== read('client_id')) {
    throw new OAuthError(400, 'invalid_grant', 'The refresh token is not valid');
  }
  if (state.options.rotateRefreshTokens !== true) return found;
  revoke(state, [token]);
  const refreshToken = hex(64);
  addRefreshToken(state, refreshToken, found);
  return { ...found, refreshToken };
}

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
