/** Proxies: which one a request goes through, and how. */
import { request as overHttp } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, request as overHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';

/** The proxy for an address, as `HTTPS_PROXY` and `NO_PROXY` say (in lower case first, as curl reads them). */
export function proxyFor(url: URL, env: Readonly<Record<string, string | undefined>>): URL | undefined {
  const named = env['https_proxy'] || env['HTTPS_PROXY'];
  if (!named || isExcepted(url, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined;
  return new URL(/^[a-z]+:\/\//i.test(named) ? named : `http://${named}`);
}

// Names stand for themselves and what is below them; `*` for everything; a port can be added.
function isExcepted({ hostname, port }: URL, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', of] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (of !== undefined && of !== (port || '443')) return false;
      return entry === '*' || hostname === name || hostname.endsWith(`.${name}`);
    });
}

/** An agent whose connections lead through a proxy (CONNECT: RFC 9110, section 9.3.6). */
export function throughProxy(proxy: URL, options: AgentOptions): HttpsAgent {
  const agent = new HttpsAgent(options);
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}`;
  const createConnection = (
    target: { readonly host?: string; readonly port?: number | string; readonly servername?: string },
    done: (error: Error | null, socket?: Duplex) => void,
  ) => {
    const { host = '', port = 443 } = target;
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const send = proxy.protocol === 'https:' ? overHttps : overHttp;
    const asked = send({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: authority,
      agent: false,
      headers: { host: authority, ...(proxy.username && { 'proxy-authorization': authorization }) },
    });
    asked.once('error', done);
    asked.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return done(null, connect({ ...(target as ConnectionOptions), socket }));
      socket.destroy();
      return done(new Error(`the proxy answered ${statusCode} to CONNECT`));
    });
    asked.end();
  };
  return Object.assign(agent, { createConnection });
}
