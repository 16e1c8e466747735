/** Transports over the platform's `fetch`, or one of the caller's own. */
import type { Transport, TransportInit } from '../transport.js';

// Workers refuse to make a request for which redirects are errors; in a browser its error does not tell of a redirect.
function redirectIn({ redirect }: TransportInit): RequestRedirect {
  try {
    if ('location' in globalThis) return 'manual';
    return new Request('http://localhost', { redirect }).redirect;
  } catch {
    return 'manual';
  }
}

// Without a window, Node keeps no copy of a body whose redirect is an error.
const fetchInit = (init: TransportInit): RequestInit => ({
  ...init,
  redirect: init.redirect === 'error' ? redirectIn(init) : 'manual',
  window: null,
});

/**
 * The transport over the platform's `fetch`, the default one of `las-fp/fetch`.
 *
 * @example
 * import { contextWith, fetchTransport, staticToken } from 'las-fp';
 *
 * const ctx = contextWith(fetchTransport, { credentials: staticToken('…') });
 */
export const fetchTransport = (url: string, init: TransportInit): Promise<Response> =>
  fetch(url, fetchInit(init));

// A Request that was collected as garbage does not hear its signal any more: held for as long as the signal is in use.
const held = /*#__PURE__*/ new WeakMap<AbortSignal, Request>();

/** Sends with a function that takes a `Request`: an emulator, a test, a framework's own `fetch`. */
export const requestTransport =
  (send: (request: Request, init: RequestInit) => Promise<Response>): Transport =>
  async (url, init) => {
    const given = fetchInit(init);
    // The `fetch` of undici and node-fetch does not know the platform's Request: it takes its text for the address.
    const request = Object.assign(new Request(url, given), { toString: () => url });
    held.set(init.signal, request);
    return send(request, given);
  };
