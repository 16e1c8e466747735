import * as E from 'fp-ts/lib/Either.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveEmulator } from '../emulator/src/node.js';
import { amount, decodeFields, optional, policyOf, rows, string } from '../src/extraction/index.js';
import { clientCredentials, createContext } from '../src/index.js';
import { readDocument } from '../src/reading.js';
import { fake, type Sent, status } from './support/fake.js';

const policy = policyOf(
  {
    total: { type: 'amount' },
    items: { type: 'lines', required: false, fields: { name: { type: 'string' } } },
  },
  {
    total: { confidenceLevels: { automated: 0.9 } },
    items: { fields: { name: { confidenceLevels: { automated: 0.5 } } } },
  },
);
const codec = decodeFields({ total: amount, items: optional(rows({ name: string })) });
const content = new Blob(['%PDF-1.7\n%%EOF'], { type: 'application/pdf' });

const server = await serveEmulator({
  models: [{ modelId: 'las:model:parts', fieldConfig: policy }],
  predict: (_document, _model, { choosePages }) => {
    const [page = 0] = choosePages(2);
    const name = { label: 'name', value: `item ${page}`, confidence: 0.6, page };
    return [
      { label: 'total', value: page === 0 ? null : '12.50', confidence: 0.95, page },
      { label: 'items', value: [[name]] },
    ];
  },
});
const { clientId, clientSecret } = server.emulator;
const { apiEndpoint, authEndpoint } = server;
const ctx = createContext({
  apiEndpoint,
  credentials: clientCredentials({ clientId, clientSecret, authEndpoint }),
});

const reading = suite('readDocument');

reading('goes from a file to a decision and typed values', async () => {
  for (const predictions of [{ pages: 2 }, { maxPages: 1 }]) {
    const read = await readDocument(ctx, content, 'las:model:parts', policy, {
      codec,
      predictions,
      document: { name: 'a.pdf' },
    })();
    assert.ok(E.isRight(read));
    const { document, decision, values, fields, predictions: parts } = read.right;
    assert.is(document.name, 'a.pdf');
    assert.is(parts.length, 2);
    assert.equal({ look: decision.look, reasons: decision.reasons }, { look: false, reasons: [] });
    assert.equal(values, E.right({ total: '12.50', items: [{ name: 'item 0' }, { name: 'item 1' }] }));
    assert.is(fields.items?.length, 2);
  }
});

reading('makes a person look where a rule or the codec says so', async () => {
  const read = await readDocument(ctx, content, 'las:model:parts', policy, {
    predictions: { pages: 2 },
    codec: decodeFields({ total: string, items: optional(rows({ name: amount })) }),
    validators: [
      ({ total }) => (total === '12.50' ? [{ label: 'total', kind: 'invalid', message: 'too much' }] : []),
    ],
  })();
  assert.ok(E.isRight(read) && read.right.decision.look);
  assert.equal(
    read.right.decision.reasons.map(({ below, ...reason }) => reason),
    [
      { label: 'items', row: 0, column: 'name', kind: 'invalid', message: 'Not what is expected: amount.' },
      { label: 'items', row: 1, column: 'name', kind: 'invalid', message: 'Not what is expected: amount.' },
      { label: 'total', kind: 'invalid', message: 'too much' },
    ],
  );
  assert.ok(read.right.values && E.isLeft(read.right.values));
});

reading('names the document that was created and not read, with what was read of it', async () => {
  const documentId = 'las:document:0a1b2c00000000000000000000000000';
  const { ctx, sent } = fake(({ method, url, body }: Sent) => {
    if (method === 'PUT') return new Response();
    if (url.pathname.endsWith('/documents'))
      return {
        documentId,
        retentionInDays: 1,
        createdTime: null,
        createdBy: null,
        updatedTime: null,
        updatedBy: null,
        fileUrl: 'https://api.example.com/file',
      };
    const start = (body as { readonly preprocessConfig?: { readonly startPage?: number } }).preprocessConfig
      ?.startPage;
    return start === 1
      ? status(400, 'torn')
      : {
          predictionId: 'las:prediction:0',
          documentId,
          modelId: 'las:model:parts',
          predictions: [],
          nextPage: 1,
        };
  });
  const read = await readDocument(ctx, content, 'las:model:parts', policy)();
  assert.ok(E.isLeft(read) && read.left._tag === 'BadRequest');
  assert.is(read.left.documentId, documentId);
  assert.ok('read' in read.left && read.left.read.length === 1);
  assert.is(sent.length, 4);
  const refused = await readDocument(ctx, '', 'las:model:parts', policy)();
  assert.ok(E.isLeft(refused) && refused.left._tag === 'InvalidInput');
});

reading('sends nothing before it is run', async () => {
  const { ctx, sent } = fake({});
  readDocument(ctx, content, 'las:model:parts', policy);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.is(sent.length, 0);
});

reading.after(() => server.close());
reading.run();
