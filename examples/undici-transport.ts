/**
 * A transport of your own: undici's `request`, with a pool and whatever else undici has. Contexts take it as they take
 * `nodeTransport()`; retries, times and errors stay those of the context.
 */
import { Readable } from 'node:stream';
import type { Transport } from 'las-fp';
import { Agent, request } from 'undici';

export function undiciTransport(dispatcher = new Agent({ connections: 64 })): Transport {
  return async (url, { method, headers, body, signal }) => {
    const bytes = body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body;
    const response = await request(url, { method, headers, body: bytes, signal, dispatcher });
    const get = (name: string) => {
      const value = response.headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    };
    const stream = Readable.toWeb(response.body) as ReadableStream<Uint8Array>;
    return {
      status: response.statusCode,
      headers: { get },
      body: stream,
      text: () => new Response(stream).text(),
      blob: () => new Response(stream).blob(),
    };
  };
}
