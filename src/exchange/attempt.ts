/** One attempt: from the complete request to the result, or to the error that the response means. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Context } from '../context.js';
import { isLeft, left } from '../either.js';
import { invalidInput, type LasError, type Source } from '../errors.js';
import { endOf, openScope, within } from '../scope.js';
import type { TransportResponse } from '../transport.js';
import { parseJson, textOf } from './body.js';
import { failure, networkError, undecodable } from './failure.js';
import type { Mismatch, Outgoing, Received } from './outgoing.js';
import { hide, redactor } from './redact.js';

/** Sends a request once. */
export async function attempt<A>(
  ctx: Context,
  outgoing: Outgoing<A>,
  token: string,
  number: number,
): Promise<Either<LasError, A>> {
  const { source, method, url, body = null, redirect = 'manual', bearer } = outgoing;
  const headers = { ...outgoing.headers, ...(bearer && { authorization: `Bearer ${token}` }) };
  // Those of the context do not go to every host, but are looked for in what comes back.
  const own = ctx.headers();
  if (![headers, own].flatMap(Object.entries).every(isHeader)) return left(invalidHeader);
  const secrets = [token, ...Object.values(own)];
  const record = { source, method, url, attempt: number };
  const scope = openScope(
    ctx.signal,
    outgoing.timeout,
    'attempt',
    source === 'file' ? 'fileTimeout' : 'timeout',
  );
  const { signal } = scope;
  const started = performance.now();
  let received: Received | undefined;
  let unread = false;
  const send = async (): Promise<Either<LasError, A>> => {
    const response = await ctx.transport(url, { method, headers, body, redirect, signal });
    const about = receivedOf(source, response, secrets);
    const refuse = (mismatch: Mismatch, body?: unknown) =>
      undecodable(outgoing, about, redactor(secrets), mismatch, body);
    const tooLong = () =>
      scope.end(refuse({ path: '', expected: `maxBody: ${ctx.maxBody} bytes`, got: 'longer' }));
    // Of a result only the token is hidden: everything else can be part of it.
    const text = async () => hide([token], await textOf(response, ctx.maxBody, tooLong));
    const result =
      about.status >= 200 && about.status <= 299
        ? await outgoing.read(response, { signal, text, refuse })
        : left(failure(outgoing, about, redactor(secrets)(parseJson(await text()))));
    received = about;
    // A body that the platform withholds holds its connection: of a 204, which must have none (RFC 9110, section 15.3.5).
    unread = !response.body;
    return result;
  };
  notify(ctx.onRequest, record);
  let result: Either<LasError, A>;
  try {
    result = await within(signal, send());
  } catch (thrown) {
    result = left(signal.aborted ? endOf(signal) : networkError(outgoing, redactor(secrets), thrown));
  }
  scope.close();
  if (unread) scope.end();
  notify(ctx.onResponse, {
    ...record,
    duration: performance.now() - started,
    ...received,
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

function receivedOf(
  source: Source,
  { status, headers }: TransportResponse,
  secrets: ReadonlyArray<string>,
): Received {
  const requestId = hide(secrets, headers.get('x-amzn-requestid') ?? headers.get('x-request-id') ?? '');
  const retryAfter = parseRetryAfter(headers.get('retry-after'));
  return {
    source,
    status,
    // An id, not whatever a proxy writes there.
    ...(/^[\w.:=-]{1,128}$/.test(requestId) && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** Seconds until the moment that a `Retry-After` header names; undefined if it names none. */
function parseRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header) >= 0 ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function notify<A>(hook: ((record: A) => void) | undefined, record: A): void {
  if (!hook) return;
  // A hook watches: what it throws or rejects with is no part of the call.
  const run = async () => hook(record);
  run().catch(() => {});
}
