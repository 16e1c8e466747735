/** Options: what the API does not take does not compile. */
import { expectTypeOf } from 'expect-type';
import {
  type Context,
  createAsset,
  createContext,
  createDocument,
  createDocuments,
  createModel,
  createPrediction,
  createTraining,
  createTransition,
  deleteAllDocuments,
  deleteDocuments,
  type Failed,
  getDocument,
  getDocumentContent,
  getDocumentStream,
  isFailed,
  type LasError,
  listDocuments,
  listLogs,
  listTrainings,
  listTransitions,
  listWorkflowExecutions,
  staticToken,
  updateDocument,
  updateModel,
  updateTransition,
  updateTransitionExecution,
  updateUser,
  updateWorkflowExecution,
  waitFor,
  waitForPrediction,
  withOptions,
} from '../../src/index.js';

declare const ctx: Context;
declare const error: LasError;
const content = new Uint8Array();
const documentId = 'las:document:1';
const modelId = 'las:model:1';
const transitionId = 'las:transition:1';
const executionId = 'las:transition-execution:1';

// -- unknown options and words -----------------------------------------------------

listDocuments(ctx, { sortBy: 'createdTime', order: 'descending', maxResults: 5, nextToken: null });
listTrainings(ctx, modelId, { status: ['running', 'succeeded'] });
createDocument(ctx, content, { contentType: 'application/pdf', upload: 'inline', metadata: { mine: [1] } });

// @ts-expect-error unknown option
listDocuments(ctx, { maxresults: 5 });
// @ts-expect-error an option of other lists
listTransitions(ctx, { sortBy: 'createdTime' });
// @ts-expect-error an option of other lists
listLogs(ctx, { status: 'running' });
// @ts-expect-error a number is wanted
listDocuments(ctx, { maxResults: '5' });
// @ts-expect-error unknown word
listDocuments(ctx, { order: 'desc' });
// @ts-expect-error unknown word
listDocuments(ctx, { sortBy: 'name' });
// @ts-expect-error unknown word
listTrainings(ctx, modelId, { status: 'done' });
// @ts-expect-error unknown word
listTransitions(ctx, { transitionType: ['docker', 'person'] });
// @ts-expect-error unknown word
listWorkflowExecutions(ctx, 'las:workflow:1', { status: 'ended' });
// @ts-expect-error unknown option
createDocument(ctx, content, { title: 'invoice.pdf' });
// @ts-expect-error unknown type
createDocument(ctx, content, { contentType: 'text/plain' });
// @ts-expect-error unknown word
createDocument(ctx, content, { upload: 'base64' });
// @ts-expect-error a number is no content
createDocument(ctx, 5);
// @ts-expect-error metadata is an object
createDocument(ctx, content, { metadata: 'mine' });
// @ts-expect-error not one of the quarters
createPrediction(ctx, documentId, modelId, { rotation: 45 });
// @ts-expect-error unknown word
createPrediction(ctx, documentId, modelId, { imageQuality: 'high' });
// @ts-expect-error n pages need an n
createPrediction(ctx, documentId, modelId, { postprocessConfig: { strategy: 'BEST_N_PAGES' } });
// @ts-expect-error unknown machine
createTraining(ctx, modelId, { instanceType: 'tiny-gpu' });
// @ts-expect-error unknown type of field
createModel(ctx, { total: { type: 'money' } });
// @ts-expect-error unknown word
getDocumentContent(ctx, documentId, { quality: 'high' });
// @ts-expect-error unknown option
getDocumentStream(ctx, documentId, { highWaterMark: 1 });
// @ts-expect-error a third argument where there are no options
getDocument(ctx, documentId, {});

// What belongs to a call beyond its arguments is in the context.
withOptions(ctx, { timeout: 5000, retry: 0, signal: AbortSignal.abort() });
// @ts-expect-error no option of a call
listDocuments(ctx, { timeout: 5000 });
// @ts-expect-error unknown option
withOptions(ctx, { timeOut: 5000 });
// @ts-expect-error credentials stay what they are
withOptions(ctx, { credentials: staticToken('token') });
// @ts-expect-error without credentials
createContext({});

// -- changes --------------------------------------------------------------------------

updateDocument(ctx, documentId, { name: null });

// @ts-expect-error nothing to change
updateDocument(ctx, documentId);
// @ts-expect-error nothing to change
updateModel(ctx, modelId);
// @ts-expect-error nothing to change
updateUser(ctx, 'las:user:1');
// @ts-expect-error nothing to change
updateTransition(ctx, transitionId);
// @ts-expect-error nothing to change
updateTransitionExecution(ctx, transitionId, executionId);
// @ts-expect-error nothing to change
updateWorkflowExecution(ctx, 'las:workflow:1', 'las:workflow-execution:1', {});
// @ts-expect-error the content does not change
updateDocument(ctx, documentId, { contentType: 'application/pdf' });
// @ts-expect-error an execution only goes from one of two to the other
updateWorkflowExecution(ctx, 'las:workflow:1', 'las:workflow-execution:1', { status: 'failed' });

// -- the end of an execution -------------------------------------------------------------

updateTransitionExecution(ctx, transitionId, executionId, { status: 'succeeded', output: {} });
updateTransitionExecution(ctx, transitionId, executionId, { status: 'retry', error: new Error('no') });
updateTransitionExecution(ctx, transitionId, executionId, {
  status: 'rejected',
  error: { message: 'no' },
  startTime: new Date(),
});

// @ts-expect-error without an output
updateTransitionExecution(ctx, transitionId, executionId, { status: 'succeeded' });
// @ts-expect-error without an error
updateTransitionExecution(ctx, transitionId, executionId, { status: 'failed' });
// @ts-expect-error an output of what failed
updateTransitionExecution(ctx, transitionId, executionId, { status: 'failed', output: {} });
// @ts-expect-error an error of what succeeded
updateTransitionExecution(ctx, transitionId, executionId, { status: 'succeeded', error: new Error('no') });
const both = { status: 'succeeded', output: {}, error: { message: 'no' } } as const;
// @ts-expect-error both
updateTransitionExecution(ctx, transitionId, executionId, both);
// @ts-expect-error an output is an object
updateTransitionExecution(ctx, transitionId, executionId, { status: 'succeeded', output: 'done' });
// @ts-expect-error an error has a message
updateTransitionExecution(ctx, transitionId, executionId, { status: 'failed', error: 'no' });
// @ts-expect-error that is no end
updateTransitionExecution(ctx, transitionId, executionId, { status: 'running', output: {} });

// -- transitions ----------------------------------------------------------------------------

createTransition(ctx, 'docker', { parameters: { imageUrl: 'image:1', cpu: 256, memory: 1024 } });
createTransition(ctx, 'lambda', { parameters: { lambdaId: 'las:lambda:1' } });
createTransition(ctx, 'manual', { parameters: { assets: { jsRemoteComponent: 'las:asset:1' } } });
createTransition(ctx, 'manual');
updateTransition(ctx, transitionId, { parameters: { imageUrl: 'image:2', secretId: null } });

// @ts-expect-error parameters of a docker transition
createTransition(ctx, 'manual', { parameters: { imageUrl: 'image:1' } });
// @ts-expect-error parameters of a docker transition
createTransition(ctx, 'lambda', { parameters: { imageUrl: 'image:1' } });
// @ts-expect-error parameters of a lambda transition
createTransition(ctx, 'docker', { parameters: { lambdaId: 'las:lambda:1' } });
// @ts-expect-error parameters of a manual transition
createTransition(ctx, 'docker', { parameters: { imageUrl: 'image:1', assets: {} } });
// @ts-expect-error without an image
createTransition(ctx, 'docker', { parameters: { cpu: 256 } });
// @ts-expect-error no such size
createTransition(ctx, 'docker', { parameters: { imageUrl: 'image:1', cpu: 300 } });
// @ts-expect-error no such type
createTransition(ctx, 'person');
// @ts-expect-error parameters of two types
updateTransition(ctx, transitionId, { parameters: { imageUrl: 'image:1', lambdaId: 'las:lambda:1' } });
// @ts-expect-error parameters of two types
updateTransition(ctx, transitionId, { parameters: { assets: {}, cpu: 256 } });

// -- deleting many -----------------------------------------------------------------------------

deleteDocuments(ctx, { datasetId: 'las:dataset:1' });
deleteDocuments(ctx, { everyDocument: true, maxResults: 10 });
deleteAllDocuments(ctx, { consentId: ['las:consent:1'] });

// @ts-expect-error without a word on which ones
deleteDocuments(ctx);
// @ts-expect-error without a word on which ones
deleteAllDocuments(ctx);
// @ts-expect-error all, or those of a dataset?
deleteDocuments(ctx, { everyDocument: true, datasetId: 'las:dataset:1' });
// @ts-expect-error that says nothing
deleteDocuments(ctx, { everyDocument: false });
// @ts-expect-error documents have no such filter
deleteDocuments(ctx, { documentId });

// -- waiting, and many at once --------------------------------------------------------------------

waitForPrediction(ctx, 'las:prediction:1', { every: 500, timeout: 60_000 });
createDocuments(ctx, [{ content, name: 'a' }], { concurrency: 2 });

// @ts-expect-error without a word on what for
waitFor(getDocument(ctx, documentId), {});
// @ts-expect-error the context has the signal
waitForPrediction(ctx, 'las:prediction:1', { signal: AbortSignal.abort() });
// @ts-expect-error without a content
createDocuments(ctx, [{ name: 'a' }]);
// @ts-expect-error unknown option
createDocuments(ctx, [{ content }], { limit: 2 });
// @ts-expect-error an asset has a content
createAsset(ctx);

// -- errors ----------------------------------------------------------------------------------------

if (isFailed(error)) expectTypeOf(error).toEqualTypeOf<Failed>();
// @ts-expect-error not every error has a status
error.status;
if ('status' in error) expectTypeOf(error.status).toEqualTypeOf<number>();
