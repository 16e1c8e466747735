/** Requests to the three hosts, and how their responses are read. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { LasError, Source } from '../errors.js';
import type { Method, TransportResponse } from '../transport.js';

/** A response as errors and hooks describe it. */
export interface Received {
  readonly source: Source;
  readonly status: number;
  readonly requestId?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A value that is not what it should be. */
export interface Mismatch {
  /** Where in the body: `documents[3].documentId`; empty for the body itself. */
  readonly path: string;
  readonly expected: string;
  readonly value?: unknown;
  /** In place of the value. */
  readonly got?: string;
}

/** What a reader needs besides the response. */
export interface Reading {
  /** Ends the reading. */
  readonly signal: AbortSignal;
  /** The text of the body, without the token; a body that is too long ends the attempt. */
  readonly text: () => Promise<string>;
  /** The error of a body that is not what it should be. */
  readonly refuse: (mismatch: Mismatch, body?: unknown) => LasError;
}

/** Reads the body of a successful response. A rejection means that the connection broke. */
export type Read<A> = (response: TransportResponse, reading: Reading) => Promise<Either<LasError, A>>;

/** A request to one of the three hosts. */
export interface Outgoing<A> {
  readonly source: Source;
  readonly method: Method;
  readonly url: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob | undefined;
  /**
   * `manual` by default: a redirect could take token, key or document to another host, so none is followed. `error` lets
   * Node send a large body without a copy of it.
   */
  readonly redirect?: 'error' | undefined;
  readonly read: Read<A>;
  /** Whether part of the result is handed out already, so that no attempt may follow. */
  readonly handedOut?: () => boolean;
  /** Whether the token of the context's credentials goes with it. */
  readonly bearer: boolean;
  /** Whether doing it twice is the same as doing it once. */
  readonly repeatable: boolean;
  /** Milliseconds for one attempt. */
  readonly timeout: number | false;
  /** No error repeats any of request and response: either may hold a secret. */
  readonly sensitive?: boolean | undefined;
}
