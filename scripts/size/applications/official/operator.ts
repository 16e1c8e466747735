/** A page for the manual steps of workflows, which the site that it is part of gives a token. */
import { Client, Credentials, Token } from '@lucidtech/las-sdk-core';

class GivenToken extends Credentials {
  constructor() {
    super('https://api.lucidtech.ai/v1');
  }

  override async getToken() {
    return new Token('token', Number.POSITIVE_INFINITY);
  }
}

const las = new Client(new GivenToken());

/** What there is to do. */
async function overview() {
  console.log(await las.listWorkflows());
  const { transitions } = await las.listTransitions({ transitionType: 'manual' });
  for (const { transitionId, name } of transitions) {
    console.log(name, await las.listTransitionExecutions(transitionId, { status: 'running' }));
    const button = document.body.appendChild(document.createElement('button'));
    button.onclick = async () => console.log(await work(transitionId));
  }
}

/** Begins with a step, and keeps it until the person has decided. */
async function work(transitionId: string) {
  const { executionId } = await las.executeTransition(transitionId);
  const beating = setInterval(() => las.sendHeartbeat(transitionId, executionId), 20_000);
  try {
    const { input } = await las.getTransitionExecution(transitionId, executionId);
    const { documentId } = input;
    // The file comes along, as base64.
    const found = await las.getDocument(documentId);
    open(`data:${found.contentType};base64,${found.content}`);
    const accepted = confirm(JSON.stringify(found.groundTruth));
    return await las.updateTransitionExecution(
      transitionId,
      executionId,
      accepted
        ? { status: 'succeeded', output: { documentId } }
        : { status: 'rejected', error: { message: 'refused by the operator' } },
    );
  } finally {
    clearInterval(beating);
  }
}

overview();
