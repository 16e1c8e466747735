/** Files: raw bytes to and from the server that keeps them. */

import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from './context.js';
import { isLeft } from './either.js';
import type { LasError } from './errors.js';
import { exchange } from './transport.js';
import { fileUrl, type Query, withQuery } from './url.js';

/** Sends a file to the address that the API gave for it. `PUT <fileUrl>` */
export function sendFile(ctx: Context, address: string, file: Blob): TaskEither<LasError, unknown> {
  return async () => {
    const url = fileUrl(ctx.apiEndpoint, address);
    if (isLeft(url)) return url;
    return exchange(ctx, {
      source: 'file',
      method: 'PUT',
      url: url.right.href,
      headers: { 'content-type': file.type },
      body: file,
      answer: 'blob',
      bearer: true,
      repeatable: true,
      timeout: ctx.fileTimeout,
    });
  };
}

/** Fetches a file from the address that the API gave for it. `GET <fileUrl>` */
export function fetchFile(ctx: Context, address: string, query?: Query): TaskEither<LasError, Blob> {
  return async () => {
    const url = fileUrl(ctx.apiEndpoint, address);
    if (isLeft(url)) return url;
    const full = withQuery(url.right, query);
    if (isLeft(full)) return full;
    const answer = await exchange(ctx, {
      source: 'file',
      method: 'GET',
      url: full.right,
      answer: 'blob',
      bearer: true,
      repeatable: true,
      timeout: ctx.fileTimeout,
    });
    return isLeft(answer) ? answer : { _tag: 'Right', right: answer.right.body as Blob };
  };
}
