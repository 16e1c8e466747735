/** Thousands of documents over a bad connection: each created once, each with its bytes, and no more memory than it takes. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveEmulator } from '../../emulator/src/node.js';
import {
  clientCredentials,
  collect,
  createContext,
  createDocuments,
  type DocumentOutcome,
  type DocumentSource,
  listDocuments,
  staticToken,
} from '../../src/index.js';
import { type Fault, faultProxy, faults, refusing, seeded } from './bulkProxy.js';

const total = 2000;
const seed = 20_240_501;

/** A small file, another one for each number. */
function fileOf(n: number): Uint8Array<ArrayBuffer> {
  const random = seeded(n);
  const text = new TextEncoder().encode(`%PDF-1.4\n% document ${n}\n`);
  return Uint8Array.from([...text, ...Array.from({ length: 64 + (n % 400) }, () => random() * 256)]);
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function* sources(): Generator<DocumentSource> {
  for (let n = 0; n < total; n++) {
    const content = async () => ({ _tag: 'Right', right: new Blob([fileOf(n)]) }) as const;
    yield { name: `document ${n}`, content };
  }
}

/** What a run may be met with, and report. */
const reasons = ['NetworkError', 'Timeout', 'HttpError', 'TooManyRequests', 'DecodeError'];

const bulk = suite(`createDocuments: ${total} documents over a bad connection`);

bulk(
  'each is created exactly once, or reported with its reason; resuming creates what is missing',
  async () => {
    const server = await serveEmulator();
    const posted: string[] = [];
    const proxy = await faultProxy(server.url, {
      rate: 0.05,
      seed,
      onCarried: (method, path, body, status) => {
        if (method === 'POST' && path === '/v1/documents' && status === 200) {
          posted.push(JSON.parse(body.toString()).name);
        }
      },
    });
    const credentials = clientCredentials({ ...server.emulator, authEndpoint: server.url });
    const ctx = createContext({
      apiEndpoint: `${proxy.url}/v1`,
      credentials,
      fetch: await refusing(proxy, { rate: 0.005, seed }),
      timeout: 2000,
      fileTimeout: 2000,
      retry: { limit: 2, delay: 5, maxDelay: 100 },
    });
    // What is really there, past the proxy and the network.
    const there = createContext({
      apiEndpoint: server.apiEndpoint,
      credentials,
      fetch: (request) => server.emulator.fetch(request),
    });
    const listed = async () => {
      const all = await collect(listDocuments, there, { max: Number.POSITIVE_INFINITY })();
      assert.is(all._tag, 'Right');
      return all._tag === 'Right' ? all.right : [];
    };
    try {
      let resume: ReadonlyArray<DocumentOutcome> = [];
      let documents = await listed();
      let runs = 0;
      do {
        const before = new Set(documents.map(({ name }) => name));
        posted.length = 0;
        const report = await createDocuments(ctx, sources(), { concurrency: 32, resume })();
        assert.is(report.length, total);
        assert.equal(
          posted.filter((name) => before.has(name)),
          [],
          'created although it was there',
        );
        documents = await listed();
        assert.is(new Set(documents.map(({ name }) => name)).size, documents.length, 'created twice');

        // Every document that is there belongs to an entry of the report: by its id, or by its mark.
        const known = new Set<unknown>();
        const marks = new Set<unknown>();
        report.forEach(({ source, result, trace }, n) => {
          assert.is(source.name, `document ${n}`);
          if (result._tag === 'Right') {
            known.add(result.right.documentId);
            return;
          }
          const { _tag, message, documentId } = result.left;
          assert.ok(reasons.includes(_tag) && message.length > 0, `${_tag}: ${message}`);
          if (documentId) known.add(documentId);
          else marks.add(trace);
        });
        for (const { documentId, metadata } of documents) {
          assert.ok(known.delete(documentId) || marks.has(metadata?.['lasFpTrace']), `${documentId} is lost`);
        }
        assert.is(known.size, 0, 'reported, but not there');
        if (runs === 0) assert.ok(marks.size > 20 && documents.length < total, 'the faults have been met');
        // The next run is another process.
        resume = JSON.parse(JSON.stringify(report.map(({ source: _, ...outcome }) => outcome)));
        runs++;
      } while (runs < 6 && resume.some(({ result }) => result._tag === 'Left'));

      assert.ok(
        resume.every(({ result }) => result._tag === 'Right'),
        `not done in ${runs} runs`,
      );
      const every: ReadonlyArray<Fault> = ['refused', ...faults];
      for (const fault of every) assert.ok((proxy.met.get(fault) ?? 0) > 3, `${fault} was hardly met`);
      assert.is(documents.length, total);
      const token = await credentials.getToken(there);
      const headers = { authorization: `Bearer ${token._tag === 'Right' ? token.right : ''}` };
      for (const { name, fileUrl } of documents) {
        const file = await server.emulator.fetch(fileUrl ?? '', { headers });
        assert.is(file.status, 200, `${name} has no file`);
        const expected = hashOf(fileOf(Number(name?.split(' ')[1])));
        assert.is(hashOf(new Uint8Array(await file.arrayBuffer())), expected);
      }
    } finally {
      await proxy.close();
      await server.close();
    }
  },
);

bulk.run();

const memory = suite('createDocuments: memory');

memory('no more contents than are under way, and of what is done the report alone', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  let ids = 0;
  // Answers, and keeps nothing.
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (part: Buffer) => {
      if (incoming.method === 'POST') body += part;
    });
    incoming.on('end', () => {
      const documentId = `las:document:${String(ids++).padStart(32, '0')}`;
      const none = { createdTime: null, createdBy: null, updatedTime: null, updatedBy: null };
      const document = { documentId, fileUrl: `${url}/files/${documentId}`, retentionInDays: 1, ...none };
      response.setHeader('content-type', 'application/json');
      const created = () => ({ ...document, metadata: JSON.parse(body).metadata });
      response.end(incoming.method === 'POST' ? JSON.stringify(created()) : '{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const concurrency = 8;
  const documents = 600;
  const every = 100;
  const size = 65_536;
  const contents = new Set<WeakRef<Blob>>();
  function* lazily(): Generator<DocumentSource> {
    for (let n = 0; n < documents; n++) {
      const content = async () => {
        const blob = new Blob([Buffer.alloc(size, '%PDF-1.4 ')]);
        contents.add(new WeakRef(blob));
        return { _tag: 'Right', right: blob } as const;
      };
      yield { name: `document ${n}`, content };
    }
  }
  const look = () => {
    collectGarbage();
    return process.memoryUsage();
  };
  const start = look().arrayBuffers;
  const looks: NodeJS.MemoryUsage[] = [];
  let most = 0;
  try {
    const ctx = createContext({ apiEndpoint: url, credentials: staticToken('token') });
    const onProgress = (done: number) => {
      if (done % every > 0) return;
      looks.push(look());
      for (const ref of contents) if (!ref.deref()) contents.delete(ref);
      most = Math.max(most, contents.size);
    };
    const report = await createDocuments(ctx, lazily(), { concurrency, onProgress })();
    assert.ok(report.every(({ result }) => result._tag === 'Right'));
    assert.ok(most > 0 && most <= concurrency, `${most} contents at once`);
    // What a copy takes is what the report takes, or somewhat more: its sources are a name and a function each.
    const before = look().heapUsed;
    const copy = structuredClone(report.map(({ source: _, ...outcome }) => outcome));
    const perDocument = (look().heapUsed - before) / copy.length;
    // Until the first look, code is compiled and the pools fill.
    const [, first, ...more] = looks;
    const last = more.at(-1);
    assert.ok(first && last);
    const grown = last.heapUsed - first.heapUsed;
    const due = 1.5 * perDocument * (documents - 2 * every) + 500_000;
    assert.ok(grown < due, `${grown} bytes more, of which ${due} are due`);
    // Buffers are swept some time after a collection, so one look may be too early; had they been kept, the third
    // look would find half of all of them, and each later one more.
    const buffers = Math.min(...looks.slice(2).map(({ arrayBuffers }) => arrayBuffers)) - start;
    assert.ok(buffers < (documents * size) / 4, `${buffers} bytes in buffers`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

memory.run();
