/** Files: raw bytes to and from the server that keeps them. */

import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { invalidInput, type LasError, LasException } from '../errors.js';
import { exchange, type Message, type Sink } from '../exchange/exchange.js';
import { fileUrl, type Query, withQuery } from '../url.js';

// Node's fetch, which is undici's, keeps a copy of what it sends unless a redirect is an error; the price is its status.
// Workers refuse such a request. Node loads undici when something of it is first touched.
const ofNode = () => typeof Headers === 'function' && Symbol.for('undici.globalDispatcher.1') in globalThis;

/** Sends a file to the address that the API gave for it. `PUT <fileUrl>` */
export function sendFile(
  ctx: Context,
  address: string | null | undefined,
  file: Blob,
): TaskEither<LasError, unknown> {
  return async () => {
    if (!address) {
      return left(invalidInput("The API gave no fileUrl, as for accounts of 2021: use upload: 'inline'."));
    }
    const url = fileUrl(ctx.apiEndpoint, address);
    if (isLeft(url)) return url;
    return exchange(ctx, {
      source: 'file',
      method: 'PUT',
      url: url.right.href,
      headers: { 'content-type': file.type },
      body: file,
      ...(file.size > 2 ** 23 && ofNode() && { init: { redirect: 'error', window: null } }),
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
    const message = get(ctx, address, query);
    if (isLeft(message)) return message;
    const answer = await exchange(ctx, { ...message.right, answer: 'blob' });
    return isLeft(answer) ? answer : right(answer.right.body as Blob);
  };
}

/** Fetches a file as it comes, with nothing read ahead of the reader. `GET <fileUrl>` */
export function streamFile(
  ctx: Context,
  address: string,
  query?: Query,
): TaskEither<LasError, ReadableStream<Uint8Array>> {
  return async () => {
    const message = get(ctx, address, query);
    if (isLeft(message)) return message;
    return new Promise((resolve, reject) => {
      let stop: ((error: LasError) => void) | undefined;
      const take: Sink['take'] = async (body, signal) => {
        // Of an attempt that was given up.
        if (signal.aborted) return body?.cancel();
        const reader = (body ?? new Blob().stream()).getReader();
        const relay = handOn(reader, signal);
        stop = relay.stop;
        resolve(right(relay.stream));
        return reader.closed;
      };
      const sink: Sink = { take, taken: () => stop !== undefined };
      exchange(ctx, { ...message.right, sink }).then((answer) => {
        if (!isLeft(answer)) return;
        resolve(answer);
        stop?.(answer.left);
      }, reject);
    });
  };
}

// A stream of what the reader gives, until it is stopped.
function handOn(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
  let stop = (_: LasError) => {};
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    stop = (error) => {
      controller.error(new LasException(error));
      reader.cancel().catch(() => {});
    };
  };
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
    reader.read().then(
      ({ done, value }) => {
        if (done) controller.close();
        // After its signal comes nothing more but the error.
        else if (!signal.aborted) controller.enqueue(value);
      },
      // The call ends in what it means, and stops the stream with that.
      () => {},
    );
  const cancel = (reason: unknown) => reader.cancel(reason).catch(() => {});
  // Nothing is read ahead.
  const stream = new ReadableStream<Uint8Array>({ start, pull, cancel }, { highWaterMark: 0 });
  return { stream, stop };
}

function get(ctx: Context, address: string, query?: Query): Either<LasError, Message> {
  const place = fileUrl(ctx.apiEndpoint, address);
  if (isLeft(place)) return place;
  const url = withQuery(place.right, query);
  if (isLeft(url)) return url;
  return right({
    source: 'file',
    method: 'GET',
    url: url.right,
    bearer: true,
    repeatable: true,
    timeout: ctx.fileTimeout,
  });
}
