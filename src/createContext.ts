/** The context over the default transport. */
import { type Context, type ContextOptions, contextWith } from './context.js';
import { kyTransport } from './transports/ky.js';

const overKy = /*#__PURE__*/ kyTransport();

/**
 * Makes a context whose requests go out with ky. Nothing is checked and nothing is sent: a call made with it says what is
 * wrong.
 *
 * @example
 * import { clientCredentials, createContext } from 'las-fp';
 *
 * const ctx = createContext({
 *   credentials: clientCredentials({ clientId: '…', clientSecret: '…' }),
 * });
 */
export function createContext(options: ContextOptions): Context {
  return contextWith(overKy, options);
}
