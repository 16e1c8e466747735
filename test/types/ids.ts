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
  getDeploymentEnvironment,
  getDocument,
  getModel,
  getTraining,
  getTransitionExecution,
  getWorkflowExecution,
  listDocuments,
  listTrainings,
  ModelId,
  type RunId,
  updateWorkflowExecution,
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
