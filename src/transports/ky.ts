/** The transport over ky: the one file that imports ky. */
import ky, { type KyInstance } from 'ky';
import type { Transport } from '../transport.js';
import { fetchTransport } from './fetch.js';

/**
 * A transport that sends with ky, or with an instance of it that has hooks or headers of your own. Each request is sent
 * once: retries, timeouts and errors are decided by the context, so that those of the instance are off.
 *
 * Hooks see method, address and headers. Body and signal go past ky, since it clones a request and, of versions 1.14 and
 * 2, loses an abort during the response's body after a garbage collection.
 *
 * @param instance made with `ky.create`; ky itself by default
 * @example
 * import ky from 'ky';
 * import { contextWith, kyTransport, staticToken } from 'las-fp';
 *
 * const traced = ky.create({ headers: { 'x-team': 'invoices' } });
 * const ctx = contextWith(kyTransport(traced), { credentials: staticToken('…') });
 */
export const kyTransport =
  (instance: KyInstance = ky): Transport =>
  (url, init) =>
    // A prefix of the instance is for texts alone.
    instance(new URL(url), {
      method: init.method,
      headers: init.headers,
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      fetch: (request) => {
        const { url, headers } = request as Request;
        return fetchTransport(url, { ...init, headers: Object.fromEntries(headers) });
      },
    });
