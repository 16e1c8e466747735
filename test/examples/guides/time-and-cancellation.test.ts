import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, staticToken, withOptions } from 'las-fp';
import { getDocument } from 'las-fp/documents';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { handler, within } from '../../../examples/guides/time-and-cancellation.js';

const test = suite<{ readonly servers: Server[] }>('guide: time and cancellation', { servers: [] });

const serve = async (servers: Server[], listener: RequestListener) => {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** A context of an API that never answers. */
const silent = async (servers: Server[]) => {
  const { server, url } = await serve(servers, () => {});
  return { server, ctx: createContext({ apiEndpoint: url, credentials: staticToken('token') }) };
};

test.after.each(({ servers }) => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

test('calls end together at the deadline', async ({ servers }) => {
  const { ctx } = await silent(servers);
  const own = within(ctx, 50);
  const results = await Promise.all([
    getDocument(own, 'las:document:a')(),
    getDocument(own, 'las:document:b')(),
  ]);
  assert.equal(
    results.map((result) => result._tag === 'Left' && result.left._tag),
    ['Aborted', 'Aborted'],
  );
});

test("calls within a time end with the context's own signal too", async ({ servers }) => {
  const { ctx } = await silent(servers);
  const controller = new AbortController();
  const own = within(withOptions(ctx, { signal: controller.signal }), 60_000);
  const pending = getDocument(own, 'las:document:a')();
  controller.abort();
  const result = await pending;
  assert.is(result._tag === 'Left' && result.left._tag, 'Aborted');
});

test('a client that hangs up ends the request to the API', async ({ servers }) => {
  const { server, ctx } = await silent(servers);
  const { url } = await serve(servers, handler(ctx, 'las:document:a'));
  const client = new AbortController();
  const asked = fetch(url, { signal: client.signal }).catch(() => 'hung up');
  const [request] = await once(server, 'request');
  const closed = once(request.socket, 'close');
  client.abort();
  await closed;
  assert.is(await asked, 'hung up');
});

test('a client that waits gets the document', async ({ servers }) => {
  const api = await serve(servers, (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ documentId: 'las:document:a' }));
  });
  const ctx = createContext({ apiEndpoint: api.url, credentials: staticToken('token') });
  const { url } = await serve(servers, handler(ctx, 'las:document:a'));
  assert.equal(await (await fetch(url)).json(), { documentId: 'las:document:a' });
});

test.run();
