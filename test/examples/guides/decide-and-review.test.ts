/** The guide to decisions and reviews: booked unseen, looked at, corrected. */
import { getDocument } from 'las-fp';
import type { FieldConfig, Predictions } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { finish, policy, type Review, read } from '../../../examples/guides/decide-and-review.js';
import { invoice, must, pdfOf, world } from './world.js';

const modelId = 'las:model:invoice';

type Override = { readonly value?: string | null; readonly confidence?: number };

/** A model that reads this, but for what is given. */
function reads(overrides: Readonly<Record<string, Override>>) {
  const plain = {
    invoice_number: 'INV-2024-0117',
    invoice_date: '2024-03-15',
    due_date: '2024-04-14',
    total_amount: '3420.50',
    currency: 'EUR',
    supplier_name: 'Nordlys AS',
  };
  const predictions: Predictions = Object.entries(plain).map(([label, value]) => ({
    label,
    value,
    confidence: 0.97,
    page: 0,
    ...overrides[label],
  }));
  return world({ models: [{ modelId, fieldConfig: policy as FieldConfig }], predict: () => predictions });
}

async function reviewOf(overrides: Readonly<Record<string, Override>>) {
  const { ctx } = reads(overrides);
  const result = must(await read(ctx, await pdfOf(1), modelId)());
  if (result._tag !== 'Review') throw new Error('booked unseen');
  return { ctx, review: result };
}

const guide = suite('the guide to decisions and reviews');

guide('books what is sure', async () => {
  const { ctx } = reads({});
  const result = must(await read(ctx, await pdfOf(1), modelId)());
  assert.equal(result._tag === 'Invoice' && result.invoice, {
    invoice_number: 'INV-2024-0117',
    due_date: '2024-04-14',
    total_amount: '3420.50',
  });
});

guide('asks a person about what the real invoice leaves open', async () => {
  const { ctx } = world();
  const result = must(await read(ctx, invoice, modelId)());
  assert.is(result._tag, 'Review');
  if (result._tag === 'Review') {
    assert.equal(
      result.reasons.map(({ label, kind }) => [label, kind]),
      [['supplier_name', 'unsure']],
    );
  }
});

const cases: ReadonlyArray<readonly [string, Readonly<Record<string, Override>>, object]> = [
  ['is not sure', { currency: { confidence: 0.85 } }, { label: 'currency', kind: 'unsure', below: 'high' }],
  [
    'has a value that does not match',
    { invoice_number: { value: '117' } },
    { label: 'invoice_number', kind: 'invalid', message: /does not match/ },
  ],
  [
    'is due before it was written',
    { due_date: { value: '2024-01-01' } },
    { label: 'due_date', kind: 'invalid', message: /Due before/ },
  ],
  [
    'is over the limit',
    { total_amount: { value: '10000.01' } },
    { label: 'total_amount', kind: 'invalid', message: /always looked at/ },
  ],
  [
    'has a total that is no amount',
    { total_amount: { value: '12,-' } },
    { label: 'total_amount', kind: 'invalid', message: /expected: amount/ },
  ],
];

for (const [what, overrides, expected] of cases) {
  guide(`asks a person where a document ${what}`, async () => {
    const { reasons } = (await reviewOf(overrides)).review;
    assert.is(reasons.length, 1, JSON.stringify(reasons));
    const [reason] = reasons;
    for (const [key, value] of Object.entries(expected)) {
      const found = String(reason?.[key as 'label']);
      if (value instanceof RegExp) assert.match(found, value);
      else assert.is(found, value);
    }
  });
}

guide('keeps what the person said as ground truth, after JSON and back', async () => {
  const { ctx, review } = await reviewOf({ supplier_name: { value: 'Nordly5 A5', confidence: 0.4 } });
  const kept: Review = JSON.parse(JSON.stringify(review));
  must(await finish(ctx, kept, { supplier_name: 'Nordlys AS', due_date: null })());
  const { groundTruth } = must(await getDocument(ctx, review.documentId)());
  const byLabel = Object.fromEntries((groundTruth ?? []).map((one) => [one.label, one]));
  assert.equal([byLabel['supplier_name']?.value, byLabel['supplier_name']?.confidence], ['Nordlys AS', 1]);
  assert.equal([byLabel['due_date']?.value, byLabel['due_date']?.confidence], [null, 1]);
  // What nobody touched stays as it was read.
  assert.equal([byLabel['total_amount']?.value, byLabel['total_amount']?.confidence], ['3420.50', 0.97]);
});

guide.run();
