/** nodeTransport through a real CONNECT proxy, and TLS that nobody trusts. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runHere, trustedFiles } from './programs.js';
import { certificate, type Listening, serveTls } from './servers.js';

/** A proxy that knows CONNECT alone; the lines and credentials that it got. */
async function connectProxy(credentials?: string) {
  const asked: string[] = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '', headers }, client) => {
    const given = headers['proxy-authorization'];
    asked.push(`${url}${given ? ` ${given}` : ''}`);
    client.on('error', () => {});
    if (credentials && given !== `Basic ${Buffer.from(credentials).toString('base64')}`) {
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const { hostname, port } = new URL(`http://${url}`);
    // Every name is this machine.
    const target = connect(Number(port || 80), hostname === '127.0.0.1' ? hostname : '127.0.0.1');
    target.on('error', () => client.destroy());
    target.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const proxies = suite('nodeTransport: proxies and TLS');

const [key = '', cert = ''] = trustedFiles().map((file) => readFileSync(file, 'utf8'));

async function target(): Promise<Listening> {
  return serveTls({ key, cert }, (response) => response.end('fine'));
}

const ended = (environment: Readonly<Record<string, string>>, ...urls: ReadonlyArray<string>) =>
  runHere('proxied', JSON.stringify(environment), ...urls);

proxies(
  'goes through the proxy of HTTPS_PROXY, with one tunnel for requests that follow each other',
  async () => {
    const server = await target();
    const proxy = await connectProxy();
    for (const environment of [{ HTTPS_PROXY: `http://${proxy.host}` }, { https_proxy: proxy.host }]) {
      assert.equal(await ended(environment, server.origin, `${server.origin}/second`), [
        '200 fine',
        '200 fine',
      ]);
    }
    assert.equal(proxy.asked, [server.host, server.host]);
    await Promise.all([server.close(), proxy.close()]);
  },
);

proxies('tells the proxy its user and password, and rejects what it refuses', async () => {
  const server = await target();
  const proxy = await connectProxy('me:p@ss');
  assert.equal(await ended({ HTTPS_PROXY: `http://me:p%40ss@${proxy.host}` }, server.origin), ['200 fine']);
  assert.equal(await ended({ HTTPS_PROXY: `http://${proxy.host}` }, server.origin), [
    'the proxy answered 407 to CONNECT',
  ]);
  assert.is(server.arrived.length, 1);
  await Promise.all([server.close(), proxy.close()]);
});

proxies('goes past it to the hosts of NO_PROXY', async () => {
  const server = await target();
  const { port } = new URL(server.origin);
  const proxy = await connectProxy();
  const HTTPS_PROXY = `http://${proxy.host}`;
  for (const NO_PROXY of ['127.0.0.1', `example.com, 127.0.0.1:${port}`, '*', 'a b 127.0.0.1']) {
    assert.equal(await ended({ HTTPS_PROXY, NO_PROXY }, server.origin), ['200 fine'], NO_PROXY);
  }
  assert.equal(proxy.asked, []);
  for (const NO_PROXY of ['27.0.0.1', '127.0.0.1:1', 'example.com', 'localhost']) {
    assert.equal(await ended({ HTTPS_PROXY, NO_PROXY }, server.origin), ['200 fine'], NO_PROXY);
  }
  assert.is(proxy.asked.length, 4);
  await Promise.all([server.close(), proxy.close()]);
});

proxies(
  'rejects where there is no proxy, and a certificate that nobody trusts, through a proxy as well',
  async () => {
    const pair = certificate();
    const server = await serveTls(pair ?? { key, cert }, (response) => response.end('fine'));
    const proxy = await connectProxy();
    assert.equal(await ended({}, server.origin), ['DEPTH_ZERO_SELF_SIGNED_CERT']);
    assert.equal(await ended({ HTTPS_PROXY: `http://${proxy.host}` }, server.origin), [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ]);
    assert.equal(await ended({ HTTPS_PROXY: 'http://127.0.0.1:1' }, server.origin), ['ECONNREFUSED']);
    assert.equal(
      server.arrived.filter(({ method }) => method === 'GET'),
      [],
    );
    await Promise.all([server.close(), proxy.close()]);
  },
);

proxies.run();
