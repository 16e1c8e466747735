/** Sending a file to the server that keeps it. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from '../context.js';
import { isLeft, left } from '../either.js';
import { invalidInput, type LasError } from '../errors.js';
import { readBlob } from '../exchange/body.js';
import { exchange } from '../exchange/exchange.js';
import { fileUrl } from '../url.js';

// Bytes above which a copy is worth avoiding: `redirect: 'error'` lets Node send a body without one.
const large = 2 ** 23;

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
      redirect: file.size > large ? 'error' : undefined,
      read: readBlob,
      bearer: true,
      repeatable: true,
      timeout: ctx.fileTimeout,
    });
  };
}
