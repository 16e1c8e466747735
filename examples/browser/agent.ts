/** Reading with an agent: a file begins a run, the run is followed, and a person confirms where it asks. */
import {
  type AgentId,
  type Context,
  type DocumentId,
  type LasError,
  ModelId,
  type RunId,
  TaskId,
  ValidationId,
  waitFor,
} from 'las-fp';
import { type AgentRun, getAgentRun, getAgentRunVariables, listAgents, runAgent } from 'las-fp/agents';
import { putDocumentContent, updateDocument } from 'las-fp/documents';
import { fieldsOf } from 'las-fp/extraction';
import { getModel, type Model } from 'las-fp/models';
import { updateValidationTask } from 'las-fp/validations';

import { feedbackOf, seenOf } from './answers.js';
import { type Review, reviewOf, rulesOf } from './review.js';

/** What a call comes to; the page goes on from either. */
type Result<A> = { readonly error: LasError } | { readonly value: A };

/** What there is of a document so far, so that trying again does not begin at the beginning. */
export interface Work {
  readonly file: File;
  readonly agentId?: AgentId | undefined;
  readonly runId?: RunId | undefined;
  readonly documentId?: DocumentId | undefined;
  readonly uploaded?: boolean | undefined;
}

/** An agent, and the rules of what it reads. */
export interface Agent {
  readonly agentId: AgentId;
  readonly fieldConfig: Model['fieldConfig'];
  readonly rules: ReturnType<typeof rulesOf>;
}

const missing = (message: string): { readonly error: LasError } => ({
  error: { _tag: 'InvalidInput', message },
});

/** The account's first agent, with the rules of its model. */
export async function findAgent(ctx: Context): Promise<Result<Agent>> {
  const list = await listAgents(ctx)();
  if (list._tag === 'Left') return { error: list.left };
  const [agent] = list.right.agents;
  const modelId = agent?.resourceIds?.find((id) => /(^|\/)(las|cradl):model:/.test(id));
  if (!agent || !ModelId.is(modelId)) return missing('The account has no agent that reads documents.');
  const model = await getModel(ctx, modelId)();
  if (model._tag === 'Left') return { error: model.left };
  const { fieldConfig } = model.right;
  return { value: { agentId: agent.agentId, fieldConfig, rules: rulesOf(fieldConfig ?? {}) } };
}

/** Hands the file to the agent, or what is left of that. On an error the work says what exists already. */
export async function handIn(
  ctx: Context,
  { agentId }: Agent,
  work: Work,
  content: ArrayBuffer,
): Promise<{ readonly work: Work; readonly error?: LasError }> {
  if (work.uploaded) return { work };
  if (work.runId && work.documentId) {
    const sent = await putDocumentContent(ctx, work.documentId, content)();
    return sent._tag === 'Left' ? { work, error: sent.left } : { work: { ...work, uploaded: true } };
  }
  const { file } = work;
  const started = await runAgent(ctx, agentId, content, { name: file.name })();
  if (started._tag === 'Left') {
    const { runId, documentId } = started.left;
    return { work: { file, agentId, runId, documentId }, error: started.left };
  }
  const { run, document } = started.right;
  return {
    work: { file, agentId, runId: run.runId, documentId: document.documentId, uploaded: true },
  };
}

const over = /^(exported|completed|archived|error)$/;
const inReview = ({ status }: AgentRun): boolean =>
  status === 'ready-for-review' || status === 'review-in-progress';

/** Asks for the run until it is over, or waits for a person; `seen` is told of each answer. */
export async function follow(
  ctx: Context,
  { agentId, runId }: Pick<AgentRun, 'agentId' | 'runId'>,
  seen: (run: AgentRun) => void,
  throughReview = false,
): Promise<Result<AgentRun>> {
  const until = (run: AgentRun): boolean => {
    seen(run);
    return over.test(run.status ?? '') || (!throughReview && inReview(run));
  };
  const asked = getAgentRun(ctx, agentId, runId);
  const run = await waitFor(asked, { until, every: 250, timeout: 300_000, signal: ctx.signal })();
  if (run._tag === 'Left') return { error: run.left };
  if (run.right.status !== 'error') return { value: run.right };
  const reasons = run.right.events?.flatMap((event) => event['errors'] ?? []) ?? [];
  return {
    error: {
      _tag: 'Failed',
      message: `The run ended in error. ${reasons.at(-1) ?? ''}`.trim(),
      outcome: run.right,
    },
  };
}

/** What the agent has read. */
export async function readOf(
  ctx: Context,
  { fieldConfig, rules }: Agent,
  run: AgentRun,
): Promise<Result<Review>> {
  const read = await getAgentRunVariables(ctx, run, { fieldConfig })();
  if (read._tag === 'Left') return { error: read.left };
  const { fields, tables } = read.right ?? { fields: {}, tables: {} };
  return { value: reviewOf(fieldsOf({ ...fields, ...tables }, rules), rules) };
}

/** The task that a run waits for. */
function taskOf(run: AgentRun) {
  if (!inReview(run)) return undefined;
  const ids = run.resourceIds?.find((id) => id.includes(':validation:') && id.includes(':task:'))?.split('/');
  const [validationId, taskId] = ids?.slice(-2) ?? [];
  return ValidationId.is(validationId) && TaskId.is(taskId) ? { validationId, taskId } : undefined;
}

/** Whether a run waits for a person. */
export const waits = (run: AgentRun): boolean => taskOf(run) !== undefined;

/** Sends what a person says: to the document, for the model to learn from; and to the run, which goes on. */
export async function confirmRun(
  ctx: Context,
  run: AgentRun,
  documentId: DocumentId,
  review: Review,
): Promise<LasError | undefined> {
  const taught = await updateDocument(ctx, documentId, { groundTruth: feedbackOf(review) })();
  if (taught._tag === 'Left') return taught.left;
  const task = taskOf(run);
  if (!task) return undefined;
  const output = JSON.parse(JSON.stringify(seenOf(review).details));
  const done = await updateValidationTask(ctx, task.validationId, task.taskId, {
    status: 'succeeded',
    output,
  })();
  return done._tag === 'Left' ? done.left : undefined;
}
