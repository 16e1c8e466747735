/** What the snippets take as given when they run: an account of the emulator with one of each, and the page of a browser. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { right } from 'fp-ts/lib/TaskEither.js';
import * as las from 'las-fp';
import * as extraction from 'las-fp/extraction';
import type { Emulator } from 'las-fp-emulator';

const sample = new URL('../../examples/sample-invoice.pdf', import.meta.url);

/** A delivery that is signed with the secret '…', as the service signs it. */
function delivery(runId: las.RunId, documentId: las.DocumentId): Request {
  const url = 'https://example.com/hook';
  const body = JSON.stringify({ context: { runId, documentId }, output: {} });
  const signed = {
    'x-cradl-nonce': 'f'.repeat(32),
    'x-cradl-timestamp': String(Math.floor(Date.now() / 1000)),
  };
  const parts = Object.entries(signed).map((entry) => entry.join(':'));
  const signature = createHmac('sha256', '…')
    .update(`POST${url}${parts.join('')}${body}`)
    .digest('hex');
  const headers = {
    ...signed,
    'x-cradl-signature': signature,
    'x-cradl-signedheaders': Object.keys(signed).join(','),
  };
  return new Request(url, { method: 'POST', headers, body });
}

/** As much of a page as a program needs that asks where it is. */
const page = {
  location: {
    href: 'http://127.0.0.1:5173/',
    origin: 'http://127.0.0.1:5173',
    pathname: '/',
    search: '',
    assign: () => {},
  },
  history: { replaceState: () => {} },
  alert: () => {},
};

/** The values of the names that `prelude.d.ts` declares. The platform's `fetch` must be the emulator's. */
export async function worldOf({ clientId, clientSecret, agentId, organizationId }: Emulator) {
  const ctx = las.createContext({ credentials: las.clientCredentials({ clientId, clientSecret }) });
  const bytes = new Uint8Array(readFileSync(sample));
  const file = new Blob([bytes], { type: 'application/pdf' });
  const model = await las.toPromise(las.getModel(ctx, 'cradl:model:invoice'));
  const { modelId } = model;
  const { datasetId } = await las.toPromise(las.createDataset(ctx));
  const document = await las.toPromise(
    las.createDocument(ctx, file, { datasetId, groundTruth: [{ label: 'total_amount', value: '3420.50' }] }),
  );
  const { documentId } = document;
  const prediction = await las.toPromise(las.createPrediction(ctx, documentId, modelId));
  const { dataBundleId } = await las.toPromise(las.createDataBundle(ctx, modelId, [datasetId]));
  const { trainingId } = await las.toPromise(
    las.createTraining(ctx, modelId, { dataBundleIds: [dataBundleId] }),
  );
  const { run } = await las.toPromise(las.runAgent(ctx, agentId as las.AgentId, file));
  const { transitionId } = await las.toPromise(las.createTransition(ctx, 'manual'));
  const definition = {
    StartAt: 'a',
    States: { a: { Type: 'Task', Resource: transitionId, End: true } },
  } as const;
  const { workflowId } = await las.toPromise(las.createWorkflow(ctx, { definition }));
  const busy = await las.toPromise(las.createWorkflow(ctx, { definition }));
  const execution = await las.toPromise(las.executeWorkflow(ctx, busy.workflowId, {}));
  const { executionId } = await las.toPromise(las.executeTransition(ctx, transitionId));
  const config = extraction.policyOf(model.fieldConfig ?? {}, {
    total_amount: { confidenceLevels: { automated: 0.95 } },
  });
  const fields = extraction.fieldsOf(prediction.predictions, config);
  const user = await las.toPromise(las.createUser(ctx, 'ada@example.com'));
  const { roles } = await las.toPromise(las.listRoles(ctx));
  const { logs } = await las.toPromise(las.listLogs(ctx));
  const { actions } = await las.toPromise(las.listActions(ctx));
  const byKind = {
    ...{ agent: agentId, dataset: datasetId, document: documentId, model: modelId, workflow: workflowId },
    ...{ transition: transitionId, 'model-data-bundle': dataBundleId, role: roles[0]?.roleId },
    ...{
      organization: organizationId,
      profile: user.profileId,
      log: logs[0]?.logId,
      action: actions[0]?.actionId,
    },
  };
  const created = await las.createDocuments(ctx, [{ content: file }])();
  return {
    ...page,
    ...{ ctx, clientId, clientSecret, authEndpoint: 'https://auth.example.com', token: 'token' },
    ...{ file, content: file, image: file, bytes, body: { documentId }, hmacSecret: '…' },
    ...{ sources: [{ content: file, name: 'invoice.pdf' }], paths: ['invoice.pdf'], report: created },
    ...{ document, documentId, documentIds: [documentId], ids: [documentId], datasetId, thingId: 'first' },
    ...{ model, modelId, trainingId, prediction, predictionId: prediction.predictionId },
    ...{ predictions: [prediction], agentId, run, runId: run.runId, workflowId, transitionId, executionId },
    ...{ fields, policy: config, config, decision: extraction.decide(fields, config) },
    invoice: extraction.decodeFields({ total_amount: extraction.date }).decode(fields),
    request: delivery(run.runId, documentId),
    byKind,
    busy: { workflowId: busy.workflowId, executionId: execution.executionId },
    onProgress: () => {},
    session: async () => ({ accessToken: 'token' }),
    work: () => right({}),
    review: () => right({}),
    rememberNonce: async () => true,
    storage: las.memoryStorage(),
  };
}
