/** `las-fp/fetch`: every name of `las-fp` but `kyTransport`, with contexts whose requests go out with `fetch`. */
import { type Context, type ContextOptions, contextWith } from './context.js';
import { fetchTransport } from './transports/fetch.js';

export * from './everything.js';

/**
 * Makes a context whose requests go out with the platform's `fetch`: as `createContext` of `las-fp`, without the bytes of
 * ky. Nothing is checked and nothing is sent: a call made with it says what is wrong.
 *
 * @example
 * import { clientCredentials, createContext } from 'las-fp/fetch';
 *
 * const ctx = createContext({
 *   credentials: clientCredentials({ clientId: '…', clientSecret: '…' }),
 * });
 */
export function createContext(options: ContextOptions): Context {
  return contextWith(fetchTransport, options);
}
