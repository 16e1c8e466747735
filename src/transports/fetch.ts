/** Transports over the platform's `fetch`, or one of the caller's own. */
import type { Transport, TransportInit } from '../transport.js';

/** A request as the platform's `fetch` takes it: without a window, Node keeps no copy of a body whose redirect is an error. */
const fetchInit = (init: TransportInit): RequestInit => ({ ...init, window: null });

/** Sends with the platform's `fetch`, and nothing else. */
export const fetchTransport = (url: string, init: TransportInit): Promise<Response> =>
  fetch(url, fetchInit(init));

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
