/** A workflow with a step of a program, and a step of a person where the program is not sure. */
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type Context,
  createTransition,
  createWorkflow,
  type DocumentId,
  executeTransition,
  executeWorkflow,
  type Json,
  type LasError,
  listTransitionExecutions,
  type TransitionId,
  type TransitionOutcome,
  updateTransitionExecution,
  type WaitOptions,
  type WorkflowId,
  waitFor,
  waitForWorkflowExecution,
  withHeartbeats,
} from 'las-fp';

// #region create
/** Creates the two steps and the workflow: `read` decides, `review` is a person's. */
export const createInvoiceWorkflow = (ctx: Context, imageUrl: string, environment: Record<string, string>) =>
  pipe(
    TE.Do,
    TE.bind('read', () =>
      createTransition(ctx, 'docker', { name: 'read', parameters: { imageUrl, environment } }),
    ),
    TE.bind('review', () => createTransition(ctx, 'manual', { name: 'review' })),
    TE.bind('workflow', ({ read, review }) =>
      createWorkflow(
        ctx,
        {
          definition: {
            StartAt: 'read',
            States: {
              read: { Type: 'Task', Resource: read.transitionId, Next: 'sure?' },
              'sure?': {
                Type: 'Choice',
                Choices: [{ Variable: '$.look', BooleanEquals: true, Next: 'review' }],
                Default: 'done',
              },
              review: { Type: 'Task', Resource: review.transitionId, End: true },
              done: { Type: 'Succeed' },
            },
          },
        },
        { name: 'invoices', errorConfig: { email: 'invoices@example.com', manualRetry: true } },
      ),
    ),
  );
// #endregion create

// #region execute
/** Sends a document through the workflow, and waits for what comes out: for days, where a person has to act. */
export const send = (ctx: Context, workflowId: WorkflowId, documentId: DocumentId, wait: WaitOptions = {}) =>
  pipe(
    executeWorkflow(ctx, workflowId, { documentId }),
    TE.chain(({ executionId }) => waitForWorkflowExecution(ctx, workflowId, executionId, wait)),
    TE.map(({ output }) => output),
  );
// #endregion execute

// #region take
/** Waits until something is to be reviewed, and takes the execution that has waited longest. */
export const take = (ctx: Context, transitionId: TransitionId, wait: WaitOptions = { every: 5000 }) =>
  pipe(
    waitFor(listTransitionExecutions(ctx, transitionId, { status: 'running' }), {
      ...wait,
      signal: ctx.signal,
      until: ({ executions }) => executions.some(({ startTime }) => !startTime),
    }),
    TE.chain(() => executeTransition(ctx, transitionId)),
  );
// #endregion take

// #region review
/** Takes a review, asks the person with heartbeats going, and ends the execution as the person says. */
export const reviewNext = (
  ctx: Context,
  transitionId: TransitionId,
  ask: (input: Json) => TE.TaskEither<LasError, TransitionOutcome>,
  wait?: WaitOptions,
) =>
  pipe(
    take(ctx, transitionId, wait),
    TE.chain(({ executionId, input }) =>
      pipe(
        withHeartbeats(ctx, transitionId, executionId, ask(input ?? {})),
        TE.chain((outcome) => updateTransitionExecution(ctx, transitionId, executionId, outcome)),
      ),
    ),
  );
// #endregion review
