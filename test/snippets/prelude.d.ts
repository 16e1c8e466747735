/** What snippets take as given, besides the names that the packages export. */
declare const ctx: import('las-fp').Context;
declare const file: Blob;
declare const content: Blob;
declare const bytes: Uint8Array;
declare const body: unknown;
declare const image: Blob;
declare const sources: ReadonlyArray<{ readonly content: Blob; readonly name: string }>;
declare const paths: ReadonlyArray<string>;
declare const onProgress: (done: number) => void;
declare const report: ReadonlyArray<import('las-fp').CreatedDocument<{ readonly content: Blob }>>;
declare const documentIds: ReadonlyArray<import('las-fp').DocumentId>;
declare const runId: import('las-fp').RunId;
declare const transitionId: import('las-fp').TransitionId;
declare const executionId: import('las-fp').TransitionExecutionId & import('las-fp').WorkflowExecutionId;
declare const trainingId: import('las-fp').TrainingId;
declare const thingId: string;
declare const run: import('las-fp').AgentRun;
declare const model: import('las-fp').Model;
declare const prediction: import('las-fp').Prediction;
declare const predictions: ReadonlyArray<import('las-fp').Prediction>;
declare const invoice: import('fp-ts/lib/Either.js').Either<import('io-ts').Errors, object>;
declare const policy: import('las-fp/extraction').Policy;
declare const config: import('las-fp/extraction').Policy;
declare const fields: import('las-fp/extraction').Fields;
declare const decision: import('las-fp/extraction').Decision;
declare const session: () => Promise<{ readonly accessToken: string }>;
declare const work: (
  ctx: import('las-fp').Context,
  input: unknown,
) => import('fp-ts/lib/TaskEither.js').TaskEither<
  import('las-fp').LasError,
  Readonly<Record<string, string>>
>;
declare const review: (
  document: import('las-fp').LasDocument,
) => import('fp-ts/lib/TaskEither.js').TaskEither<import('las-fp').LasError, object>;
declare const rememberNonce: (nonce: string) => Promise<boolean>;
declare const ids: ReadonlyArray<import('las-fp').DocumentId>;
declare const documentId: import('las-fp').DocumentId;
declare const modelId: import('las-fp').ModelId;
declare const predictionId: import('las-fp').PredictionId;
declare const workflowId: import('las-fp').WorkflowId;
declare const datasetId: import('las-fp').DatasetId;
declare const agentId: import('las-fp').AgentId;
declare const clientId: string;
declare const clientSecret: string;
declare const authEndpoint: string;
declare const token: string;
declare const hmacSecret: string;
