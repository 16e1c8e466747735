import * as TE from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type EmulatorServer, serveEmulator } from '../../emulator/src/node.js';
import {
  type Context,
  clientCredentials,
  createContext,
  createTransition,
  createWorkflow,
  executeWorkflow,
  getLog,
  getTransitionExecution,
  getWorkflowExecution,
  type LasError,
  listTransitionExecutions,
  type TransitionExecution,
  updateTransitionExecution,
} from '../../src/index.js';
import {
  type HandlerOutcome,
  type TransitionHandlerOptions,
  transitionHandler,
  type Work,
} from '../../src/node/index.js';
import { type Environment, programOf, type Ran } from './fixtures/program.js';

const run = await programOf('work');

async function must<A>(task: TE.TaskEither<LasError, A>): Promise<A> {
  const result = await task();
  if (result._tag === 'Left') throw new Error(`${result.left._tag}: ${result.left.message}`);
  return result.right;
}

/** An execution of a workflow whose one transition waits for its image. */
interface World {
  readonly ctx: Context;
  readonly environment: Environment;
  /** The execution of the transition as it is now, what its log says of it, and the workflow's status. */
  readonly look: () => Promise<
    TransitionExecution & { readonly log: ReadonlyArray<string>; readonly workflow: string }
  >;
}

async function worldOf(server: EmulatorServer): Promise<World> {
  const { apiEndpoint, authEndpoint } = server;
  const { clientId, clientSecret } = server.emulator;
  const credentials = clientCredentials({ clientId, clientSecret, authEndpoint });
  const ctx = createContext({ apiEndpoint, credentials, apiKey: 'key' });
  const parameters = { imageUrl: 'registry.example.com/work:1' };
  const { transitionId } = await must(createTransition(ctx, 'docker', { parameters }));
  const States = { a: { Type: 'Task', Resource: transitionId, End: true } } as const;
  const { workflowId } = await must(createWorkflow(ctx, { definition: { StartAt: 'a', States } }));
  const run = await must(executeWorkflow(ctx, workflowId, { name: 'World' }));
  const { executions } = await must(listTransitionExecutions(ctx, transitionId));
  const [execution] = executions;
  assert.ok(execution);
  const { executionId, logId } = execution;
  return {
    ctx,
    environment: {
      TRANSITION_ID: transitionId,
      EXECUTION_ID: executionId,
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_AUTH_ENDPOINT: authEndpoint,
      LAS_API_ENDPOINT: apiEndpoint,
      LAS_API_KEY: 'key',
    },
    look: async () => {
      const now = await must(getTransitionExecution(ctx, transitionId, executionId));
      const { events } = await must(getLog(ctx, logId ?? 'las:log:none'));
      const { status } = await must(getWorkflowExecution(ctx, workflowId, run.executionId));
      return { ...now, log: (events ?? []).map(({ message }) => String(message)), workflow: status };
    },
  };
}

const server = await serveEmulator({ apiKey: 'key' });

/** What each work comes to. Failures are told on standard error too, and make the process exit with 1. */
interface Case {
  readonly outcome: HandlerOutcome;
  readonly status: string;
  /** What the workflow's execution comes to. */
  readonly workflow: string;
  readonly output?: unknown;
  /** What the log says last. */
  readonly says?: RegExp;
  readonly stderr?: RegExp;
}

const failed = { outcome: 'failed', status: 'failed', workflow: 'failed' } as const;

const cases: Readonly<Record<string, Case>> = {
  output: {
    outcome: 'succeeded',
    status: 'succeeded',
    workflow: 'succeeded',
    output: { greeting: 'Hello World' },
    says: /^succeeded$/,
  },
  left: { ...failed, says: /^failed: the total is missing$/, stderr: /^the total is missing$/ },
  rejected: {
    outcome: 'rejected',
    status: 'rejected',
    workflow: 'rejected',
    says: /^rejected: this is no invoice$/,
  },
  retry: {
    outcome: 'retry',
    status: 'retry',
    // Another execution of the transition waits.
    workflow: 'running',
    says: /^retry: the printer is busy$/,
  },
  lasError: { ...failed, says: /^failed: .*no document/, stderr: /no document/ },
  thrown: {
    ...failed,
    says: /^failed: Error: a bug in the work\n +at .*work\.(js|mjs)/,
    stderr: /a bug in the work/,
  },
  text: { ...failed, says: /^failed: no such supplier$/, stderr: /no such supplier/ },
  nothing: { ...failed, says: /^failed: The work gave no output/, stderr: /no output/ },
  noReason: { ...failed, says: /^failed: The work failed without a reason/, stderr: /without a reason/ },
  noPrototype: { ...failed, says: /^failed: object$/, stderr: /object/ },
  long: {
    ...failed,
    says: /^failed: Error: the beginning\n(.|\n)*…(.|\n)*at the end$/,
    stderr: /the beginning/,
  },
};

// Some at a time: most of a run is the start of the program.
const queue = Object.keys(cases);
const runs = new Map<string, { readonly ran: Ran; readonly world: World }>();
await Promise.all(
  [1, 2, 3].map(async () => {
    for (let work = queue.shift(); work; work = queue.shift()) {
      const world = await worldOf(server);
      runs.set(work, { ran: await run(world.environment, work), world });
    }
  }),
);

const test = suite('transitionHandler as a process');

for (const [work, { outcome, status, workflow, output, says, stderr }] of Object.entries(cases)) {
  test(`${work}: ${outcome}`, async () => {
    const { ran, world } = runs.get(work) ?? {};
    assert.ok(ran && world);
    assert.is(ran.stdout, outcome, ran.stderr);
    if (stderr) assert.match(ran.stderr, stderr);
    else assert.is(ran.stderr, '');
    assert.is(ran.code, stderr ? 1 : 0);
    const now = await world.look();
    assert.is(now.status, status);
    assert.is(now.workflow, workflow);
    assert.equal(now.output ?? undefined, output);
    if (says) assert.match(now.log.at(-1) ?? '', says);
  });
}

test('on SIGTERM the execution is to be tried again, and the process ends by the signal', async () => {
  const world = await worldOf(server);
  const ran = await run(world.environment, 'stopped');
  assert.equal([ran.code, ran.stdout], [null, ''], ran.stderr);
  const now = await world.look();
  assert.is(now.status, 'retry');
  assert.match(now.log.at(-1) ?? '', /^retry: Stopped by SIGTERM\.$/);
});

test('beats while the work is done', async () => {
  const log = (await runs.get('output')?.world.look())?.log ?? [];
  const beats = log.filter((line) => line === 'heartbeat').length;
  assert.ok(beats >= 3, `${beats} beats`);
});

test('of a long stack the middle is left out', async () => {
  const { ran, world } = runs.get('long') ?? {};
  const said = (await world?.look())?.log.at(-1)?.replace(/^failed: /, '') ?? '';
  assert.is(Array.from(said).length, 4096);
  assert.match(said, /at the end$/);
  assert.ok((ran?.stderr.length ?? 0) > 20_000, 'standard error has all of it');
});

test('no secret is written', () => {
  for (const { ran, world } of runs.values()) {
    for (const name of ['LAS_CLIENT_SECRET', 'LAS_API_KEY'] as const) {
      const secret = world.environment[name] ?? '';
      assert.not.ok(secret !== 'key' && (ran.stderr + ran.stdout).includes(secret), name);
    }
  }
});

test('without its environment: says what is missing', async () => {
  const ran = await run({}, 'output');
  assert.equal(ran, {
    code: 1,
    stdout: 'unreported',
    stderr: 'The environment variable TRANSITION_ID must be the id of a transition.',
  });
});

test.run();

// -- in this process -----------------------------------------------------------------------

/** Runs a handler as a process would; tells what it wrote and how it would exit. */
async function handled(work: Work, options: TransitionHandlerOptions) {
  const { exitCode } = process;
  const { error } = console;
  const written: string[] = [];
  console.error = (message: string) => written.push(message);
  try {
    const outcome = await transitionHandler(work, options)();
    return { outcome, written, code: process.exitCode };
  } finally {
    console.error = error;
    process.exitCode = exitCode;
  }
}

const unwanted: Work = () => {
  throw new Error('the work must not begin');
};

const handler = suite('transitionHandler');

handler('names what the environment lacks, and nothing happens', async () => {
  const { environment, look } = await worldOf(server);
  const wrong: ReadonlyArray<readonly [Environment, string]> = [
    [{ TRANSITION_ID: undefined }, 'The environment variable TRANSITION_ID must be the id of a transition.'],
    [{ TRANSITION_ID: '' }, 'The environment variable TRANSITION_ID must be the id of a transition.'],
    [
      { TRANSITION_ID: environment['EXECUTION_ID'] },
      'The environment variable TRANSITION_ID must be the id of a transition.',
    ],
    [{ EXECUTION_ID: undefined }, 'The environment variable EXECUTION_ID must be the id of an execution.'],
    [
      { EXECUTION_ID: 'las:workflow-execution:1' },
      'The environment variable EXECUTION_ID must be the id of an execution.',
    ],
    ...['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_AUTH_ENDPOINT', 'LAS_API_ENDPOINT'].map(
      (name) =>
        [
          { [name]: undefined },
          `Missing environment variables: ${name}. Set what the service issued.`,
        ] as const,
    ),
  ];
  for (const [change, message] of wrong) {
    const result = await handled(unwanted, { environment: { ...environment, ...change } });
    assert.equal(result, { outcome: 'unreported', written: [message], code: 1 });
  }
  const account = await handled(unwanted, {
    environment: { TRANSITION_ID: environment['TRANSITION_ID'], EXECUTION_ID: environment['EXECUTION_ID'] },
  });
  assert.equal(account.written, [
    'Missing environment variables: LAS_CLIENT_ID, LAS_CLIENT_SECRET, LAS_AUTH_ENDPOINT, LAS_API_ENDPOINT. Set what the service issued.',
  ]);
  const now = await look();
  assert.equal([now.status, now.log], ['running', []]);
});

handler('whatever fails, however it does, is reported', async () => {
  const failures: ReadonlyArray<readonly [Work, RegExp]> = [
    [() => TE.left(new Error('an Error will do')), /^an Error will do$/],
    [() => TE.left({ status: undefined, message: 'no status' }), /^no status$/],
    [() => () => Promise.reject('just a text'), /^just a text$/],
    [() => () => Promise.reject(new TypeError('rejected')), /^TypeError: rejected\n +at /],
  ];
  for (const [work, message] of failures) {
    const { environment, look } = await worldOf(server);
    const { outcome, written, code } = await handled(work, { environment });
    assert.equal([outcome, code, written.length], ['failed', undefined, 1]);
    assert.match(written[0] ?? '', message);
    const { status, log } = await look();
    assert.is(status, 'failed');
    assert.is(log.at(-1), `failed: ${written[0]}`);
  }
});

handler('an output that cannot be sent: reported as failed', async () => {
  const { environment, look } = await worldOf(server);
  const result = await handled(() => TE.right({ total: Number.NaN }), { environment });
  assert.equal([result.outcome, result.code], ['failed', undefined]);
  assert.match(result.written[0] ?? '', /total is NaN/);
  assert.is((await look()).status, 'failed');
});

handler('takes a context in place of the account', async () => {
  const { ctx, environment, look } = await worldOf(server);
  const { TRANSITION_ID, EXECUTION_ID } = environment;
  const result = await handled((_, input) => TE.right({ got: input }), {
    context: ctx,
    environment: { TRANSITION_ID, EXECUTION_ID },
  });
  assert.equal(result, { outcome: 'succeeded', written: [], code: undefined });
  assert.equal((await look()).output, { got: { name: 'World' } });
});

handler('the work has a context that works, with what is overridden', async () => {
  const { environment } = await worldOf(server);
  const seen: string[] = [];
  const result = await handled(
    (ctx) => {
      assert.is(ctx.timeout, 5000);
      return TE.map(() => ({}))(listTransitionExecutions(ctx, 'las:transition:commons-failed'));
    },
    { environment, timeout: 5000, onRequest: ({ method }) => seen.push(method) },
  );
  assert.is(result.outcome, 'succeeded');
  assert.equal(
    // The heartbeat, side by side with the work, is cut off by its end.
    seen.filter((method) => method !== 'POST'),
    ['GET', 'GET', 'PATCH'],
  );
});

handler('an execution that is not there, or over, or an account that is refused: told, and 1', async () => {
  const gone = await worldOf(server);
  const id = 'las:transition-execution:00000000000000000000000000000000';
  const missing = await handled(unwanted, { environment: { ...gone.environment, EXECUTION_ID: id } });
  assert.equal([missing.outcome, missing.code, missing.written.length], ['unreported', 1, 1]);
  assert.match(missing.written[0] ?? '', /no transition-execution/);

  const refused = await handled(unwanted, {
    environment: { ...gone.environment, LAS_CLIENT_SECRET: 'wrong' },
  });
  assert.equal([refused.outcome, refused.code], ['unreported', 1]);
  assert.not.match(refused.written.join(), /wrong/);

  const over = await worldOf(server);
  const result = await handled(
    (ctx) => {
      const { TRANSITION_ID, EXECUTION_ID } = over.environment;
      const outcome = { status: 'succeeded', output: { by: 'somebody else' } } as const;
      return TE.map(() => ({ by: 'me' }))(
        updateTransitionExecution(
          ctx,
          TRANSITION_ID as 'las:transition:',
          EXECUTION_ID as 'las:transition-execution:',
          outcome,
        ),
      );
    },
    { environment: over.environment },
  );
  assert.equal([result.outcome, result.code], ['unreported', 1]);
  assert.match(result.written[0] ?? '', /^The outcome \(succeeded\) is not reported: /);
  assert.equal((await over.look()).output, { by: 'somebody else' });
});

handler('begins when it is run', async () => {
  const { environment, look } = await worldOf(server);
  transitionHandler(unwanted, { environment });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal((await look()).log, []);
});

handler.after(() => server.close());
handler.run();
