/** How much of a body is read, over real connections, and what becomes of the connection. */
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type ContextOverrides,
  createContext,
  type LasError,
  request,
  staticToken,
} from '../../src/index.js';
import { serving } from '../support/served.js';

async function get(origin: string, overrides: ContextOverrides = {}) {
  const credentials = staticToken('a-token-of-the-test');
  const retry = { limit: 2, delay: 1 };
  const ctx = createContext({ apiEndpoint: origin, credentials, retry, ...overrides });
  return request(ctx, { method: 'GET', path: '/things' }, t.unknown)();
}

const errorOf = (result: { readonly _tag: string; readonly left?: LasError }): LasError =>
  result.left ?? assert.unreachable(result._tag) ?? ({} as LasError);

const limit = suite('maxBody');

limit('a body as long as maxBody is read, and a longer one is a DecodeError, after one attempt', async () => {
  let requests = 0;
  const server = await serving((_, response) => {
    requests += 1;
    response.end(JSON.stringify('x'.repeat(998)));
  });
  assert.is((await get(server.origin, { maxBody: 1000 }))._tag, 'Right');
  assert.is((await get(server.origin, { maxBody: false }))._tag, 'Right');
  requests = 0;
  const error = errorOf(await get(server.origin, { maxBody: 999 }));
  assert.equal(
    [error._tag, error.message, requests],
    [
      'DecodeError',
      'The API gave an unexpected response: the body should be maxBody: 999 bytes, but is longer.',
      1,
    ],
  );
  await server.close();
});

limit('a body without end is not read further, whatever its status', async () => {
  for (const status of [200, 400, 500]) {
    let sent = 0;
    let closed = false;
    const server = await serving((_, response) => {
      response.writeHead(status);
      response.on('close', () => {
        closed = true;
      });
      const part = Buffer.alloc(65_536, '1');
      const more = () => {
        if (closed) return;
        sent += part.length;
        if (response.write(part)) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    const error = errorOf(await get(server.origin, { maxBody: 1_000_000 }));
    assert.is(error._tag, 'DecodeError');
    for (let i = 0; i < 100 && !closed; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(closed, 'the connection is open');
    assert.ok(sent < 20_000_000, `${sent} bytes were sent`);
    await server.close();
  }
});

limit('counts what a compressed body becomes', async () => {
  const server = await serving((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const gzip = createGzip();
    gzip.pipe(response);
    for (let i = 0; i < 100; i++) gzip.write(Buffer.alloc(1_000_000, ' '));
    gzip.end();
  });
  assert.is(errorOf(await get(server.origin, { maxBody: 10_000_000 }))._tag, 'DecodeError');
  assert.is(errorOf(await get(server.origin))._tag, 'DecodeError');
  await server.close();
});

limit('what is no number from 0 on is refused before anything is sent', async () => {
  for (const maxBody of [Number.NaN, -1]) {
    const error = errorOf(await get('http://127.0.0.1:1', { maxBody }));
    assert.is(error._tag, 'InvalidInput');
    assert.match(error.message, /maxBody/);
  }
});

limit.run();

const parts = suite('the text of a body');

parts('is whole where its parts end inside of a character, and without a byte order mark', async () => {
  const bytes = Buffer.from(`\ufeff${JSON.stringify({ word: 'æøå€😀' })}`);
  const server = await serving(async (_, response) => {
    for (const byte of bytes) {
      response.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  assert.equal(await get(server.origin), { _tag: 'Right', right: { word: 'æøå€😀' } });
  await server.close();
});

parts('is read from a response without a stream', async () => {
  const transport = async () => ({
    status: 200,
    headers: { get: () => null },
    body: null,
    text: async () => '{"a":1}',
    blob: async () => new Blob(),
  });
  assert.equal(await get('http://localhost:1', { transport }), { _tag: 'Right', right: { a: 1 } });
});

parts.run();

const connection = suite('the connection');

/** How many connections are open after a call whose 204 has a body. */
async function openAfter(call: (origin: string) => Promise<unknown>): Promise<number> {
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    socket.on('data', () => socket.write('HTTP/1.1 204 No Content\r\ncontent-length: 100000\r\n\r\nsome'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await call(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (let i = 0; i < 50 && open.size > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  const { size } = open;
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  return size;
}

connection('of a 204 that has a body is closed, where the platform closes it', async () => {
  // Node 20 keeps it, whatever is aborted.
  const platform = await openAfter(async (origin) => {
    const controller = new AbortController();
    await (await fetch(origin, { signal: controller.signal })).text();
    controller.abort();
  });
  const ours = await openAfter(async (origin) => assert.is((await get(origin))._tag, 'Right'));
  assert.ok(ours <= platform, `${ours} connections, of fetch ${platform}`);
  if (!process.version.startsWith('v20.')) assert.is(platform, 0);
});

connection('of an answer that was read is used again', async () => {
  const sockets = new Set<unknown>();
  const server = await serving(({ socket }, response) => {
    sockets.add(socket);
    response.end('{}');
  });
  for (let i = 0; i < 9; i++) assert.is((await get(server.origin))._tag, 'Right');
  // Node's fetch opens a second one before the first is free.
  assert.ok(sockets.size <= 2, `${sockets.size} connections`);
  await server.close();
});

connection.run();
