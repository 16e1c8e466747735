/** Servers on loopback that misbehave on purpose, and count what arrives. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A request that arrived. */
export interface Arrival {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds, of `performance.now`. */
  readonly at: number;
}

/** A server that listens. */
export interface Listening {
  readonly origin: string;
  readonly host: string;
  readonly arrived: ReadonlyArray<Arrival>;
  readonly close: () => Promise<void>;
}

/** Answers a request when all of it has arrived. */
export type Answering = (response: ServerResponse, request: IncomingMessage, n: number) => void;

async function listen(server: Server, scheme: string, arrived: Arrival[]): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `${scheme}://${host}`,
    host,
    arrived,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const record =
  (arrived: Arrival[], answer: Answering) => (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    const n = arrived.push({ method, url, headers, at: performance.now() });
    request.on('error', () => {});
    response.on('error', () => {});
    request.on('end', () => answer(response, request, n)).resume();
  };

/** An HTTP server. */
export async function serve(answer: Answering): Promise<Listening> {
  const arrived: Arrival[] = [];
  return listen(createServer(record(arrived, answer)), 'http', arrived);
}

/** A key and a certificate that nobody trusts; undefined where there is no openssl to make them. */
export function certificate(): { readonly key: string; readonly cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert];
  try {
    execFileSync('openssl', ['req', ...made.split(' '), ...names], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    console.log('     no openssl: what needs a certificate is SKIPPED');
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An HTTPS server with a certificate of {@link certificate}; a handshake that fails counts as an arrival, too. */
export async function serveTls(
  pair: { readonly key: string; readonly cert: string },
  answer: Answering,
): Promise<Listening> {
  const arrived: Arrival[] = [];
  const server = createTlsServer(pair, record(arrived, answer));
  server.on('tlsClientError', () =>
    arrived.push({ method: 'handshake', url: '', headers: {}, at: performance.now() }),
  );
  return listen(server, 'https', arrived);
}

/** A server that speaks no HTTP of its own: `talk` has the socket once a request's head has arrived. */
export async function serveRaw(talk: (socket: Socket, n: number) => void): Promise<Listening> {
  const arrived: Arrival[] = [];
  const server = createSocketServer((socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const [, method = '', url = ''] = /^(\w+) (\S+) .*\r\n\r\n/s.exec(text) ?? [];
      if (!method) return;
      const headers = Object.fromEntries(
        [...text.matchAll(/^([\w-]+): (.*)\r$/gm)].map(([, name = '', value]) => [name.toLowerCase(), value]),
      );
      text = '';
      talk(socket, arrived.push({ method, url, headers, at: performance.now() }));
    });
  });
  return listen(server, 'http', arrived);
}

/** The address of a port where nobody listens. */
export async function nobody(): Promise<string> {
  const { origin, close } = await serve(() => {});
  await close();
  return origin;
}
