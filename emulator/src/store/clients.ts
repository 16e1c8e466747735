/** Who may call: clients, their tokens, logins and codes. */
import type { AccessToken, AuthorizationCode, Client, RefreshToken } from './records.js';
import type { State } from './state.js';

/** Lets the token endpoint know a client. */
export function addClient(state: State, client: Client): void {
  state.clients.set(client.clientId, client);
}

/** Forgets a client and its tokens. */
export function removeClient(state: State, clientId: string): void {
  state.clients.delete(clientId);
  for (const tokens of [state.tokens, state.refreshTokens]) {
    for (const [token, { clientId: of }] of tokens) if (of === clientId) tokens.delete(token);
  }
}

/** The first client that has a secret. */
export function mainClient(state: State): Client | undefined {
  return [...state.clients.values()].find(({ secret }) => secret !== null);
}

/** Remembers an access token. One that expired lately stays, so that its bearer learns why it is refused. */
export function addToken(state: State, token: string, found: AccessToken): void {
  for (const [old, { expires }] of state.tokens) {
    if (expires + 86_400_000 <= state.now()) state.tokens.delete(old);
  }
  state.tokens.set(token, found);
}

/** Remembers a refresh token. */
export function addRefreshToken(state: State, token: string, found: RefreshToken): void {
  state.refreshTokens.set(token, found);
}

/** Forgets tokens of either kind. */
export function revoke(state: State, tokens: ReadonlyArray<string>): void {
  for (const token of tokens) {
    state.tokens.delete(token);
    state.refreshTokens.delete(token);
  }
}

/** Lets every access token expire now. */
export function expireTokens(state: State): void {
  for (const [token, found] of state.tokens) state.tokens.set(token, { ...found, expires: state.now() });
}

/** Remembers a code, or what has become of it. */
export function setCode(state: State, code: string, found: AuthorizationCode): void {
  state.codes.set(code, found);
}

/** Begins the session of somebody who has logged in. */
export function startSession(state: State, session: string, actor: string): void {
  state.sessions.set(session, actor);
}

/** Ends a session. */
export function endSession(state: State, session: string): void {
  state.sessions.delete(session);
}
