/** The emulator as a server of Node.js. */
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';

import { createEmulator, type Emulator } from './app.js';
import { ConnectionReset, cutShort } from './faults.js';
import { isLoopback } from './loopback.js';
import type { EmulatorOptions } from './options.js';

/** Where to listen. */
export interface ServeOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /** `127.0.0.1` when absent, so that nobody else reaches it. */
  readonly hostname?: string | undefined;
  /** Names that requests may call it by, besides those of this machine and `hostname`. */
  readonly hosts?: ReadonlyArray<string> | undefined;
  /** Serves https with this key and certificate, as PEM. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
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
  { port = 0, hostname = '127.0.0.1', hosts = [], tls }: ServeOptions = {},
): Promise<EmulatorServer> {
  const served = 'fetch' in emulator ? emulator : createEmulator(emulator);
  const server = createAdaptorServer({
    // The global Request stays what it is: programs that only want a server should not see it change.
    overrideGlobalObjects: false,
    ...(tls === undefined
      ? {}
      : { createServer: createTlsServer, serverOptions: { key: tls.key, cert: tls.cert } }),
    fetch: async (request, env) => {
      const { incoming } = env as { readonly incoming: IncomingMessage };
      // A page that has its name point to this machine would get past the origin (DNS rebinding).
      if (!isAllowed(request.headers.get('host') ?? '', hostname, hosts)) {
        return Response.json({ message: 'Misdirected Request' }, { status: 421 });
      }
      try {
        const response = await served.fetch(request);
        return cutShort.has(response) ? breaking(response, incoming) : response;
      } catch (error) {
        if (!(error instanceof ConnectionReset)) throw error;
        incoming.socket.resetAndDestroy();
        return new Response(null, { status: 500 });
      }
    },
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
  const url = `${tls === undefined ? 'http' : 'https'}://${hostname.includes(':') ? `[${hostname}]` : hostname}:${bound}`;
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

function isAllowed(host: string, hostname: string, hosts: ReadonlyArray<string>): boolean {
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  return isLoopback(name) || [hostname, ...hosts].includes(name);
}

/** An answer that breaks its connection where its body does. */
function breaking(response: Response, incoming: IncomingMessage): Response {
  const reader = response.body?.getReader();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { value } = (await reader?.read()) ?? {};
        if (value === undefined) controller.close();
        else controller.enqueue(value);
      } catch {
        incoming.socket.resetAndDestroy();
      }
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
