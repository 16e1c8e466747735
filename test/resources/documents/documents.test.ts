import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Content, ContextOverrides, LasError } from '../../../src/index.js';
import {
  createDocument,
  type DeleteDocumentsOptions,
  type DocumentFilter,
  deleteAllDocuments,
  deleteDocument,
  deleteDocuments,
  type GroundTruth,
  getDocument,
  listDocuments,
  updateDocument,
} from '../../../src/resources/documents/index.js';
import { endpoint, fake, type Sent, status, token } from '../../support/fake.js';
import { callsOf, operation } from '../../support/operation.js';
import { left } from '../../support/results.js';

const documentId = 'las:document:0a1b0000000000000000000000000000';
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

const groundTruth: ReadonlyArray<GroundTruth> = [
  { label: 'total', value: '54.50', confidence: 0.9, pages: [0, 1] },
  { label: 'paid', value: false },
  { label: 'rate', value: 0.25, confidence: null },
  { label: 'due_date', value: null },
  {
    label: 'line_items',
    value: [
      [
        { label: 'name', value: 'paper' },
        { label: 'parts', value: [[{ label: 'sheet', value: 'A4' }]] },
      ],
      [],
    ],
  },
  { label: 'flat', value: [{ label: 'a', value: 'b' }] },
];

const consentId = 'las:consent:10000000000000000000000000000000';
const datasetId = 'las:dataset:10000000000000000000000000000000';

/** As much of it as the API of 2024 documents. */
const nestedGroundTruth: ReadonlyArray<GroundTruth> = [
  { label: 'total', value: '54.50', confidence: 1, pages: [0, 1] },
  { label: 'paid', value: false },
  {
    label: 'lines',
    value: [
      { label: 'amount', value: 54.5, confidence: 0.9, pages: [0] },
      { label: 'amount', value: null, confidence: 0.9, pages: [0] },
    ],
  },
  {
    label: 'more_lines',
    value: [
      [{ label: 'amount', value: 54.5, confidence: 0.9, pages: [0] }],
      [
        {
          label: 'amount',
          confidence: 0.9,
          pages: [0],
          value: [[{ label: 'amount', value: 54.5, confidence: 0.9, pages: [0] }]],
        },
      ],
    ],
  },
];

const full = {
  ...least,
  contentType: 'application/pdf',
  content: 'JVBERg==',
  contentMD5: 'd41d8cd98f00b204e9800998ecf8427e',
  fileUrl,
  groundTruth,
  batchId: 'las:batch:10000000000000000000000000000000',
  consentId: 'las:consent:10000000000000000000000000000000',
  datasetId: 'las:dataset:10000000000000000000000000000000',
  name: 'invoice.pdf',
  description: 'The first',
  metadata: { any: { thing: [1] } },
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:1',
} as const;

const here = '/documents/las%3Adocument%3A0a1b0000000000000000000000000000';
const text = async (request: Sent | undefined) =>
  request?.body instanceof Blob ? request.body.text() : undefined;

// -- one call each ---------------------------------------------------------------------------------------------

operation('getDocument', {
  sends: [{ call: (ctx) => getDocument(ctx, documentId), method: 'GET', path: here }],
  answers: [full, least],
  words: ['contentType'],
  required: 'documentId',
});

operation('listDocuments', {
  sends: [
    { call: (ctx) => listDocuments(ctx), method: 'GET', path: '/documents' },
    {
      call: (ctx) =>
        listDocuments(ctx, {
          documentId: [documentId, 'las:document:20000000000000000000000000000000'],
          datasetId: 'las:dataset:10000000000000000000000000000000',
          consentId: ['las:consent:10000000000000000000000000000000'],
          batchId: [],
          sortBy: 'createdTime',
          order: 'descending',
          maxResults: 10,
          nextToken: 'a token/+=&',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/documents',
      query: [
        ['documentId', documentId],
        ['documentId', 'las:document:20000000000000000000000000000000'],
        ['datasetId', 'las:dataset:10000000000000000000000000000000'],
        ['consentId', 'las:consent:10000000000000000000000000000000'],
        ['sortBy', 'createdTime'],
        ['order', 'descending'],
        ['maxResults', '10'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) =>
        listDocuments(ctx, {
          datasetId: 'las:dataset:0123456789abcdef0123456789abcdef',
          consentId: 'las:consent:0123456789abcdef0123456789abcdef',
          maxResults: 3,
          nextToken: 'bmV4dA==',
        }),
      method: 'GET',
      path: '/documents',
      query: [
        ['datasetId', 'las:dataset:0123456789abcdef0123456789abcdef'],
        ['consentId', 'las:consent:0123456789abcdef0123456789abcdef'],
        ['maxResults', '3'],
        ['nextToken', 'bmV4dA=='],
      ],
    },
    {
      call: (ctx) =>
        listDocuments(ctx, {
          batchId: ['las:batch:0123456789abcdef0123456789abcdef'],
          datasetId: [
            'las:dataset:0123456789abcdef0123456789abcdef',
            'las:dataset:fedcba9876543210fedcba9876543210',
          ],
        }),
      versions: ['2021-09-23'],
      method: 'GET',
      path: '/documents',
      query: [
        ['batchId', 'las:batch:0123456789abcdef0123456789abcdef'],
        ['datasetId', 'las:dataset:0123456789abcdef0123456789abcdef'],
        ['datasetId', 'las:dataset:fedcba9876543210fedcba9876543210'],
      ],
    },
  ],
  answers: [{ documents: [full, least], nextToken: 'more', order: 'descending' }, { documents: [least] }],
  words: ['documents.0.contentType'],
  required: 'documents.0.documentId',
});

operation('updateDocument', {
  sends: [
    {
      call: (ctx) =>
        updateDocument(ctx, 'cradl:document:0123456789abcdef0123456789abcdef', {
          groundTruth: [
            { label: 'rows', value: [[{ label: 'a', value: 'b', rawValue: 'B' }]] },
            { label: 'flat', value: [{ label: 'a', value: 1, rawValue: 1 }] },
          ],
        }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: '/documents/cradl%3Adocument%3A0123456789abcdef0123456789abcdef',
      body: {
        groundTruth: [
          { label: 'rows', value: [[{ label: 'a', value: 'b', rawValue: 'B' }]] },
          { label: 'flat', value: [{ label: 'a', value: 1, rawValue: 1 }] },
        ],
      },
    },
    {
      call: (ctx) => updateDocument(ctx, documentId, { name: null }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: here,
      body: { name: null },
    },
    {
      call: (ctx) =>
        updateDocument(ctx, documentId, {
          groundTruth,
          datasetId: 'las:dataset:10000000000000000000000000000000',
          retentionInDays: 1,
          name: 'a',
          description: null,
          metadata: { a: null },
        }),
      versions: [],
      method: 'PATCH',
      path: here,
      body: {
        groundTruth,
        datasetId: 'las:dataset:10000000000000000000000000000000',
        retentionInDays: 1,
        name: 'a',
        description: null,
        metadata: { a: null },
      },
    },
    {
      call: (ctx) =>
        updateDocument(ctx, 'las:document:0123456789abcdef0123456789abcdef', {
          groundTruth: [
            { label: 'total', value: '54.50' },
            { label: 'paid', value: false },
            { label: 'none', value: null },
          ],
          datasetId: 'las:dataset:0123456789abcdef0123456789abcdef',
          retentionInDays: 30,
        }),
      versions: ['2021-09-23'],
      method: 'PATCH',
      path: '/documents/las%3Adocument%3A0123456789abcdef0123456789abcdef',
      body: {
        groundTruth: [
          { label: 'total', value: '54.50' },
          { label: 'paid', value: false },
          { label: 'none', value: null },
        ],
        datasetId: 'las:dataset:0123456789abcdef0123456789abcdef',
        retentionInDays: 30,
      },
    },
    {
      call: (ctx) =>
        updateDocument(ctx, 'las:document:0123456789abcdef0123456789abcdef', {
          groundTruth: nestedGroundTruth,
          datasetId: 'las:dataset:0123456789abcdef0123456789abcdef',
          retentionInDays: 30,
          metadata: { anything: [1, { goes: null }] },
          name: 'A name: æøå',
          description: null,
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/documents/las%3Adocument%3A0123456789abcdef0123456789abcdef',
      body: {
        groundTruth: nestedGroundTruth,
        datasetId: 'las:dataset:0123456789abcdef0123456789abcdef',
        retentionInDays: 30,
        metadata: { anything: [1, { goes: null }] },
        name: 'A name: æøå',
        description: null,
      },
    },
  ],
  answers: [full, least],
  words: ['contentType'],
  required: 'documentId',
});

operation('deleteDocument', {
  sends: [{ call: (ctx) => deleteDocument(ctx, documentId), method: 'DELETE', path: here }],
  answers: [full, least],
  words: ['contentType'],
  required: 'documentId',
});

// More than one request, or one that is no JSON of a single document: the suites below look at what they send.

const named = {
  consentId,
  datasetId,
  name: 'invoice.webp',
  description: null,
  metadata: { a: [null] },
} as const;

callsOf('createDocument', [
  // First: answers are tried with it, and those of the documents have a fileUrl that is no address.
  { call: (ctx) => createDocument(ctx, file, { upload: 'inline' }) },
  {
    call: (ctx) =>
      createDocument(ctx, file, {
        contentType: null,
        agentRunId: 'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
        groundTruth: [
          { label: 'rows', value: [[{ label: 'a', value: 'b', rawValue: 'B' }]] },
          { label: 'flat', value: [{ label: 'a', value: 1, rawValue: 1 }] },
        ],
      }),
    versions: ['2025-08-01'],
  },
  {
    call: (ctx) =>
      createDocument(ctx, new Blob([new Uint8Array([0x49, 0x49, 0x2a, 0])]), {
        upload: 'inline',
        contentType: 'image/tiff',
        groundTruth: [
          { label: 'total', value: '54.50' },
          { label: 'paid', value: false },
          { label: 'none', value: null },
        ],
        consentId,
        datasetId,
        batchId: 'las:batch:10000000000000000000000000000000',
        retentionInDays: 30,
      }),
    versions: ['2021-09-23'],
  },
  { call: (ctx) => createDocument(ctx, file), versions: ['2024-11-29', '2025-08-01'] },
  {
    call: (ctx) =>
      createDocument(ctx, new Blob(['RIFF0000WEBP']), {
        contentType: 'image/webp',
        groundTruth: nestedGroundTruth,
        retentionInDays: 30,
        ...named,
      }),
    versions: ['2024-11-29', '2025-08-01'],
  },
]);

callsOf('deleteDocuments', [
  { call: (ctx) => deleteDocuments(ctx, { everyDocument: true }) },
  {
    call: (ctx) =>
      deleteDocuments(ctx, { consentId, datasetId: [datasetId], maxResults: 3, nextToken: 'bmV4dA==' }),
  },
  {
    call: (ctx) => deleteDocuments(ctx, { batchId: ['las:batch:10000000000000000000000000000000'] }),
    versions: ['2021-09-23'],
  },
]);

const ids = suite('ids of documents');

ids('that are none never become another call', async () => {
  for (const id of [
    '',
    '.',
    '..',
    '/',
    '?',
    '#',
    'las:document:',
    'las:document:a/../..',
    ' ',
    undefined,
    null,
    0,
  ]) {
    const wrong = id as typeof documentId;
    const { ctx, sent } = fake({ documents: [] });
    for (const task of [
      getDocument(ctx, wrong),
      updateDocument(ctx, wrong, { name: 'a' }),
      deleteDocument(ctx, wrong),
    ]) {
      assert.is(left(await task())._tag, 'InvalidInput', String(id));
    }
    assert.is(sent.length, 0);
  }
});

ids('ground truth is checked to any depth', async () => {
  const wrong = [{ label: 'a', value: [[{ label: 'b', value: [[{ label: 1, value: 'c' }]] }]] }];
  const error = left(await getDocument(fake({ ...least, groundTruth: wrong }).ctx, documentId)());
  assert.ok(error._tag === 'DecodeError');
  assert.is(error.path, 'groundTruth[0].value[0][0].value[0][0].label');
});

ids.run();

// -- createDocument --------------------------------------------------------------------------------------------

const create = suite('createDocument');

const created = { ...least, fileUrl, contentType: null };
const upload = ({ method }: Sent) => (method === 'PUT' ? new Response('') : created);

create('tells the API, then sends the file', async () => {
  const { ctx, sent } = fake(upload);
  const task = createDocument(ctx, file);
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.is(sent.length, 0);
  assert.equal(await task(), { _tag: 'Right', right: created });
  assert.is(sent.length, 2);
  assert.is(sent[0]?.method, 'POST');
  assert.is(sent[0]?.url.href, `${endpoint}/documents`);
  assert.equal(sent[0]?.body, { contentType: 'application/pdf' });
  assert.is(sent[1]?.method, 'PUT');
  assert.is(sent[1]?.url.href, fileUrl);
  assert.equal(Object.fromEntries(sent[1]?.headers ?? []), {
    authorization: `Bearer ${token}`,
    'content-type': 'application/pdf',
  });
  assert.is(await text(sent[1]), pdf);
});

create('sends every option', async () => {
  const options = {
    groundTruth,
    consentId: 'las:consent:1',
    datasetId: 'las:dataset:1',
    batchId: 'las:batch:1',
    retentionInDays: 30,
    name: 'invoice.pdf',
    description: null,
    metadata: { a: 1 },
  } as const;
  const { ctx, sent } = fake(upload);
  await createDocument(ctx, file, { ...options, contentType: 'application/pdf', upload: 'file' })();
  assert.equal(sent[0]?.body, { ...options, contentType: 'application/pdf' });
});

create('takes any kind of bytes', async () => {
  const bytes = new TextEncoder().encode(pdf);
  const contents: ReadonlyArray<Content> = [
    bytes,
    bytes.slice().buffer,
    new Uint8Array([0, ...bytes]).subarray(1),
    Buffer.from(pdf),
    new File([pdf], 'a.pdf', { type: 'application/octet-stream' }),
    Buffer.from(pdf).toString('base64'),
  ];
  for (const content of contents) {
    const { ctx, sent } = fake(upload);
    assert.is((await createDocument(ctx, content)())._tag, 'Right');
    assert.is(await text(sent[1]), pdf);
    assert.is(sent[1]?.headers.get('content-type'), 'application/pdf');
  }
});

create('sends the bytes of a Blob of another realm', async () => {
  // As a test's DOM has it: a Blob in every respect, but no instance of this realm's class.
  const foreign = {
    [Symbol.toStringTag]: 'Blob',
    size: file.size,
    type: 'application/pdf',
    slice: (...range: [number, number, string]) => file.slice(...range),
    arrayBuffer: () => file.arrayBuffer(),
    stream: () => file.stream(),
  } as unknown as Blob;
  const { ctx, sent } = fake(upload);
  assert.is((await createDocument(ctx, foreign)())._tag, 'Right');
  assert.ok(sent[1]?.body, 'the file has no body');
  assert.is(await text(sent[1]), pdf);
});

create('takes the type that is given for bytes that tell nothing', async () => {
  const { ctx, sent } = fake(upload);
  await createDocument(ctx, new Blob(['?']), { contentType: 'image/tiff' })();
  assert.equal(sent[0]?.body, { contentType: 'image/tiff' });
  assert.is(sent[1]?.headers.get('content-type'), 'image/tiff');
});

create('refuses wrong content before anything leaves', async () => {
  const { ctx, sent } = fake(upload);
  for (const upload of ['file', 'inline'] as const) {
    for (const [content, contentType] of [
      ['', undefined],
      ['invoice.pdf', undefined],
      [new Blob(['?']), undefined],
      [file, 'image/png'],
      [undefined as unknown as Content, 'image/png'],
    ] as const) {
      const error = left(await createDocument(ctx, content, { upload, contentType })());
      assert.is(error._tag, 'InvalidInput');
      assert.not.ok('documentId' in error);
    }
  }
  assert.is(sent.length, 0);
});

create('sends nothing more where the API refuses', async () => {
  const { ctx, sent } = fake(() => status(400, 'no such consent'));
  const error = left(await createDocument(ctx, file)());
  assert.is(error._tag, 'BadRequest');
  assert.not.ok('documentId' in error);
  assert.is(sent.length, 1);
});

create('tells of the document that exists already where the file does not arrive', async () => {
  const cases: ReadonlyArray<readonly [() => unknown, LasError['_tag'], number]> = [
    [() => status(500, 'no room'), 'HttpError', 3],
    [() => status(415, 'what is this?'), 'HttpError', 1],
    [() => status(403, 'Forbidden'), 'InvalidCredentials', 1],
    [() => Promise.reject(new TypeError('fetch failed')), 'NetworkError', 3],
  ];
  for (const [answer, tag, times] of cases) {
    const { ctx, sent } = fake((request: Sent) => (request.method === 'PUT' ? answer() : created));
    const error = left(await createDocument(ctx, file)());
    assert.is(error._tag, tag);
    assert.is('source' in error && error.source, 'file');
    assert.is(error.documentId, documentId);
    assert.ok(error.message.startsWith(`${documentId} is created, but has no file yet: `), error.message);
    assert.is(sent.length, 1 + times);
    assert.is(await text(sent.at(-1)), pdf);
  }
});

create('says that a PUT is sent again as a whole', async () => {
  const { ctx, sent } = fake((request: Sent, n: number) =>
    request.method === 'PUT' ? (n === 2 ? status(503) : new Response('')) : created,
  );
  assert.is((await createDocument(ctx, file)())._tag, 'Right');
  assert.equal(await Promise.all([text(sent[1]), text(sent[2])]), [pdf, pdf]);
});

create('tells accounts without a file server what to do', async () => {
  for (const fileUrl of [undefined, null, '']) {
    const { ctx, sent } = fake({ ...least, fileUrl });
    const error = left(await createDocument(ctx, file)());
    assert.is(error.documentId, documentId);
    assert.match(error.message, /upload: 'inline'/);
    assert.is(sent.length, 1);
  }
});

create('sends no token to a place that is no file server', async () => {
  for (const fileUrl of [
    'http://files.example.com/a',
    'https://169.254.169.254/a',
    'javascript:alert(1)',
    'nowhere',
  ]) {
    const { ctx, sent } = fake({ ...least, fileUrl });
    const error = left(await createDocument(ctx, file)());
    assert.is(error._tag, 'InvalidInput');
    assert.is(error.documentId, documentId);
    assert.is(sent.length, 1);
  }
});

create('allows the file its own time', async () => {
  const slow = (request: Sent) =>
    request.method === 'PUT'
      ? new Promise((resolve) => setTimeout(() => resolve(new Response('')), 150))
      : created;
  const limits = { timeout: 100, fileTimeout: 2000, retry: 0 };
  assert.is((await createDocument(fake(slow, limits).ctx, file)())._tag, 'Right');
  const error = left(await createDocument(fake(slow, { ...limits, fileTimeout: 10 }).ctx, file)());
  assert.ok(error._tag === 'Timeout' && error.scope === 'attempt' && error.documentId === documentId);
});

create('creates nothing whose file cannot be sent in any time', async () => {
  for (const fileTimeout of [Number.NaN, -1]) {
    const { ctx, sent } = fake(created, { fileTimeout });
    assert.is(left(await createDocument(ctx, file)())._tag, 'InvalidInput');
    assert.is(sent.length, 0);
  }
});

create('inline: in one request', async () => {
  const { ctx, sent } = fake({ ...least, content: 'JVBERg==' });
  assert.is(
    (
      await createDocument(ctx, file, {
        upload: 'inline',
        name: 'a',
        batchId: 'las:batch:1',
      })()
    )._tag,
    'Right',
  );
  assert.is(sent.length, 1);
  assert.equal(sent[0]?.body, {
    name: 'a',
    batchId: 'las:batch:1',
    contentType: 'application/pdf',
    content: Buffer.from(pdf).toString('base64'),
  });
});

create('inline: no more than one request carries', async () => {
  const { ctx, sent } = fake(least);
  const much = new Uint8Array(4_687_501);
  much.set(new TextEncoder().encode(pdf));
  for (const content of [much, Buffer.from(much).toString('base64')]) {
    const error = left(await createDocument(ctx, content, { upload: 'inline' })());
    assert.is(error._tag, 'InvalidInput');
    assert.match(error.message, /6250000/);
  }
  assert.is(sent.length, 0);
});

create.run();

// -- deleteDocuments -------------------------------------------------------------------------------------------

const remove = suite('deleteDocuments');

remove('sends its filters', async () => {
  const cases: ReadonlyArray<readonly [DeleteDocumentsOptions, string]> = [
    [{ datasetId: 'las:dataset:1' }, '?datasetId=las%3Adataset%3A1'],
    [
      {
        consentId: ['las:consent:1', 'las:consent:2'],
        batchId: undefined,
      },
      '?consentId=las%3Aconsent%3A1&consentId=las%3Aconsent%3A2',
    ],
    [
      {
        batchId: 'las:batch:1',
        datasetId: ['las:dataset:1'],
        maxResults: 5,
        nextToken: 'n',
      },
      '?batchId=las%3Abatch%3A1&datasetId=las%3Adataset%3A1&maxResults=5&nextToken=n',
    ],
    [{ everyDocument: true }, ''],
    [{ everyDocument: true, maxResults: 5 }, '?maxResults=5'],
  ];
  for (const [options, query] of cases) {
    const answer = { documents: [full], nextToken: null };
    const { ctx, sent } = fake(answer);
    const task = deleteDocuments(ctx, options);
    assert.is(sent.length, 0);
    assert.equal(await task(), { _tag: 'Right', right: answer });
    assert.is(sent[0]?.method, 'DELETE');
    assert.is(sent[0]?.url.href, `${endpoint}/documents${query}`);
    assert.is(sent[0]?.body, undefined);
  }
});

const hollow: ReadonlyArray<readonly [string, unknown]> = [
  ['nothing', {}],
  ['undefined', { datasetId: undefined, consentId: undefined, batchId: undefined }],
  ['a page alone', { maxResults: 10, nextToken: 'n' }],
  ['an empty list', { datasetId: [] }],
  ['an empty text', { datasetId: '' }],
  ['a list with an empty text', { consentId: ['las:consent:1', ''] }],
  ['a list with nothing', { consentId: [undefined] }],
  ['a list of empty places', { consentId: new Array(2) }],
  ['an empty list beside a filter', { datasetId: 'las:dataset:1', batchId: [] }],
  ['everyDocument that is false', { everyDocument: false }],
  ['everyDocument beside a filter', { everyDocument: true, datasetId: 'las:dataset:1' }],
  ['everyDocument beside an empty filter', { everyDocument: true, datasetId: [] }],
  ['null', { datasetId: null }],
  ['null beside a filter', { datasetId: null, batchId: 'las:batch:1' }],
];

for (const [name, options] of hollow) {
  remove(`refuses ${name}`, async () => {
    const { ctx, sent } = fake({ documents: [] });
    for (const task of [
      () => deleteDocuments(ctx, options as DeleteDocumentsOptions)(),
      () => deleteAllDocuments(ctx, options as DocumentFilter)(),
    ]) {
      const error = left(await task());
      assert.is(error._tag, 'InvalidInput');
      assert.match(error.message, /Say which documents to delete/);
    }
    assert.is(sent.length, 0);
  });
}

remove.run();

// -- deleteAllDocuments ----------------------------------------------------------------------------------------

const removeAll = suite('deleteAllDocuments');

const filter = { datasetId: 'las:dataset:1' } as const;
const page = (n: number, nextToken: string | null, count = 2) => ({
  documents: Array.from({ length: count }, (_, i) => ({ ...least, documentId: `las:document:${n}-${i}` })),
  nextToken,
});

removeAll('goes on to the last page', async () => {
  const { ctx, sent } = fake((_: Sent, n: number) => page(n, n < 3 ? `page ${n + 1}` : null));
  const task = deleteAllDocuments(ctx, filter);
  assert.is(sent.length, 0);
  const result = await task();
  assert.ok(result._tag === 'Right');
  assert.equal(
    result.right.map((document) => document.documentId),
    ['1-0', '1-1', '2-0', '2-1', '3-0', '3-1'].map((id) => `las:document:${id}`),
  );
  assert.equal(
    sent.map(({ url }) => [...url.searchParams]),
    [
      [['datasetId', 'las:dataset:1']],
      [
        ['datasetId', 'las:dataset:1'],
        ['nextToken', 'page 2'],
      ],
      [
        ['datasetId', 'las:dataset:1'],
        ['nextToken', 'page 3'],
      ],
    ],
  );
});

removeAll('begins again when it runs again', async () => {
  const { ctx, sent } = fake((_: Sent, n: number) => page(n, n % 2 === 1 ? 'more' : null));
  const task = deleteAllDocuments(ctx, { everyDocument: true });
  await task();
  await task();
  assert.equal(
    sent.map(({ url }) => url.search),
    ['', '?nextToken=more', '', '?nextToken=more'],
  );
});

removeAll('goes on over a page with nothing on it', async () => {
  const { ctx } = fake((_: Sent, n: number) => page(n, n < 3 ? `page ${n + 1}` : null, n === 2 ? 0 : 1));
  const result = await deleteAllDocuments(ctx, filter)();
  assert.ok(result._tag === 'Right' && result.right.length === 2);
});

removeAll('says how many are gone where it fails in between', async () => {
  const { ctx, sent } = fake((_: Sent, n: number) =>
    n < 3 ? page(n, `page ${n + 1}`) : status(403, 'Forbidden'),
  );
  const result = await deleteAllDocuments(ctx, filter)();
  const error = left(result);
  assert.is(error._tag, 'InvalidCredentials');
  const deleted = result._tag === 'Left' ? result.left.deleted : [];
  assert.equal(
    deleted.map(({ documentId }) => documentId),
    sent.slice(0, 2).flatMap((_, n) => page(n + 1, '').documents.map(({ documentId }) => documentId)),
  );
  assert.match(error.message, /\(4 documents are deleted already\)/);
  const first = left(await deleteAllDocuments(fake(() => status(403, 'Forbidden')).ctx, filter)());
  assert.not.match(first.message, /deleted already/);
});

/** Fails a test that would go on for ever. */
const bounded = (answer: (n: number) => unknown, overrides: ContextOverrides = {}) =>
  fake((_: Sent, n: number) => (n > 20 ? status(400, 'without end') : answer(n)), overrides);

removeAll('ends where a token leads nowhere new', async () => {
  const { ctx, sent } = bounded((n) => page(n, 'same', n === 1 ? 2 : 0));
  const result = await deleteAllDocuments(ctx, filter)();
  assert.is(result._tag === 'Left' && result.left._tag, 'DecodeError');
  assert.match(result._tag === 'Left' ? result.left.message : '', /2 documents are deleted already/);
  assert.is(sent.length, 2);
});

removeAll('ends where tokens go in a circle', async () => {
  for (const answer of [
    (n: number) => page(n, ['a', 'b'][n % 2] ?? '', n === 1 ? 2 : 0),
    () => page(1, 'same'),
  ]) {
    const { ctx, sent } = bounded(answer);
    await deleteAllDocuments(ctx, filter)();
    assert.ok(sent.length <= 20, `${sent.length} requests`);
  }
});

removeAll.run();
