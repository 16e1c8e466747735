/** Addresses: paths with ids in them, queries, and the hosts that may get a token. */
import type { Either } from 'fp-ts/lib/Either.js';
import { isLeft, left, right } from './either.js';
import { type InvalidInput, invalidInput } from './errors.js';
import { isId } from './ids.js';
import { cut, quote } from './text.js';

/** A path below the API endpoint, or the error of one that is not valid. */
export type Path = Either<InvalidInput, string>;

/** Query parameters: a list repeats its key, a date is ISO 8601 text; what is undefined or null is left out. */
export type Query = Readonly<
  Record<string, string | number | boolean | Date | ReadonlyArray<string> | null | undefined>
>;

/** Which page of a list. */
export interface PageOptions {
  /** Entries in a page, at most. */
  readonly maxResults?: number | undefined;
  /** The `nextToken` of the page before; null or nothing for the first. */
  readonly nextToken?: string | null | undefined;
}

/**
 * Builds a path with ids in it. An id is checked and percent-encoded as a whole, so that an empty id, `..` or a
 * slash can never make another path of it.
 *
 * @example
 * path`/documents/${'las:document:1f…'}`
 */
export function path(strings: TemplateStringsArray, ...ids: ReadonlyArray<string>): Path {
  const wrong = ids.findIndex((id) => !isId(id));
  return wrong < 0
    ? right(String.raw({ raw: strings }, ...ids.map(encodeURIComponent)))
    : left(invalidInput(`Not an id: ${quote(ids[wrong])}. Ids look like las:document:1f0c….`));
}

/** The path of an organization or a profile; `me` stands for one's own. */
export const pathOrMe = (collection: '/organizations' | '/profiles', id: string): Path =>
  id === 'me' ? right(`${collection}/me`) : path(Object.assign([`${collection}/`, ''], { raw: [] }), id);

const isLoopback = ({ hostname }: URL) => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** The address of an endpoint, if a token may be sent there: https, or http on this very machine. */
export function endpointUrl(name: string, endpoint: string): Either<InvalidInput, URL> {
  const url = (endpoint ?? '').length < 2000 && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.username || url?.password) return left(invalidInput(`${name} must not contain a password.`));
  return url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
    ? right(url)
    : left(
        invalidInput(
          `${name} must be an https address like https://api.lucidtech.ai/v1 (http only for loopback), not ${quote(endpoint)}.`,
        ),
      );
}

/** The address of a path below the API endpoint. */
export function apiUrl(apiEndpoint: string, path: Path | string): Either<InvalidInput, URL> {
  const endpoint = endpointUrl('apiEndpoint', apiEndpoint);
  if (isLeft(endpoint)) return endpoint;
  const below = typeof path === 'string' ? right(path) : path;
  if (isLeft(below)) return below;
  return right(new URL(endpoint.right.origin + endpoint.right.pathname.replace(/\/+$/, '') + below.right));
}

/** The path that a caller wrote, if it stays what it is in an address. */
export function checkedPath(given: string): Path {
  // URL parsers fold `.`, `..` and backslashes, and strip white space, and with them make another path of it.
  return !/^\/[^\s\\#\p{C}]*$/u.test(given) || /\/(\.|%2e){1,2}([/?]|$)/i.test(given)
    ? left(
        invalidInput(`Not a path: ${quote(given)}. Begin with a slash, without spaces, . and .. segments.`),
      )
    : right(given);
}

/** The address of a file, if a token may be sent there: at the API's own origin, or at a named https host. */
export function fileUrl(apiEndpoint: string, file: string): Either<InvalidInput, URL> {
  const url = URL.canParse(file) ? new URL(file) : undefined;
  const api = endpointUrl('apiEndpoint', apiEndpoint);
  const own = !isLeft(api) && url?.protocol === api.right.protocol && url.origin === api.right.origin;
  // An address in digits is no file server of a public service, but may be something on the caller's network.
  const named = url?.protocol === 'https:' && !/^\[|^[\d.]+$|(^|\.)localhost\.?$/.test(url.hostname);
  return url && (own || named) && !url.username && !url.password
    ? right(url)
    : left(
        invalidInput(
          `Refusing to send a token to ${cut(url?.host || 'no host', 100)}: fileUrl must be an https address of a named host.`,
        ),
      );
}

/** Query parameters as the text of a query. */
export function queryText(query?: object | null): Either<InvalidInput, string> {
  const added = new URLSearchParams();
  for (const [key, value] of Object.entries<unknown>({ ...query })) {
    for (const given of Array.isArray(value) ? value : [value]) {
      if (given === undefined || given === null) continue;
      const one = given instanceof Date && Number.isFinite(given.getTime()) ? given.toISOString() : given;
      const sound =
        typeof one === 'number' ? Number.isFinite(one) : typeof one === 'boolean' || typeof one === 'string';
      // \p{Cs}: half of a surrogate pair, which would arrive as another text.
      if (!sound || /\p{Cs}/u.test(String(one))) {
        return left(
          invalidInput(`${key} must be a string, a finite number or a boolean, not ${quote(one)}.`),
        );
      }
      added.append(key, String(one));
    }
  }
  return right(added.toString());
}

/** Adds the text of a query to an address, whose own stays as it is, byte by byte: it may be signed. */
export const withSearch = ({ origin, pathname, search }: URL, query: string): string =>
  origin + pathname + (query && search ? `${search}&${query}` : search || (query && `?${query}`));
