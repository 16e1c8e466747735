/** The pages of lists that somebody may ask for. */
import { hex } from './ids.js';
import type { PageToken } from './records.js';
import type { State } from './state.js';

/** So many page tokens are remembered; older ones are answered as invalid. */
const maxTokens = 10_000;

/** Remembers a page, and forgets the oldest of too many. The token that asks for it. */
export function addPage(state: State, page: PageToken): string {
  const token = hex(48);
  state.pageTokens.set(token, page);
  for (const old of state.pageTokens.keys()) {
    if (state.pageTokens.size > maxTokens) state.pageTokens.delete(old);
  }
  return token;
}

/** The page that a token asks for; `undefined` where the token is not known. */
export function pageOf(state: State, token: string): PageToken | undefined {
  return state.pageTokens.get(token);
}
