/** A page for the manual steps of workflows, which the site that it is part of gives a token. */
import {
  createContext,
  DocumentId,
  executeTransition,
  getDocument,
  getDocumentContent,
  getTransitionExecution,
  listTransitionExecutions,
  listTransitions,
  listWorkflows,
  staticToken,
  type TransitionExecution,
  type TransitionId,
  updateTransitionExecution,
  withHeartbeats,
} from 'las-fp';

const ctx = createContext({ credentials: staticToken('token') });

/** What there is to do. */
async function overview() {
  console.log(await listWorkflows(ctx)());
  const listed = await listTransitions(ctx, { transitionType: 'manual' })();
  if (listed._tag === 'Left') return console.log(listed.left.message);
  for (const { transitionId, name } of listed.right.transitions) {
    console.log(name, await listTransitionExecutions(ctx, transitionId, { status: 'running' })());
    const button = document.body.appendChild(document.createElement('button'));
    button.onclick = async () => console.log(await work(transitionId));
  }
}

/** Begins with a step, and keeps it until the person has decided. */
async function work(transitionId: TransitionId) {
  const begun = await executeTransition(ctx, transitionId)();
  if (begun._tag === 'Left') return begun;
  const { executionId } = begun.right;
  return withHeartbeats<unknown, TransitionExecution>(ctx, transitionId, executionId, async () => {
    const execution = await getTransitionExecution(ctx, transitionId, executionId)();
    if (execution._tag === 'Left') return execution;
    const documentId = DocumentId.decode(execution.right.input?.['documentId']);
    if (documentId._tag === 'Left') return documentId;
    const found = await getDocument(ctx, documentId.right)();
    if (found._tag === 'Left') return found;
    const content = await getDocumentContent(ctx, found.right)();
    if (content._tag === 'Left') return content;
    open(URL.createObjectURL(content.right));
    const accepted = confirm(JSON.stringify(found.right.groundTruth));
    const outcome = accepted
      ? ({ status: 'succeeded', output: { documentId: documentId.right } } as const)
      : ({ status: 'rejected', error: { message: 'refused by the operator' } } as const);
    return updateTransitionExecution(ctx, transitionId, executionId, outcome)();
  })();
}

overview();
