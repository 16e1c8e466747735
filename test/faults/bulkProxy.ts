/** A proxy between the SDK and a server, where some requests meet what networks do to them. */
import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { random } from '../../emulator/src/asl/random.js';

/** What a request can meet at the proxy; `refused` is met before it, see {@link refusing}. */
export const faults = ['reset', 'lost', 'hang', 'failed', 'tooMany', 'cut', 'shape'] as const;

export type Fault = (typeof faults)[number] | 'refused';

export interface FaultProxy {
  readonly url: string;
  /** How many requests met what. */
  readonly met: Map<Fault, number>;
  /** The part of requests that meet something, from 0 to 1. */
  rate: number;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  readonly rate: number;
  readonly seed: number;
  /** Called with each request that reached the server, and with its status. */
  readonly onCarried?: (method: string, path: string, body: Buffer, status: number) => void;
}

/** Numbers from 0 to 1, the same ones for the same seed. */
export function seeded(seed: number): () => number {
  const sequence = { seed };
  return () => random(sequence);
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** Stands before the server at `target`, an origin. */
export async function faultProxy(target: string, options: FaultProxyOptions): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const random = seeded(options.seed);
  const pick = <A>(all: readonly [A, ...A[]]): A => all[Math.floor(random() * all.length)] ?? all[0];
  const met = new Map<Fault, number>();

  const forward = async (incoming: IncomingMessage, body: Buffer): Promise<Answer> => {
    const { method = '', url = '', headers } = incoming;
    const onward = request(new URL(url, target), { method, headers, agent });
    onward.end(body);
    const [answer]: IncomingMessage[] = await once(onward, 'response');
    if (answer === undefined) throw new Error('no answer');
    const { statusCode: status = 0 } = answer;
    const whole = { status, headers: answer.headers, body: await read(answer) };
    options.onCarried?.(method, url, body, status);
    return whole;
  };

  const send = (response: ServerResponse, status: number, body: string, headers: object = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };

  const meet = async (fault: Fault, incoming: IncomingMessage, response: ServerResponse, body: Buffer) => {
    // Whether the server did its work is what nobody can tell from some of the faults.
    const carry = random() < 0.5;
    if (fault === 'reset') {
      incoming.socket.resetAndDestroy();
    } else if (fault === 'lost') {
      await forward(incoming, body);
      incoming.socket.resetAndDestroy();
    } else if (fault === 'hang') {
      if (carry) await forward(incoming, body);
    } else if (fault === 'failed') {
      if (carry) await forward(incoming, body);
      send(response, pick([500, 502, 503]), '{"message":"a bad moment"}');
    } else if (fault === 'tooMany') {
      const after = pick([undefined, '0', '1']);
      send(response, 429, '{"message":"Too Many Requests"}', after ? { 'retry-after': after } : {});
    } else if (fault === 'cut') {
      const { status, body: whole } = await forward(incoming, body);
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': whole.length + 1 });
      response.write(whole.subarray(0, whole.length / 2));
      setTimeout(() => incoming.socket.destroy(), 5);
    } else {
      await forward(incoming, body);
      send(response, 200, pick(['{"unexpected":true}', '<html>']));
    }
  };

  const proxy: FaultProxy = {
    url: '',
    met,
    rate: options.rate,
    close: async () => {
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  const server = createServer(async (incoming, response) => {
    try {
      const body = await read(incoming);
      if (random() < proxy.rate) {
        const fault = pick(faults);
        met.set(fault, (met.get(fault) ?? 0) + 1);
        await meet(fault, incoming, response, body);
      } else {
        const { status, headers, body: whole } = await forward(incoming, body);
        delete headers['transfer-encoding'];
        delete headers.connection;
        response.writeHead(status, { ...headers, 'content-length': whole.length });
        response.end(whole);
      }
    } catch {
      // Whoever asked has gone, or the server has.
      incoming.socket.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(proxy, { url: `http://127.0.0.1:${port}` });
}

/** A `fetch` that lets some requests run against a port where nobody listens. */
export async function refusing(
  proxy: Pick<FaultProxy, 'met'>,
  { rate, seed }: Pick<FaultProxyOptions, 'rate' | 'seed'>,
): Promise<(request: Request) => Promise<Response>> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const random = seeded(seed);
  return (request) => {
    if (random() >= rate) return fetch(request);
    proxy.met.set('refused', (proxy.met.get('refused') ?? 0) + 1);
    return fetch(`http://127.0.0.1:${port}/`, { signal: request.signal });
  };
}
