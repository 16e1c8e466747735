/** One attempt: from the complete request to the result, or to the error that the response means. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Context } from '../context.js';
import { isLeft, left } from '../either.js';
import { invalidInput, type LasError } from '../errors.js';
import { endOf, openScope, within } from '../scope.js';
import type { TransportResponse } from '../transport.js';
import { parseJson } from './body.js';
import { failure, networkError } from './failure.js';
import type { Outgoing, Received } from './outgoing.js';
import { redactor } from './redact.js';

/** Sends a request once. */
export async function attempt<A>(
  ctx: Context,
  outgoing: Outgoing<A>,
  token: string,
  number: number,
): Promise<Either<LasError, A>> {
  const { source, method, url, body = null, redirect = 'manual', bearer } = outgoing;
  const headers = { ...outgoing.headers, ...(bearer && { authorization: `Bearer ${token}` }) };
  if (!Object.entries(headers).every(isHeader)) return left(invalidHeader);
  const secrets = [token, ...Object.values(ctx.headers())];
  const record = { source, method, url, attempt: number };
  const scope = openScope(ctx.signal, outgoing.timeout, 'attempt');
  const { signal } = scope;
  const started = performance.now();
  let received: Received | undefined;
  const send = async (): Promise<Either<LasError, A>> => {
    const response = await ctx.transport(url, { method, headers, body, redirect, signal });
    const about = receivedOf(outgoing, response);
    const read = await resultOf(outgoing, response, about, secrets, signal);
    received = about;
    return read;
  };
  notify(ctx.onRequest, record);
  let result: Either<LasError, A>;
  try {
    result = await within(signal, send());
  } catch (thrown) {
    result = left(signal.aborted ? endOf(signal) : networkError(outgoing, redactor(secrets), thrown));
  }
  scope.close();
  notify(ctx.onResponse, {
    ...record,
    duration: performance.now() - started,
    ...(received && { status: received.status }),
    ...(received?.requestId !== undefined && { requestId: received.requestId }),
    ...(isLeft(result) && { error: result.left._tag }),
  });
  return result;
}

// RFC 9110, sections 5.1 and 5.5; bytes above 127 are what fetch takes as well.
const isHeader = ([name, value]: readonly [string, unknown]) =>
  typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]+:[\t -~\x80-\xff]*$/.test(`${name}:${value}`);

// An error that quoted the value would quote a key or the token.
const invalidHeader = /*#__PURE__*/ invalidInput(
  'Invalid characters in a header: check headers, apiKey and token.',
);

function receivedOf({ source, sensitive }: Outgoing<unknown>, response: TransportResponse): Received {
  const { status, headers } = response;
  const requestId = headers.get('x-amzn-requestid') ?? headers.get('x-request-id') ?? '';
  return {
    source,
    status,
    sensitive,
    // An id, not whatever a proxy writes there.
    requestId: /^[\w.:=-]{1,128}$/.test(requestId) ? requestId : undefined,
    retryAfter: parseRetryAfter(headers.get('retry-after')),
  };
}

/** Seconds until the moment that a `Retry-After` header names; undefined if it names none. */
function parseRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

async function resultOf<A>(
  outgoing: Outgoing<A>,
  response: TransportResponse,
  received: Received,
  secrets: ReadonlyArray<string>,
  signal: AbortSignal,
): Promise<Either<LasError, A>> {
  // Of a result only the token is redacted: everything else can be part of it.
  if (received.status >= 200 && received.status <= 299) {
    return outgoing.read(response, received, redactor(secrets.slice(0, 1)), signal);
  }
  const { value } = parseJson(redactor(secrets)(await response.text()));
  return left(failure(outgoing, received, value));
}

function notify<A>(hook: ((record: A) => void) | undefined, record: A): void {
  if (!hook) return;
  // A hook watches: what it throws or rejects with is no part of the call.
  const run = async () => hook(record);
  run().catch(() => {});
}
