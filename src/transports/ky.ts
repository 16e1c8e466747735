/** The transport over ky: the one file that imports ky. */
import ky from 'ky';
import type { Transport } from '../transport.js';
import { fetchInit } from './fetch.js';

/**
 * Sends with ky, once: retries, timeouts and errors are decided above the transport. Body and signal do not pass through
 * ky, since it clones its requests and loses aborts of a response's body after a garbage collection (1.14 and 2).
 */
export const kyTransport: Transport = (url, init) => {
  const { body, signal, ...rest } = fetchInit(init);
  return ky(url, {
    ...rest,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    fetch: (request) => {
      const { url: address, method, headers } = request as Request;
      return fetch(address, { ...rest, method, headers, body: body ?? null, signal: signal ?? null });
    },
  });
};
