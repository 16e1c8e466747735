/** Answers: from a `Response` to a value, or to the error that it means. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Decoder, Errors } from 'io-ts';
import { left, right } from '../either.js';

import type { DecodeError, LasError, Source } from '../errors.js';
import { cut, quote } from '../url.js';

/** An answer with its body read. */
export interface Answer {
  readonly source: Source;
  readonly status: number;
  /** Parsed JSON, text that is none, a Blob, or undefined where there was no body. */
  readonly body: unknown;
  /** The body should be JSON and is not. */
  readonly malformed?: boolean;
  readonly requestId?: string | undefined;
  readonly retryAfter?: number | undefined;
  /** Request or answer has a secret in it, which an error must not repeat. */
  readonly sensitive?: boolean | undefined;
}

const hosts = { api: 'The API', auth: 'The auth endpoint', file: 'The file server' } as const;

const maxText = 16_384;

/** Parses a body. */
export function parseBody(text: string): Pick<Answer, 'body' | 'malformed'> {
  try {
    return { body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return { body: text, malformed: true };
  }
}

/** Seconds until the moment that a `Retry-After` header names; undefined if it names none. */
export function parseRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

// Nested deeper than the stack reaches, a value has no text.
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** What errors say of an answer, the secret parts left out. */
function details({ source, status, body, requestId, retryAfter, sensitive }: Answer) {
  const text = sensitive ? '' : jsonOf(body);
  return {
    source,
    status,
    ...(text !== '' && { body: text.length > maxText ? cut(text, maxText) : body }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

function serverMessage(body: unknown): string {
  const { message, Message, error_description, error } = (body ?? {}) as Record<string, unknown>;
  const said = [body, message, Message, error_description, error].find((text) => typeof text === 'string');
  // On one line, and without what a terminal would obey.
  return cut(String(said ?? ''), said === body ? 200 : 500)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
}

/** The error that an answer without success means. */
export function failure(answer: Answer, call: string): LasError {
  const { source, status, sensitive } = answer;
  const said = serverMessage(answer.body);
  const is = (
    _tag:
      | 'InvalidCredentials'
      | 'BadRequest'
      | 'NotFound'
      | 'TooManyRequests'
      | 'LimitExceeded'
      | 'HttpError',
    advice = '',
  ) => {
    const because = sensitive
      ? ' (what it says is withheld, for it may repeat a secret)'
      : said && `: ${said.replace(/\.$/, '')}`;
    const message = `${hosts[source]} answered ${status || 'with a redirect'} to ${call}${because}.${advice}`;
    return { _tag, message, ...details(answer) };
  };
  if (
    status === 401 ||
    (status === 403 && /^forbidden$/i.test(said)) ||
    (source === 'auth' && status === 400)
  ) {
    return is('InvalidCredentials', ' Check the credentials and the API key.');
  }
  if (status === 400) return is('BadRequest');
  if (status === 404) return is('NotFound');
  if (status === 429) {
    return /limit exceeded/i.test(said)
      ? is('LimitExceeded', ' The quota is used up; trying again does not help.')
      : is('TooManyRequests', ' Send fewer requests a second.');
  }
  return is('HttpError', status < 400 ? ' Redirects are not followed: check the endpoint.' : '');
}

/** Validates an answer's body. */
export function decode<A>(codec: Decoder<unknown, A>, answer: Answer): Either<LasError, A> {
  try {
    const decoded = codec.decode(answer.body);
    return decoded._tag === 'Right' ? right(decoded.right) : left(decodeError(decoded.left, answer));
  } catch {
    // Nested deeper than the stack reaches, or a codec of the caller's that throws.
    return left(undecodable(answer, '', 'a value that can be checked', answer.body));
  }
}

function decodeError([first]: Errors, answer: Answer): DecodeError {
  const entries = first?.context ?? [];
  const path = entries
    .map(({ key }) => (/^\d+$/.test(key) ? `[${key}]` : key && `.${key}`))
    .join('')
    .replace(/^\./, '');
  return undecodable(answer, cut(path, 200), cut(entries.at(-1)?.type.name ?? '', 200), first?.value);
}

/** The error for an answer that is not what it should be: what is at `path` should be `expected`, but is `value`. */
export function undecodable(answer: Answer, path: string, expected: string, value: unknown): DecodeError {
  const type = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  const got = answer.sensitive || !/^(string|number|boolean)$/.test(type) ? type : `${type} ${quote(value)}`;
  return {
    _tag: 'DecodeError',
    message: `${hosts[answer.source]} answered something else than expected: ${path || 'the answer'} should be ${expected}, but is ${got}.`,
    ...details(answer),
    path,
    expected,
    got,
  };
}
