import * as E from 'fp-ts/lib/Either.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createPagePredictions,
  type PagePredictionOptions,
  reportPagePredictions,
} from '../../../src/resources/predictions/index.js';
import { fake, type Sent, status } from '../../support/fake.js';

const documentId = 'las:document:0a1b2c00000000000000000000000000';
const modelId = 'las:model:invoice';

const prediction = (n: number, more: object = {}) => ({
  predictionId: `las:prediction:${String(n).padStart(32, '0')}`,
  documentId,
  modelId,
  predictions: [{ label: 'page', value: `${n}` }],
  status: 'succeeded',
  ...more,
});

interface Body {
  readonly preprocessConfig?: { readonly startPage?: number; readonly maxPages?: number };
}

const bodyOf = ({ body }: Sent): Body => body as Body;
const configsOf = (sent: ReadonlyArray<Sent>) => sent.map((one) => bodyOf(one).preprocessConfig);
const startOf = (sent: Sent): number => bodyOf(sent).preprocessConfig?.startPage ?? 0;

const long = suite('a long document');

long('is read to its end, prepared as its first pages were', async () => {
  const answered = { autoRotate: true, imageQuality: 'HIGH', maxPages: 2, pages: null, startPage: 0 };
  const { ctx, sent } = fake((request: Sent) => {
    const start = startOf(request);
    return prediction(start, { nextPage: start < 4 ? start + 2 : null, preprocessConfig: answered });
  });
  const task = createPagePredictions(ctx, documentId, modelId, { trainingId: 'las:model-training:9f' });
  assert.is(sent.length, 0);
  const read = await task();
  assert.ok(E.isRight(read));
  assert.equal(
    read.right.map(({ predictions }) => predictions),
    [0, 2, 4].map((n) => [{ label: 'page', value: `${n}` }]),
  );
  const later = { autoRotate: true, imageQuality: 'HIGH', maxPages: 2 };
  assert.equal(configsOf(sent), [undefined, { ...later, startPage: 2 }, { ...later, startPage: 4 }]);
  assert.equal(sent[2]?.body, {
    documentId,
    modelId,
    trainingId: 'las:model-training:9f',
    preprocessConfig: { ...later, startPage: 4 },
  });
});

long('is read several pages at a time where their number is known', async () => {
  let now = 0;
  let most = 0;
  const { ctx, sent } = fake(async (request: Sent) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5 - startOf(request)));
    now -= 1;
    return prediction(startOf(request), { nextPage: 1 });
  });
  const read = await createPagePredictions(ctx, documentId, modelId, {
    pages: 5,
    concurrency: 3,
    maxPages: 2,
    preprocessConfig: { autoRotate: null, rotation: 90 },
  })();
  assert.ok(E.isRight(read));
  assert.is(most, 3);
  assert.equal(
    read.right.map(({ predictionId }) => Number(predictionId?.slice(-2))),
    [0, 2, 4],
  );
  assert.equal(
    [...configsOf(sent)].sort((a, b) => (a?.startPage ?? 0) - (b?.startPage ?? 0)),
    [
      { maxPages: 2, rotation: 90, startPage: 0 },
      { maxPages: 2, rotation: 90, startPage: 2 },
      { maxPages: 1, rotation: 90, startPage: 4 },
    ],
  );
});

long('that has no pages is read without a request', async () => {
  const { ctx, sent } = fake(prediction(0));
  assert.equal(await createPagePredictions(ctx, documentId, modelId, { pages: 0 })(), E.right([]));
  assert.is(sent.length, 0);
});

long('ends in an error that has what was read, when a page fails', async () => {
  for (const options of [{}, { pages: 9, concurrency: 1 }] satisfies ReadonlyArray<PagePredictionOptions>) {
    const { ctx, sent } = fake((request: Sent) =>
      startOf(request) === 2
        ? status(400, 'no')
        : prediction(startOf(request), { nextPage: startOf(request) + 1 }),
    );
    const read = await createPagePredictions(ctx, documentId, modelId, options)();
    assert.ok(E.isLeft(read) && read.left._tag === 'BadRequest');
    assert.equal(
      read.left.read.map(({ startPage, result }) => [startPage, E.isRight(result)]),
      [
        [0, true],
        [1, true],
      ],
    );
    // No page is begun after it.
    assert.is(sent.length, 3);
  }
});

long('has gaps in its report', async () => {
  const { ctx } = fake((request: Sent) =>
    startOf(request) === 1
      ? status(400, 'no')
      : prediction(startOf(request), { nextPage: startOf(request) + 1 }),
  );
  const report = await reportPagePredictions(ctx, documentId, modelId, { pages: 4 })();
  assert.equal(
    report.map(({ startPage, result }) => [startPage, E.isRight(result)]),
    [
      [0, true],
      [1, false],
      [2, true],
      [3, true],
    ],
  );
  // Nobody knows what follows a page that failed.
  const followed = await reportPagePredictions(ctx, documentId, modelId)();
  assert.equal(
    followed.map(({ startPage, result }) => [startPage, E.isRight(result)]),
    [
      [0, true],
      [1, false],
    ],
  );
});

long('waits for predictions that are pending, and fails with one that failed', async () => {
  const { ctx, sent } = fake((request: Sent) =>
    request.method === 'POST'
      ? prediction(0, { status: 'pending', predictions: null })
      : prediction(0, { nextPage: null }),
  );
  const read = await createPagePredictions(ctx, documentId, modelId, { async: true })();
  assert.ok(E.isRight(read) && read.right[0]?.status === 'succeeded');
  assert.equal(
    sent.map(({ method }) => method),
    ['POST', 'GET'],
  );
  const failing = fake(prediction(0, { status: 'failed', error: 'blank', predictions: null }));
  const failed = await createPagePredictions(failing.ctx, documentId, modelId)();
  assert.ok(E.isLeft(failed) && failed.left._tag === 'Failed' && /blank/.test(failed.left.message));
});

long('fails with a prediction that is pending and has no id', async () => {
  const { predictionId: _, ...nameless } = prediction(0, { status: 'pending', predictions: null });
  const read = await createPagePredictions(fake(nameless).ctx, documentId, modelId, { async: true })();
  assert.ok(E.isLeft(read) && read.left._tag === 'Failed' && /pending.*no id/.test(read.left.message));
});

long('never goes round in circles', async () => {
  const { ctx, sent } = fake((request: Sent) => prediction(startOf(request), { nextPage: 1 }));
  const read = await createPagePredictions(ctx, documentId, modelId)();
  assert.ok(E.isLeft(read) && read.left._tag === 'DecodeError' && /never end/.test(read.left.message));
  assert.is(read.left.read.length, 2);
  assert.is(sent.length, 2);
});

long('ends with the signal of the context', async () => {
  const controller = new AbortController();
  const { ctx, sent } = fake(
    (request: Sent) => {
      if (startOf(request) === 1) controller.abort();
      return prediction(startOf(request), { nextPage: startOf(request) + 1 });
    },
    { signal: controller.signal },
  );
  for (const options of [{ pages: 1e9 }, {}] satisfies ReadonlyArray<PagePredictionOptions>) {
    const read = await createPagePredictions(ctx, documentId, modelId, options)();
    assert.ok(E.isLeft(read) && read.left._tag === 'Aborted');
  }
  const report = await reportPagePredictions(ctx, documentId, modelId, { pages: 1e9, concurrency: 1 })();
  assert.is(report.length, 1);
  assert.ok(sent.length <= 3);
});

long('refuses numbers that are none of pages, before anything is sent', async () => {
  const { ctx, sent } = fake(prediction(0));
  for (const [options, message] of [
    [{ pages: -1 }, /pages/],
    [{ pages: 1.5 }, /pages/],
    [{ pages: Number.NaN }, /pages/],
    [{ pages: Infinity }, /pages/],
    [{ pages: 3, preprocessConfig: { startPage: -1 } }, /startPage/],
    [{ pages: 3, maxPages: 0 }, /maxPages/],
    [{ pages: 3, preprocessConfig: { maxPages: 0.5 } }, /maxPages/],
  ] as const) {
    const read = await createPagePredictions(ctx, documentId, modelId, options)();
    assert.ok(E.isLeft(read) && read.left._tag === 'InvalidInput');
    assert.match(read.left.message, message);
    assert.equal(read.left.read, []);
  }
  assert.is(sent.length, 0);
});

long.run();
