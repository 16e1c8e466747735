import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { base64, png, sampleInvoice, tester } from './support.js';

const test = suite('emulator: documents');

test('the file goes to fileUrl and comes back', async () => {
  const { ok, call, emulator, token } = await tester();
  const created = await ok('POST', '/documents', { name: 'a', metadata: { key: 1 } });
  assert.is(created.contentType, null);
  assert.is(created.content, undefined);
  assert.match(created.fileUrl, /^https:\/\/api\.lucidtech\.ai\/files\/cradl%3Adocument%3A[0-9a-f]{32}$/);
  const headers = { authorization: `Bearer ${token}` };
  assert.is((await emulator.fetch(created.fileUrl, { headers })).status, 404);
  assert.is((await emulator.fetch(created.fileUrl, { method: 'PUT', body: 'x' })).status, 401);
  assert.is((await emulator.fetch(created.fileUrl, { method: 'PUT', body: 'text', headers })).status, 400);

  const bytes = await sampleInvoice();
  const put = await emulator.fetch(created.fileUrl, { method: 'PUT', body: bytes.slice(), headers });
  assert.is(put.status, 200);
  const got = await ok('GET', `/documents/${encodeURIComponent(created.documentId)}`);
  assert.is(got.contentType, 'application/pdf');
  assert.is(got.content, undefined);
  assert.equal(got.metadata, { key: 1 });
  const file = await emulator.fetch(got.fileUrl, { headers });
  assert.is(file.headers.get('content-type'), 'application/pdf');
  assert.equal(new Uint8Array(await file.arrayBuffer()), new Uint8Array(bytes));
  assert.is((await emulator.fetch(got.fileUrl)).status, 401);
  assert.is((await emulator.fetch(`${got.fileUrl}?width=10&page=-1`, { headers })).status, 501);
  await ok('DELETE', `/documents/${created.documentId}`);
  assert.is((await emulator.fetch(got.fileUrl, { headers })).status, 404);
  assert.is((await call('GET', `/documents/${created.documentId}`)).status, 404);
});

test('content in base64 comes back in base64', async () => {
  const { ok, call } = await tester();
  const created = await ok('POST', '/documents', { content: base64(png) });
  assert.is(created.contentType, 'image/png');
  assert.is(created.content, undefined);
  assert.is((await ok('GET', `/documents/${created.documentId}`)).content, base64(png));
  const { documents } = await ok('GET', '/documents');
  assert.is(documents[0].content, undefined);
  const long = await call('POST', '/documents', { content: 'A'.repeat(6_250_001), contentType: 'image/png' });
  assert.is(long.status, 400);
});

test('every byte survives base64', async () => {
  const { ok } = await tester();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      const body = { content: base64(bytes), contentType: 'image/jpeg' };
      const { documentId } = await ok('POST', '/documents', body);
      assert.is((await ok('GET', `/documents/${documentId}`)).content, body.content);
    }),
    { numRuns: 20 },
  );
});

test('the content type comes from the first bytes', async () => {
  const { ok } = await tester();
  const heads: [string, number[]][] = [
    ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
    ['image/jpeg', [0xff, 0xd8, 0xff]],
    ['image/tiff', [0x49, 0x49, 0x2a, 0]],
    ['image/tiff', [0x4d, 0x4d, 0, 0x2a]],
    ['image/webp', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50]],
  ];
  for (const [contentType, head] of heads) {
    const created = await ok('POST', '/documents', { content: base64(Uint8Array.from(head)) });
    assert.is(created.contentType, contentType);
  }
});

test('pages, filters and their echo', async () => {
  const { ok, call } = await tester({ maxPage: 5 });
  const { datasetId } = await ok('POST', '/datasets', {});
  const { datasetId: other } = await ok('POST', '/datasets', {});
  const ids: string[] = [];
  for (let index = 0; index < 7; index += 1) {
    const body = index % 2 === 0 ? { datasetId } : { datasetId: other };
    ids.push((await ok('POST', '/documents', body)).documentId);
  }
  assert.is((await ok('GET', '/documents')).documents.length, 5);
  assert.is((await ok('GET', '/documents?maxResults=50')).documents.length, 5);

  const collected: string[] = [];
  let nextToken: string | null = null;
  let pages = 0;
  do {
    const at: string = nextToken === null ? '' : `&nextToken=${nextToken}`;
    const page = await ok('GET', `/documents?maxResults=3&sortBy=createdTime&order=descending${at}`);
    collected.push(...page.documents.map((each: { documentId: string }) => each.documentId));
    assert.is(page.order, 'descending');
    assert.is(page.sortBy, 'createdTime');
    nextToken = page.nextToken;
    pages += 1;
  } while (nextToken !== null);
  assert.is(pages, 3);
  assert.equal(collected, [...ids].reverse());

  const filtered = await ok('GET', `/documents?datasetId=${datasetId}&maxResults=2`);
  assert.equal(filtered.datasetId, [datasetId]);
  assert.is(filtered.documents.length, 2);
  const both = await ok('GET', `/documents?datasetId=${datasetId}&datasetId=${other}`);
  assert.is(both.documents.length, 5);
  const one = await ok('GET', `/documents?documentId=${ids[1]}&documentId=${ids[2]}`);
  assert.is(one.documents.length, 2);
  assert.is(one.documentId, undefined);

  const bad = [
    `nextToken=${filtered.nextToken}`,
    `datasetId=${other}&nextToken=${filtered.nextToken}`,
    'nextToken=x',
    'maxResults=0',
    'maxResults=many',
    'datasetId=',
    'order=up',
    'sortBy=name',
    'unknown=1',
  ];
  for (const query of bad) assert.is((await call('GET', `/documents?${query}`)).status, 400, query);
});

test('a page goes on where the last one ended, also when documents went meanwhile', async () => {
  const { ok } = await tester();
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push((await ok('POST', '/documents', {})).documentId);
  const first = await ok('GET', '/documents?maxResults=2');
  await ok('DELETE', `/documents/${ids[1]}`);
  const second = await ok('GET', `/documents?maxResults=2&nextToken=${first.nextToken}`);
  assert.equal(
    second.documents.map((each: { documentId: string }) => each.documentId),
    ids.slice(2),
  );
});

test('deletes page by page, with a filter, and everything', async () => {
  const { ok, call } = await tester();
  const { datasetId } = await ok('POST', '/datasets', {});
  for (let index = 0; index < 5; index += 1) {
    await ok('POST', '/documents', index < 3 ? { datasetId } : {});
  }
  assert.is((await ok('GET', `/datasets/${datasetId}`)).numberOfDocuments, 3);
  assert.is((await call('DELETE', `/datasets/${datasetId}`)).status, 400);
  const first = await ok('DELETE', `/documents?datasetId=${datasetId}&maxResults=2`);
  assert.is(first.documents.length, 2);
  assert.ok(first.nextToken);
  const query = `datasetId=${datasetId}&maxResults=2&nextToken=${first.nextToken}`;
  const second = await ok('DELETE', `/documents?${query}`);
  assert.is(second.documents.length, 1);
  assert.is(second.nextToken, null);
  assert.is((await ok('GET', '/documents')).documents.length, 2);
  assert.is((await call('DELETE', '/documents?documentId=las:document:1')).status, 400);
  assert.is((await ok('DELETE', `/datasets/${datasetId}`)).datasetId, datasetId);
  await ok('DELETE', '/documents');
  assert.equal((await ok('GET', '/documents')).documents, []);
});

test('changes ground truth and dataset', async () => {
  const { ok, call } = await tester();
  const { datasetId } = await ok('POST', '/datasets', {});
  const { documentId } = await ok('POST', '/documents', {});
  const groundTruth = [{ label: 'total', value: '1.00' }];
  const changed = await ok('PATCH', `/documents/${documentId}`, { groundTruth, datasetId });
  assert.equal(changed.groundTruth, groundTruth);
  assert.ok(changed.updatedTime);
  assert.equal((await ok('GET', `/datasets/${datasetId}`)).groundTruthSummary, { total: 1 });
  const lost = await call('PATCH', `/documents/${documentId}`, { datasetId: 'las:dataset:0' });
  assert.is(lost.status, 404);
});

test('takes the keys of 2021', async () => {
  const { ok, call } = await tester();
  const { batchId } = await ok('POST', '/batches', { name: 'old' });
  await ok('POST', '/documents', { batchId, content: base64(png), contentType: 'image/png' });
  const { batches } = await ok('GET', '/batches');
  assert.is(batches[0].numDocuments, 1);
  const { documents } = await ok('GET', `/documents?batchId=${batchId}`);
  assert.is(documents[0].batchId, batchId);
  assert.is((await call('DELETE', `/batches/${batchId}`)).status, 400);
  await ok('DELETE', `/documents?batchId=${batchId}`);
  await ok('DELETE', `/batches/${batchId}`);
});

test.run();
