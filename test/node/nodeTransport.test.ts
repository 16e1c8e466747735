/** The transport over node:http, against real servers: sockets, encodings, proxies, aborts. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Transport, TransportInit } from '../../src/index.js';
import { nodeTransport } from '../../src/node/index.js';
import { pause } from '../support/results.js';

const init = (given: Partial<TransportInit> = {}): TransportInit => ({
  method: 'GET',
  headers: {},
  body: null,
  redirect: 'manual',
  signal: new AbortController().signal,
  ...given,
});

async function listening(server: Server) {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    sockets,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const serving = (answer: (request: IncomingMessage, response: ServerResponse, n: number) => void) => {
  let n = 0;
  return listening(
    createHttpServer((request, response) => {
      response.on('error', () => {});
      request.on('error', () => {});
      answer(request, response, ++n);
    }),
  );
};

/** A server of bare sockets: it answers each piece of data that comes. */
const bare = (answer: (socket: Socket, data: string, n: number) => void) => {
  let n = 0;
  return listening(
    createTcpServer((socket) => {
      socket.on('data', (data) => answer(socket, data.toString(), ++n));
    }),
  );
};

const textFrom = async (transport: Transport, url: string, given: Partial<TransportInit> = {}) =>
  (await transport(url, init(given))).text();

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it resolved',
    (error: { readonly code?: string; readonly message: string }) => error.code ?? error.message,
  );

const kept = suite('nodeTransport: connections');

kept('nodeTransport keeps a connection, and makes a new one when it was idle for too long', async () => {
  const server = await serving((_, response) => response.end('fine'));
  const transport = nodeTransport({ idle: 60 });
  for (let i = 0; i < 5; i++) assert.is(await textFrom(transport, server.url), 'fine');
  assert.is(server.connections(), 1);
  await pause(150);
  assert.is(server.sockets.size, 0, 'closed while idle');
  assert.is(await textFrom(transport, server.url), 'fine');
  assert.is(server.connections(), 2);
  await server.close();
});

kept('nodeTransport has no more connections at a time than it may', async () => {
  let most = 0;
  let now = 0;
  const server = await serving((_, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end('fine');
    }, 5);
  });
  const transport = nodeTransport({ connections: 2 });
  await Promise.all(Array.from({ length: 10 }, () => textFrom(transport, server.url)));
  assert.is(most, 2);
  assert.is(server.connections(), 2);
  await server.close();
});

for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const) {
  const harmless = method === 'GET' || method === 'PUT';
  kept(
    `nodeTransport ${harmless ? 'sends' : 'does not send'} ${method} again when a kept connection was stale`,
    async () => {
      const lines: string[] = [];
      const server = await bare((socket, data, n) => {
        lines.push(data.split(' ')[0] ?? '');
        // The second request on a connection finds it closed, before a byte of a response.
        if (n === 2) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine');
      });
      const transport = nodeTransport();
      assert.is(await textFrom(transport, server.url), 'fine');
      const second = await codeOf(
        textFrom(transport, server.url, { method, body: method === 'PUT' ? 'x' : null }),
      );
      assert.is(second, harmless ? 'it resolved' : 'ECONNRESET');
      assert.equal(lines, harmless ? ['GET', method, method] : ['GET', method]);
      await server.close();
    },
  );
}

kept('nodeTransport sends a GET again once, and not where part of a response came', async () => {
  for (const [answer, times] of [
    ['', 2],
    ['HTTP/1.1 200 OK\r\ncontent-le', 1],
  ] as const) {
    let requests = 0;
    const server = await bare((socket, _, n) => {
      if (n === 1) return socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine');
      requests += 1;
      socket.write(answer, () => socket.end());
      return undefined;
    });
    const transport = nodeTransport();
    await textFrom(transport, server.url);
    assert.is(await codeOf(textFrom(transport, server.url)), 'ECONNRESET');
    assert.is(requests, times, JSON.stringify(answer));
    await server.close();
  }
});

kept('nodeTransport takes no answer that came before its request', async () => {
  const server = await bare((socket, _, n) => {
    const one = `HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n${n}`;
    // The first answer comes twice.
    socket.write(n === 1 ? one + one : one);
  });
  for (const wait of [0, 20]) {
    const transport = nodeTransport();
    const first = await textFrom(transport, server.url);
    await pause(wait);
    const second = await textFrom(transport, server.url).catch(() => 'an error');
    assert.is.not(second, first, `after ${wait} ms`);
  }
  await server.close();
});

kept('nodeTransport sends a 421 once, and takes a redirect for a response', async () => {
  for (const status of [421, 302, 307]) {
    let requests = 0;
    const server = await serving((request, response) => {
      requests += 1;
      request.resume();
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    for (const redirect of ['manual', 'error'] as const) {
      const response = await nodeTransport()(server.url, init({ method: 'POST', body: '{}', redirect }));
      assert.is(response.status, status);
    }
    assert.is(requests, 2);
    await server.close();
  }
});

kept.run();

const answers = suite('nodeTransport: responses');

answers('nodeTransport reads gzip, deflate and brotli', async () => {
  const text = 'æøå '.repeat(50_000);
  const encodings = {
    gzip: gzipSync,
    'x-gzip': gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
  } as const;
  for (const [name, encode] of Object.entries(encodings)) {
    let accepted: unknown;
    const server = await serving((request, response) => {
      accepted = request.headers['accept-encoding'];
      response.writeHead(200, { 'content-encoding': name }).end(encode(text));
    });
    assert.is(await textFrom(nodeTransport(), server.url), text, name);
    assert.is(accepted, 'gzip, deflate, br');
    await server.close();
  }
});

answers('nodeTransport rejects what is cut or no gzip', async () => {
  const gzip = gzipSync('x'.repeat(10_000));
  const bodies = { cut: gzip.subarray(0, gzip.length - 9), nonsense: Buffer.from('no gzip at all') };
  for (const [name, body] of Object.entries(bodies)) {
    const server = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
    });
    assert.is.not(await codeOf(textFrom(nodeTransport(), server.url)), 'it resolved', name);
    await server.close();
  }
  const server = await serving((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
    setTimeout(() => response.destroy(), 5);
  });
  assert.is(await codeOf(textFrom(nodeTransport(), server.url)), 'ECONNRESET');
  await server.close();
});

answers('nodeTransport passes over 1xx, and frees the connection of an answer without a body', async () => {
  for (const status of [204, 205, 304]) {
    const server = await bare((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n');
      socket.write(
        `HTTP/1.1 ${status} None\r\nx-mine: 1\r\n${status === 205 ? 'content-length: 0\r\n' : ''}\r\n`,
      );
    });
    const transport = nodeTransport();
    for (let i = 0; i < 3; i++) {
      const response = await transport(server.url, init());
      assert.equal([response.status, response.body, response.headers.get('X-Mine')], [status, null, '1']);
      assert.is(await response.text(), '');
    }
    assert.is(server.connections(), 1);
    await server.close();
  }
});

answers('nodeTransport rejects a switch of protocols and what is no HTTP', async () => {
  for (const text of [
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    'SSH-2.0-OpenSSH_9\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx',
  ]) {
    const server = await bare((socket) => socket.write(text));
    assert.is.not(await codeOf(textFrom(nodeTransport(), server.url)), 'it resolved', text);
    await server.close();
  }
});

answers('nodeTransport reads no further than its reader', async () => {
  let sent = 0;
  const part = Buffer.alloc(65_536);
  const server = await serving((_, response) => {
    const more = () => {
      while (sent < 64 * 2 ** 20 && !response.destroyed) {
        sent += part.length;
        if (!response.write(part)) return void response.once('drain', more);
      }
      response.end();
      return undefined;
    };
    more();
  });
  const response = await nodeTransport()(server.url, init());
  const reader = response.body?.getReader();
  await reader?.read();
  await pause(100);
  // What the kernel's buffers of both ends take.
  assert.ok(sent < 16 * 2 ** 20, `${sent} bytes`);
  await reader?.cancel();
  for (let i = 0; i < 100 && server.sockets.size > 0; i++) await pause(10);
  assert.is(server.sockets.size, 0, 'a reader that cancels ends the connection');
  await server.close();
});

answers.run();

const bodies = suite('nodeTransport: bodies');

bodies(
  'nodeTransport sends a Blob with its length: a small one in one write, a large one as it is read',
  async () => {
    for (const size of [0, 1000, 5 * 2 ** 20]) {
      const server = await serving((request, response) => {
        let bytes = 0;
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        request.on('end', () =>
          response.end(
            `${bytes} ${request.headers['content-length']} ${request.headers['transfer-encoding']}`,
          ),
        );
      });
      const body = new Blob([new Uint8Array(size)]);
      assert.is(
        await textFrom(nodeTransport(), server.url, { method: 'PUT', body }),
        `${size} ${size} undefined`,
      );
      await server.close();
    }
    let writes = 0;
    const server = await bare((socket, data) => {
      writes += 1;
      if (data.includes('\r\n\r\n')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    await textFrom(nodeTransport(), server.url, { method: 'PUT', body: new Blob(['small']) });
    assert.is(writes, 1);
    await server.close();
  },
);

bodies('nodeTransport waits for a server that reads slowly', async () => {
  let pulled = 0;
  const part = new Uint8Array(65_536);
  const count = 1000;
  const body = new Blob([]);
  Object.defineProperties(body, {
    size: { value: count * part.length },
    stream: {
      value: () =>
        new ReadableStream(
          {
            pull: (controller) => {
              pulled += 1;
              if (pulled > count) controller.close();
              else controller.enqueue(part);
            },
          },
          { highWaterMark: 0 },
        ),
    },
  });
  const server = await serving((request, response) => {
    setTimeout(() => request.resume().on('end', () => response.end('fine')), 150);
  });
  const work = textFrom(nodeTransport(), server.url, { method: 'PUT', body });
  await pause(100);
  assert.ok(pulled < count / 2, `${pulled} parts were read ahead`);
  assert.is(await work, 'fine');
  await server.close();
});

bodies('nodeTransport takes a response that comes before the body is sent', async () => {
  const server = await serving((_, response) => {
    response.writeHead(413, { connection: 'close' }).end('too large');
  });
  const body = new Blob([new Uint8Array(50 * 2 ** 20)]);
  const ended = await nodeTransport()(server.url, init({ method: 'PUT', body })).then(
    ({ status }) => status,
    (error: { readonly code?: string }) => error.code,
  );
  assert.ok(ended === 413 || ended === 'ECONNRESET' || ended === 'EPIPE', String(ended));
  await server.close();
});

bodies('nodeTransport rejects when the file of a Blob is gone', async () => {
  const body = new Blob([]);
  Object.defineProperties(body, {
    size: { value: 2 ** 21 },
    stream: { value: () => new ReadableStream({ pull: (c) => c.error(new Error('the file is gone')) }) },
  });
  const server = await serving((request, response) => request.resume().on('end', () => response.end()));
  assert.match(
    String(await codeOf(textFrom(nodeTransport(), server.url, { method: 'PUT', body }))),
    /the file is gone/,
  );
  await server.close();
});

bodies.run();

const aborts = suite('nodeTransport: aborts');

const silent = () => serving((request) => request.resume());
const reason = { _tag: 'Aborted', message: 'by the test' };

aborts(
  'nodeTransport ends with the reason of its signal, wherever it is, and leaves no connection',
  async () => {
    const half = () =>
      serving((request, response) => {
        request.resume();
        response.write('half');
      });
    const moments: ReadonlyArray<
      readonly [string, () => Promise<Awaited<ReturnType<typeof serving>>>, number]
    > = [
      ['before it begins', silent, -1],
      ['at once', silent, 0],
      ['while it waits', silent, 30],
      ['during the body', half, 30],
    ];
    for (const [name, make, after] of moments) {
      for (const body of [null, 'text', new Blob([new Uint8Array(5 * 2 ** 20)])]) {
        const server = await make();
        const controller = new AbortController();
        if (after < 0) controller.abort(reason);
        const work = textFrom(nodeTransport(), server.url, {
          method: 'PUT',
          body,
          signal: controller.signal,
        });
        if (after === 0) controller.abort(reason);
        if (after > 0) setTimeout(() => controller.abort(reason), after);
        const thrown = await work.then(
          () => 'it resolved',
          (error: unknown) => error,
        );
        // Once the response is there, its reader gets an error of the connection; the call has ended with the reason.
        if (name !== 'during the body') assert.is(thrown, reason, name);
        else assert.is.not(thrown, 'it resolved');
        for (let i = 0; i < 100 && server.sockets.size > 0; i++) await pause(5);
        assert.is(server.sockets.size, 0, name);
        await server.close();
      }
    }
  },
);

aborts('nodeTransport gives up a request that waits for a connection, and its place', async () => {
  let answered = 0;
  const server = await serving((_, response) => {
    setTimeout(() => response.end(`fine ${++answered}`), 30);
  });
  const transport = nodeTransport({ connections: 1 });
  const controller = new AbortController();
  const first = textFrom(transport, server.url);
  const second = textFrom(transport, server.url, { signal: controller.signal });
  const third = textFrom(transport, server.url);
  setTimeout(() => controller.abort(reason), 5);
  assert.is(await second.catch((error: unknown) => error), reason);
  assert.equal([await first, await third], ['fine 1', 'fine 2']);
  await server.close();
});

aborts('nodeTransport listens to its signal no longer than to its response', async () => {
  const server = await serving((_, response) => response.end('fine'));
  const controller = new AbortController();
  const transport = nodeTransport();
  const warnings: unknown[] = [];
  const warn = (warning: unknown) => warnings.push(warning);
  process.on('warning', warn);
  for (let i = 0; i < 50; i++) await textFrom(transport, server.url, { signal: controller.signal });
  await pause(10);
  process.off('warning', warn);
  assert.equal(warnings, []);
  controller.abort(reason);
  assert.is(await textFrom(transport, server.url), 'fine');
  assert.is(server.connections(), 1);
  await server.close();
});

aborts.run();

const alone = suite('nodeTransport: the process');

const program = (url: string) => `
  const trap = () => { throw new Error('fetch was touched'); };
  Object.defineProperty(globalThis, 'fetch', { get: trap });
  const { nodeTransport } = await import('./dist/node/index.js');
  const { createContext, request, staticToken } = await import('./dist/fetch.js');
  const ctx = createContext({
    apiEndpoint: '${url}', credentials: staticToken('a-token-of-the-test'), transport: nodeTransport(),
  });
  const codec = { decode: (value) => ({ _tag: 'Right', right: value }) };
  const result = await request(ctx, { method: 'GET', path: '/a' }, codec)();
  const loaded = process.moduleLoadList.filter((name) => /undici|fetch/.test(name));
  console.log(JSON.stringify({ result, loaded }));
`;

alone('nodeTransport loads no fetch, and its kept connections keep no process alive', async () => {
  const server = await serving((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"a":1}');
  });
  const run = promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program(server.url.slice(0, -1))],
    {
      timeout: 3000,
    },
  );
  const { result, loaded } = JSON.parse((await run).stdout);
  assert.equal(result, { _tag: 'Right', right: { a: 1 } });
  assert.equal(loaded, []);
  await server.close();
});

alone.run();
