/** The guide to feedback and training: corrected, bundled, trained, compared, in use. */
import {
  createDocument,
  createModel,
  createPrediction,
  getDataset,
  getDocument,
  getModel,
  listDataBundles,
} from 'las-fp';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  createFeedbackDataset,
  deploy,
  giveFeedback,
  scoreOf,
  train,
} from '../../../examples/guides/feedback-and-training.js';
import { invoice, must, mustFail, pdfOf, world } from './world.js';

const fieldConfig = { total_amount: { type: 'amount' }, supplier_name: { type: 'string' } } as const;

async function trained() {
  // Reads the supplier in the sample alone.
  const { ctx, emulator } = world({
    predict: ({ bytes }) => {
      const supplier = bytes.length === invoice.size ? 'Nordlys AS' : null;
      return [
        { label: 'total_amount', value: '3420.50', confidence: 0.9, page: 0 },
        { label: 'supplier_name', value: supplier, confidence: 0.9, page: 0 },
      ];
    },
  });
  const { modelId } = must(await createModel(ctx, fieldConfig, { name: 'Mine' })());
  const { datasetId } = must(await createFeedbackDataset(ctx)());
  const { documentId } = must(
    await createDocument(ctx, await pdfOf(1), {
      groundTruth: [
        { label: 'total_amount', value: '3420.50' },
        { label: 'supplier_name', value: 'Nordly5 A5' },
      ],
    })(),
  );
  must(await giveFeedback(ctx, documentId, datasetId, { supplier_name: 'Nordlys AS' })());
  return { ctx, emulator, modelId, datasetId, documentId };
}

const guide = suite('the guide to feedback and training');

guide('keeps a correction over what was there, and puts the document into the dataset', async () => {
  const { ctx, documentId, datasetId } = await trained();
  const document = must(await getDocument(ctx, documentId)());
  assert.is(document.datasetId, datasetId);
  assert.is(must(await getDataset(ctx, datasetId)()).retentionInDays, 365);
  assert.equal(document.groundTruth?.map(({ label, value }) => [label, value]).sort(), [
    ['supplier_name', 'Nordlys AS'],
    ['total_amount', '3420.50'],
  ]);
});

guide('trains with the dataset, and uses the training when it is told to', async () => {
  const { ctx, modelId, datasetId } = await trained();
  const training = must(await train(ctx, modelId, [datasetId], 1)());
  assert.is(training.status, 'succeeded');
  const { dataBundles } = must(await listDataBundles(ctx, modelId)());
  assert.equal(
    dataBundles.map(({ dataBundleId, datasets }) => [dataBundleId, datasets[0]?.datasetId, datasets.length]),
    [[training.dataBundleIds?.[0], datasetId, 1]],
  );
  assert.is.not(must(await getModel(ctx, modelId)()).trainingId, training.trainingId);
  must(await deploy(ctx, modelId, training.trainingId)());
  assert.is(must(await getModel(ctx, modelId)()).trainingId, training.trainingId);
});

guide('compares a training with what people said, before it is in use', async () => {
  const { ctx, emulator, modelId, datasetId, documentId } = await trained();
  const { trainingId } = must(await train(ctx, modelId, [datasetId], 1)());
  const groundTruth = [
    { label: 'total_amount', value: '3420.50' },
    { label: 'supplier_name', value: 'Nordlys AS' },
  ];
  const test = must(await createDocument(ctx, invoice, { groundTruth })());
  assert.is(must(await scoreOf(ctx, modelId, trainingId, [test.documentId])()), 1);
  assert.is(must(await scoreOf(ctx, modelId, trainingId, [test.documentId, documentId])()), 0.75);
  const asked = emulator.requests.filter(({ path }) => path === '/v1/predictions');
  assert.ok(asked.length === 3 && asked.every(({ body }) => JSON.stringify(body).includes(trainingId)));
  const made = must(await createPrediction(ctx, documentId, modelId, { trainingId })());
  assert.is(made.trainingId, trainingId);
});

guide('a training without a dataset is refused', async () => {
  const { ctx, modelId } = await trained();
  assert.is(mustFail(await train(ctx, modelId, [], 1)())._tag, 'BadRequest');
});

guide.run();
