/** What every transport does alike, over a real server, and what is special to ky's instances and to platforms. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import ky, { type Options } from 'ky';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { undiciTransport } from '../../examples/undici-transport.js';
import { fetchTransport, kyTransport, type Transport, type TransportInit } from '../../src/index.js';
import { nodeTransport } from '../../src/node/index.js';
import { requestTransport } from '../../src/transports/fetch.js';

const transports: Readonly<Record<string, Transport>> = {
  kyTransport: kyTransport(),
  'kyTransport with an instance': kyTransport(ky.create({ retry: 5 })),
  fetchTransport,
  nodeTransport: nodeTransport(),
  'one over undici': undiciTransport(),
  'the fetch option': requestTransport((request) => fetch(request)),
  // The platform's own fits the type.
  fetch,
};

const init = (given: Partial<TransportInit> = {}): TransportInit => ({
  method: 'GET',
  headers: {},
  body: null,
  redirect: 'manual',
  signal: new AbortController().signal,
  ...given,
});

/** A server that answers as the handler does, and the requests that it got. */
async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const requests: { readonly line: string; readonly headers: IncomingMessage['headers']; body: string }[] =
    [];
  const server: Server = createServer((request, response) => {
    const entry = { line: `${request.method} ${request.url}`, headers: request.headers, body: '' };
    requests.push(entry);
    request.setEncoding('utf8').on('data', (chunk: string) => {
      entry.body += chunk;
    });
    request.on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

for (const [name, transport] of Object.entries(transports)) {
  const all = suite(name);

  all(`${name} sends method, address, headers and body as they are, and gives the response`, async () => {
    const server = await serving((_, response) => {
      response.writeHead(418, { 'x-amzn-requestid': 'r1' }).end('teapot');
    });
    const url = `${server.url}/v1/a%2Fb?c=d&c=e%20f`;
    const response = await transport(
      url,
      init({
        method: 'PATCH',
        headers: { authorization: 'Bearer t', 'content-type': 'a/b' },
        body: '{"x":"æ"}',
      }),
    );
    assert.is(response.status, 418);
    assert.is(response.headers.get('X-Amzn-RequestId'), 'r1');
    assert.is(await response.text(), 'teapot');
    assert.equal(
      server.requests.map(({ line, headers, body }) => [
        line,
        headers.authorization,
        headers['content-type'],
        body,
      ]),
      [['PATCH /v1/a%2Fb?c=d&c=e%20f', 'Bearer t', 'a/b', '{"x":"æ"}']],
    );
    await server.close();
  });

  all(`${name} sends once, whatever the answer`, async () => {
    for (const status of [301, 302, 307, 308, 401, 408, 413, 429, 500, 503]) {
      const server = await serving((_, response) => {
        response.writeHead(status, { location: '/elsewhere', 'retry-after': '0' }).end();
      });
      const response = await transport(server.url, init());
      assert.is(response.status, status);
      assert.is(server.requests.length, 1, String(status));
      await server.close();
    }
  });

  all(`${name} ends with its signal, before the response and during its body`, async () => {
    const server = await serving((request, response) => {
      if (request.url === '/half') response.write('half');
    });
    for (const path of ['/none', '/half']) {
      const controller = new AbortController();
      const work = transport(server.url + path, init({ signal: controller.signal })).then((response) => {
        setTimeout(() => controller.abort(), 5);
        return response.text();
      });
      if (path === '/none') setTimeout(() => controller.abort(), 30);
      await work.then(assert.unreachable, () => {});
    }
    await server.close();
  });

  all(`${name} takes a Blob, and one whose redirect is an error`, async () => {
    const server = await serving((_, response) => response.end());
    for (const redirect of ['manual', 'error'] as const) {
      const body = new Blob(['a', 'b'], { type: 'x/y' });
      await transport(
        server.url,
        init({ method: 'PUT', body, redirect, headers: { 'content-type': 'x/y' } }),
      );
    }
    assert.equal(
      server.requests.map(({ headers, body }) => [headers['content-type'], headers['content-length'], body]),
      [
        ['x/y', '2', 'ab'],
        ['x/y', '2', 'ab'],
      ],
    );
    await server.close();
  });

  all.run();
}

const instances = suite('an instance of ky');

instances('an instance of ky adds its headers, and its hooks see and change what is sent', async () => {
  const server = await serving((_, response) => response.end('fine'));
  const seen: string[] = [];
  const instance = ky.create({
    headers: { 'x-mine': '1' },
    hooks: {
      beforeRequest: [
        (given: unknown) => {
          // ky 2 gives an object, ky 1 the request.
          const { request } = given instanceof Request ? { request: given } : (given as { request: Request });
          seen.push(`${request.method} ${new URL(request.url).pathname}`);
          request.headers.set('traceparent', '00-1');
        },
      ],
    },
  });
  const response = await kyTransport(instance)(
    `${server.url}/v1/x`,
    init({ method: 'POST', body: '{}', headers: { accept: 'application/json' } }),
  );
  assert.is(await response.text(), 'fine');
  assert.equal(seen, ['POST /v1/x']);
  assert.equal(
    server.requests.map(({ headers, body }) => [
      headers['x-mine'],
      headers['traceparent'],
      headers.accept,
      body,
    ]),
    [['1', '00-1', 'application/json', '{}']],
  );
  await server.close();
});

instances('an instance of ky has neither retries, nor a timeout, nor errors, nor a prefix', async () => {
  const server = await serving((_, response) => {
    setTimeout(() => response.writeHead(503).end(), 30);
  });
  const nowhere = 'http://127.0.0.1:1/nowhere/';
  const second = import.meta.resolve('ky').includes('/ky2/');
  const prefix = second ? { prefix: nowhere } : { prefixUrl: nowhere };
  const options = { retry: { limit: 3, backoffLimit: 1 }, timeout: 5, ...prefix } as Options;
  const response = await kyTransport(ky.create(options))(`${server.url}/v1/x`, init());
  assert.is(response.status, 503);
  assert.equal(
    server.requests.map(({ line }) => line),
    ['GET /v1/x'],
  );
  await server.close();
});

instances.run();

const platforms = suite('platforms');

/** Runs with properties of the global object that another platform has. */
async function within<A>(properties: Readonly<Record<string, unknown>>, run: () => Promise<A>): Promise<A> {
  const there = Object.keys(properties).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  try {
    return await run();
  } finally {
    for (const [name, descriptor] of there) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** The redirects of the requests that the platform's fetch gets. */
async function redirects(properties: Readonly<Record<string, unknown>>): Promise<ReadonlyArray<unknown>> {
  const sent: unknown[] = [];
  const fake = async (_: string, { redirect }: RequestInit) => {
    sent.push(redirect);
    return new Response();
  };
  await within({ ...properties, fetch: fake }, async () => {
    for (const redirect of ['manual', 'error'] as const) {
      await fetchTransport('http://localhost/', init({ redirect }));
    }
  });
  return sent;
}

class RequestOfWorkers extends Request {
  constructor(input: string | URL | Request, given?: RequestInit) {
    if (given?.redirect === 'error') throw new TypeError('Invalid redirect value');
    super(input, given);
  }
}

platforms('fetchTransport says error for redirects where that is possible and tells of them', async () => {
  assert.equal(await redirects({}), ['manual', 'error']);
  assert.equal(await redirects({ location: new URL('http://localhost/') }), ['manual', 'manual']);
  assert.equal(await redirects({ Request: RequestOfWorkers }), ['manual', 'manual']);
  // A Worker may bundle undici, which leaves its symbol.
  const symbol = Symbol.for('undici.globalDispatcher.1');
  const platform: Record<symbol, unknown> = globalThis as never;
  const before = platform[symbol];
  platform[symbol] = {};
  assert.equal(await redirects({ Request: RequestOfWorkers }), ['manual', 'manual']);
  // Calls of the tests that follow go through it.
  if (before === undefined) delete platform[symbol];
  else platform[symbol] = before;
});

platforms.run();
