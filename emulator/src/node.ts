/** The emulator as a server of Node.js. */
import { createAdaptorServer } from '@hono/node-server';

import { createEmulator, type Emulator } from './app.js';
import type { EmulatorOptions } from './options.js';

/** Where to listen. */
export interface ServeOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /** `127.0.0.1` when absent, so that nobody else reaches it. */
  readonly hostname?: string | undefined;
}

/** An emulator that listens. */
export interface EmulatorServer {
  /** Its origin. */
  readonly url: string;
  readonly apiEndpoint: string;
  readonly authEndpoint: string;
  readonly port: number;
  readonly emulator: Emulator;
  /** Stops listening and ends the connections that are open, also those kept alive. */
  close(): Promise<void>;
}

/**
 * Serves an emulator over HTTP.
 *
 * @example
 * import { serveEmulator } from 'las-fp-emulator/node';
 *
 * const server = await serveEmulator({ clientId: 'id', clientSecret: 'secret' });
 * console.log(server.apiEndpoint);
 * await server.close();
 */
export async function serveEmulator(
  emulator: Emulator | EmulatorOptions = {},
  { port = 0, hostname = '127.0.0.1' }: ServeOptions = {},
): Promise<EmulatorServer> {
  const served = 'fetch' in emulator ? emulator : createEmulator(emulator);
  const server = createAdaptorServer({
    // The global Request stays what it is: programs that only want a server should not see it change.
    overrideGlobalObjects: false,
    fetch: (request) => served.fetch(request),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${bound}`;
  let closed: Promise<void> | undefined;
  return {
    url,
    apiEndpoint: `${url}/v1`,
    authEndpoint: url,
    port: bound,
    emulator: served,
    close: () => {
      closed ??= new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      return closed;
    },
  };
}
