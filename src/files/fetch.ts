/** Fetching a file from the server that keeps it: whole, or as a stream. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Decoder } from 'io-ts';
import type { Context } from '../context.js';
import { isLeft, right } from '../either.js';
import type { LasError } from '../errors.js';
import { readBlob, readJson } from '../exchange/body.js';
import { exchange } from '../exchange/exchange.js';
import type { Outgoing } from '../exchange/outgoing.js';
import { fileUrl, type Query, queryText, withSearch } from '../url.js';
import { relay } from './stream.js';

/** Fetches a file. `GET <fileUrl>` */
export function fetchFile(ctx: Context, address: string, query?: Query): TaskEither<LasError, Blob> {
  return async () => {
    const outgoing = download(ctx, address, query);
    return isLeft(outgoing) ? outgoing : exchange(ctx, { ...outgoing.right, read: readBlob });
  };
}

/** Fetches a file of JSON, and validates it. `GET <fileUrl>` */
export function fetchJson<A>(
  ctx: Context,
  address: string,
  codec: Decoder<unknown, A>,
): TaskEither<LasError, A> {
  return async () => {
    const outgoing = download(ctx, address);
    return isLeft(outgoing) ? outgoing : exchange(ctx, { ...outgoing.right, read: readJson(codec) });
  };
}

/** Fetches a file as a stream, with nothing read ahead of its reader. `GET <fileUrl>` */
export function streamFile(
  ctx: Context,
  address: string,
  query?: Query,
): TaskEither<LasError, ReadableStream<Uint8Array>> {
  return async () => {
    const outgoing = download(ctx, address, query);
    if (isLeft(outgoing)) return outgoing;
    return new Promise((resolve) => {
      let stop: ((error: LasError) => void) | undefined;
      const handedOut = () => stop !== undefined;
      const read: Outgoing<void>['read'] = async (response, { signal }) => {
        // An attempt that was given up hands nothing out.
        if (signal.aborted) return right(await response.body?.cancel());
        const relayed = relay(response.body ?? new Blob().stream(), signal);
        stop = relayed.stop;
        resolve(right(relayed.stream));
        return right(await relayed.closed);
      };
      // The exchange lasts until the stream is read: its timeouts and its signal are the stream's.
      exchange(ctx, { ...outgoing.right, read, handedOut }).then((result) => {
        if (!isLeft(result)) return;
        resolve(result);
        stop?.(result.left);
      });
    });
  };
}

function download(
  ctx: Context,
  address: string,
  query?: Query,
): Either<LasError, Omit<Outgoing<never>, 'read'>> {
  const place = fileUrl(ctx.apiEndpoint, address);
  if (isLeft(place)) return place;
  const added = queryText(query);
  if (isLeft(added)) return added;
  return right({
    source: 'file',
    method: 'GET',
    url: withSearch(place.right, added.right),
    bearer: true,
    repeatable: true,
    timeout: ctx.fileTimeout,
  });
}
