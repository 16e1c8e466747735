import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InfiniteQueryObserver, MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core';
import {
  clientCredentials,
  createContext,
  createDocuments,
  type DocumentId,
  LasException,
  staticToken,
} from 'las-fp';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { documentDeletion, documentQuery, documentsQuery } from '../../../examples/guides/tanstack-query.js';

const file = () => new Blob(['%PDF-1.7'], { type: 'application/pdf' });

/** An emulator with documents, and the requests that it got. */
async function world(count: number) {
  const emulator = createEmulator();
  const { clientId, clientSecret } = emulator;
  const sent: string[] = [];
  const ctx = createContext({
    credentials: clientCredentials({ clientId, clientSecret }),
    fetch: (request) => {
      sent.push(
        `${request.method} ${decodeURIComponent(new URL(request.url).pathname).split('/').slice(-2).join('/')}`,
      );
      return emulator.fetch(request);
    },
    retry: 0,
  });
  const sources = Array.from({ length: count }, (_, i) => ({ content: file(), name: `${i}.pdf` }));
  const ids = (await createDocuments(ctx, sources)()).map(({ result }): DocumentId => {
    if (result._tag === 'Left') throw new LasException(result.left);
    return result.right.documentId;
  });
  sent.length = 0;
  const client = new QueryClient();
  return { ctx, ids, sent, client, emulator };
}

const test = suite('guide: TanStack Query');

test('two readers of a document share one request', async () => {
  const { ctx, ids, sent, client } = await world(1);
  const [documentId] = ids;
  assert.ok(documentId);
  const [one, other] = await Promise.all([
    client.fetchQuery(documentQuery(ctx, documentId)),
    client.fetchQuery(documentQuery(ctx, documentId)),
  ]);
  assert.is(one.documentId, documentId);
  assert.is(other, one);
  assert.is(sent.length, 1);
});

test('an error is a LasException, and is not repeated', async () => {
  const { ctx, sent, client, emulator } = await world(0);
  emulator.fail({ status: 503, when: /^GET .*documents/, times: 5 });
  const observer = new QueryObserver(client, documentQuery(ctx, 'cradl:document:missing'));
  const result = await observer.refetch();
  assert.instance(result.error, LasException);
  assert.is(result.error instanceof LasException && result.error.error._tag, 'HttpError');
  assert.equal(
    sent.filter((line) => line.startsWith('GET ')),
    ['GET documents/cradl:document:missing'],
  );
});

test('a list goes on from page to page, to the last', async () => {
  const { ctx, ids, client } = await world(45);
  const observer = new InfiniteQueryObserver(client, documentsQuery(ctx));
  const stop = observer.subscribe(() => {});
  await observer.refetch();
  while (observer.getCurrentResult().hasNextPage) await observer.fetchNextPage();
  const result = observer.getCurrentResult();
  stop();
  const found = result.data?.pages.flatMap(({ documents }) => documents.map(({ documentId }) => documentId));
  assert.is(result.data?.pages.length, 3);
  assert.equal(found?.toSorted(), ids.toSorted());
});

test('a deletion has the list fetched again', async () => {
  const { ctx, ids, client } = await world(2);
  const observer = new InfiniteQueryObserver(client, documentsQuery(ctx));
  const stop = observer.subscribe(() => {});
  await observer.refetch();
  const [documentId] = ids;
  assert.ok(documentId);
  await new MutationObserver(client, documentDeletion(ctx, client)).mutate(documentId);
  stop();
  const left = observer.getCurrentResult().data?.pages.flatMap(({ documents }) => documents);
  assert.equal(
    left?.map((document) => document.documentId),
    ids.slice(1),
  );
});

test('a query that is cancelled closes its connection', async () => {
  const server = createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ctx = createContext({ apiEndpoint, credentials: staticToken('token') });
  const client = new QueryClient();
  try {
    const query = documentQuery(ctx, 'cradl:document:one');
    const pending = client.fetchQuery(query).catch(() => 'cancelled');
    const [request] = await once(server, 'request');
    const closed = once(request.socket, 'close');
    await client.cancelQueries({ queryKey: query.queryKey });
    await closed;
    assert.is(await pending, 'cancelled');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.run();
