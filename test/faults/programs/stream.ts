/** Streams of files, ended in every way: prints what each left behind, and how much memory a large one takes. */
import { mkdtempSync, openAsBlob, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  type ContextOverrides,
  createContext,
  getDocumentContent,
  getDocumentStream,
  LasException,
  putDocumentContent,
  staticToken,
} from '../../../src/index.js';
import { pause } from '../../support/results.js';

const [origin = ''] = process.argv.slice(2);

const at = (path: string, overrides: ContextOverrides = {}) => {
  const ctx = createContext({ apiEndpoint: origin, credentials: staticToken('token'), ...overrides });
  const document = {
    documentId: 'las:document:1',
    fileUrl: origin + path,
    retentionInDays: 1,
    createdTime: null,
    createdBy: null,
    updatedTime: null,
    updatedBy: null,
  } as const;
  return { ctx, document };
};

const open = async (path: string, overrides?: ContextOverrides) => {
  const { ctx, document } = at(path, overrides);
  const stream = await getDocumentStream(ctx, document)();
  if (stream._tag === 'Left') throw new Error(stream.left.message);
  return stream.right;
};

// Pipes are those to the parent.
const resources = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'PipeWrap')
    .join(' ');

const drain = async (stream: ReadableStream<Uint8Array>, each: (bytes: number) => void = () => {}) => {
  for await (const part of stream) each(part.length);
};

const ends: Readonly<Record<string, () => Promise<unknown>>> = {
  end: async () => drain(await open('/10')),
  cancel: async () => (await open('/endless')).cancel(),
  error: async () => drain(await open('/broken')),
  abort: async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const stream = await open('/endless', { signal });
    setTimeout(() => controller.abort(), 50);
    await drain(stream);
  },
  timeout: async () => drain(await open('/endless', { totalTimeout: 500 })),
};

const found: unknown[] = [];
for (const [name, end] of Object.entries(ends)) {
  const tag = await end().then(
    () => '',
    (error: unknown) => (error instanceof LasException ? error.error._tag : String(error)),
  );
  // A socket that is destroyed is gone a little later.
  for (let i = 0; i < 50 && resources() !== ''; i++) await pause(10);
  found.push({ name, tag, left: resources() });
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const held = () => {
  collectGarbage();
  const { external, arrayBuffers } = process.memoryUsage();
  return Math.max(external, arrayBuffers) / 2 ** 20;
};

let before = held();
let most = 0;
let unseen = 0;
await drain(await open('/1024'), (bytes) => {
  unseen += bytes;
  if (unseen < 2 ** 22) return;
  unseen = 0;
  most = Math.max(most, held() - before);
});
before = held();
const { ctx, document } = at('/1024');
const file = await getDocumentContent(ctx, document)();
const blob = held() - before;
if (file._tag === 'Left' || file.right.size !== 64 * 2 ** 20) throw new Error('control: no file');

// The way there: a file of the same size, of which Node's fetch would keep a copy.
const folder = mkdtempSync(join(tmpdir(), 'las-fp-'));
const path = join(folder, 'file');
writeFileSync(path, '%PDF-1.7\n');
truncateSync(path, 64 * 2 ** 20);
before = held();
let upload = 0;
const timer = setInterval(() => {
  upload = Math.max(upload, held() - before);
}, 20);
const there = at('/1');
const sent = await putDocumentContent(there.ctx, there.document, await openAsBlob(path))();
clearInterval(timer);
rmSync(folder, { recursive: true });
if (sent._tag === 'Left') throw new Error(sent.left.message);
console.log(JSON.stringify({ found, stream: most, blob, upload, ended: Date.now() }));
