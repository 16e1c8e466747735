import { getEventListeners } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createContext, getModel, staticToken } from '../../src/index.js';
import { run } from './programs.js';
import { type Answering, serve, serveRaw } from './servers.js';

const document = {
  documentId: 'las:document:1f',
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

/** By the first part of the path. */
const places: Readonly<Record<string, Answering>> = {
  silent: () => {},
  slow: (response) => {
    response.writeHead(200, { 'content-length': 9999 }).write('{');
    const timer = setInterval(() => response.write(' '), 1000);
    response.on('close', () => clearInterval(timer));
  },
  busy: (response) => response.writeHead(429, { 'retry-after': '30' }).end(),
  endless: (response, _, n) => response.end(JSON.stringify({ models: [], nextToken: `token-${n}` })),
  running: (response) =>
    response.end(
      JSON.stringify({
        predictionId: 'las:prediction:1',
        documentId: 'las:document:1',
        modelId: 'las:model:1',
        status: 'pending',
        predictions: [],
      }),
    ),
  created: (response, { method, headers }) => {
    const fileUrl = `http://${headers.host}/created/f`;
    if (method === 'POST') response.end(JSON.stringify({ ...document, fileUrl }));
  },
};

const cancellation = suite('cancellation');

interface Found {
  readonly name: string;
  readonly early: boolean;
  readonly tags: ReadonlyArray<string>;
  /** Turns of the event loop from the abort to the result. */
  readonly turns: number;
  /** Milliseconds of processor time from the abort to the result: unlike the clock's, the same on a busy machine. */
  readonly ms: number;
  /** What the process still has open, besides what it had before. */
  readonly left: string;
}

const report = (stdout: string) =>
  JSON.parse(stdout) as { readonly found: ReadonlyArray<Found>; readonly ended: number };

cancellation('ends a call wherever it is, at once, and leaves nothing behind', async () => {
  const server = await serve((response, request, n) =>
    places[request.url?.split('/')[1] ?? '']?.(response, request, n),
  );
  const { code, stdout, stderr } = await run('abort', server.origin);
  const closed = Date.now();
  assert.is(code, 0, stderr);
  // Node warns of listeners that pile up, among others.
  assert.is(stderr, '');
  const { found, ended } = report(stdout);
  assert.ok(closed - ended < 1000, `the process went on for ${closed - ended} ms`);
  assert.is(found.length, 12);
  for (const { name, early, tags, turns, ms, left } of found) {
    assert.not.ok(early, `${name}: over before it was aborted`);
    assert.equal(tags, ['Aborted'], name);
    assert.ok(turns <= 3, `${name}: ${turns} turns of the event loop`);
    assert.ok(ms < 50, `${name}: ${ms} ms`);
    assert.is(left, '', name);
  }
  assert.not.ok(server.arrived.some(({ url }) => url === '/silent/models/las%3Amodel%3A1'));
  assert.ok(server.arrived.some(({ url }) => url.startsWith('/created/f')));
  await server.close();
});

cancellation('ends a call that connects, though Node goes on connecting', async () => {
  // Takes connections and says nothing: whoever comes with TLS waits for it.
  const silent = await serveRaw(() => {});
  const { stdout } = await run('abort', silent.origin, silent.origin, 'while it connects');
  const [found] = report(stdout).found;
  assert.ok(found && !found.early && found.turns <= 3 && found.ms < 50, stdout);
  assert.equal(found.tags, ['Aborted']);
  await silent.close();
});

cancellation('ten thousand calls on one signal leave no listener', async () => {
  const { signal } = new AbortController();
  const ctx = createContext({
    credentials: staticToken('token-of-the-test'),
    signal,
    fetch: async () => Response.json({ message: 'no' }, { status: 404 }),
  });
  // Nine of ten end before there is a request, which is what costs time.
  const tokenless = { ...ctx, credentials: staticToken('') };
  const listeners = () => getEventListeners(signal, 'abort').length;
  let most = 0;
  for (let i = 0; i < 100; i++) {
    const calls = Array.from({ length: 100 }, (_, n) => getModel(n % 10 ? tokenless : ctx, 'las:model:1')());
    most = Math.max(most, listeners());
    const results = await Promise.all(calls);
    assert.is(results.filter(({ _tag }) => _tag === 'Left').length, 100);
  }
  assert.is(most, 1);
  assert.is(listeners(), 0);
});

cancellation('calls to a server on one signal leave no listener, however they end', async () => {
  const server = await serve((response, _, n) => {
    if (n % 3 === 0) response.socket?.destroy();
    else response.writeHead(n % 3 === 1 ? 200 : 503).end('{}');
  });
  const controller = new AbortController();
  const { signal } = controller;
  const ctx = createContext({
    apiEndpoint: server.origin,
    credentials: staticToken('token-of-the-test'),
    signal,
    retry: { limit: 1, delay: 1 },
  });
  await Promise.all(Array.from({ length: 60 }, () => getModel(ctx, 'las:model:1')()));
  assert.is(getEventListeners(signal, 'abort').length, 0);
  const pending = Array.from({ length: 60 }, () => getModel(ctx, 'las:model:1')());
  controller.abort();
  for (const result of await Promise.all(pending)) {
    assert.ok(result._tag === 'Left' && result.left._tag === 'Aborted');
  }
  assert.is(getEventListeners(signal, 'abort').length, 0);
  await server.close();
});

cancellation.run();
