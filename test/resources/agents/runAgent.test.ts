import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { getAgentRunVariables, runAgent, waitForAgentRun } from '../../../src/resources/agents/index.js';
import { fake, type Sent, status } from '../../support/fake.js';

const agentId = 'cradl:agent:1f';
const runId = 'cradl:run:2e';
const documentId = 'cradl:document:3d';
const files = 'https://files.example.com';
const run = { agentId, runId, status: 'running' };
const document = { documentId, fileUrl: `${files}/f` };
const pdf = new Blob(['%PDF-1.7 x'], { type: 'application/pdf' });

const lineOf = ({ method, url }: Sent) => `${method} ${url.pathname}`;

/** Answers as the API, but for what `instead` says. */
const world = (instead: (line: string) => unknown = () => undefined, long?: string) => {
  const bodies: unknown[] = [];
  const { ctx, sent } = fake(async (one: Sent) => {
    bodies.push(one.body);
    const other = await instead(lineOf(one));
    if (other !== undefined) return other;
    if (one.method === 'PUT') return new Response(null);
    return one.url.pathname.endsWith('/runs') ? { ...run, ...(long && { id: long }) } : document;
  });
  return { ctx, sent, bodies };
};

const running = suite('runAgent');

running('begins the run, creates its document, and sends the file', async () => {
  const { ctx, sent, bodies } = world();
  const result = await runAgent(ctx, agentId, pdf, { name: 'a.pdf', variables: { source: 'mail' } })();
  assert.equal(result, { _tag: 'Right', right: { run, document } });
  assert.equal(sent.map(lineOf), ['POST /v1/agents/cradl%3Aagent%3A1f/runs', 'POST /v1/documents', 'PUT /f']);
  assert.equal(bodies.slice(0, 2), [
    { variables: { source: 'mail' } },
    { name: 'a.pdf', agentRunId: `${agentId}/${runId}` },
  ]);
  assert.is(sent[2]?.headers.get('content-type'), null);
});

running('names the run as the API does, and the type where it is told', async () => {
  const long = `cradl:organization:me/${agentId}/${runId}`;
  const { ctx, bodies } = world(undefined, long);
  await runAgent(ctx, agentId, pdf, { contentType: 'application/pdf' })();
  assert.equal(bodies[1], { contentType: 'application/pdf', agentRunId: long });
});

running('refuses content before the run begins', async () => {
  const { ctx, sent } = world();
  for (const content of [undefined, '', new Blob([])]) {
    const result = await runAgent(ctx, agentId, content as Blob)();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

running('an error has what is there already, and says how to go on or take it back', async () => {
  const first = world((line) => (line.endsWith('/runs') ? status(400) : undefined));
  const none = await runAgent(first.ctx, agentId, pdf)();
  assert.ok(none._tag === 'Left' && none.left.runId === undefined && first.sent.length === 1);
  const second = world((line) => (line === 'POST /v1/documents' ? status(400) : undefined));
  const began = await runAgent(second.ctx, agentId, pdf)();
  assert.ok(began._tag === 'Left' && began.left._tag === 'BadRequest');
  assert.equal([began.left.runId, began.left.documentId], [runId, undefined]);
  assert.match(began.left.message, /cradl:run:2e has begun: deleteAgentRun takes it back/);
  const third = world((line) => (line === 'PUT /f' ? status(403) : undefined));
  const created = await runAgent(third.ctx, agentId, pdf)();
  assert.ok(created._tag === 'Left');
  assert.equal([created.left.runId, created.left.documentId], [runId, documentId]);
  assert.match(created.left.message, /putDocumentContent sends the file; deleteAgentRun and deleteDocument/);
});

running.run();

const waiting = suite('waitForAgentRun');

const through = (...statuses: ReadonlyArray<string>) => {
  let asked = 0;
  const { ctx } = fake(() => ({ ...run, status: statuses[Math.min(asked++, statuses.length - 1)] }));
  return { ctx, asked: () => asked };
};

waiting('waits through old and new statuses, and those that it does not know', async () => {
  const way = ['running', 'pending-predictions', 'succeeded-predictions', 'dreaming', 'review-in-progress'];
  for (const end of ['exported', 'completed', 'archived', 'ready-for-review']) {
    const { ctx, asked } = through(...way, 'review-completed', 'pending-export', end);
    const result = await waitForAgentRun(ctx, agentId, runId, { every: 1 })();
    assert.is(result._tag === 'Right' && result.right.status, end);
    assert.is(asked(), 8);
  }
});

waiting('waits through a review where it is told to', async () => {
  const { ctx, asked } = through('ready-for-review', 'review-in-progress', 'exported');
  const result = await waitForAgentRun(ctx, agentId, runId, { every: 1, throughReview: true })();
  assert.is(result._tag === 'Right' && result.right.status, 'exported');
  assert.is(asked(), 3);
});

waiting('a run in error is Failed, with its reasons', async () => {
  const { ctx } = fake({
    ...run,
    status: 'error',
    events: [{ status: 'ready' }, { errors: ['no page', 'no field'] }],
  });
  const result = await waitForAgentRun(ctx, agentId, runId)();
  assert.ok(result._tag === 'Left' && result.left._tag === 'Failed');
  assert.is(result.left.message, 'The run cradl:run:2e ended in error: no page, no field.');
});

waiting.run();

const variables = suite('getAgentRunVariables');

const read = { value: '54.50', rawValue: '54,50', confidence: 0.9, page: 0, name: 'Total' };
const file = {
  total: read,
  rows: [{ item: read }, { item: { ...read, value: null } }],
  source: 'mail',
  triggerSource: { value: 'n8n' },
  list: ['a'],
  __proto__: undefined,
};
const fetching = (body: unknown = file) => fake(() => Response.json(body));
const address = { variablesFileUrl: `${files}/v` };

variables('tells fields, tables and what was sent apart, by their shape or by the model', async () => {
  const sent = { source: 'mail', triggerSource: { value: 'n8n' }, list: ['a'] };
  const all = { fields: { total: read }, tables: { rows: file.rows }, variables: sent };
  assert.equal(await getAgentRunVariables(fetching().ctx, address)(), { _tag: 'Right', right: all });
  const fieldConfig = { rows: { type: 'table' }, triggerSource: { type: 'single-value' } } as const;
  assert.equal(await getAgentRunVariables(fetching().ctx, address, { fieldConfig })(), {
    _tag: 'Right',
    right: {
      fields: { triggerSource: { value: 'n8n' } },
      tables: { rows: file.rows },
      variables: { total: read, source: 'mail', list: ['a'] },
    },
  });
});

variables('none while there is no file, and an error where it is none', async () => {
  const { ctx, sent } = fetching();
  for (const variablesFileUrl of [undefined, null, '']) {
    assert.equal(await getAgentRunVariables(ctx, { variablesFileUrl })(), {
      _tag: 'Right',
      right: { fields: {}, tables: {}, variables: {} },
    });
  }
  assert.is(sent.length, 0);
  const list = await getAgentRunVariables(fetching([]).ctx, address)();
  assert.is(list._tag === 'Left' && list.left._tag, 'DecodeError');
  const elsewhere = await getAgentRunVariables(ctx, { variablesFileUrl: 'http://evil.example.com/' })();
  assert.is(elsewhere._tag === 'Left' && elsewhere.left._tag, 'InvalidInput');
});

variables('a key that is called __proto__ changes no prototype', async () => {
  const { ctx } = fake(() => new Response('{"__proto__":{"value":"x","confidence":1},"a":1}'));
  const result = await getAgentRunVariables(ctx, address)();
  assert.ok(result._tag === 'Right');
  assert.equal(Object.keys(result.right.fields), ['__proto__']);
  assert.is(({} as { readonly value?: unknown }).value, undefined);
});

variables.run();
