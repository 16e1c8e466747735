/** Calls to the API: what each of the SDK's functions is made of. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Decoder } from 'io-ts';
import { type Line, call as send } from './call.js';
import type { Context } from './context.js';
import { isLeft, left, right } from './either.js';
import { type InvalidInput, invalidInput, type LasError } from './errors.js';
import { lazily } from './lazy.js';
import { quote } from './text.js';
import { checkedPath, type PageOptions, type Query, queryText } from './url.js';

export { type Path, path, type Query } from './url.js';

/** A call to the API. */
export interface Call extends Line {
  /** Parameters of the query; the options of a list are some. */
  readonly query?: Query | PageOptions;
  /** Sent as JSON: keys that are undefined are left out, null is sent. A PATCH needs one key at least. */
  readonly body?: unknown;
}

/**
 * Calls the API and validates the answer. Every function of the SDK is such a call; with a codec of your own it
 * reaches what the SDK does not know yet. A function as `call` is called when the task runs.
 *
 * A DELETE is repeated where its path ends with an id of `path` and it has no query: of a collection (`/things`,
 * `/things/{id}/parts`), a second one would delete the next entries.
 *
 * @example
 * import * as t from 'io-ts';
 * import { path, request } from 'las-fp';
 *
 * const Thing = t.type({ thingId: t.string });
 * const thing = await request(ctx, { method: 'GET', path: '/things/first' }, Thing)();
 */
export function request<A>(
  ctx: Context,
  call: Call | (() => Call),
  codec: Decoder<unknown, A>,
): TaskEither<LasError, A> {
  return lazily(() => {
    const made = typeof call === 'function' ? call() : call;
    const path = typeof made.path === 'string' ? checkedPath(made.path) : made.path;
    if (isLeft(path)) return async () => path;
    const query = queryText(made.query);
    if (isLeft(query)) return async () => query;
    const body = serialise(made);
    if (isLeft(body)) return async () => body;
    // As a text, a path is that of a collection: its DELETE is not repeated.
    const ofThing = path.right.split('/').length % 2 > 0 && !query.right;
    const line = ofThing ? made : { ...made, path: path.right };
    return send(ctx, line, codec, query.right, body.right);
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
