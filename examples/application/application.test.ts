/** The application is developed against the emulator: in the process, with faults and quotas, in no time. */
import { readFile } from 'node:fs/promises';
import { clientCredentials, createContext, createDataset, createModel, getDocument, getModel } from 'las-fp';
import { createEmulator, type EmulatorOptions } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { read, retrain, review } from './application.js';

const invoice = await readFile(new URL('../sample-invoice.pdf', import.meta.url));

/** A value, or the error as one. */
const must = <A>(result: { readonly _tag: string; readonly right?: A }): A => {
  if (result._tag !== 'Right') throw new Error(JSON.stringify(result));
  return result.right as A;
};

async function world(options: EmulatorOptions = {}, limit = 2) {
  const emulator = createEmulator({ asyncDelay: 0, ...options });
  const ctx = createContext({
    credentials: clientCredentials(emulator),
    fetch: emulator.fetch,
    retry: { delay: 1, limit },
  });
  const { datasetId } = must(await createDataset(ctx, { name: 'Invoices' })());
  return { emulator, ctx, datasetId };
}

const application = suite('an application over the API');

application('reads an invoice, and asks a person about what is not sure', async () => {
  const { ctx, datasetId } = await world();
  const { decision, total } = must(await read(ctx, invoice, 'las:model:invoice', datasetId)());
  assert.is(total, '3420.50');
  assert.is(decision.look, true);
  assert.equal(
    decision.reasons.map(({ label, kind }) => [label, kind]),
    [['supplier_name', 'unsure']],
  );
});

application('takes what the person says back to the document', async () => {
  const { ctx, datasetId, emulator } = await world();
  const seen = must(await read(ctx, invoice, 'las:model:invoice', datasetId)());
  must(await review(ctx, seen, { supplier_name: 'Nordlys AS' })());
  const { groundTruth } = must(await getDocument(ctx, seen.documentId)());
  const supplier = groundTruth?.find(({ label }) => label === 'supplier_name');
  assert.equal([supplier?.value, supplier?.confidence], ['Nordlys AS', 1]);
  const paths = emulator.requests.map(({ method, path }) => `${method} ${path.split('/')[2] ?? path}`);
  assert.is(paths.at(-2), 'PATCH documents');
});

application('trains a model with what was reviewed, and uses it', async () => {
  const { ctx, datasetId } = await world();
  const fieldConfig = { total_amount: { type: 'amount' } } as const;
  const { modelId } = must(await createModel(ctx, fieldConfig, { name: 'Mine' })());
  const { trainingId } = must(await retrain(ctx, modelId, [datasetId], 1)());
  const model = must(await getModel(ctx, modelId)());
  assert.equal([model.trainingId, model.status], [trainingId, 'active']);
});

application('says so where the month is used up, and that trying again is no use', async () => {
  const { ctx, datasetId } = await world({ limits: { quotas: { document: 2 } } });
  for (let index = 0; index < 2; index += 1) {
    must(await read(ctx, invoice, 'las:model:invoice', datasetId)());
  }
  const refused = await read(ctx, invoice, 'las:model:invoice', datasetId)();
  assert.equal(refused, {
    _tag: 'Left',
    left: { message: 'No more invoices can be read this month.', isPassing: false },
  });
});

application('lives through a bad hour of the service, and creates nothing twice', async () => {
  const { ctx, datasetId, emulator } = await world({ seed: 3 }, 20);
  emulator.fail({ status: 503, share: 0.3, when: /^GET|^PUT/ });
  const results = await Promise.all(
    Array.from({ length: 10 }, () => read(ctx, invoice, 'las:model:invoice', datasetId)()),
  );
  const made = emulator.requests.filter(
    ({ method, path, status }) => method === 'POST' && path === '/v1/documents' && status === 200,
  );
  assert.ok(emulator.requests.some(({ status }) => status === 503));
  assert.is(made.length, 10);
  assert.equal(
    results.map((result) => must(result).total),
    Array(10).fill('3420.50'),
  );
});

application.run();
