/** A real HTTP server on loopback that answers as a test wants. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that arrived, with all of its body. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Answers the n-th request when all of it has arrived. */
export type Listener = (request: IncomingMessage, response: ServerResponse, n: number) => void;

/** A server that listens until it is closed. */
export async function serving(listener: Listener) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      listener(request, response, received.push({ method, url, headers, bytes: Buffer.concat(parts) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: received as ReadonlyArray<Received>,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Runs something against a server, which is closed at its end. */
export async function served(
  listener: Listener,
  run: (origin: string, received: ReadonlyArray<Received>) => Promise<void>,
): Promise<void> {
  const { origin, received, close } = await serving(listener);
  try {
    await run(origin, received);
  } finally {
    await close();
  }
}
