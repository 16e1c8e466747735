/** The auth endpoint, in each of the ways that people write it. */
import type { Either } from 'fp-ts/lib/Either.js';
import { isLeft, right } from '../either.js';
import type { InvalidInput } from '../errors.js';
import { endpointUrl } from '../url.js';

/** Where the auth endpoint is, unless told otherwise. */
export const defaultAuthEndpoint = 'auth.lucidtech.ai';

/**
 * The address of a page of the auth endpoint, which is given as a bare host, a host with a path, either with a
 * scheme, or the address of the token page itself. The log-out is beside the folder of OAuth 2, not in it.
 */
export function authUrl(
  authEndpoint: string,
  page: 'token' | 'authorize' | '../logout',
): Either<InvalidInput, string> {
  const url = endpointUrl(
    'authEndpoint',
    /^[a-z]+:\/\//i.test(authEndpoint) ? authEndpoint : `https://${authEndpoint}`,
  );
  if (isLeft(url)) return url;
  const folder = url.right.pathname.replace(/(\/token)?\/*$/, '') || '/oauth2';
  return right(new URL(`${url.right.origin}${folder}/${page}`).href);
}
