/** Results have names: what an editor shows is `TaskEither<LasError, LasDocument>`. */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expectTypeOf } from 'expect-type';
import type { Either } from 'fp-ts/lib/Either.js';
import type { Reader } from 'fp-ts/lib/Reader.js';
import type { ReaderTask } from 'fp-ts/lib/ReaderTask.js';
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { amount, type Decimal, decodeFields, policyOf } from '../../src/extraction/index.js';
import * as las from '../../src/index.js';
import {
  asReader,
  bindContext,
  type CollectOptions,
  type Context,
  type CreatedDocument,
  collect,
  createDocument,
  createDocuments,
  type DocumentId,
  type DocumentList,
  getDocument,
  getDocumentContent,
  getModel,
  type Item,
  items,
  type LasDocument,
  type LasError,
  type ListDocumentsOptions,
  listDocuments,
  listTrainings,
  type Model,
  type ModelId,
  pages,
  type Training,
  type TrainingList,
  toPromise,
  traverseWithLimit,
  withHeartbeats,
} from '../../src/index.js';

import { type ReadDocument, readDocument } from '../../src/reading.js';
import { standardSchema } from '../../src/standardSchema.js';

declare const ctx: Context;

type Result<A> = TaskEither<LasError, A>;

// -- requests ---------------------------------------------------------------------------

expectTypeOf(getDocument).returns.toEqualTypeOf<TaskEither<LasError, LasDocument>>();
expectTypeOf(getDocument).parameters.toEqualTypeOf<[ctx: Context, documentId: DocumentId]>();
expectTypeOf(listDocuments).parameters.toEqualTypeOf<
  [ctx: Context, options?: ListDocumentsOptions | undefined]
>();
expectTypeOf(listDocuments).returns.toEqualTypeOf<Result<DocumentList>>();
expectTypeOf(createDocument).returns.toEqualTypeOf<Result<LasDocument>>();
expectTypeOf(getDocumentContent).returns.toEqualTypeOf<Result<Blob>>();
expectTypeOf(las.getDocumentStream).returns.toEqualTypeOf<Result<ReadableStream<Uint8Array>>>();
expectTypeOf(las.deleteAllDocuments).returns.toEqualTypeOf<
  TaskEither<las.DeletionError, ReadonlyArray<LasDocument>>
>();
expectTypeOf(las.createPrediction).returns.toEqualTypeOf<Result<las.Prediction>>();
expectTypeOf(las.waitForPrediction).returns.toEqualTypeOf<Result<las.Prediction>>();
expectTypeOf(las.waitForTraining).returns.toEqualTypeOf<Result<Training>>();
expectTypeOf(las.waitForDataBundle).returns.toEqualTypeOf<Result<las.DataBundle>>();
expectTypeOf(las.waitForWorkflowExecution).returns.toEqualTypeOf<Result<las.WorkflowExecution>>();
expectTypeOf(las.updateModel).returns.toEqualTypeOf<Result<Model>>();
expectTypeOf(las.createTransition).returns.toEqualTypeOf<Result<las.Transition>>();
expectTypeOf(las.sendHeartbeat).returns.toEqualTypeOf<Result<void>>();
expectTypeOf(las.updateTransitionExecution).returns.toEqualTypeOf<Result<las.TransitionExecution>>();

// Words that may grow: the known ones are completed, others decode.
declare const training: Training;
expectTypeOf<'a-new-word'>().toExtend<typeof training.status>();
expectTypeOf(training.status).toExtend<string>();
// @ts-expect-error a status may be one that nobody knows yet
training.status satisfies las.KnownTrainingStatus;

// What the API may leave out may be absent, undefined or null.
declare const document: LasDocument;
expectTypeOf(document.datasetId).toEqualTypeOf<las.DatasetId | null | undefined>();
// @ts-expect-error results do not change
document.name = 'mine';

// -- pages ---------------------------------------------------------------------------------

expectTypeOf<Item<DocumentList>>().toEqualTypeOf<LasDocument>();
expectTypeOf<Item<TrainingList>>().toEqualTypeOf<Training>();
expectTypeOf<Item<las.AppClientList>>().toEqualTypeOf<las.AppClient>();
expectTypeOf<Item<las.AssetList>>().toEqualTypeOf<las.Asset>();
expectTypeOf<Item<las.BatchList>>().toEqualTypeOf<las.Batch>();
expectTypeOf<Item<las.DataBundleList>>().toEqualTypeOf<las.DataBundle>();
expectTypeOf<Item<las.DatasetList>>().toEqualTypeOf<las.Dataset>();
expectTypeOf<Item<las.DeploymentEnvironmentList>>().toEqualTypeOf<las.DeploymentEnvironment>();
expectTypeOf<Item<las.LogList>>().toEqualTypeOf<las.Log>();
expectTypeOf<Item<las.ModelList>>().toEqualTypeOf<Model>();
expectTypeOf<Item<las.OrganizationList>>().toEqualTypeOf<las.Organization>();
expectTypeOf<Item<las.PaymentMethodList>>().toEqualTypeOf<las.PaymentMethod>();
expectTypeOf<Item<las.PlanList>>().toEqualTypeOf<las.Plan>();
expectTypeOf<Item<las.PredictionList>>().toEqualTypeOf<las.Prediction>();
expectTypeOf<Item<las.RoleList>>().toEqualTypeOf<las.Role>();
expectTypeOf<Item<las.SecretList>>().toEqualTypeOf<las.Secret>();
expectTypeOf<Item<las.TransformationList>>().toEqualTypeOf<las.Transformation>();
expectTypeOf<Item<las.TransitionList>>().toEqualTypeOf<las.Transition>();
expectTypeOf<Item<las.TransitionExecutionList>>().toEqualTypeOf<las.TransitionExecution>();
expectTypeOf<Item<las.UserList>>().toEqualTypeOf<las.User>();
expectTypeOf<Item<las.WorkflowList>>().toEqualTypeOf<las.Workflow>();
expectTypeOf<Item<las.WorkflowExecutionList>>().toEqualTypeOf<las.WorkflowExecution>();

type Generator<A> = AsyncGenerator<Either<LasError, A>, void, undefined>;
const all: CollectOptions = { max: Number.POSITIVE_INFINITY };
const modelId = 'las:model:1';

expectTypeOf(pages(listDocuments, ctx)).toEqualTypeOf<Generator<DocumentList>>();
expectTypeOf(pages(listDocuments, ctx, { maxResults: 5 })).toEqualTypeOf<Generator<DocumentList>>();
expectTypeOf(pages(listTrainings, ctx, modelId)).toEqualTypeOf<Generator<TrainingList>>();
expectTypeOf(items(listDocuments, ctx)).toEqualTypeOf<Generator<LasDocument>>();
expectTypeOf(items(listTrainings, ctx, modelId, { status: 'failed' })).toEqualTypeOf<Generator<Training>>();
expectTypeOf(collect(listDocuments, ctx, all)).toEqualTypeOf<Result<ReadonlyArray<LasDocument>>>();
expectTypeOf(collect(listDocuments, ctx, { datasetId: 'las:dataset:1' }, all)).toEqualTypeOf<
  Result<ReadonlyArray<LasDocument>>
>();
expectTypeOf(collect(listTrainings, ctx, modelId, all)).toEqualTypeOf<Result<ReadonlyArray<Training>>>();
expectTypeOf(collect(listTrainings, ctx, modelId, { status: 'failed' }, { max: 3 })).toEqualTypeOf<
  Result<ReadonlyArray<Training>>
>();

// @ts-expect-error an id of another kind
pages(listTrainings, ctx, 'las:document:1');
// @ts-expect-error without the id
items(listTrainings, ctx);
// @ts-expect-error unknown option
items(listDocuments, ctx, { pageSize: 5 });
// @ts-expect-error unknown word
items(listTrainings, ctx, modelId, { status: 'done' });
// @ts-expect-error how many?
collect(listDocuments, ctx);
// @ts-expect-error how many?
collect(listDocuments, ctx, { datasetId: 'las:dataset:1' });
// @ts-expect-error without the id
collect(listTrainings, ctx, all);
// @ts-expect-error that lists nothing
pages(getDocument, ctx, 'las:document:1');

// -- readers, methods, Promises ---------------------------------------------------------------

expectTypeOf(asReader(getDocument)).toEqualTypeOf<
  (documentId: DocumentId) => ReaderTaskEither<Context, LasError, LasDocument>
>();
expectTypeOf(asReader(listDocuments)).toEqualTypeOf<
  (options?: ListDocumentsOptions) => ReaderTaskEither<Context, LasError, DocumentList>
>();
// @ts-expect-error an id of another kind
asReader(getDocument)('las:model:1');

const bound = bindContext(ctx, { getDocument, getModel, listDocuments });
expectTypeOf(bound).toEqualTypeOf<{
  readonly getDocument: (documentId: DocumentId) => Result<LasDocument>;
  readonly getModel: (modelId: ModelId, options?: las.GetModelOptions) => Result<Model>;
  readonly listDocuments: (options?: ListDocumentsOptions) => Result<DocumentList>;
}>();
const lists = bindContext(ctx, { collect, items, pages });
expectTypeOf(lists.collect(listDocuments, { max: 1 })).toEqualTypeOf<Result<ReadonlyArray<LasDocument>>>();
expectTypeOf(lists.collect(listTrainings, 'las:model:1', { max: 1 })).toEqualTypeOf<
  Result<ReadonlyArray<Training>>
>();
expectTypeOf(lists.items(listTrainings, 'las:model:1')).toEqualTypeOf<
  AsyncGenerator<Either<LasError, Training>, void, undefined>
>();
expectTypeOf(lists.pages(listDocuments, { maxResults: 1 }, { ahead: 1 })).toEqualTypeOf<
  AsyncGenerator<Either<LasError, DocumentList>, void, undefined>
>();
// @ts-expect-error the model is missing
lists.collect(listTrainings, { max: 1 });
// @ts-expect-error an id of another kind
lists.items(listTrainings, 'las:document:1');

const collected = asReader(collect)(listDocuments, { max: 1 });
expectTypeOf(collected).toEqualTypeOf<ReaderTaskEither<Context, LasError, ReadonlyArray<LasDocument>>>();
expectTypeOf(asReader(collect)(listTrainings, 'las:model:1', { max: 1 })).toEqualTypeOf<
  ReaderTaskEither<Context, LasError, ReadonlyArray<Training>>
>();
// @ts-expect-error how many is missing
asReader(collect)(listDocuments);

// Type parameters are kept.
type Reads<A> = ReaderTaskEither<Context, LasError, A>;
declare const Thing: t.Type<{ readonly thingId: string }>;
expectTypeOf(asReader(las.request)({ method: 'GET', path: '/things/first' }, Thing)).toEqualTypeOf<
  Reads<{ readonly thingId: string }>
>();
expectTypeOf(asReader(las.request)(() => ({ method: 'GET', path: '/things/first' }), Thing)).toEqualTypeOf<
  Reads<{ readonly thingId: string }>
>();
expectTypeOf(asReader(createDocuments)([{ content: new Uint8Array(), name: 'a', mine: 1 }])).toEqualTypeOf<
  ReaderTask<
    Context,
    ReadonlyArray<CreatedDocument<{ content: Uint8Array<ArrayBuffer>; name: string; mine: number }>>
  >
>();
expectTypeOf(asReader(items)(listTrainings, 'las:model:1')).toEqualTypeOf<
  Reader<Context, Generator<Training>>
>();
expectTypeOf(asReader(pages)(listDocuments, { maxResults: 1 }, { ahead: 1 })).toEqualTypeOf<
  Reader<Context, Generator<DocumentList>>
>();
// @ts-expect-error the model is missing
asReader(items)(listTrainings);
// @ts-expect-error an id of another kind
asReader(pages)(listTrainings, 'las:document:1');
declare const beating: TaskEither<'bored', number>;
expectTypeOf(
  asReader(withHeartbeats)('las:transition:1', 'las:transition-execution:1', beating),
).toEqualTypeOf<ReaderTaskEither<Context, 'bored' | las.InvalidInput, number>>();
expectTypeOf(asReader(las.runAgent)).returns.toEqualTypeOf<Reads<las.StartedAgentRun>>();
expectTypeOf(asReader(las.waitForPrediction)).returns.toEqualTypeOf<Reads<las.Prediction>>();
expectTypeOf(asReader(las.waitForAgentRun)).returns.toEqualTypeOf<Reads<las.AgentRun>>();
expectTypeOf(asReader(las.getAgentRunVariables)).returns.toEqualTypeOf<Reads<las.AgentRunVariables | null>>();
expectTypeOf(asReader(las.getDocumentStream)).returns.toEqualTypeOf<Reads<ReadableStream<Uint8Array>>>();
expectTypeOf(asReader(las.createPagePredictions)).returns.toEqualTypeOf<
  ReaderTaskEither<Context, las.PagesError, ReadonlyArray<las.Prediction>>
>();
const fieldPolicy = policyOf(
  { total: { type: 'amount' } },
  { total: { confidenceLevels: { automated: 0.9 } } },
);
const Invoice = decodeFields({ total: amount });
const content = new Uint8Array();
expectTypeOf(
  asReader(readDocument)(content, 'las:model:1', fieldPolicy, { codec: Invoice }),
).branded.toEqualTypeOf<
  ReaderTaskEither<
    Context,
    LasError | las.PagesError,
    ReadDocument<typeof fieldPolicy, { readonly total: Decimal }>
  >
>();

// -- codecs in io-ts's combinators ------------------------------------------------------------

const Exact = t.exact(t.intersection([las.LasDocument, t.type({ mine: t.number })]));
expectTypeOf<t.TypeOf<typeof Exact>>().toEqualTypeOf<LasDocument & { mine: number }>();
expectTypeOf<t.TypeOf<typeof las.LasDocument>>().toEqualTypeOf<LasDocument>();
expectTypeOf<t.OutputOf<typeof las.LasDocument>>().toEqualTypeOf<LasDocument>();
expectTypeOf(t.exact(las.DocumentList).encode).parameters.toEqualTypeOf<[a: DocumentList]>();
expectTypeOf<t.TypeOf<typeof las.LasDocument.props.datasetId>>().toEqualTypeOf<LasDocument['datasetId']>();
const Names = t.keyof(las.LasDocument.props);
expectTypeOf<t.TypeOf<typeof Names>>().toEqualTypeOf<keyof LasDocument>();
// @ts-expect-error no keys are known
t.exact(las.DocumentId);
// @ts-expect-error what a codec is piped into has no known keys
t.exact(las.LasDocument.pipe(las.LasDocument));
// @ts-expect-error one of its parts has no known keys
t.exact(t.intersection([las.PredictedFields, t.type({ mine: t.number })]));

const Schema = standardSchema(las.LasDocument);
expectTypeOf(Schema).toExtend<StandardSchemaV1<LasDocument, LasDocument>>();
expectTypeOf<StandardSchemaV1.InferOutput<typeof Schema>>().toEqualTypeOf<LasDocument>();
expectTypeOf<StandardSchemaV1.InferInput<typeof Schema>>().toEqualTypeOf<LasDocument>();
const Pages = standardSchema(t.type({ pages: NumberFromString }));
expectTypeOf<StandardSchemaV1.InferInput<typeof Pages>>().toEqualTypeOf<{ pages: string }>();
expectTypeOf<StandardSchemaV1.InferOutput<typeof Pages>>().toEqualTypeOf<{ pages: number }>();
declare const NumberFromString: t.Type<number, string, unknown>;
// @ts-expect-error no codec
standardSchema(getDocument);
// It is still the codec.
t.exact(Schema);

// @ts-expect-error it was not bound
bound.deleteDocument;
// @ts-expect-error an id of another kind
bound.getDocument('las:model:1');

expectTypeOf(toPromise(getDocument(ctx, 'las:document:1'))).toEqualTypeOf<Promise<LasDocument>>();

// -- many, and with heartbeats --------------------------------------------------------------------

const sources = [{ content: new Uint8Array(), name: 'a', mine: 1 }];
expectTypeOf(createDocuments(ctx, sources)).toEqualTypeOf<
  Task<ReadonlyArray<CreatedDocument<{ content: Uint8Array<ArrayBuffer>; name: string; mine: number }>>>
>();
createDocuments(ctx, sources, {
  onProgress: (_, { source }) => expectTypeOf(source.mine).toEqualTypeOf<number>(),
});

expectTypeOf(traverseWithLimit(2)(['las:document:1'] as const, (id) => getDocument(ctx, id))).toEqualTypeOf<
  Task<ReadonlyArray<las.Traversed<'las:document:1', LasError, LasDocument>>>
>();

declare const review: TaskEither<'bored', number>;
expectTypeOf(withHeartbeats(ctx, 'las:transition:1', 'las:transition-execution:1', review)).toEqualTypeOf<
  TaskEither<'bored' | las.InvalidInput, number>
>();
