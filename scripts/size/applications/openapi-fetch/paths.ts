/** Types of the paths that these applications use, in the shape that openapi-fetch takes them. */

interface Answer<A> {
  responses: {
    200: { content: { 'application/json': A } };
    default: { content: { 'application/json': { message: string } } };
  };
}

interface Body<B> {
  requestBody: { content: { 'application/json': B } };
}

interface Path<P> {
  parameters: { path: P };
}

interface LasDocument {
  documentId: string;
  contentType: string | null;
  fileUrl: string;
  groundTruth?: Array<{ label: string; value: unknown }>;
}

interface Execution {
  executionId: string;
  transitionId: string;
  status: string;
  input: { documentId: string };
}

type Transition = Path<{ transitionId: string }>;
type TransitionExecution = Path<{ transitionId: string; executionId: string }>;

type Outcome =
  | { status: 'succeeded'; output: { documentId: string } }
  | { status: 'rejected'; error: { message: string } };

export interface Paths {
  '/documents': { post: Body<{ contentType: string }> & Answer<LasDocument> };
  '/documents/{documentId}': { get: Path<{ documentId: string }> & Answer<LasDocument> };
  '/predictions': {
    post: Body<{ documentId: string; modelId: string }> &
      Answer<{ predictions: Array<{ label: string; value: unknown }> }>;
  };
  '/workflows': { get: Answer<{ workflows: Array<{ workflowId: string; name: string | null }> }> };
  '/transitions': {
    get: { parameters: { query: { transitionType: string } } } & Answer<{
      transitions: Array<{ transitionId: string; name: string | null }>;
    }>;
  };
  '/transitions/{transitionId}/executions': {
    get: { parameters: { path: { transitionId: string }; query: { status: string } } } & Answer<{
      executions: Array<Execution>;
    }>;
    post: Transition & Body<Record<string, never>> & Answer<Execution>;
  };
  '/transitions/{transitionId}/executions/{executionId}': {
    get: TransitionExecution & Answer<Execution>;
    patch: TransitionExecution & Body<Outcome> & Answer<Execution>;
  };
  '/transitions/{transitionId}/executions/{executionId}/heartbeats': {
    post: TransitionExecution & Body<Record<string, never>> & Answer<unknown>;
  };
}
