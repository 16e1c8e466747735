/** Sending a file to the server that keeps it. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from '../context.js';
import { isLeft, left } from '../either.js';
import { invalidInput, type LasError } from '../errors.js';
import { readBlob } from '../exchange/body.js';
import { exchange } from '../exchange/exchange.js';
import { fileUrl } from '../url.js';

// A file that is larger than 8 MiB is not worth a copy. Workers refuse to make a request for which redirects are errors; in
// a browser such a request would not tell that there was a redirect.
function redirectFor(file: Blob): 'error' | undefined {
  try {
    const refuses = file.size > 2 ** 23 && !('location' in globalThis);
    return refuses && new Request('http://localhost', { redirect: 'error' }) ? 'error' : undefined;
  } catch {
    return undefined;
  }
}

/** Sends a file to the address that the API gave for it. `PUT <fileUrl>` */
export function sendFile(
  ctx: Context,
  address: string | null | undefined,
  file: Blob,
): TaskEither<LasError, unknown> {
  return async () => {
    if (!address) {
      return left(
        invalidInput("The API gave no fileUrl, as for accounts of 2021: create with upload: 'inline'."),
      );
    }
    const url = fileUrl(ctx.apiEndpoint, address);
    if (isLeft(url)) return url;
    return exchange(ctx, {
      source: 'file',
      method: 'PUT',
      url: url.right.href,
      headers: { 'content-type': file.type },
      body: file,
      redirect: redirectFor(file),
      read: readBlob,
      bearer: true,
      repeatable: true,
      timeout: ctx.fileTimeout,
    });
  };
}
