/** The errors that responses, and their absence, mean. */
import type { Errors } from 'io-ts';
import type { Cause, DecodeError, LasError } from '../errors.js';
import { cut, quote, textOf } from '../text.js';
import type { Mismatch, Outgoing, Received } from './outgoing.js';
import type { Redact } from './redact.js';

const hosts = { api: 'The API', auth: 'The auth endpoint', file: 'The file server' } as const;

const maxText = 16_384;

/** The fields that every error of a response carries. */
function details({ sensitive }: Outgoing<unknown>, received: Received, body: unknown) {
  const text: string | undefined = sensitive ? '' : JSON.stringify(body);
  return { ...received, ...(text && { body: text.length > maxText ? cut(text, maxText) : body }) };
}

function serverMessage(body: unknown): string {
  const { message, Message, error_description, error } = (body ?? {}) as Record<string, unknown>;
  const text = [body, message, Message, error_description, error].find((one) => typeof one === 'string');
  // On one line, and without control characters, which a terminal would obey.
  return cut(String(text ?? ''), 500)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
}

type HttpTag =
  | 'InvalidCredentials'
  | 'BadRequest'
  | 'NotFound'
  | 'TooManyRequests'
  | 'LimitExceeded'
  | 'HttpError';

/** The error that a response without success means; of its body, secrets are redacted already. */
export function failure(outgoing: Outgoing<unknown>, received: Received, body: unknown): LasError {
  const { method, url, sensitive } = outgoing;
  const { source, status } = received;
  const text = serverMessage(body);
  const error = (_tag: HttpTag, advice = '') => {
    const reason = sensitive ? ' (withheld: it may repeat a secret)' : text && `: ${text.replace(/\.$/, '')}`;
    const message = `${hosts[source]} answered ${status || 'with a redirect'} to ${method} ${new URL(url).pathname}${reason}.${advice}`;
    return { _tag, message, ...details(outgoing, received, body) };
  };
  if (
    status === 401 ||
    (status === 403 && /^forbidden$/i.test(text)) ||
    (source === 'auth' && status === 400)
  ) {
    return error('InvalidCredentials', ' Check the credentials and the API key.');
  }
  if (status === 400) return error('BadRequest');
  if (status === 404) return error('NotFound');
  if (status === 429) {
    return /limit exceeded/i.test(text)
      ? error('LimitExceeded', ' The quota is used up; trying again does not help.')
      : error('TooManyRequests', ' Send fewer requests a second.');
  }
  return error('HttpError', status < 400 ? ' Redirects are not followed: check the endpoint.' : '');
}

/** The error of a response whose body is not what it should be. */
export function undecodable(
  outgoing: Outgoing<unknown>,
  received: Received,
  redact: Redact,
  mismatch: Mismatch,
  body: unknown,
): DecodeError {
  const { expected, value } = mismatch;
  const path = cut(redact(mismatch.path), 200);
  const type = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  const repeats = !outgoing.sensitive && /^(string|number|boolean)$/.test(type);
  const got = mismatch.got ?? (repeats ? `${type} ${quote(redact(value))}` : type);
  return {
    _tag: 'DecodeError',
    message: `${hosts[received.source]} gave an unexpected response: ${path || 'the body'} should be ${expected}, but is ${got}.`,
    ...details(outgoing, received, redact(body)),
    path,
    expected,
    got,
  };
}

/** The first of a codec's errors. */
export function firstMismatch([first]: Errors): Mismatch {
  const entries = first?.context ?? [];
  const path = entries
    .map(({ key }) => (/^\d+$/.test(key) ? `[${key}]` : key && `.${key}`))
    .join('')
    .replace(/^\./, '');
  return { path, expected: cut(entries.at(-1)?.type.name ?? '', 200), value: first?.value };
}

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: Thrown;
}

/** The error of a request that got no response. */
export function networkError(outgoing: Outgoing<unknown>, redact: Redact, thrown: unknown): LasError {
  const { source, url, sensitive } = outgoing;
  const clean = (value: unknown) => cut(redact(textOf(value)), 200);
  let cause: Cause = { name: typeof thrown, message: '' };
  try {
    // The innermost cause knows most: fetch wraps it, and ky 2 once more.
    let inner = (thrown ?? {}) as Thrown;
    for (let depth = 0; depth < 5 && inner.cause; depth++) inner = inner.cause;
    cause = {
      name: clean(inner.name ?? typeof thrown),
      // A fetch of the caller's own may quote the request.
      message: sensitive ? '' : clean(inner.message || (thrown as Thrown | undefined)?.message || thrown),
      ...(inner.code !== undefined && { code: clean(inner.code) }),
    };
  } catch {
    // A getter of what was thrown throws in turn.
  }
  // A request for which redirects are errors.
  if (cause.message === 'unexpected redirect') {
    return failure(outgoing, { source, status: 0 }, undefined);
  }
  return {
    _tag: 'NetworkError',
    message: `No response from ${new URL(url).host} (${cause.code ?? (cause.message || cause.name)}): check the endpoint and the connection.`,
    source,
    cause,
  };
}
