/** Files: raw bytes to and from the server that keeps them. */

import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from './context.js';
import { isLeft } from './either.js';
import { type LasError, LasException } from './errors.js';
import { endOf, openScope, type Scope } from './scope.js';
import { type Download, exchange } from './transport.js';
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

/** Fetches a file as it comes: no more of it is in memory than the reader is behind. `GET <fileUrl>` */
export function streamFile(
  ctx: Context,
  address: string,
  query?: Query,
): TaskEither<LasError, ReadableStream<Uint8Array>> {
  return async () => {
    const url = fileUrl(ctx.apiEndpoint, address);
    if (isLeft(url)) return url;
    const full = withQuery(url.right, query);
    if (isLeft(full)) return full;
    const whole = openScope(ctx.signal, ctx.totalTimeout, 'total');
    const answer = await exchange(
      { ...ctx, signal: whole.signal, totalTimeout: false },
      {
        source: 'file',
        method: 'GET',
        url: full.right,
        answer: 'stream',
        bearer: true,
        repeatable: true,
        timeout: ctx.fileTimeout,
      },
    );
    if (isLeft(answer)) {
      whole.close();
      return answer;
    }
    const rest = openScope(whole.signal, ctx.fileTimeout, 'attempt');
    const close = () => {
      rest.close();
      whole.close();
    };
    return { _tag: 'Right', right: guard(answer.right.body as Download, { ...rest, close }) };
  };
}

// A body that ends with its scope, and closes it when it ends.
function guard(
  { reader = new Blob().stream().getReader(), failed }: Download,
  { signal, close }: Scope,
): ReadableStream<Uint8Array> {
  const leave = (reason?: unknown) => {
    close();
    return reader.cancel(reason);
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const end = () => {
          controller.error(new LasException(endOf(signal)));
          leave().catch(() => {});
        };
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      },
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          // What was ended meanwhile takes no more.
          if (signal.aborted) return;
          if (!done) return controller.enqueue(value);
          close();
          controller.close();
        } catch (thrown) {
          close();
          controller.error(new LasException(failed(thrown)));
        }
      },
      cancel: leave,
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  );
}
