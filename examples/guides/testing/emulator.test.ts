/** What an emulator can be made to do in a test. */
import { right } from 'fp-ts/lib/Either.js';
import {
  type ActionId,
  type AgentId,
  clientCredentials,
  createContext,
  createDocument,
  createPrediction,
  getAgent,
  listModels,
  toPromise,
  waitForPrediction,
  withOptions,
} from 'las-fp';
import { fieldsOf } from 'las-fp/extraction';
import type { WebhookEvent } from 'las-fp/webhooks';
import { standingClock } from 'las-fp-emulator';
import { serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readWithAgent, subscribe } from '../agent-and-webhook.js';
import { receiver } from '../webhook-hono.js';
import { emulated, receipt } from './emulated.js';
import { Receipt, readTotal } from './total.js';

const test = suite('the guide to tests');

test('a service that breaks once is asked again', async () => {
  // #region fail
  const { ctx, emulator } = emulated('3420.50', 0.99);
  emulator.fail({ status: 503, when: /^PUT/ }); // the upload
  emulator.fail({ how: 'cut', when: /^PUT/ }); // the upload again: its answer breaks off
  const result = await readTotal(ctx, receipt)();
  assert.equal(result, right({ total: '3420.50', look: false }));
  // #endregion fail
  assert.equal(
    emulator.requests.filter(({ method }) => method === 'PUT').map(({ status }) => status),
    [503, 200, 200],
  );
});

test('a service that does not answer ends in a Timeout', async () => {
  // #region silent
  const { ctx, emulator } = emulated('3420.50', 0.99);
  emulator.fail({ how: 'no answer', when: /^POST .*documents/ });
  const result = await readTotal(withOptions(ctx, { timeout: 20 }), receipt)();
  assert.is(result._tag === 'Left' && result.left._tag, 'Timeout');
  // #endregion silent
});

test('a month can be used up', async () => {
  // #region quota
  const { ctx } = emulated('3420.50', 0.99, { limits: { quotas: { document: 1 } } });
  await readTotal(ctx, receipt)();
  const second = await readTotal(ctx, receipt)();
  assert.is(second._tag === 'Left' && second.left._tag, 'LimitExceeded');
  // #endregion quota
});

test('a minute of waiting takes no time', async () => {
  // #region clock
  const { ctx, emulator } = emulated('3420.50', 0.99, { clock: standingClock(), asyncDelay: 60_000 });
  const { documentId } = await toPromise(createDocument(ctx, receipt));
  const modelId = 'cradl:model:receipts';
  const { predictionId } = await toPromise(createPrediction(ctx, documentId, modelId, { async: true }));
  assert.ok(predictionId);
  const waiting = waitForPrediction(ctx, predictionId, { every: 1 })();
  await emulator.advance(60_000);
  assert.is((await waiting)._tag, 'Right');
  // #endregion clock
});

test('an hour later the token has expired, and another one is fetched', async () => {
  // #region hour
  const { ctx, emulator } = emulated('3420.50', 0.99, { clock: standingClock() });
  await readTotal(ctx, receipt)();
  await emulator.advance(3_600_000);
  assert.is((await readTotal(ctx, receipt)())._tag, 'Right');
  assert.is(emulator.requests.filter(({ path }) => path === '/oauth2/token').length, 2);
  // #endregion hour
});

test('resources can be there from the beginning', async () => {
  // #region seed
  const { ctx, emulator } = emulated('3420.50', 0.99, { predict: undefined });
  await emulator.seed({
    '/datasets': [{ datasetId: 'cradl:dataset:mine', name: 'Mine' }],
    '/documents': [
      {
        documentId: 'cradl:document:one',
        datasetId: 'cradl:dataset:mine',
        content: btoa('%PDF-1.7'),
        groundTruth: [{ label: 'total_amount', value: '12.00' }],
      },
    ],
  });
  const { predictions } = await toPromise(
    createPrediction(ctx, 'cradl:document:one', 'cradl:model:receipts'),
  );
  assert.equal(Receipt.decode(fieldsOf(predictions)), right({ total_amount: '12.00' }));
  // #endregion seed
});

test('requests are remembered', async () => {
  // #region journal
  const { ctx, emulator } = emulated('3420.50', 0.99);
  await readTotal(ctx, receipt)();
  const last = emulator.requests.at(-1);
  assert.equal([last?.method, last?.path, last?.status], ['POST', '/v1/predictions', 200]);
  assert.is(last?.body?.['modelId'], 'cradl:model:receipts');
  // #endregion journal
});

test('a webhook comes to the receiver', async () => {
  // #region webhook
  const taken: WebhookEvent[] = [];
  const app = receiver('a secret', (event) => void taken.push(event));
  const { ctx, emulator } = emulated('3420.50', 0.99, { deliver: async (request) => app.fetch(request) });
  const agentId = emulator.agentId as AgentId;
  const { resourceIds } = await toPromise(getAgent(ctx, agentId));
  const actionId = resourceIds?.find((id) => id.includes(':action:')) as ActionId;
  await toPromise(subscribe(ctx, actionId, 'http://localhost/webhooks/las', 'a secret'));
  await toPromise(readWithAgent(ctx, agentId, new Blob([receipt]), 'receipt.pdf', { every: 1 }));
  await emulator.settled(); // the export is over
  assert.equal(
    taken.map(({ output }) => Receipt.decode(fieldsOf(output))),
    [right({ total_amount: '3420.50' })],
  );
  // #endregion webhook
});

test('a program of its own reaches the emulator by a port', async () => {
  // #region port
  const server = await serveEmulator();
  try {
    const { apiEndpoint, authEndpoint, emulator } = server;
    const { clientId, clientSecret } = emulator;
    const credentials = clientCredentials({ clientId, clientSecret, authEndpoint });
    const ctx = createContext({ apiEndpoint, credentials });
    assert.is((await listModels(ctx)())._tag, 'Right');
  } finally {
    await server.close();
  }
  // #endregion port
});

test.run();
