/** A response of node:http as a transport gives it. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { TransportResponse } from '../../transport.js';

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

// RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
const hasNoBody = (status: number) => status === 204 || status === 205 || status === 304;

/** A response; its body is not read before its reader asks. */
export function responseOf(response: IncomingMessage): TransportResponse {
  const { statusCode: status = 0, headers } = response;
  const get = (name: string) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : String(value);
  };
  // Frees the connection.
  if (hasNoBody(status)) response.resume();
  const body = hasNoBody(status) ? null : streamOf(decoded(response));
  const whole = () => new Response(body);
  return { status, headers: { get }, body, text: () => whole().text(), blob: () => whole().blob() };
}

function decoded(response: IncomingMessage): Readable {
  const decoder = decoders[response.headers['content-encoding']?.toLowerCase() ?? '']?.();
  if (!decoder) return response;
  response.on('error', (error) => decoder.destroy(error));
  decoder.on('close', () => response.destroy());
  return response.pipe(decoder);
}

/** A web stream that is leaner than that of `Readable.toWeb`: nothing is read ahead of its reader. */
function streamOf(source: Readable): ReadableStream<Uint8Array> {
  let ended = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        source.on('data', (chunk: Uint8Array) => {
          controller.enqueue(chunk);
          source.pause();
        });
        source.on('end', () => {
          if (!ended) controller.close();
          ended = true;
        });
        source.on('error', (error) => {
          if (!ended) controller.error(error);
          ended = true;
        });
        source.on('close', () => {
          if (!ended) controller.error(new Error('the connection was closed in the middle of the response'));
          ended = true;
        });
        source.pause();
      },
      pull() {
        source.resume();
      },
      cancel() {
        ended = true;
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
