import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  getDocumentContent,
  getDocumentStream,
  type LasDocument,
  putDocumentContent,
} from '../../../src/resources/documents/index.js';
import { endpoint, fake, type Sent, status, token } from '../../support/fake.js';
import { left } from '../../support/results.js';

const documentId = 'las:document:0a1b';
const fileUrl = 'https://files.example.com/0a1b?v=1';
const pdf = '%PDF-1.7 invoice';
const file = new Blob([pdf]);

const least = {
  documentId,
  retentionInDays: 1825,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
} as const;
const created = { ...least, fileUrl };

const here = '/documents/las%3Adocument%3A0a1b';
const text = async (request: Sent | undefined) =>
  request?.body instanceof Blob ? request.body.text() : undefined;

// -- putDocumentContent ----------------------------------------------------------------------------------------

const put = suite('putDocumentContent');

put('asks where the file goes, and sends it there', async () => {
  const { ctx, sent } = fake(({ method }: Sent) => (method === 'PUT' ? new Response('') : created));
  assert.equal(await putDocumentContent(ctx, documentId, file)(), { _tag: 'Right', right: created });
  assert.is(sent[0]?.method, 'GET');
  assert.is(sent[0]?.url.href, endpoint + here);
  assert.is(sent[1]?.method, 'PUT');
  assert.is(sent[1]?.url.href, fileUrl);
  assert.is(await text(sent[1]), pdf);
});

put('asks nothing where the document is given', async () => {
  const { ctx, sent } = fake(new Response(''));
  const document: LasDocument = { ...least, fileUrl };
  const result = await putDocumentContent(ctx, document, new Blob(['?']), { contentType: 'image/webp' })();
  assert.equal(result, { _tag: 'Right', right: document });
  assert.is(sent.length, 1);
  assert.is(sent[0]?.headers.get('content-type'), 'image/webp');
});

put('refuses wrong content and a wrong id before anything leaves', async () => {
  const { ctx, sent } = fake(created);
  for (const task of [
    putDocumentContent(ctx, documentId, ''),
    putDocumentContent(ctx, documentId, new Blob(['?'])),
    putDocumentContent(ctx, documentId, file, { contentType: 'image/png' }),
    putDocumentContent(ctx, '' as typeof documentId, file),
    putDocumentContent(ctx, { ...least, fileUrl: 'http://files.example.com/a' }, file),
  ]) {
    assert.is(left(await task())._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

put('hands on what goes wrong', async () => {
  assert.is(left(await putDocumentContent(fake(() => status(404)).ctx, documentId, file)())._tag, 'NotFound');
  const { ctx } = fake(({ method }: Sent) => (method === 'PUT' ? status(500) : created));
  const error = left(await putDocumentContent(ctx, documentId, file)());
  assert.ok(error._tag === 'HttpError' && error.source === 'file');
  assert.match(left(await putDocumentContent(fake(least).ctx, documentId, file)()).message, /no fileUrl/);
});

put.run();

// -- getDocumentContent ----------------------------------------------------------------------------------------

const content = suite('getDocumentContent');

const served = (request: Sent) =>
  request.url.hostname === 'files.example.com'
    ? new Response(pdf, { headers: { 'content-type': 'application/pdf' } })
    : { ...least, fileUrl };

content('asks where the file is, and fetches it', async () => {
  const { ctx, sent } = fake(served);
  const task = getDocumentContent(ctx, documentId);
  assert.is(sent.length, 0);
  const result = await task();
  assert.ok(result._tag === 'Right');
  assert.is(await result.right.text(), pdf);
  assert.is(result.right.type, 'application/pdf');
  assert.is(sent.length, 2);
  assert.is(sent[0]?.url.href, endpoint + here);
  assert.is(sent[1]?.method, 'GET');
  assert.is(sent[1]?.url.href, fileUrl);
  assert.equal(Object.fromEntries(sent[1]?.headers ?? []), { authorization: `Bearer ${token}` });
});

content('asks nothing where the document is given with its address', async () => {
  const { ctx, sent } = fake(served);
  assert.is((await getDocumentContent(ctx, { ...least, fileUrl })())._tag, 'Right');
  assert.is(sent.length, 1);
});

content('asks where the document is given without it', async () => {
  const { ctx, sent } = fake(served);
  assert.is((await getDocumentContent(ctx, least)())._tag, 'Right');
  assert.is(sent[0]?.url.href, endpoint + here);
});

content('sends how to render in the query', async () => {
  const { ctx, sent } = fake(served);
  const options = { width: 100, height: 50, page: -1, rotation: 270, density: 72, quality: 'low' } as const;
  await getDocumentContent(ctx, { ...least, fileUrl, content: 'JVBERg==' }, options)();
  assert.is(sent[0]?.url.href, `${fileUrl}&width=100&height=50&page=-1&rotation=270&density=72&quality=low`);
});

content('refuses what cannot be in a query', async () => {
  const { ctx, sent } = fake(served);
  const error = left(await getDocumentContent(ctx, { ...least, fileUrl }, { width: Number.NaN })());
  assert.is(error._tag, 'InvalidInput');
  assert.is(sent.length, 0);
});

content('takes it from the document where it is there', async () => {
  const { ctx, sent } = fake({});
  const inline = { ...least, content: Buffer.from(pdf).toString('base64'), contentType: 'application/pdf' };
  for (const document of [inline, { ...inline, fileUrl }]) {
    const result = await getDocumentContent(ctx, document, { width: undefined })();
    assert.ok(result._tag === 'Right');
    assert.is(await result.right.text(), pdf);
    assert.is(result.right.type, 'application/pdf');
  }
  assert.is(sent.length, 0);
  const asked = fake(inline);
  assert.is((await getDocumentContent(asked.ctx, documentId)())._tag, 'Right');
  assert.is(asked.sent.length, 1);
});

content('renders nothing that the file server does not keep', async () => {
  const { ctx } = fake({ ...least, content: 'JVBERg==' });
  const error = left(await getDocumentContent(ctx, documentId, { page: 0 })());
  assert.is(error._tag, 'InvalidInput');
  assert.match(error.message, /omit the options/);
});

content('tells of a document without a file', async () => {
  for (const nothing of [
    least,
    { ...least, fileUrl: null, content: null },
    { ...least, fileUrl: '', content: '' },
  ]) {
    const error = left(await getDocumentContent(fake(nothing).ctx, documentId)());
    assert.is(error._tag, 'InvalidInput');
    assert.is(error.message, 'The document has no file: send one with putDocumentContent.');
  }
});

content('hands on what goes wrong', async () => {
  const { ctx } = fake((request: Sent) =>
    request.url.hostname === 'files.example.com' ? status(404, 'gone') : { ...least, fileUrl },
  );
  const error = left(await getDocumentContent(ctx, documentId)());
  assert.ok(error._tag === 'NotFound' && error.source === 'file' && error.message.includes('gone'));
  assert.is(
    left(await getDocumentContent(fake(() => status(500), { retry: 0 }).ctx, documentId)())._tag,
    'HttpError',
  );
});

content('sends no token to a place that is no file server', async () => {
  const { ctx, sent } = fake({});
  for (const fileUrl of [
    'http://files.example.com/a',
    'https://127.0.0.1/a',
    'data:,x',
    'file:///etc/passwd',
  ]) {
    assert.is(left(await getDocumentContent(ctx, { ...least, fileUrl })())._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

content.run();

// -- getDocumentStream -----------------------------------------------------------------------------------------

const stream = suite('getDocumentStream');

stream('asks where the file is, and gives it as it comes', async () => {
  const { ctx, sent } = fake(served);
  const task = getDocumentStream(ctx, documentId);
  assert.is(sent.length, 0);
  const result = await task();
  assert.ok(result._tag === 'Right');
  assert.is(await new Response(result.right).text(), pdf);
  assert.equal(
    sent.map(({ method, url }) => `${method} ${url.href}`),
    [`GET ${endpoint}${here}`, `GET ${fileUrl}`],
  );
  assert.equal(Object.fromEntries(sent[1]?.headers ?? []), { authorization: `Bearer ${token}` });
  const again = await task();
  assert.ok(again._tag === 'Right' && again.right !== result.right);
  assert.is(await new Response(again.right).text(), pdf);
});

stream('sends how to render in the query', async () => {
  const { ctx, sent } = fake(served);
  const result = await getDocumentStream(ctx, { ...least, fileUrl }, { page: 0, width: 800 })();
  assert.ok(result._tag === 'Right');
  await result.right.cancel();
  assert.is(sent[0]?.url.href, `${fileUrl}&page=0&width=800`);
});

stream('takes it from the document where it is there', async () => {
  const { ctx, sent } = fake({});
  const inline = { ...least, content: Buffer.from(pdf).toString('base64'), contentType: 'application/pdf' };
  for (const document of [inline, { ...inline, fileUrl }]) {
    const result = await getDocumentStream(ctx, document)();
    assert.ok(result._tag === 'Right');
    assert.is(await new Response(result.right).text(), pdf);
  }
  assert.is(sent.length, 0);
});

stream('is an error where there is nothing to read, not a stream that has one', async () => {
  const gone = fake((request: Sent) =>
    request.url.hostname === 'files.example.com' ? status(404, 'gone') : { ...least, fileUrl },
  );
  const error = left(await getDocumentStream(gone.ctx, documentId)());
  assert.ok(error._tag === 'NotFound' && error.source === 'file' && error.message.includes('gone'));
  assert.is(
    left(await getDocumentStream(fake(least).ctx, documentId)()).message,
    'The document has no file: send one with putDocumentContent.',
  );
  const inline = { ...least, content: 'JVBERg==' };
  assert.match(
    left(await getDocumentStream(fake(inline).ctx, inline, { page: 0 })()).message,
    /omit the options/,
  );
});

stream('refuses a time that is none before anything leaves', async () => {
  for (const time of [Number.NaN, -1]) {
    for (const option of ['timeout', 'fileTimeout', 'totalTimeout']) {
      const { ctx, sent } = fake(served, { [option]: time });
      assert.is(left(await getDocumentStream(ctx, documentId)())._tag, 'InvalidInput', option);
      assert.is(sent.length, 0, option);
    }
  }
});

stream('sends no token to a place that is no file server', async () => {
  const { ctx, sent } = fake({});
  for (const fileUrl of ['http://files.example.com/a', 'https://127.0.0.1/a', 'data:,x']) {
    assert.is(left(await getDocumentStream(ctx, { ...least, fileUrl })())._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

stream.run();
