/** The transport over node:http and node:https. */
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transport, TransportInit, TransportResponse } from '../../transport.js';
import { proxyFor, throughProxy } from './proxy.js';
import { responseOf } from './response.js';

/** Options of {@link nodeTransport}. */
export interface NodeTransportOptions {
  /** Connections to a host at a time; more requests wait for one. No end by default. */
  readonly connections?: number | undefined;
  /** Milliseconds that a connection is kept without a request; 4000 by default, less than servers keep theirs. */
  readonly idle?: number | undefined;
}

// A Blob up to this size is sent in one write.
const small = 2 ** 20;

/**
 * A transport over `node:http` and `node:https`: less CPU time a request than `fetch`, and connections that are kept. It
 * understands gzip, deflate and brotli. Requests to https go through the proxy that `HTTPS_PROXY` names (`https_proxy` too),
 * but for the hosts of `NO_PROXY`, as the environment is when the transport is made.
 *
 * A kept connection that the server has closed in the meantime costs a GET or PUT nothing: it is sent again on a new one, once,
 * if no byte of a response came. Every other method ends in a `NetworkError`.
 *
 * Make one and use it for all contexts: each has its own connections. They keep no process alive.
 *
 * @example
 * import { createContext, staticToken } from 'las-fp/fetch';
 * import { nodeTransport } from 'las-fp/node';
 *
 * const ctx = createContext({ credentials: staticToken('…'), transport: nodeTransport({ connections: 64 }) });
 */
export function nodeTransport({ connections, idle = 4000 }: NodeTransportOptions = {}): Transport {
  // An Agent throws on NaN, which is easily got from an environment variable.
  const options = {
    keepAlive: true,
    timeout: idle >= 0 ? idle : 4000,
    ...(connections !== undefined && connections >= 1 && { maxSockets: connections }),
  };
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);
  const proxied = new Map<string, HttpsAgent>();
  const { env } = process;
  const agentFor = (url: URL) => {
    if (url.protocol === 'http:') return http;
    const proxy = proxyFor(url, env);
    if (!proxy) return https;
    const agent = proxied.get(proxy.href) ?? throughProxy(proxy, options);
    proxied.set(proxy.href, agent);
    return agent;
  };
  return async (url, init) => {
    const target = new URL(url);
    const agent = agentFor(target);
    const { body, signal } = init;
    const bytes = body instanceof Blob && body.size <= small ? Buffer.from(await body.arrayBuffer()) : body;
    signal.throwIfAborted();
    const again = init.method === 'GET' || init.method === 'PUT';
    return sendOnce(target, init, bytes, agent, again).catch((error: unknown) => {
      if (!(error instanceof StaleConnection)) throw error;
      return sendOnce(target, init, bytes, agent, false);
    });
  };
}

/** A kept connection was closed before a byte of the response came. */
class StaleConnection extends Error {}

function sendOnce(
  url: URL,
  { method, headers, signal }: TransportInit,
  body: Buffer | Blob | string | null,
  agent: HttpAgent | HttpsAgent,
  again: boolean,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? overHttp : overHttps;
    const length = body instanceof Blob ? { 'content-length': String(body.size) } : undefined;
    const request: ClientRequest = send(url, {
      method,
      agent,
      headers: { ...headers, 'accept-encoding': 'gzip, deflate, br', ...length },
    });
    let read = 0;
    request.on('socket', ({ bytesRead }) => {
      read = bytesRead;
    });
    const abort = () => request.destroy(signal.reason);
    const failed = (error: Error) => {
      signal.removeEventListener('abort', abort);
      const { code = '' } = error as { readonly code?: string };
      const silent = request.reusedSocket && request.socket?.bytesRead === read;
      const stale = again && silent && /^(ECONNRESET|EPIPE)$/.test(code);
      reject(signal.aborted ? signal.reason : stale ? new StaleConnection() : error);
    };
    signal.addEventListener('abort', abort);
    request.on('error', failed);
    // After a 101 without a request for it, say.
    request.on('close', () => failed(new Error('the connection was closed before a response')));
    request.on('response', (response: IncomingMessage) => {
      response.on('close', () => signal.removeEventListener('abort', abort));
      resolve(responseOf(response));
    });
    if (body instanceof Blob) {
      const source = Readable.fromWeb(body.stream() as never);
      // The file may be gone. What ends the sending otherwise is an error of the request, or a response that came early.
      source.on('error', failed);
      pipeline(source, request).catch(() => {});
    } else {
      request.end(body ?? undefined);
    }
  });
}
