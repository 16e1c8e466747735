/** A call to the API whose query and body are texts already, or which has neither: most of the SDK's functions. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Decoder } from 'io-ts';
import type { Context } from './context.js';
import { isLeft } from './either.js';
import type { LasError } from './errors.js';
import { readJson } from './exchange/body.js';
import { exchange } from './exchange/exchange.js';
import { lazily } from './lazy.js';
import type { Method } from './transport.js';
import { apiUrl, type Path, withSearch } from './url.js';

/** Where a call to the API goes. */
export interface Line {
  readonly method: Method;
  /** Below the API endpoint, made with `path`; a text is taken as it is and begins with a slash. */
  readonly path: Path | string;
  /** Body or answer holds a secret: no error repeats any of it. */
  readonly sensitive?: boolean;
}

/** Calls the API and validates the answer. `request` is for what has a query or a body: leaving it out saves their bytes. */
export function call<A>(
  ctx: Context,
  { method, path, sensitive }: Line,
  codec: Decoder<unknown, A>,
  query = '',
  body?: string,
): TaskEither<LasError, A> {
  return lazily<LasError, A>(() => {
    const url = apiUrl(ctx.apiEndpoint, path);
    return async () =>
      isLeft(url)
        ? url
        : exchange(ctx, {
            source: 'api',
            method,
            url: withSearch(url.right, query),
            headers: {
              ...ctx.headers(),
              accept: 'application/json',
              ...(body !== undefined && { 'content-type': 'application/json' }),
            },
            body,
            read: readJson(codec),
            bearer: true,
            // A second DELETE of a collection deletes the next entries of it.
            repeatable:
              method === 'GET' || method === 'PUT' || (method === 'DELETE' && typeof path !== 'string'),
            timeout: ctx.timeout,
            sensitive,
          });
  });
}
