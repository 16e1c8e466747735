/** The transport over ky: the one file that imports ky. */
import ky from 'ky';
import type { Transport } from '../transport.js';
import { fetchTransport } from './fetch.js';

/**
 * Sends with ky, once: retries, timeouts and errors are decided above the transport. The request goes past ky's
 * own, since ky clones it and loses aborts of a response's body after a garbage collection (1.14 and 2).
 */
export const kyTransport: Transport = (url, init) =>
  ky(url, {
    method: init.method,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    fetch: () => fetchTransport(url, init),
  });
