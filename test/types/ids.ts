/** Ids: each kind is a type of its own. */
import { expectTypeOf } from 'expect-type';
import type { Either } from 'fp-ts/lib/Either.js';
import type { Errors } from 'io-ts';
import {
  type AgentRunId,
  type Context,
  createDataBundle,
  createPrediction,
  DocumentId,
  getAction,
  getAgentRun,
  getAgentRunVariables,
  getDeploymentEnvironment,
  getDocument,
  getHook,
  getModel,
  getOrganization,
  getTraining,
  getTransitionExecution,
  getValidationTask,
  getWorkflowExecution,
  type Hook,
  type HookRun,
  listDocuments,
  listModels,
  listTrainings,
  ModelId,
  type RunId,
  runAgent,
  shortIds,
  updateProfile,
  updateWorkflowExecution,
  type ValidationTaskId,
  waitForAgentRun,
} from '../../src/index.js';

declare const ctx: Context;
declare const text: string;
declare const documentId: DocumentId;
declare const modelId: ModelId;

// A literal needs no cast, nor does a template.
getDocument(ctx, 'las:document:1f0c');
getDocument(ctx, `las:document:${text}`);
getModel(ctx, 'las:model:invoice');
getModel(ctx, 'las:organization:other/las:model:invoice');
getDeploymentEnvironment(ctx, `las:organization:${text}/las:deployment-environment:${text}`);
createPrediction(ctx, 'las:document:1f0c', 'las:organization:other/las:model:invoice');
const written = { nextTransitionId: 'las:transition:commons-failed' } as const;
updateWorkflowExecution(ctx, 'las:workflow:1', 'las:workflow-execution:1', written);

// Text from outside goes through the codec.
expectTypeOf(DocumentId.decode(text)).toEqualTypeOf<Either<Errors, DocumentId>>();
if (ModelId.is(text)) getModel(ctx, text);

// @ts-expect-error text is no id
getDocument(ctx, text);
// @ts-expect-error an id of another kind
getDocument(ctx, 'las:model:1f0c');
// @ts-expect-error an id of another kind
getDocument(ctx, modelId);
// @ts-expect-error nothing
getDocument(ctx, '');
// @ts-expect-error the kind alone
getDocument(ctx, 'las:document');
// @ts-expect-error documents have no organization in front
getDocument(ctx, 'las:organization:other/las:document:1');
// @ts-expect-error swapped
createPrediction(ctx, modelId, documentId);
// @ts-expect-error swapped
createPrediction(ctx, 'las:model:invoice', 'las:document:1f0c');
// @ts-expect-error swapped
getTraining(ctx, 'las:model-training:1', 'las:model:1');
// @ts-expect-error a data bundle is no training
getTraining(ctx, 'las:model:1', 'las:model-data-bundle:1');
// @ts-expect-error an execution of a workflow
getTransitionExecution(ctx, 'las:transition:1', 'las:workflow-execution:1');
// @ts-expect-error an execution of a transition
getWorkflowExecution(ctx, 'las:workflow:1', 'las:transition-execution:1');
// @ts-expect-error the id of a dataset is wanted
listDocuments(ctx, { datasetId: 'las:document:1' });
// @ts-expect-error one of them is of another kind
listDocuments(ctx, { documentId: ['las:document:1', 'las:model:1'] });
// @ts-expect-error one of them is of another kind
createDataBundle(ctx, 'las:model:1', ['las:dataset:1', 'las:model-data-bundle:1']);
// @ts-expect-error the context comes first
getDocument('las:document:1', ctx);
// @ts-expect-error there is no id
getDocument(ctx);
// @ts-expect-error there is no id
listTrainings(ctx, { maxResults: 1 });

// Since 2025: both prefixes, and kinds that have one.
getDocument(ctx, 'cradl:document:1f0c');
getModel(ctx, 'cradl:organization:other/cradl:model:invoice');
getModel(ctx, 'las:organization:other/cradl:model:invoice');
// @ts-expect-error an id of another kind
getDocument(ctx, 'cradl:model:1f0c');
// @ts-expect-error workflows begin with las
getWorkflowExecution(ctx, 'cradl:workflow:1', 'las:workflow-execution:1');
declare const short: RunId;
declare const long: AgentRunId;
// @ts-expect-error the short id of a run is not the long one
createPrediction(ctx, documentId, modelId, { agentRunId: short });
createPrediction(ctx, documentId, modelId, { agentRunId: long });
createPrediction(ctx, documentId, modelId, { agentRunId: 'cradl:agent:1/cradl:run:2' });
createPrediction(ctx, documentId, modelId, { agentRunId: 'cradl:organization:me/cradl:agent:1/cradl:run:2' });
// @ts-expect-error nor the other way round
getAgentRun(ctx, 'cradl:agent:1', long);
// @ts-expect-error the run of an action
createPrediction(ctx, documentId, modelId, { agentRunId: 'cradl:action:1/cradl:run:2' });
// @ts-expect-error a run is no task
getValidationTask(ctx, 'cradl:validation:1', short);
// @ts-expect-error the long id of a task is not the short one
getValidationTask(ctx, 'cradl:validation:1', longTask);
// @ts-expect-error agents begin with cradl
getAgentRun(ctx, 'las:agent:1', short);
declare const longTask: ValidationTaskId;
getAgentRun(ctx, 'cradl:agent:1', short);
getValidationTask(ctx, 'cradl:validation:1', 'cradl:task:2');
waitForAgentRun(ctx, 'cradl:agent:1', 'cradl:run:2', { throughReview: true });
// @ts-expect-error swapped
waitForAgentRun(ctx, 'cradl:run:2', 'cradl:agent:1');

// One's own.
getOrganization(ctx, 'me');
updateProfile(ctx, 'me', { locale: 'nb-NO' });
listModels(ctx, { owner: ['me', 'las:organization:cradl', 'cradl:organization:cradl'] });
// @ts-expect-error no other word
getOrganization(ctx, 'you');
// @ts-expect-error only where it means something
getDocument(ctx, 'me');

// `las` and `cradl` in one pipeline.
const first = await getDocument(ctx, 'las:document:1')();
if (first._tag === 'Right') createPrediction(ctx, first.right.documentId, 'cradl:model:invoice');
const started = await runAgent(ctx, 'cradl:agent:1', 'aGVsbG8=', { name: 'a.txt' })();
if (started._tag === 'Right') {
  const { run, document } = started.right;
  createPrediction(ctx, document.documentId, 'las:model:invoice', { agentRunId: run.id ?? undefined });
  const read = await getAgentRunVariables(ctx, run)();
  if (read._tag === 'Right' && read.right) {
    expectTypeOf(read.right.fields['total']?.value).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(read.right.tables['rows']?.[0]?.['amount']?.confidence).toEqualTypeOf<
      number | null | undefined
    >();
  }
}
// @ts-expect-error the run names itself
runAgent(ctx, 'cradl:agent:1', 'aGVsbG8=', { agentRunId: long });

// An id from an answer goes into a path by its short ids.
declare const agentRunId: AgentRunId;
declare const hook: Hook;
declare const hookRun: HookRun;
getAgentRun(ctx, ...shortIds(agentRunId));
getHook(ctx, ...shortIds(hookRun.hookId));
if (hook.trueActionId != null) getAction(ctx, ...shortIds(hook.trueActionId));
expectTypeOf(shortIds(agentRunId)[1]).toExtend<RunId>();
// @ts-expect-error the long id of a run names two resources
getHook(ctx, ...shortIds(agentRunId));
