import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { runAgent, waitForAgentRun } from '../../../src/resources/agents/index.js';
import { deleteAgentRun } from '../../../src/resources/agents/runs.js';
import { putDocumentContent } from '../../../src/resources/documents/index.js';
import { endpoint, fake, type Sent, status } from '../../support/fake.js';

const agentId = 'cradl:agent:1a' as const;
const runId = 'cradl:run:2b' as const;
const documentId = 'cradl:document:3c' as const;
const long = `cradl:organization:o/${agentId}/${runId}`;
const run = { agentId, runId, id: long, status: 'running' };
const document = { documentId, fileUrl: `${endpoint}/files/3c` };
const bytes = new TextEncoder().encode('not a kind that anybody knows');

const line = ({ method, url }: Sent) => `${method} ${decodeURIComponent(url.pathname).replace('/v1', '')}`;

/** Answers like the API, but for the requests that `instead` answers. */
const api =
  (instead: Readonly<Record<string, () => unknown>> = {}) =>
  (sent: Sent): unknown => {
    const other = instead[line(sent)];
    if (other) return other();
    if (sent.method === 'PUT') return new Response(null, { status: 200 });
    return line(sent) === 'POST /documents' || sent.url.pathname.includes('document') ? document : run;
  };

const begin = suite('runAgent');

begin('begins a run, creates its document and sends the file', async () => {
  const { ctx, sent } = fake(api());
  const task = runAgent(ctx, agentId, bytes, { name: 'a.pdf', variables: { source: 'mail' } });
  assert.is(sent.length, 0);
  assert.equal(await task(), { _tag: 'Right', right: { run, document } });
  assert.equal(sent.map(line), [`POST /agents/${agentId}/runs`, 'POST /documents', 'PUT /files/3c']);
  assert.equal(sent[0]?.body, { variables: { source: 'mail' } });
  assert.equal(sent[1]?.body, { name: 'a.pdf', agentRunId: long });
  assert.is(sent[2]?.headers.get('content-type'), null);
  const file = sent[2]?.body;
  assert.ok(file instanceof Blob);
  assert.equal(new Uint8Array(await file.arrayBuffer()), bytes);
});

begin('names the run by what the answer has, where it has no long id', async () => {
  const { ctx, sent } = fake(api({ [`POST /agents/${agentId}/runs`]: () => ({ agentId, runId }) }));
  await runAgent(ctx, agentId, bytes)();
  assert.equal(
    sent.slice(0, 2).map(({ body }) => body),
    [{}, { agentRunId: `${agentId}/${runId}` }],
  );
});

begin('takes null in place of options', async () => {
  const { ctx } = fake(api());
  // @ts-expect-error: null is no options
  const result = await runAgent(ctx, agentId, bytes, null)();
  assert.equal(result, { _tag: 'Right', right: { run, document } });
});

begin('sends a content type that it is told', async () => {
  const { ctx, sent } = fake(api());
  await runAgent(ctx, agentId, bytes, { contentType: 'message/rfc822' })();
  assert.equal(sent[1]?.body, { agentRunId: long, contentType: 'message/rfc822' });
  assert.is(sent[2]?.headers.get('content-type'), 'message/rfc822');
});

begin('begins no run for content that cannot be sent', async () => {
  const { ctx, sent } = fake(api());
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  for (const task of [
    runAgent(ctx, agentId, new Uint8Array()),
    runAgent(ctx, agentId, 'no base64!'),
    runAgent(ctx, agentId, png, { contentType: 'application/pdf' }),
    runAgent(ctx, `cradl:agent:x/${runId}`, bytes),
  ]) {
    const result = await task();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

begin('hands on the error of a run that is refused', async () => {
  const { ctx, sent } = fake(() => status(404, 'no such agent'));
  const result = await runAgent(ctx, agentId, bytes)();
  assert.ok(result._tag === 'Left' && result.left._tag === 'NotFound');
  assert.is(result.left.runId, undefined);
  assert.is(sent.length, 1);
});

begin('tells the run where its document is refused', async () => {
  const { ctx, sent } = fake(api({ 'POST /documents': () => status(400, 'no') }));
  const result = await runAgent(ctx, agentId, bytes)();
  assert.ok(result._tag === 'Left' && result.left._tag === 'BadRequest');
  assert.is(result.left.runId, runId);
  assert.is(result.left.documentId, undefined);
  assert.match(result.left.message, `${long} has begun without a file.`);
  assert.match(result.left.message, /agentRunId, or take it back with deleteAgentRun\.$/);
  assert.is(sent.length, 2);
});

begin(
  'tells the run and the document where the file is not taken, and with both one goes on or takes back',
  async () => {
    let full = true;
    const { ctx, sent } = fake(
      api({ 'PUT /files/3c': () => (full ? status(403, 'full') : new Response(null, { status: 200 })) }),
    );
    const result = await runAgent(ctx, agentId, bytes)();
    assert.ok(result._tag === 'Left' && result.left._tag === 'HttpError');
    const { left } = result;
    assert.equal([left.runId, left.documentId], [runId, documentId]);
    assert.match(
      left.message,
      /putDocumentContent, or take it back with deleteDocument and deleteAgentRun\.$/,
    );
    full = false;
    if (!left.documentId || !left.runId) throw new Error('an id is missing');
    const put = await putDocumentContent(ctx, left.documentId, bytes, { contentType: null })();
    assert.is(put._tag, 'Right');
    assert.is((await deleteAgentRun(ctx, agentId, left.runId)())._tag, 'Right');
    assert.equal(sent.slice(3).map(line), [
      `GET /documents/${documentId}`,
      'PUT /files/3c',
      `DELETE /agents/${agentId}/runs/${runId}`,
    ]);
  },
);

begin('never begins a run twice, though its answer is lost', async () => {
  const { ctx, sent } = fake(() => {
    throw new TypeError('fetch failed');
  });
  const result = await runAgent(ctx, agentId, bytes)();
  assert.is(result._tag === 'Left' && result.left._tag, 'NetworkError');
  assert.is(sent.length, 1);
});

begin.run();

const wait = suite('waitForAgentRun');

/** A run that goes through states, and stays in the last. */
const through = (...states: ReadonlyArray<string | null | undefined>) =>
  fake((_: Sent, n: number) => ({ ...run, status: states[Math.min(n, states.length) - 1] }));

for (const end of ['exported', 'completed', 'archived', 'ready-for-review', 'review-in-progress']) {
  wait(`waits until a run is ${end}`, async () => {
    const { ctx, sent } = through(
      'running',
      null,
      'pending-predictions',
      'succeeded-predictions',
      'new',
      end,
    );
    const result = await waitForAgentRun(ctx, agentId, runId, { every: 1 })();
    assert.is(result._tag === 'Right' && result.right.status, end);
    assert.is(sent.length, 6);
    assert.is(line(sent[0] as Sent), `GET /agents/${agentId}/runs/${runId}`);
  });
}

wait('waits through a review where it is told to', async () => {
  const { ctx } = through(
    'ready-for-review',
    'review-in-progress',
    'review-completed',
    'pending-export',
    'exported',
  );
  const result = await waitForAgentRun(ctx, agentId, runId, { every: 1, throughReview: true })();
  assert.is(result._tag === 'Right' && result.right.status, 'exported');
});

wait('fails with the run, and the last reason that its events tell', async () => {
  const failed = {
    ...run,
    status: 'error',
    events: [{ status: 'ready' }, { status: 'failed', errors: ['no such URL'] }, { errors: null }],
  };
  const { ctx } = fake(failed);
  const result = await waitForAgentRun(ctx, agentId, runId)();
  assert.equal(result, {
    _tag: 'Left',
    left: { _tag: 'Failed', message: 'The run ended in error: no such URL.', outcome: failed },
  });
  const plain = await waitForAgentRun(fake({ ...run, status: 'error' }).ctx, agentId, runId)();
  assert.is(plain._tag === 'Left' && plain.left.message, 'The run ended in error.');
});

wait('ends by its timeout, by the signal of the context, and by an error', async () => {
  const late = await waitForAgentRun(through('running').ctx, agentId, runId, { every: 1, timeout: 5 })();
  assert.is(late._tag === 'Left' && late.left._tag, 'Timeout');
  const controller = new AbortController();
  const { ctx } = fake(
    () => {
      controller.abort();
      return run;
    },
    { signal: controller.signal },
  );
  const gone = await waitForAgentRun(ctx, agentId, runId, { every: 1 })();
  assert.is(gone._tag === 'Left' && gone.left._tag, 'Aborted');
  const none = await waitForAgentRun(fake(() => status(404)).ctx, agentId, runId)();
  assert.is(none._tag === 'Left' && none.left._tag, 'NotFound');
});

wait('takes null in place of options', async () => {
  const { ctx } = through('exported');
  // @ts-expect-error: null is no options
  const result = await waitForAgentRun(ctx, agentId, runId, null)();
  assert.is(result._tag, 'Right');
});

wait.run();
