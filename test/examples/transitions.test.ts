/** The examples of transitions, run as their images would, in a workflow of the emulator. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { PDFDocument } from 'pdf-lib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FieldConfig, Predictions } from '../../emulator/src/index.js';
import { serveEmulator } from '../../emulator/src/node.js';
import {
  type Context,
  clientCredentials,
  createAsset,
  createContext,
  createDataset,
  createDocument,
  createTransition,
  createWorkflow,
  executeWorkflow,
  getDocument,
  getWorkflowExecution,
  type Json,
  type LasError,
  listTransitionExecutions,
  type TransitionId,
  updateModel,
  updateTransitionExecution,
} from '../../src/index.js';
import { root } from '../support/contract.js';
import { comparable, type Vector } from '../support/vectors.js';

const lines = readFileSync(join(root, 'test/extraction/vectors.jsonl'), 'utf8').trim().split('\n');
const vectors: ReadonlyArray<Vector> = lines.map((line) => JSON.parse(line));

async function must<A>(task: TE.TaskEither<LasError, A>): Promise<A> {
  const result = await task();
  if (result._tag === 'Left') throw new Error(`${result.left._tag}: ${result.left.message}`);
  return result.right;
}

interface Received {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Json;
}

async function webhook(): Promise<{ uri: string; received: Received[]; close: () => void }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part);
    received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) });
    response.writeHead(request.url?.startsWith('/broken') ? 500 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { uri: `http://127.0.0.1:${port}`, received, close: () => server.close() };
}

async function pdfOf(pages: number): Promise<Blob> {
  const pdf = await PDFDocument.create();
  for (let i = 0; i < pages; i++) pdf.addPage();
  return new Blob([new Uint8Array(await pdf.save())], { type: 'application/pdf' });
}

/** An emulator whose one model reads what the vector says, and the ways to run a transition's program in it. */
async function worldOf({ input }: Vector, failing: ReadonlyArray<number> = []) {
  const server = await serveEmulator({
    models: [{ modelId: 'las:model:vector', fieldConfig: input.fieldConfig as FieldConfig }],
    predict: (_document, _model, { choosePages }): Predictions => {
      const [page = 0] = choosePages(input.pages.length);
      if (failing.includes(page)) throw new Error(`page ${page} is torn`);
      return input.pages[page] as Predictions;
    },
  });
  const { apiEndpoint, authEndpoint } = server;
  const { clientId, clientSecret } = server.emulator;
  const credentials = clientCredentials({ clientId, clientSecret, authEndpoint });
  const ctx = createContext({ apiEndpoint, credentials });
  const { mergeContinuedLines } = input;
  await must(updateModel(ctx, 'las:model:vector', { metadata: { mergeContinuedLines } }));
  const form = new Blob([JSON.stringify({ config: { fields: input.policy } })]);
  const { assetId } = await must(createAsset(ctx, form));
  const { datasetId } = await must(createDataset(ctx));
  const { documentId } = await must(
    createDocument(ctx, await pdfOf(input.pages.length), { groundTruth: input.groundTruth }),
  );
  const environment = {
    PATH: process.env['PATH'],
    NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_AUTH_ENDPOINT: authEndpoint,
    LAS_API_ENDPOINT: apiEndpoint,
    LAS_API_KEY: 'key',
    MODEL_ID: 'las:model:vector',
    FORM_CONFIG_ASSET_ID: assetId,
    DATASET_ID: datasetId,
    MAX_WORKERS: '3',
  };
  const run = async (
    name: string,
    transitionId: TransitionId,
    more: Readonly<Record<string, string>> = {},
  ) => {
    const { executionId } = await waiting(ctx, transitionId);
    const program = join(root, 'examples/transitions', `${name}.ts`);
    const ids = { TRANSITION_ID: transitionId, EXECUTION_ID: executionId };
    return promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
      cwd: root,
      env: { ...environment, ...ids, ...more },
    });
  };
  return { ctx, server, documentId, datasetId, run };
}

async function waiting(ctx: Context, transitionId: TransitionId) {
  const { executions } = await must(listTransitionExecutions(ctx, transitionId, { status: 'running' }));
  const [execution] = executions;
  assert.ok(execution, `nothing waits for ${transitionId}`);
  return execution;
}

type World = Awaited<ReturnType<typeof worldOf>>;

/** The first transition, a person in between where the vector has a review, and the second. */
async function workflowOf({ ctx, documentId }: World, review: boolean) {
  const docker = { parameters: { imageUrl: 'registry.example.com/work:1' } };
  const { transitionId: pre } = await must(createTransition(ctx, 'docker', docker));
  const { transitionId: look } = await must(createTransition(ctx, 'manual'));
  const { transitionId: post } = await must(createTransition(ctx, 'docker', docker));
  const definition = {
    StartAt: 'pre',
    States: {
      pre: { Type: 'Task', Resource: pre, Next: review ? 'look' : 'post' } as const,
      ...(review ? { look: { Type: 'Task', Resource: look, Next: 'post' } as const } : {}),
      post: { Type: 'Task', Resource: post, End: true } as const,
    },
  };
  const { workflowId } = await must(createWorkflow(ctx, { definition }));
  const input = { documentId, metadata: { mine: 1 } };
  const { executionId } = await must(executeWorkflow(ctx, workflowId, input));
  return {
    pre,
    look,
    post,
    execution: () => must(getWorkflowExecution(ctx, workflowId, executionId)),
  };
}

const transitions = suite('the examples of transitions');

const chosen = [
  vectors.find(({ output }) => !output.needsValidation && output.feedback),
  vectors.find(({ input, output }) => input.review?.form === 'verified' && output.feedback),
  vectors.find(({ input, output }) => input.review?.form === 'validatedPredictions' && output.feedback),
];

for (const vector of chosen) {
  const kind = vector?.input.review?.form ?? 'nobody looks';
  transitions(`do what the service's do: ${kind}`, async () => {
    assert.ok(vector);
    const { output } = vector;
    const { review } = vector.input;
    const world = await worldOf(vector);
    const hook = await webhook();
    try {
      const { ctx, run, documentId, datasetId } = world;
      const { pre, look, post, execution } = await workflowOf(world, review !== null);
      await run('preprocess', pre);
      const [read] = (await must(listTransitionExecutions(ctx, pre))).executions;
      const made = read?.output ?? {};
      assert.is(made['documentId'], documentId);
      assert.is(made['needsValidation'], output.needsValidation);
      assert.is(comparable(made['predictions']), comparable(output.predictions));
      assert.equal(made['verified'] ?? null, output.verified);
      assert.equal(made['metadata'], { mine: 1 });
      if (review) {
        const { executionId, input } = await waiting(ctx, look);
        const said = { ...input, [review.form]: review.values };
        await must(updateTransitionExecution(ctx, look, executionId, { status: 'succeeded', output: said }));
      }
      await run('postprocess', post, {
        WEBHOOK_ENDPOINTS: JSON.stringify([{ uri: hook.uri, headers: { 'x-mine': 'a' } }, { uri: hook.uri }]),
      });
      const document = await must(getDocument(ctx, documentId));
      assert.is(comparable(document.groundTruth), comparable(output.feedback));
      assert.is(document.datasetId, datasetId);
      assert.is((await execution()).status, 'succeeded');
      const [first, second] = hook.received;
      assert.is(first?.headers['x-mine'], 'a');
      assert.equal(first?.body, second?.body);
      assert.is(comparable(first?.body['validatedPredictions']), comparable(output.validatedPredictions));
      assert.equal(first?.body['values'], review?.form === 'verified' ? review.values : output.verified);
      assert.equal([first?.body['documentId'], first?.body['datasetId']], [documentId, datasetId]);
      assert.equal(first?.body['metadata'], { mine: 1 });
    } finally {
      hook.close();
      await world.server.close();
    }
  });
}

transitions('make a person look where a page is missing, and fail where a webhook does', async () => {
  const vector = vectors.find(
    ({ input, output }) =>
      !output.needsValidation && input.pages.length > 1 && input.pages.some((page) => page),
  );
  assert.ok(vector);
  const world = await worldOf(vector, [1]);
  const hook = await webhook();
  try {
    const { pre, post } = await workflowOf(world, false);
    const { stderr } = await world.run('preprocess', pre);
    assert.match(stderr, /^A page is missing: .*page 1 is torn/m);
    const [read] = (await must(listTransitionExecutions(world.ctx, pre))).executions;
    assert.is(read?.output?.['needsValidation'], true);
    assert.is('verified' in (read?.output ?? {}), false);
    const endpoints = [
      { uri: `${hook.uri}/broken?key=secret` },
      { uri: 'http://127.0.0.1:1/gone' },
      { uri: hook.uri },
    ];
    const failed = await world
      .run('postprocess', post, { WEBHOOK_ENDPOINTS: JSON.stringify(endpoints) })
      .then(
        () => '',
        (error: { readonly stderr: string }) => error.stderr,
      );
    assert.match(
      failed,
      /Webhooks failed: 127\.0\.0\.1:\d+ answered 500, http:\/\/127\.0\.0\.1:1\/gone cannot be reached/,
    );
    assert.is(hook.received.length, 2);
  } finally {
    hook.close();
    await world.server.close();
  }
});

transitions.run();
