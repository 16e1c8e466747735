/** The job of an agent: a file goes in, what was read comes out, and a webhook is told. */
import { randomBytes } from 'node:crypto';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  ActionId,
  type AgentId,
  type AgentRun,
  type AgentRunVariables,
  type Context,
  getAction,
  getAgent,
  getAgentRunVariables,
  getModel,
  getValidationTask,
  invalidInput,
  type LasError,
  ModelId,
  runAgent,
  TaskId,
  updateAction,
  updateValidationTask,
  ValidationId,
  waitForAgentRun,
} from 'las-fp';

import { listen } from './receiver.js';

type Step = <A>(
  text: (value: A) => string,
) => (task: TE.TaskEither<LasError, A>) => TE.TaskEither<LasError, A>;

/** Tells the step's result. */
export const step: Step = (text) =>
  TE.map((value) => {
    console.log(text(value));
    return value;
  });

/** Runs an agent to its end, and gives what was read. */
export const readWithAgent = (
  ctx: Context,
  agentId: AgentId,
  file: Blob,
  name: string,
): TE.TaskEither<LasError, AgentRunVariables> =>
  pipe(
    begin(ctx, agentId, file, name),
    TE.chain(({ agentId: agent, runId }) => waitForAgentRun(ctx, agent, runId, { timeout: 600_000 })),
    TE.chain((run) => readOf(ctx, agentId, run)),
  );

/** Does the same on an emulator, where this program is also who reviews, and who is told. */
export const readWithEmulatedAgent =
  (ctx: Context, agentId: AgentId, file: Blob, name: string): TE.TaskEither<LasError, AgentRunVariables> =>
  async () => {
    const secret = randomBytes(24).toString('hex');
    const receiver = await listen(secret);
    const exported = await pipe(
      subscribe(ctx, agentId, receiver.url, secret),
      TE.chain(() => begin(ctx, agentId, file, name)),
      TE.chain(({ runId }) => waitForAgentRun(ctx, agentId, runId, { timeout: 60_000, every: 100 })),
      TE.chain((run) => (run.status === 'ready-for-review' ? review(ctx, agentId, run) : TE.right(run))),
      TE.bindTo('run'),
      TE.bindW('event', () =>
        pipe(
          () => receiver.event,
          TE.mapLeft(({ message }) => invalidInput(`The webhook was refused: ${message}`)),
        ),
      ),
      step(({ event }) => `   webhook     verified, ${Object.keys(event.output as object).length} values`),
      TE.chain(({ run }) => readOf(ctx, agentId, run)),
    )();
    receiver.close();
    return exported;
  };

const begin = (ctx: Context, agentId: AgentId, file: Blob, name: string): TE.TaskEither<LasError, AgentRun> =>
  pipe(
    runAgent(ctx, agentId, file, { name, variables: { source: 'las-fp' } }),
    step(({ run }) => `1. run         ${run.runId}`),
    step(({ document }) => `2. document    ${document.documentId}, ${file.size.toLocaleString('en')} bytes`),
    TE.map(({ run }) => run),
  );

const idsOf = (ids: ReadonlyArray<string> | null | undefined, kind: string): ReadonlyArray<string> =>
  (ids ?? []).filter((id) => new RegExp(`^(las|cradl):${kind}:`).test(id));

/** Lets the agent's export call `url`. */
const subscribe = (ctx: Context, agentId: AgentId, url: string, hmacSecret: string) =>
  pipe(
    getAgent(ctx, agentId),
    TE.chain(({ resourceIds }) =>
      TE.traverseArray((id: string) =>
        pipe(
          TE.fromEither(ActionId.decode(id)),
          TE.mapLeft(() => invalidInput(`Not the id of an action: ${id}`)),
          TE.chain((actionId) => getAction(ctx, actionId)),
        ),
      )(idsOf(resourceIds, 'action')),
    ),
    TE.chain((actions) => {
      const action = actions.find(({ functionId }) => functionId?.endsWith('export-to-webhook'));
      return action
        ? updateAction(ctx, action.actionId, { config: { url, hmacSecret } })
        : TE.left(invalidInput('The agent has no action that exports to a webhook.'));
    }),
  );

/** A person would look at what is not sure. Here, what was read is confirmed as it is. */
const review = (ctx: Context, agentId: AgentId, run: AgentRun) => {
  const [validation, task] = (idsOf(run.resourceIds, 'validation')[0] ?? '').split('/');
  return pipe(
    TE.fromEither(ValidationId.decode(validation)),
    TE.bindTo('validationId'),
    TE.bindW('taskId', () => TE.fromEither(TaskId.decode(task))),
    TE.mapLeft(() => invalidInput('The run has no task to review.')),
    TE.chain(({ validationId, taskId }) =>
      pipe(
        getValidationTask(ctx, validationId, taskId),
        step(() => `   review      ${taskId}, confirmed by this program`),
        TE.chain(() => updateValidationTask(ctx, validationId, taskId, { status: 'succeeded', output: {} })),
      ),
    ),
    TE.chain(() =>
      waitForAgentRun(ctx, agentId, run.runId, { timeout: 60_000, every: 100, throughReview: true }),
    ),
  );
};

/** What was read, told apart from the variables by the agent's model. */
const readOf = (ctx: Context, agentId: AgentId, run: AgentRun): TE.TaskEither<LasError, AgentRunVariables> =>
  pipe(
    getAgent(ctx, agentId),
    TE.chain(({ resourceIds }) => {
      const modelId = ModelId.decode(idsOf(resourceIds, 'model')[0]);
      return modelId._tag === 'Right' ? getModel(ctx, modelId.right) : TE.right(undefined);
    }),
    TE.chain((model) => getAgentRunVariables(ctx, run, { fieldConfig: model?.fieldConfig })),
    step(() => `3. ${run.status}`),
    TE.chain((variables) =>
      variables === null ? TE.left(invalidInput('The run has no variables.')) : TE.right(variables),
    ),
  );
