/** Calls to the API: what each of the SDK's functions is made of. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Decoder } from 'io-ts';
import type { Context } from './context.js';
import { isLeft, left, right } from './either.js';
import { type InvalidInput, invalidInput, type LasError } from './errors.js';
import { readJson } from './exchange/body.js';
import { exchange } from './exchange/exchange.js';
import type { Outgoing } from './exchange/outgoing.js';
import { quote } from './text.js';
import type { Method } from './transport.js';
import { apiUrl, type Path, type Query, withQuery } from './url.js';

export { type Path, path, type Query } from './url.js';

/** A call to the API. */
export interface Call {
  readonly method: Method;
  /** Below the API endpoint, made with `path`; a text is taken as it is and begins with a slash. */
  readonly path: Path | string;
  readonly query?: Query;
  /** Sent as JSON: keys that are undefined are left out, null is sent. A PATCH needs one key at least. */
  readonly body?: unknown;
  /** Body or answer holds a secret: no error repeats any of it. */
  readonly sensitive?: boolean;
}

/**
 * Calls the API and validates the answer. Every function of the SDK is such a call; with a codec of your own it
 * reaches what the SDK does not know yet.
 *
 * @example
 * import * as t from 'io-ts';
 * import { path, request } from 'las-fp';
 *
 * const Thing = t.type({ thingId: t.string });
 * const thing = await request(ctx, { method: 'GET', path: '/things/first' }, Thing)();
 */
export function request<A>(ctx: Context, call: Call, codec: Decoder<unknown, A>): TaskEither<LasError, A> {
  return async () => {
    const outgoing = outgoingOf(ctx, call, codec);
    return isLeft(outgoing) ? outgoing : exchange(ctx, outgoing.right);
  };
}

function outgoingOf<A>(
  ctx: Context,
  call: Call,
  codec: Decoder<unknown, A>,
): Either<InvalidInput, Outgoing<A>> {
  const { method, sensitive } = call;
  const endpoint = apiUrl(ctx.apiEndpoint, call.path);
  if (isLeft(endpoint)) return endpoint;
  const url = withQuery(endpoint.right, call.query);
  if (isLeft(url)) return url;
  const body = serialise(call);
  if (isLeft(body)) return body;
  return right({
    source: 'api',
    method,
    url: url.right,
    headers: {
      ...ctx.headers(),
      accept: 'application/json',
      ...(body.right !== undefined && { 'content-type': 'application/json' }),
    },
    body: body.right,
    read: readJson(codec),
    bearer: true,
    repeatable: method !== 'POST' && method !== 'PATCH',
    timeout: ctx.timeout,
    sensitive,
  });
}

// As JSON text, or undefined where there is no body.
function serialise({ method, body, sensitive }: Call): Either<InvalidInput, string | undefined> {
  if (method === 'PATCH' && Object.values(body ?? {}).every((value) => value === undefined)) {
    return left(invalidInput('Nothing to change: give at least one option.'));
  }
  try {
    const text: string | undefined = JSON.stringify(body, (key, value: unknown) => {
      // JSON would make null of it, which clears a field.
      if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${key} is ${value}`);
      return value;
    });
    return right(text);
  } catch (error) {
    const why = sensitive ? '' : `: ${quote(error instanceof Error ? error.message : error)}`;
    return left(invalidInput(`The body cannot be sent as JSON${why}.`));
  }
}
