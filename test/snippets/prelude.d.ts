/** What snippets take as given, besides the names that the packages export. */
type Las = typeof import('las-fp');

declare const ctx: import('las-fp').Context;
declare const file: Blob;
declare const content: Blob;
declare const image: Blob;
declare const sources: ReadonlyArray<Blob>;
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
