/** Transports over the platform's `fetch`, or one of the caller's own. */
import type { Transport, TransportInit } from '../transport.js';

// Node's fetch keeps a copy of a body unless a redirect is an error. Workers refuse to make such a request; in a browser
// it would hide that there was a redirect.
function refusesRedirects(): boolean {
  try {
    return !('location' in globalThis) && !!new Request('http://localhost', { redirect: 'error' });
  } catch {
    return false;
  }
}

/** A request as the platform's `fetch` takes it. */
export const fetchInit = ({ redirect, ...init }: TransportInit): RequestInit =>
  redirect === 'error' && refusesRedirects()
    ? { ...init, redirect, window: null }
    : { ...init, redirect: 'manual' };

/** Sends with the platform's `fetch`, and nothing else. */
export const fetchTransport: Transport = (url, init) => fetch(url, fetchInit(init));

// A Request that was collected as garbage does not hear its signal any more: held for as long as the signal is in use.
const held = /*#__PURE__*/ new WeakMap<AbortSignal, Request>();

/** Sends with a function that takes a `Request`: an emulator, a test, a framework's own `fetch`. */
export const requestTransport =
  (send: (request: Request) => Promise<Response>): Transport =>
  async (url, init) => {
    const request = new Request(url, fetchInit(init));
    held.set(init.signal, request);
    return send(request);
  };
