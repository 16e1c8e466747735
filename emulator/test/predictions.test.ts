import { PDFDocument, StandardFonts } from 'pdf-lib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { FieldConfig } from '../src/index.js';
import { base64, clock, png, sampleInvoice, tester } from './support.js';

interface Read {
  readonly label: string;
  readonly value: string | null;
  readonly confidence: number;
  readonly page?: number;
}

/** A PDF of texts at their places, a list for each page. */
async function pdf(pages: readonly (readonly [string, number, number, number?])[][]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const texts of pages) {
    const page = document.addPage([600, 800]);
    for (const [text, x, y, size = 10] of texts) page.drawText(text, { x, y, size, font });
  }
  return document.save();
}

async function read(
  bytes: Uint8Array,
  fieldConfig: FieldConfig,
  more: Record<string, unknown> = {},
): Promise<Record<string, Read>> {
  const { ok, upload } = await tester({ models: [{ modelId: 'las:model:m', fieldConfig }] });
  const documentId = await upload(bytes);
  const { predictions } = await ok('POST', '/predictions', { documentId, modelId: 'las:model:m', ...more });
  return Object.fromEntries(predictions.map((each: Read) => [each.label, each]));
}

const test = suite('emulator: predictions');

test('reads every field of the sample invoice', async () => {
  const { ok, upload } = await tester();
  const documentId = await upload(await sampleInvoice());
  const prediction = await ok('POST', '/predictions', { documentId, modelId: 'las:model:invoice' });
  assert.is(prediction.status, 'succeeded');
  assert.is(prediction.nextPage, null);
  const values = Object.fromEntries(prediction.predictions.map((each: Read) => [each.label, each.value]));
  const { line_items: lines, ...fields } = values;
  assert.equal(fields, {
    invoice_number: 'INV-2024-0117',
    invoice_date: '2024-03-15',
    due_date: '2024-04-14',
    total_amount: '3420.50',
    currency: 'EUR',
    supplier_name: 'Nordlys Office Supplies AS',
  });
  assert.equal(
    lines.map((line: Read[]) => line.map(({ value }) => value)),
    [
      ['Ergonomic desk chair', '4', '249.00', '996.00'],
      ['Standing desk, oak, 160 cm', '2', '540.50', '1081.00'],
      ['Monitor arm, double', '6', '89.90', '539.40'],
      ['Delivery and assembly', '1', '120.00', '120.00'],
    ],
  );
  assert.equal(
    lines[0].map(({ label }: Read) => label),
    ['description', 'quantity', 'unit_price', 'amount'],
  );
  for (const { label, confidence, page } of prediction.predictions.slice(0, 5)) {
    assert.ok(confidence > 0.9 && confidence < 1, label);
    assert.is(page, 0);
  }
  const got = await ok('GET', `/predictions/${prediction.predictionId}`);
  assert.equal(got, prediction);
});

test('reads other layouts', async () => {
  const bytes = await pdf([
    [
      ['FAKTURA', 50, 760, 20],
      ['Fakturanummer: 4711', 50, 700],
      ['Fakturadato', 50, 680],
      ['Forfallsdato', 200, 680],
      ['01.02.2024', 50, 666],
      ['15.02.2024', 200, 666],
      ['Sum eks. mva', 50, 600],
      ['1.000,00', 300, 600],
      ['MVA 25%', 50, 586],
      ['250,00', 300, 586],
      ['Å betale', 50, 560],
      ['kr 1 250,00', 300, 560],
      ['Kontonummer: 1234 56 78903', 50, 500],
    ],
  ]);
  const values = await read(bytes, {
    invoiceId: { type: 'digits' },
    invoice_date: { type: 'date' },
    due_date: { type: 'date' },
    total: { type: 'amount' },
    net_amount: { type: 'amount' },
    vat_amount: { type: 'amount' },
    bank_account: { type: 'number' },
    currency: { type: 'enum', enum: ['EUR', 'NOK'] },
    shoe_size: { type: 'string' },
  });
  const plain = Object.fromEntries(Object.values(values).map(({ label, value }) => [label, value]));
  assert.equal(plain, {
    invoiceId: '4711',
    invoice_date: '2024-02-01',
    due_date: '2024-02-15',
    total: '1250.00',
    net_amount: '1000.00',
    vat_amount: '250.00',
    bank_account: '12345678903',
    currency: 'NOK',
    shoe_size: null,
  });
  assert.is(values['shoe_size']?.confidence, 0);
  assert.ok((values['currency']?.confidence ?? 1) < (values['total']?.confidence ?? 0));
});

test('labels above their values, and currencies in labels', async () => {
  const bytes = await pdf([
    [
      ['From: Muster GmbH', 50, 760],
      ['Invoice no.', 50, 700],
      ['Invoice date', 150, 700],
      ['Due date', 250, 700],
      ['A-17/2024', 50, 686],
      ['01/02/2024', 150, 686],
      ['15/02/2024', 250, 686],
      ['Total excl. VAT 79,92', 50, 620],
      ['Total Amount (EUR)', 50, 600],
      ['99,90', 300, 600],
    ],
  ]);
  const values = await read(bytes, {
    supplier_name: { type: 'string' },
    invoice_number: { type: 'string' },
    invoice_date: { type: 'date' },
    due_date: { type: 'date' },
    total_amount: { type: 'amount' },
  });
  assert.equal(
    Object.values(values).map(({ value }) => value),
    ['Muster GmbH', 'A-17/2024', '2024-02-01', '2024-02-15', '99.90'],
  );
});

test('prose has no supplier and no number', async () => {
  const bytes = await pdf([
    [
      ['Dear all,', 50, 700],
      ['please invoice your customers in time.', 50, 686],
    ],
  ]);
  const values = await read(bytes, { supplier_name: { type: 'string' }, invoice_number: { type: 'string' } });
  assert.equal(
    Object.values(values).map(({ value, confidence }) => [value, confidence]),
    [
      [null, 0],
      [null, 0],
    ],
  );
});

test('is less sure of what it guesses', async () => {
  const bytes = await pdf([
    [
      ['Paid 12.00 and 80.00 in cash', 50, 700],
      ['on 2024-05-06', 50, 680],
    ],
  ]);
  const values = await read(bytes, {
    total_amount: { type: 'amount' },
    invoice_date: { type: 'date' },
    due_date: { type: 'date' },
  });
  // What was paid is no total, and a date that is left over no due date: nothing is better than what is wrong.
  assert.equal(
    Object.values(values).map(({ value, confidence }) => [value, confidence]),
    [
      [null, 0],
      ['2024-05-06', 0.6],
      [null, 0],
    ],
  );
});

test('a value goes to the field whose label it stands by', async () => {
  const bytes = await pdf([[['Invoice date: 2024-05-06', 50, 700]]]);
  const values = await read(bytes, { invoice_date: { type: 'date' }, due_date: { type: 'date' } });
  assert.is(values['invoice_date']?.value, '2024-05-06');
  assert.is(values['due_date']?.value, null);
});

test('lines go on below, and end at the total', async () => {
  const bytes = await pdf([
    [
      ['Item', 50, 700],
      ['Qty', 300, 700],
      ['Price', 400, 700],
      ['A long', 50, 680],
      ['2', 300, 680],
      ['10,00', 400, 680],
      ['description', 50, 668],
      ['Another', 50, 650],
      ['1', 300, 650],
      ['5,00', 400, 650],
      ['Total', 50, 630],
      ['3', 300, 630],
      ['25,00', 400, 630],
    ],
  ]);
  const values = await read(bytes, {
    lines: {
      type: 'lines',
      fields: { description: { type: 'string' }, quantity: { type: 'numeric' }, price: { type: 'amount' } },
    },
    none: { type: 'lines', fields: { colour: { type: 'string' }, weight: { type: 'numeric' } } },
  });
  const rows = values['lines']?.value as unknown;
  assert.ok(Array.isArray(rows));
  assert.equal(
    rows.map((row: Read[]) => row.map(({ value }) => value)),
    [
      ['A long description', '2', '10.00'],
      ['Another', '1', '5.00'],
    ],
  );
  assert.equal(values['none']?.value, []);
});

test('ground truth comes first', async () => {
  const { ok, upload } = await tester();
  const documentId = await upload(await sampleInvoice(), {
    groundTruth: [
      { label: 'total_amount', value: '1.00' },
      { label: 'currency', value: '' },
      { label: 'line_items', value: [[{ label: 'quantity', value: 3 }]] },
      { label: 'not_asked_for', value: 'x' },
    ],
  });
  const { predictions } = await ok('POST', '/predictions', { documentId, modelId: 'las:model:invoice' });
  const by = (label: string) => predictions.find((each: Read) => each.label === label);
  assert.equal(by('total_amount'), { label: 'total_amount', value: '1.00', confidence: 1, page: 0 });
  assert.is(by('currency').value, null);
  assert.equal(by('line_items').value, [[{ label: 'quantity', value: '3', confidence: 1 }]]);
  assert.is(by('not_asked_for'), undefined);
  assert.is(by('due_date').value, '2024-04-14');
});

test('an image without ground truth: nothing found', async () => {
  const { ok } = await tester();
  const { documentId } = await ok('POST', '/documents', { content: base64(png) });
  const { predictions } = await ok('POST', '/predictions', { documentId, modelId: 'las:model:invoice' });
  assert.equal(predictions[0], { label: 'invoice_number', value: null, confidence: 0 });
  assert.equal(predictions.at(-1), { label: 'line_items', value: [] });
});

test('maxPages, startPage and pages', async () => {
  const bytes = await pdf(
    ['10', '20', '30', '40']
      .map((amount) => [[`Total: ${amount}.00`, 50, 700] as const])
      .map((page) => page.map(([text, x, y]) => [text, x, y])),
  );
  const { ok, upload } = await tester({
    models: [{ modelId: 'las:model:m', fieldConfig: { total: { type: 'amount' } } }],
  });
  const documentId = await upload(bytes);
  const ask = async (body: Record<string, unknown>) => {
    const answer = await ok('POST', '/predictions', { documentId, modelId: 'las:model:m', ...body });
    return [answer.predictions.map((each: Read) => [each.value, each.page]), answer.nextPage];
  };
  assert.equal(await ask({ maxPages: 1 }), [[['10.00', 0]], 1]);
  assert.equal(await ask({ preprocessConfig: { startPage: 1, maxPages: 1 } }), [[['20.00', 1]], 2]);
  assert.equal(await ask({ preprocessConfig: { pages: [-1] } }), [[['40.00', 3]], null]);
  const best = { strategy: 'BEST_N_PAGES', parameters: { n: 2 } };
  const [several] = await ask({ preprocessConfig: { maxPages: 100 }, postprocessConfig: best });
  assert.is((several as unknown[]).length, 2);
});

test('async: pending, then succeeded or failed', async () => {
  const time = clock();
  const { ok, upload } = await tester({ clock: time, asyncDelay: 1000 });
  const documentId = await upload(await sampleInvoice());
  const body = { documentId, modelId: 'las:model:invoice', async: true };
  const { predictionId, status, predictions } = await ok('POST', '/predictions', body);
  assert.is(status, 'pending');
  assert.is(predictions, null);
  time.advance(999);
  assert.is((await ok('GET', `/predictions/${predictionId}`)).status, 'pending');
  time.advance(1);
  const done = await ok('GET', `/predictions/${predictionId}`);
  assert.is(done.status, 'succeeded');
  assert.is(done.predictions[0].value, 'INV-2024-0117');

  const broken = await ok('POST', '/documents', { content: btoa('%PDF-1.4 broken') });
  const pending = await ok('POST', '/predictions', { ...body, documentId: broken.documentId });
  time.advance(1000);
  const failed = await ok('GET', `/predictions/${pending.predictionId}`);
  assert.is(failed.status, 'failed');
  assert.match(failed.error, /cannot be read/);
});

test('refuses what cannot be predicted', async () => {
  const { ok, call } = await tester();
  const { documentId } = await ok('POST', '/documents', {});
  const modelId = 'las:model:invoice';
  const empty = await call('POST', '/predictions', { documentId, modelId });
  assert.is(empty.status, 400);
  assert.match(empty.body.message, /has not arrived/);
  const lost = await call('POST', '/predictions', { documentId: `las:document:${'0'.repeat(32)}`, modelId });
  assert.is(lost.status, 404);
  assert.is((await call('POST', '/predictions', { documentId, modelId: 'las:model:none' })).status, 404);
  const broken = await ok('POST', '/documents', { content: btoa('%PDF-1.4 broken') });
  assert.is((await call('POST', '/predictions', { documentId: broken.documentId, modelId })).status, 400);
});

test('another predictor', async () => {
  const { ok } = await tester({
    predict: async (document, model, options) => [
      { label: 'bytes', value: String(document.bytes.length), confidence: 0.5 },
      { label: 'model', value: model.modelId, confidence: options.preprocessConfig.maxPages === 7 ? 1 : 0 },
      { label: 'pages', value: String((await document.pages()).length), confidence: 1 },
    ],
  });
  const { documentId } = await ok('POST', '/documents', { content: base64(png) });
  const body = { documentId, modelId: 'las:model:invoice', maxPages: 7 };
  const { predictions } = await ok('POST', '/predictions', body);
  assert.equal(
    predictions.map((each: Read) => [each.value, each.confidence]),
    [
      [String(png.length), 0.5],
      ['cradl:model:invoice', 1],
      ['0', 1],
    ],
  );
});

test('lists by model', async () => {
  const { ok, emulator } = await tester();
  const modelId = emulator.addModel({ fieldConfig: {} });
  const { documentId } = await ok('POST', '/documents', { content: base64(png) });
  await ok('POST', '/predictions', { documentId, modelId });
  await ok('POST', '/predictions', { documentId, modelId: 'las:model:invoice' });
  const list = await ok('GET', `/predictions?modelId=${modelId}`);
  assert.is(list.predictions.length, 1);
  assert.is(list.modelId, modelId);
  assert.is((await ok('GET', '/predictions')).predictions.length, 2);
});

test.run();
