/** Symptoms of the network and of time. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '../../emulator/src/index.js';
import * as las from '../../src/index.js';
import { nodeTransport } from '../../src/node/index.js';
import type { Provocations } from './page.js';
import { against, at, call, contextOf, ctx, get, pdf, seen, type Task } from './world.js';

const { createDocument, getDocument, listModels, withOptions } = las;

const breaks = (run: (ctx: las.Context) => Task) => against((request) => request.socket.destroy(), run);
const isSilent = (run: (ctx: las.Context) => Task) => against(() => {}, run);

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.log('     no openssl: what needs a certificate is SKIPPED');

/** Certificates that Node does not know: signed by itself, by somebody unknown, and with that one's beside it. */
async function certificates(): Promise<ReadonlyArray<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-certificates-'));
  const openssl = (line: string) =>
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'ignore' });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  try {
    const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';
    writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1');
    openssl(`req -x509 ${key} -days 2 -subj /CN=somebody -keyout ca.key -out ca.pem`);
    openssl(`req ${key} -subj /CN=localhost -keyout leaf.key -out leaf.csr`);
    openssl(
      'x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out leaf.pem',
    );
    const pairs = [
      ['ca.key', read('ca.pem')],
      ['leaf.key', read('leaf.pem')],
      ['leaf.key', read('leaf.pem') + read('ca.pem')],
    ] as const;
    return await Promise.all(
      pairs.map(async ([keyFile, cert]) => {
        const server = createServer({ key: read(keyFile), cert });
        await once(server.listen(0, '127.0.0.1'), 'listening');
        const { port } = server.address() as AddressInfo;
        const get = getDocument(at(`https://127.0.0.1:${port}`), 'las:document:1');
        return seen(get).finally(() => server.close());
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const failing = createEmulator();
failing.fail({ status: 503, when: /^PUT/ });

const limited = createEmulator({ limits: { quotas: { document: 0 }, requestsPerSecond: 1 } });

export const ofTheNetwork: Provocations = {
  // A label of 64 characters is no name: nobody is asked for it.
  'NetworkError with ENOTFOUND': call(getDocument(at(`https://${'a'.repeat(64)}.invalid`), 'las:document:1')),
  'NetworkError with ECONNREFUSED': call(async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    return getDocument(at(`http://127.0.0.1:${port}`), 'las:document:1')();
  }),
  'NetworkError with UND_ERR_SOCKET': call([
    breaks((there) => getDocument(there, 'las:document:1')),
    breaks((there) => getDocument(withOptions(there, { transport: nodeTransport() }), 'las:document:1')),
  ]),
  SELF_SIGNED_CERT_IN_CHAIN: hasOpenssl ? { texts: certificates } : 'where there is openssl',
  CERT_HAS_EXPIRED: 'by hand: it needs a certificate of another year that Node was started to trust',
  'Failed to fetch': 'by hand, in Chromium: the console told of CORS, of connect-src and of no connection',
  "Timeout with scope: 'attempt'": call(
    isSilent((there) => getDocument(withOptions(there, { timeout: 20 }), 'las:document:1')),
  ),
  "Timeout with scope: 'total'": call(
    isSilent((there) => getDocument(withOptions(there, { totalTimeout: 20 }), 'las:document:1')),
  ),
  "Aborted by the context's signal": call([
    isSilent((there) =>
      getDocument(withOptions(there, { signal: AbortSignal.timeout(20) }), 'las:document:1'),
    ),
    get({ signal: AbortSignal.abort() }),
  ]),
  'It may have been carried out': call(breaks((there) => createDocument(there, pdf))),
  '… is created, but has no file': call(createDocument(contextOf(failing), pdf), async () => {
    const [made] = (await las.toPromise(las.listDocuments(contextOf(failing)))).documents;
    if (!made) throw new Error('no document');
    return las.putDocumentContent(contextOf(failing), made.documentId, pdf)();
  }),
  TooManyRequests: call(async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => listModels(contextOf(limited))()));
    return all.find(({ _tag }) => _tag === 'Left') ?? { _tag: 'Right' };
  }),
  LimitExceeded: call(
    async () => createDocument(contextOf(createEmulator({ limits: { quotas: { document: 0 } } })), pdf)(),
    createDocument(ctx, pdf),
  ),
};
