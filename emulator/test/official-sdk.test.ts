/** A client that others wrote finds the emulator to be the API. */
import { Client, Credentials, Token } from '@lucidtech/las-sdk-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { serveEmulator } from '../src/node.js';
import { sampleInvoice } from './support.js';

const test = suite('emulator: the official SDK');

test('reads a document and works on a workflow', async () => {
  const server = await serveEmulator({ clientId: 'id', clientSecret: 'secret' });
  class Plain extends Credentials {
    constructor() {
      super(server.apiEndpoint);
    }

    // The SDK's own credentials only know https.
    override async getToken(): Promise<Token> {
      const answer = await fetch(`${server.authEndpoint}/oauth2/token?grant_type=client_credentials`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('id:secret')}` },
      });
      const { access_token, expires_in } = await answer.json();
      return new Token(access_token, Date.now() + expires_in * 1000);
    }
  }
  try {
    const client = new Client(new Plain());
    const bytes = Buffer.from(await sampleInvoice());
    const { documentId } = await client.createDocument(bytes, 'application/pdf');
    const got = await client.getDocument(documentId);
    assert.is(got.content, bytes.toString('base64'));
    const { predictions } = await client.createPrediction(documentId, 'las:model:invoice');
    assert.is(predictions.find(({ label }) => label === 'total_amount')?.value, '3420.50');
    assert.is((await client.listDocuments({ maxResults: 1 })).documents.length, 1);

    const { transitionId } = await client.createTransition('manual');
    const States = { a: { Type: 'Task', Resource: transitionId, End: true } };
    const { workflowId } = await client.createWorkflow('name', { definition: { StartAt: 'a', States } });
    const { executionId } = await client.executeWorkflow(workflowId, { documentId });
    const work = await client.executeTransition(transitionId);
    assert.equal(work.input, { documentId });
    await client.sendHeartbeat(transitionId, work.executionId);
    await client.updateTransitionExecution(transitionId, work.executionId, {
      status: 'succeeded',
      output: { checked: true },
    });
    const execution = await client.getWorkflowExecution(workflowId, executionId);
    assert.is(execution.status, 'succeeded');
    assert.equal(execution.output, { checked: true });
    assert.equal(execution.transitionExecutions, { [transitionId]: [work.executionId] });
    await client.deleteDocuments();
    assert.equal((await client.listDocuments()).documents, []);
  } finally {
    await server.close();
  }
});

test.run();
