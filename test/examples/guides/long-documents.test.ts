/** The guide to long documents: four pages with a table that goes on, a page that cannot be read, a large file. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientCredentials, createContext, createDocument } from 'las-fp';
import { serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { download, readWhole, readWithGaps } from '../../../examples/guides/long-documents.js';
import { must, mustFail, pdfOf, world } from './world.js';

const modelId = 'las:model:pages';

const cell = (label: string, value: string | null, page: number) => ({
  label,
  value,
  confidence: 0.95,
  page,
});

/** A page with the total on the last one, and rows of which one goes on from the second page to the third. */
const pages = [
  [[cell('description', 'chair', 0), cell('amount', '100.00', 0)]],
  [[cell('description', 'desk', 1)]],
  [[cell('amount', '250.00', 2)], [cell('description', 'lamp', 2), cell('amount', '50.00', 2)]],
  [],
].map((rows, page) => [
  cell('total_amount', page === 3 ? '400.00' : null, page),
  { label: 'line_items', value: rows },
]);

function longWorld(torn: ReadonlyArray<number> = []) {
  return world({
    models: [
      { modelId, fieldConfig: { total_amount: { type: 'amount' } }, preprocessConfig: { maxPages: 1 } },
    ],
    predict: (_document, _model, { choosePages }) => {
      const [page = 0] = choosePages(pages.length);
      if (torn.includes(page)) throw new Error(`page ${page} is torn`);
      return pages[page] ?? [];
    },
  });
}

const guide = suite('the guide to long documents');

guide('reads all pages, and joins the row that goes on', async () => {
  const { ctx, emulator } = longWorld();
  const { documentId } = must(await createDocument(ctx, await pdfOf(4))());
  const fields = must(await readWhole(ctx, documentId, modelId)());
  assert.equal(
    fields.line_items?.map((row) => [row.description?.[0]?.value, row.amount?.[0]?.value]),
    [
      ['chair', '100.00'],
      ['desk', '250.00'],
      ['lamp', '50.00'],
    ],
  );
  assert.equal(
    fields.total_amount?.map(({ value, page }) => [value, page]),
    [['400.00', 3]],
  );
  const made = emulator.requests.filter(({ path }) => path === '/v1/predictions');
  assert.is(made.length, 4);
});

guide('ends with what was read where a page fails', async () => {
  const { ctx } = longWorld([2]);
  const { documentId } = must(await createDocument(ctx, await pdfOf(4))());
  const error = mustFail(await readWhole(ctx, documentId, modelId)());
  assert.is(error._tag, 'BadRequest');
  assert.match(error.message, /page 2 is torn/);
  assert.equal(
    error.read.map(({ startPage }) => startPage),
    [0, 1],
  );
});

guide('tells the gaps, and reads the rest', async () => {
  const { ctx } = longWorld([1]);
  const { documentId } = must(await createDocument(ctx, await pdfOf(4))());
  const { fields, gaps } = await readWithGaps(ctx, documentId, modelId, 4)();
  assert.equal(
    gaps.map(({ page, error }) => [page, error._tag]),
    [[1, 'BadRequest']],
  );
  assert.is(fields.total_amount?.at(0)?.value, '400.00');
  assert.ok(fields.line_items?.some((row) => row.description?.[0]?.value === 'chair'));
});

guide('fetches a large file, and leaves no part of one that breaks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-stream-'));
  const server = await serveEmulator();
  try {
    const { clientId, clientSecret } = server.emulator;
    const { apiEndpoint, authEndpoint } = server;
    const credentials = clientCredentials({ clientId, clientSecret, authEndpoint });
    const ctx = createContext({ apiEndpoint, credentials, retry: 0 });
    const large = new Blob(['%PDF-1.7\n', new Uint8Array(20_000_000)], { type: 'application/pdf' });
    const { documentId } = must(await createDocument(ctx, large)());
    const path = join(folder, 'large.pdf');
    server.emulator.fail({ how: 'cut', when: /^GET .*file/ });
    assert.is(mustFail(await download(ctx, documentId, path)())._tag, 'NetworkError');
    assert.equal([existsSync(path), existsSync(`${path}.part`)], [false, false]);
    must(await download(ctx, documentId, path)());
    assert.is(statSync(path).size, large.size);
    assert.is(mustFail(await download(ctx, documentId, join(folder, 'none/large.pdf'))())._tag, 'Disk');
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

guide.run();
