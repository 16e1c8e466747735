/** The transport: the one function that puts a request on the wire. Everything else about a request is decided above it. */

/** The HTTP methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as a transport gets it: complete, and checked. */
export interface TransportInit {
  readonly method: Method;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string | Blob | null;
  /** `manual`: a redirect is a response. `error`: it may be an error, which lets some platforms send without a copy. */
  readonly redirect: 'manual' | 'error';
  /** Ends the request and the reading of its response. */
  readonly signal: AbortSignal;
}

/** A response as a transport gives it; a `Response` is one. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: ReadableStream<Uint8Array> | null;
  readonly text: () => Promise<string>;
  readonly blob: () => Promise<Blob>;
}

/** Sends one request, once. It rejects where no response comes; it follows no redirect and repeats nothing. */
export type Transport = (url: string, init: TransportInit) => Promise<TransportResponse>;
