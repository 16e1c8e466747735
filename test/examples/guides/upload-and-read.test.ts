/** The guide "Upload and read": a real invoice, and one that does not fit. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { centsOf, readInOne, readInSteps } from '../../../examples/guides/upload-and-read.js';
import { invoice, must, mustFail, pdfOf, world } from './world.js';

const guide = suite('the guide to upload and read');
const modelId = 'las:model:invoice';

guide('gives typed values of a file', async () => {
  const { ctx, emulator } = world();
  const read = must(await readInSteps(ctx, invoice, modelId)());
  assert.is(read.invoice_number, 'INV-2024-0117');
  assert.is(read.due_date, '2024-04-14');
  assert.is(read.total_amount, '3420.50');
  assert.is(read.currency, 'EUR');
  assert.equal(read.line_items?.at(0), { description: 'Ergonomic desk chair', amount: '996.00' });
  assert.is(centsOf(read), 342050n);
  const calls = emulator.requests.map(({ method }) => method);
  assert.equal(calls, ['POST', 'POST', 'PUT', 'POST']); // token, document, file, prediction
});

guide('tells every field that does not fit', async () => {
  const { ctx } = world();
  const { _tag, message } = mustFail(await readInSteps(ctx, await pdfOf(1), modelId)());
  assert.is(_tag, 'Misfit');
  assert.match(message, /invoice_number must be \w+, and is not there/);
  assert.match(message, /total_amount must be/);
  assert.not.match(message, /due_date/);
});

guide('does all of it in one call, with a decision', async () => {
  const { ctx } = world();
  const { decision, values, document } = must(await readInOne(ctx, invoice, modelId)());
  assert.is(document.name, 'invoice.pdf');
  assert.is(values?._tag === 'Right' && values.right.total_amount, '3420.50');
  // What the policy does not name, such as supplier_name, makes a person look.
  assert.ok(decision.look);
  assert.ok(
    decision.reasons.every(({ kind }) => kind === 'unknown'),
    JSON.stringify(decision.reasons),
  );
});

guide('passes the error of a call on', async () => {
  const { ctx, emulator } = world();
  emulator.fail({ status: 429, message: 'Limit Exceeded', when: /^POST .*documents/ });
  assert.is(mustFail(await readInSteps(ctx, invoice, modelId)())._tag, 'LimitExceeded');
});

guide.run();
