/** Answers: from a `Response` to a value, or to the error that it means. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Decoder, Errors } from 'io-ts';
import { left, right } from './either.js';

import type { DecodeError, LasError, Source } from './errors.js';
import { cut, quote } from './url.js';

/** An answer with its body read. */
export interface Answer {
  readonly source: Source;
  readonly status: number;
  /** Parsed JSON, a Blob, or undefined where there was no body. */
  readonly body: unknown;
  readonly requestId?: string;
  readonly retryAfter?: number;
  /** Request or answer has a secret in it, which an error must not repeat. */
  readonly sensitive: boolean;
}

const hosts = { api: 'The API', auth: 'The auth endpoint', file: 'The file server' } as const;

const maxText = 16_384;

/** A body that is no JSON. */
export class NotJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Parses a body. */
export function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return new NotJson(text);
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
function details({ source, status, requestId, retryAfter, sensitive, ...answer }: Answer) {
  const body = answer.body instanceof NotJson ? answer.body.text : answer.body;
  const text = sensitive ? '' : jsonOf(body);
  return {
    source,
    status,
    ...(text === '' ? {} : { body: text.length > maxText ? cut(text, maxText) : body }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function serverMessage(body: unknown): string {
  // On one line, and without what a terminal would obey.
  const line = (text: string, length: number) =>
    cut(text, length)
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim();
  if (body instanceof NotJson) return line(body.text, 200);
  const { message, Message, error_description, error } = (body ?? {}) as Record<string, unknown>;
  const said = [message, Message, error_description, error].find((text) => typeof text === 'string');
  return said === undefined ? '' : line(said as string, 500);
}

/** The error that an answer without success means. */
export function failure(answer: Answer, call: string): LasError {
  const { source, status, sensitive } = answer;
  const said = serverMessage(answer.body);
  const because = sensitive
    ? ' (what it says is withheld, for it may repeat a secret)'
    : said && `: ${said.replace(/\.$/, '')}`;
  const is = (
    _tag:
      | 'InvalidCredentials'
      | 'BadRequest'
      | 'NotFound'
      | 'TooManyRequests'
      | 'LimitExceeded'
      | 'HttpError',
    advice = '',
  ) => ({
    _tag,
    message: `${hosts[source]} answered ${status} to ${call}${because}.${advice}`,
    ...details(answer),
  });
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
  const { body, sensitive } = answer;
  try {
    const decoded = codec.decode(body);
    return decoded._tag === 'Right' ? right(decoded.right) : left(decodeError(decoded.left, answer));
  } catch {
    // Nested deeper than the stack reaches, or a codec of the caller's that throws.
    return left(
      undecodable(answer, '', 'a value that can be checked', sensitive ? typeof body : quote(body)),
    );
  }
}

function decodeError(errors: Errors, answer: Answer): DecodeError {
  const [first] = errors;
  const entries = first?.context ?? [];
  const path = entries
    .map(({ key }) => (/^\d+$/.test(key) ? `[${key}]` : key && `.${key}`))
    .join('')
    .replace(/^\./, '');
  return undecodable(
    answer,
    cut(path, 200),
    cut(entries.at(-1)?.type.name ?? '', 200),
    describe(first?.value, answer.sensitive),
  );
}

const describe = (value: unknown, sensitive: boolean) => {
  const type = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  const shown =
    !sensitive && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean');
  return shown ? `${type} ${quote(value)}` : type;
};

/** The error for an answer that is not what it should be. */
export function undecodable(answer: Answer, path: string, expected: string, got: string): DecodeError {
  return {
    _tag: 'DecodeError',
    message: `${hosts[answer.source]} answered something else than expected: ${path || 'the answer'} should be ${expected}, but is ${got}.`,
    ...details(answer),
    path,
    expected,
    got,
  };
}
