/** Goes through documents, a page at a time, and watches its heap. Started with `--expose-gc`. */
import { setTimeout } from 'node:timers/promises';

const [client, origin] = process.argv.slice(2);
const apiEndpoint = `${origin}/v1`;
const headers = { authorization: 'Bearer a-token' };

async function* withFetch() {
  let nextToken = null;
  do {
    const query = nextToken === null ? '' : `?nextToken=${nextToken}`;
    const page = await (await fetch(`${apiEndpoint}/documents${query}`, { headers })).json();
    yield* page.documents;
    nextToken = page.nextToken;
  } while (nextToken !== null);
}

async function* withLas() {
  const { createContext, items, listDocuments, staticToken } = await import('las-fp');
  const ctx = createContext({ apiEndpoint, credentials: staticToken('a-token') });
  for await (const item of items(listDocuments, ctx)) {
    if (item._tag === 'Left') throw new Error(item.left.message);
    yield item.right;
  }
}

process.on('message', async ({ total, every }) => {
  const heap = [];
  let documents = 0;
  const startedCpu = process.cpuUsage();
  const started = performance.now();
  for await (const { documentId } of client === 'fetch' ? withFetch() : withLas()) {
    if (!documentId.startsWith('las:document:')) throw new Error('something else came');
    documents += 1;
    if (documents % every === 0) {
      // Twice: what has a finalizer goes when that has run.
      globalThis.gc();
      await setTimeout(10);
      globalThis.gc();
      heap.push(process.memoryUsage().heapUsed);
    }
    if (documents === total) break;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(startedCpu);
  process.send({ documents, seconds, cpu: (user + system) / 1e6, heap });
});
process.on('disconnect', () => process.exit());
process.send('ready');
