/** The guide to workflows: the program of a step in a process of its own, and a person in between. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  clientCredentials,
  createContext,
  createDocument,
  executeWorkflow,
  getWorkflowExecution,
  listTransitionExecutions,
  type TransitionOutcome,
} from 'las-fp';
import { type EmulatorServer, serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createInvoiceWorkflow, reviewNext, send, take } from '../../../examples/guides/workflows.js';
import { root } from '../../support/contract.js';
import { must, mustFail, pdfOf } from './world.js';

const modelId = 'las:model:invoice';
const every = 20;

async function workflowOf(confidence: number) {
  const server: EmulatorServer = await serveEmulator({
    models: [{ modelId, fieldConfig: { total_amount: { type: 'amount' } } }],
    predict: () => [
      { label: 'invoice_number', value: 'A-1', confidence: 0.99, page: 0 },
      { label: 'total_amount', value: '3420.50', confidence, page: 0 },
    ],
  });
  const { apiEndpoint, authEndpoint } = server;
  const { clientId, clientSecret } = server.emulator;
  const ctx = createContext({
    apiEndpoint,
    credentials: clientCredentials({ clientId, clientSecret, authEndpoint }),
  });
  const { read, review, workflow } = must(
    await createInvoiceWorkflow(ctx, 'registry.example.com/read:1', { MODEL_ID: modelId })(),
  );
  const { documentId } = must(await createDocument(ctx, await pdfOf(1))());
  /** What the service does with the image: runs it for the execution that waits. */
  const runImage = async (): Promise<string> => {
    const { executions } = must(
      await listTransitionExecutions(ctx, read.transitionId, { status: 'running' })(),
    );
    const [execution] = executions;
    assert.ok(execution, 'nothing waits');
    const child = spawn(process.execPath, ['--import', 'tsx', 'examples/guides/workflow-read.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
        LAS_CLIENT_ID: clientId,
        LAS_CLIENT_SECRET: clientSecret,
        LAS_AUTH_ENDPOINT: authEndpoint,
        LAS_API_ENDPOINT: apiEndpoint,
        LAS_API_KEY: 'key',
        MODEL_ID: modelId,
        TRANSITION_ID: read.transitionId,
        EXECUTION_ID: execution.executionId,
      },
    });
    let written = '';
    child.stderr.on('data', (text) => {
      written += text;
    });
    await once(child, 'close');
    return written;
  };
  return { ctx, server, review, workflow, documentId, runImage };
}

type World = Awaited<ReturnType<typeof workflowOf>>;

const inWorkflow = (confidence: number, run: (world: World) => Promise<void>) => async () => {
  const world = await workflowOf(confidence);
  try {
    await run(world);
  } finally {
    await world.server.close();
  }
};

/** Sends the document through the workflow, with the image run when the execution has begun. */
async function begin({ ctx, workflow, documentId, server, runImage }: World) {
  const output = send(ctx, workflow.workflowId, documentId, { every })();
  while (
    !server.emulator.requests.some(({ method, path }) => method === 'POST' && /executions$/.test(path))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { output, told: await runImage() };
}

const guide = suite('the guide to workflows');

guide(
  'nobody is asked about what is sure',
  inWorkflow(0.95, async (world) => {
    const { output, told } = await begin(world);
    assert.is(told, '');
    const { look, values, documentId } = must(await output) ?? {};
    assert.equal([look, documentId], [false, world.documentId]);
    assert.equal(values, { invoice_number: 'A-1', total_amount: '3420.50' });
  }),
);

guide(
  'a person is asked about what is not, and has the last word',
  inWorkflow(0.6, async (world) => {
    const { ctx, review, server } = world;
    const { output } = await begin(world);
    const asked: unknown[] = [];
    const reviewed = reviewNext(
      ctx,
      review.transitionId,
      (input) => {
        asked.push(input['reasons']);
        const values = { ...Object(input['values']), total_amount: '3421.50' };
        return TE.right({ status: 'succeeded', output: { ...input, values, look: false } });
      },
      { every },
    );
    const ended = must(await reviewed());
    assert.equal(asked, [[{ label: 'total_amount', kind: 'unsure', below: 'medium' }]]);
    assert.is(ended.status, 'succeeded');
    assert.equal(must(await output)?.['values'], { invoice_number: 'A-1', total_amount: '3421.50' });
    assert.ok(server.emulator.requests.some(({ path }) => path.endsWith('/heartbeats')));
  }),
);

guide(
  'a person may reject it, which ends the execution without success',
  inWorkflow(0.6, async (world) => {
    const { output } = await begin(world);
    const outcome: TransitionOutcome = { status: 'rejected', error: { message: 'This is no invoice.' } };
    must(await reviewNext(world.ctx, world.review.transitionId, () => TE.right(outcome), { every })());
    const error = mustFail(await output);
    assert.is(error._tag, 'Failed');
    assert.match(error.message, /rejected/);
  }),
);

guide(
  'whoever waits takes nothing where nothing is to be reviewed',
  inWorkflow(0.6, async ({ ctx, review }) => {
    const waited = await take(ctx, review.transitionId, { every: 10, timeout: 60 })();
    assert.is(mustFail(waited)._tag, 'Timeout');
    const { executions } = must(await listTransitionExecutions(ctx, review.transitionId)());
    assert.equal(executions, []);
  }),
);

guide(
  'the program rejects an input without a document',
  inWorkflow(0.6, async ({ ctx, workflow, runImage }) => {
    const { executionId } = must(await executeWorkflow(ctx, workflow.workflowId, { document: 'none' })());
    await runImage();
    const { status } = must(await getWorkflowExecution(ctx, workflow.workflowId, executionId)());
    assert.is(status, 'rejected');
  }),
);

guide.run();
