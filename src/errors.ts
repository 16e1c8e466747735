/** Errors as values: what a call can end in, besides its result. */
import type { DocumentId, RunId } from './ids.js';

/** What went wrong below HTTP, in plain words: never the thrown object, which may hold a request and its token. */
export interface Cause {
  readonly name: string;
  readonly message: string;
  /** The system's error code, where there is one: `ECONNREFUSED`, `ENOTFOUND`… */
  readonly code?: string;
}

/** What every error carries. No part of it ever holds a token, a secret or a key. */
interface Details {
  /** What happened and what to do next. */
  readonly message: string;
  /** The document that exists already, where creating one failed half-way. */
  readonly documentId?: DocumentId;
  /** The agent's run that exists already, where beginning one failed half-way. */
  readonly runId?: RunId;
}

/** What an error that came from a host carries besides. */
interface Remote extends Details {
  /** Which host: the API, the auth endpoint, or the server that keeps the files. */
  readonly source: Source;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The answer's body: parsed where it is JSON, cut to 16 KiB where it is longer. */
  readonly body?: unknown;
  /** The server's id of the request, to quote to its support. */
  readonly requestId?: string;
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number;
}

/** The three hosts that the SDK talks to. */
export type Source = 'api' | 'auth' | 'file';

/** Refused before anything was sent: an argument or option is not what it must be. */
export interface InvalidInput extends Details {
  readonly _tag: 'InvalidInput';
}

/** No credentials, or not all that they consist of. */
export interface MissingCredentials extends Details {
  readonly _tag: 'MissingCredentials';
}

/** The credentials are not valid: 401 although the token was renewed, 403 `Forbidden`, or refused by the auth endpoint. */
export interface InvalidCredentials extends Remote {
  readonly _tag: 'InvalidCredentials';
}

/** 400: the API does not take the request. */
export interface BadRequest extends Remote {
  readonly _tag: 'BadRequest';
}

/** 404: there is no such thing, or not for these credentials. */
export interface NotFound extends Remote {
  readonly _tag: 'NotFound';
}

/** 429: too many requests a second, even after waiting and trying again. */
export interface TooManyRequests extends Remote {
  readonly _tag: 'TooManyRequests';
}

/** 429 `Limit Exceeded`: the quota of this month is used up; trying again does not help. */
export interface LimitExceeded extends Remote {
  readonly _tag: 'LimitExceeded';
}

/** Any other status that is no success. */
export interface HttpError extends Remote {
  readonly _tag: 'HttpError';
}

/** No answer: no connection, or one that broke. */
export interface NetworkError extends Details {
  readonly _tag: 'NetworkError';
  readonly source: Source;
  readonly cause: Cause;
}

/** No answer in time. */
export interface Timeout extends Details {
  readonly _tag: 'Timeout';
  /** What ran out: the time of one attempt (`timeout`), or of all of them together (`totalTimeout`). */
  readonly scope: 'attempt' | 'total';
}

/** The caller's signal ended the call. */
export interface Aborted extends Details {
  readonly _tag: 'Aborted';
}

/** An answer that is not what the API promises. */
export interface DecodeError extends Remote {
  readonly _tag: 'DecodeError';
  /** Where in the answer: `documents[3].documentId`; empty for the answer itself. */
  readonly path: string;
  /** What should be there. */
  readonly expected: string;
  /** What is there: its type, and its beginning where that is harmless. */
  readonly got: string;
}

/** What was waited for has failed: a prediction, a training, an execution. */
export interface Failed extends Details {
  readonly _tag: 'Failed';
  /** The last answer: the prediction, training or execution as it is now. */
  readonly outcome: unknown;
}

/** Everything that a call can end in, besides its result: plain objects, told apart by `_tag`. */
export type LasError =
  | InvalidInput
  | MissingCredentials
  | InvalidCredentials
  | BadRequest
  | NotFound
  | TooManyRequests
  | LimitExceeded
  | HttpError
  | NetworkError
  | Timeout
  | Aborted
  | DecodeError
  | Failed;

/** {@link InvalidInput} */
export const isInvalidInput = (error: LasError): error is InvalidInput => error._tag === 'InvalidInput';
/** {@link MissingCredentials} */
export const isMissingCredentials = (error: LasError): error is MissingCredentials =>
  error._tag === 'MissingCredentials';
/** {@link InvalidCredentials} */
export const isInvalidCredentials = (error: LasError): error is InvalidCredentials =>
  error._tag === 'InvalidCredentials';
/** {@link BadRequest} */
export const isBadRequest = (error: LasError): error is BadRequest => error._tag === 'BadRequest';
/** {@link NotFound} */
export const isNotFound = (error: LasError): error is NotFound => error._tag === 'NotFound';
/** {@link TooManyRequests} */
export const isTooManyRequests = (error: LasError): error is TooManyRequests =>
  error._tag === 'TooManyRequests';
/** {@link LimitExceeded} */
export const isLimitExceeded = (error: LasError): error is LimitExceeded => error._tag === 'LimitExceeded';
/** {@link HttpError} */
export const isHttpError = (error: LasError): error is HttpError => error._tag === 'HttpError';
/** {@link NetworkError} */
export const isNetworkError = (error: LasError): error is NetworkError => error._tag === 'NetworkError';
/** {@link Timeout} */
export const isTimeout = (error: LasError): error is Timeout => error._tag === 'Timeout';
/** {@link Aborted} */
export const isAborted = (error: LasError): error is Aborted => error._tag === 'Aborted';
/** {@link DecodeError} */
export const isDecodeError = (error: LasError): error is DecodeError => error._tag === 'DecodeError';

/** {@link Failed} */
export const isFailed = (error: LasError): error is Failed => error._tag === 'Failed';

/** Makes an {@link InvalidInput}: `message` says what is wrong and what to give instead. */
export const invalidInput = (message: string): InvalidInput => ({ _tag: 'InvalidInput', message });

/** A {@link LasError} as an exception, for code that works with Promises: see `toPromise`. */
export class LasException extends Error {
  override readonly name = 'LasException';
  /** The error as a value. */
  readonly error: LasError;

  constructor(error: LasError) {
    super(error.message);
    this.error = error;
  }
}
