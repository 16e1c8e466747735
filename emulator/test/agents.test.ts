import { createHmac } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { EmulatorOptions, FieldPrediction } from '../src/index.js';
import { api, sampleInvoice, type Tester, tester } from './support.js';

const test = suite('emulator: agents');

const read = (confidence: number): ReadonlyArray<FieldPrediction> => [
  { label: 'total_amount', value: '54.50', rawValue: '54,50', confidence, page: 0 },
];

/** An emulator whose exports arrive in `calls`. */
async function listening(options: EmulatorOptions = {}) {
  const calls: { method: string; url: string; headers: Headers; body: string }[] = [];
  const t = await tester({
    ...options,
    deliver: async (request) => {
      const { method, url, headers } = request;
      calls.push({ method, url, headers, body: await request.text() });
      return new Response(null, { status: 204 });
    },
  });
  return { t, calls };
}

/** The actions of the agent that is there from the beginning, by their names. */
async function actionsOf(t: Tester): Promise<Record<string, string>> {
  const { actions } = await t.ok('GET', '/actions');
  return Object.fromEntries(
    actions.map((each: { name: string; actionId: string }) => [each.name, each.actionId]),
  );
}

/** A run with the sample as its document, as far as it goes by itself. */
async function ran(t: Tester, variables = {}, agentId = t.emulator.agentId) {
  const run = await t.ok('POST', `/agents/${agentId}/runs`, { variables });
  assert.is(run.status, 'running');
  assert.is(run.variablesFileUrl, null);
  const documentId = await t.upload(await sampleInvoice(), { agentRunId: run.id, name: 'a.pdf' });
  await t.emulator.settled();
  const path = `/agents/${agentId}/runs/${run.runId}`;
  return { run, path, documentId, now: await t.ok('GET', path) };
}

async function variablesOf(t: Tester, url: string) {
  const response = await t.emulator.fetch(url, { headers: { authorization: `Bearer ${t.token}` } });
  assert.is(response.status, 200);
  return response.json();
}

test('what is sure is exported: signed, with what was read and the variables', async () => {
  const { t, calls } = await listening({ predict: () => read(0.95) });
  const { Export = '' } = await actionsOf(t);
  const config = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the service fills it in
    url: 'http://localhost:8080/${to}?a=1',
    hmacSecret: 'secret',
    headers: [{ key: 'x-own', value: 'mine' }],
  };
  await t.ok('PATCH', `/actions/${Export}`, { config });
  const { run, now, documentId } = await ran(t, { to: { value: 'hook' }, source: 'mail' });
  assert.is(now.status, 'exported');
  assert.equal(calls.length, 1);
  const [call] = calls;
  assert.is(call?.method, 'POST');
  assert.is(call?.url, 'http://localhost:8080/hook?a=1');
  assert.is(call?.headers.get('x-own'), 'mine');
  const { output, context } = JSON.parse(call?.body ?? '');
  assert.equal(context, { runId: run.runId, documentId, actionId: Export });
  assert.is(output.total_amount.value, '54.50');
  assert.is(output.total_amount.rawValue, '54,50');
  assert.is(output.source, 'mail');
  const names = (call?.headers.get('x-cradl-signedheaders') ?? '').split(',');
  assert.equal(names, ['content-type', 'x-cradl-nonce', 'x-cradl-timestamp']);
  const signed = `POST${call?.url}${names.map((name) => `${name}:${call?.headers.get(name)}`).join('')}${call?.body}`;
  const signature = createHmac('sha256', 'secret').update(signed).digest('hex');
  assert.is(call?.headers.get('x-cradl-signature'), signature);

  assert.equal(await variablesOf(t, now.variablesFileUrl), output);
  const kinds = now.resourceIds.map((id: string) => id.replace(/:[0-9a-f]{32}/g, ''));
  assert.equal(kinds, [
    'cradl:document',
    'cradl:prediction',
    'cradl:hook/cradl:run',
    'cradl:action/cradl:run',
  ]);
  const events = now.events.map((event: { resourceId: string; status: string }) => [
    event.resourceId.replace(/:[0-9a-f]{32}/g, ''),
    event.status,
  ]);
  assert.equal(events, [
    ['cradl:document', 'succeeded'],
    ['cradl:prediction', 'succeeded'],
    ['cradl:hook/cradl:run', 'running'],
    ['cradl:hook/cradl:run', 'succeeded'],
    ['cradl:action/cradl:run', 'running'],
    ['cradl:action/cradl:run', 'succeeded'],
  ]);
});

test('what is not sure is looked at by a person, whose word is exported', async () => {
  const { t, calls } = await listening({ predict: () => read(0.3) });
  const { Export = '' } = await actionsOf(t);
  await t.ok('PATCH', `/actions/${Export}`, { config: { url: 'http://127.0.0.1/' } });
  const { path, now } = await ran(t);
  assert.is(now.status, 'ready-for-review');
  assert.equal(calls, []);
  const taskId = now.resourceIds.find((id: string) => id.startsWith('cradl:validation:'));
  const [validation, task] = taskId.split('/');
  const own = `/validations/${validation}/tasks/${task}`;
  assert.is((await t.ok('GET', own)).input.output.total_amount.confidence, 0.3);
  await t.ok('PATCH', own, { status: 'in-progress' });
  await t.emulator.settled();
  assert.is((await t.ok('GET', path)).status, 'review-in-progress');
  const output = { total_amount: { value: '55.50', confidence: 1 } };
  await t.ok('PATCH', own, { status: 'succeeded', output });
  await t.emulator.settled();
  const done = await t.ok('GET', path);
  assert.is(done.status, 'exported');
  assert.equal(JSON.parse(calls[0]?.body ?? '').output, output);
  assert.equal(await variablesOf(t, done.variablesFileUrl), output);
  assert.is((await t.call('PATCH', own, { status: 'failed' })).status, 400);
});

test('without an address there is nothing to export: the run is completed', async () => {
  const { t, calls } = await listening({ predict: () => read(0.95) });
  const { now } = await ran(t);
  assert.is(now.status, 'completed');
  assert.equal(calls, []);
});

test('exports reach no other machine unless they are let', async () => {
  const addresses = ['http://example.com/', 'https://127.0.0.1.example.com/', 'http://10.0.0.1/', 'nonsense'];
  for (const url of addresses) {
    const { t, calls } = await listening({ predict: () => read(0.95) });
    const { Export = '' } = await actionsOf(t);
    await t.ok('PATCH', `/actions/${Export}`, { config: { url } });
    const { now } = await ran(t);
    assert.is(now.status, 'error', url);
    assert.equal(calls, []);
    assert.match(now.events.at(-1).errors[0], url === 'nonsense' ? 'address' : 'anywhere');
  }
  const { t, calls } = await listening({ predict: () => read(0.95), webhooks: 'anywhere' });
  const { Export = '' } = await actionsOf(t);
  await t.ok('PATCH', `/actions/${Export}`, { config: { url: 'http://example.com/' } });
  assert.is((await ran(t)).now.status, 'exported');
  assert.is(calls.length, 1);
});

test('a receiver that refuses, and one that is not there, fail the run', async () => {
  const refusing = await tester({
    predict: () => read(0.95),
    deliver: async () => new Response('no', { status: 500 }),
  });
  const { Export = '' } = await actionsOf(refusing);
  await refusing.ok('PATCH', `/actions/${Export}`, { config: { url: 'http://localhost:1/' } });
  const { now } = await ran(refusing);
  assert.is(now.status, 'error');
  assert.equal(now.events.at(-1).errors, ['localhost:1 answered 500']);

  const absent = await tester({ predict: () => read(0.95) });
  const { Export: own = '' } = await actionsOf(absent);
  await absent.ok('PATCH', `/actions/${own}`, { config: { url: 'http://127.0.0.1:1/' } });
  const failed = (await ran(absent)).now;
  assert.is(failed.status, 'error');
  assert.match(failed.events.at(-1).errors[0], '127.0.0.1:1 cannot be reached');
});

/** An agent of one's own, with a hook on predictions and an action. */
async function own(t: Tester, hook: Record<string, unknown>, action: Record<string, unknown>) {
  const { functionId: decide } = await t.ok('POST', '/functions', { name: 'decide' });
  const { functionId: book } = await t.ok('POST', '/functions', { name: 'book' });
  const { actionId } = await t.ok('POST', '/actions', {
    functionId: book,
    config: { to: 'ledger' },
    ...action,
  });
  const { hookId } = await t.ok('POST', '/hooks', {
    trigger: 'Prediction is Created',
    functionId: decide,
    trueActionId: actionId,
    ...hook,
  });
  const resourceIds = ['cradl:model:invoice', hookId, actionId];
  const { agentId } = await t.ok('POST', '/agents', { name: 'own', resourceIds });
  return { agentId, hookId, actionId, book };
}

test('functions of one’s own are handlers', async () => {
  const seen: unknown[] = [];
  const { t } = await listening({
    predict: () => read(0.5),
    handlers: {
      decide: ({ output }) => ({ result: Object.keys(output as object).length > 0 }),
      book: async ({ config }, account) => {
        const answer = await account.fetch(`${account.apiEndpoint}/models`);
        seen.push(config, answer.status, account.clientId.length);
        return { booked: true };
      },
    },
  });
  const { agentId, actionId } = await own(t, {}, {});
  const { now } = await ran(t, {}, agentId);
  assert.is(now.status, 'completed');
  assert.equal(seen, [{ to: 'ledger' }, 401, 26]);
  const { runs } = await t.ok('GET', `/actions/${actionId}/runs?status=succeeded`);
  assert.equal(runs[0].output, { booked: true });
  assert.is(runs[0].agentRunId, now.id);
});

test('a handler that throws fails the run, and says why', async () => {
  const { t } = await listening({
    predict: () => read(0.5),
    handlers: {
      decide: () => true,
      book: () => {
        throw new Error('The ledger is closed');
      },
    },
  });
  const { agentId } = await own(t, {}, {});
  const { now } = await ran(t, {}, agentId);
  assert.is(now.status, 'error');
  assert.equal(now.events.at(-1).errors, ['The ledger is closed']);
});

test('a hook that says no, and leads nowhere, is ignored', async () => {
  const { t } = await listening({ predict: () => read(0.5), handlers: { decide: () => false } });
  const { agentId, hookId } = await own(t, {}, {});
  const { now } = await ran(t, {}, agentId);
  assert.is(now.status, 'completed');
  assert.is((await t.ok('GET', `/hooks/${hookId}/runs`)).runs[0].status, 'ignored');
});

test('without a handler, a run waits for somebody outside', async () => {
  const { t } = await listening({ predict: () => read(0.5) });
  const { agentId, hookId, actionId } = await own(t, {}, {});
  const { now, path } = await ran(t, {}, agentId);
  assert.is(now.status, 'running');
  const hooked = `/hooks/${hookId}/runs`;
  const { runs } = await t.ok('GET', hooked);
  await t.ok('PATCH', `${hooked}/${runs[0].runId}`, { status: 'succeeded', output: { result: true } });
  await t.emulator.settled();
  assert.is((await t.ok('GET', path)).status, 'running');
  const acted = `/actions/${actionId}/runs`;
  const { runs: waiting } = await t.ok('GET', `${acted}?status=running`);
  await t.ok('PATCH', `${acted}/${waiting[0].runId}`, { status: 'succeeded', output: { booked: 1 } });
  await t.emulator.settled();
  assert.is((await t.ok('GET', path)).status, 'completed');
  assert.is((await t.call('PATCH', `${acted}/${waiting[0].runId}`, { status: 'failed' })).status, 400);
});

test('hooks that call one another end', async () => {
  const { t } = await listening({
    predict: () => read(0.5),
    handlers: { decide: () => true, book: () => null },
  });
  const { agentId } = await own(t, { trigger: 'ActionRun has Completed' }, {});
  const { agentId: id, resourceIds } = await t.ok('GET', `/agents/${agentId}`);
  const { hookId } = await t.ok('POST', '/hooks', {
    trigger: 'Document is Created',
    trueActionId: resourceIds[2],
  });
  await t.ok('PATCH', `/agents/${id}`, { resourceIds: [...resourceIds, hookId] });
  const { now } = await ran(t, {}, agentId);
  assert.is(now.status, 'error');
  assert.ok(now.events.length < 1000);
});

test('what cannot be read is an error of the run; a run with no model has nothing to do', async () => {
  const { t } = await listening({
    predict: () => {
      throw new Error('torn');
    },
  });
  const { now } = await ran(t);
  assert.is(now.status, 'error');
  assert.equal(now.events.at(-1).errors, ['torn']);
  const { agentId } = await t.ok('POST', '/agents', {});
  assert.is((await ran(t, {}, agentId)).now.status, 'completed');
});

test('a prediction that somebody makes for a run fires its hooks too', async () => {
  const { t } = await listening({ predict: () => read(0.95) });
  const { run, path, documentId } = await ran(t);
  const before = (await t.ok('GET', path)).events.length;
  const body = { documentId, modelId: 'las:model:invoice', agentRunId: run.id };
  await t.ok('POST', '/predictions', body);
  await t.emulator.settled();
  assert.is((await t.ok('GET', path)).events.length, before + 5);
});

test('runs are listed by status and time, sorted, and archived', async () => {
  const { t } = await listening({ predict: () => read(0.95) });
  const runs = `/agents/${t.emulator.agentId}/runs`;
  const { now } = await ran(t);
  const { runId } = await t.ok('POST', runs, {});
  const ids = async (query: string) =>
    (await t.ok('GET', `${runs}?${query}`)).runs.map((run: { runId: string }) => run.runId);
  assert.equal(await ids('status=completed'), [now.runId]);
  assert.equal(await ids('status=completed&status=running&sort=status:asc'), [now.runId, runId]);
  assert.equal(await ids('sort=status:desc&sort=createdTime:desc'), [runId, now.runId]);
  assert.equal(await ids(`createdTimeAfter=2100-01-01`), []);
  assert.is((await t.call('GET', `${runs}?sort=status:up`)).status, 400);
  assert.is((await t.call('GET', `${runs}?createdTimeAfter=soon`)).status, 400);
  assert.is((await t.call('PATCH', `${runs}/${runId}`, { status: 'exported' })).status, 400);
  assert.is((await t.ok('PATCH', `${runs}/${runId}`, { status: 'archived' })).status, 'archived');
  const { statistics } = await t.ok('GET', `/agents/${t.emulator.agentId}/statistics`);
  assert.equal(statistics.global, { numberOfRuns: 2, numberOfRunsByStatus: { completed: 1, archived: 1 } });
  assert.equal(statistics.fields.total_amount, { numberOfPredictions: 1, averageConfidence: 0.95 });
  await t.ok('DELETE', `${runs}/${runId}`);
  assert.is((await t.call('GET', `${runs}/${runId}`)).status, 404);
});

test('ids begin with cradl: or las:, and the built-in model answers to both', async () => {
  for (const ids of ['cradl', 'las'] as const) {
    const t = await tester({ ids });
    const { documentId } = await t.ok('POST', '/documents', {});
    assert.ok(documentId.startsWith(`${ids}:document:`));
    for (const modelId of ['cradl:model:invoice', 'las:model:invoice']) {
      assert.is((await t.ok('GET', `/models/${modelId}`)).modelId, `${ids}:model:invoice`);
    }
    const { organizationId } = await t.ok('GET', '/organizations/me');
    assert.is(organizationId, t.emulator.organizationId);
    assert.ok((await t.ok('GET', '/profiles/me')).profileId.startsWith(`${ids}:profile:`));
    const { secrets } = await t.ok('GET', '/secrets');
    assert.equal(secrets, []);
    const secret = await t.ok('POST', '/secrets', { data: {}, metadata: { a: 1 } });
    assert.equal(secret.metadata, ids === 'cradl' ? { a: 1 } : undefined);
  }
});

test('long ids name a run by its agent, and no other’s', async () => {
  const t = await tester();
  const { agentId } = t.emulator;
  const { id, runId } = await t.ok('POST', `/agents/${agentId}/runs`, {});
  await t.ok('POST', '/documents', { agentRunId: id });
  await t.ok('POST', '/documents', { agentRunId: `${agentId}/${runId}` });
  const other = `cradl:agent:${'0'.repeat(32)}`;
  assert.is((await t.call('POST', '/documents', { agentRunId: `${other}/${runId}` })).status, 404);
  assert.is((await t.call('POST', '/documents', { agentRunId: runId })).status, 400);
  const foreign = `cradl:organization:other/${agentId}/${runId}`;
  assert.is((await t.call('POST', '/documents', { agentRunId: foreign })).status, 404);
});

test('predictions come in the second format where it is asked for', async () => {
  const rows = { label: 'line_items', value: [[{ label: 'amount', value: '1.00', confidence: 0.9 }]] };
  const t = await tester({ predict: () => [...read(0.9), ...read(0.4), rows] });
  const documentId = await t.upload(await sampleInvoice());
  const { predictions } = await t.ok('POST', '/predictions', {
    documentId,
    modelId: 'cradl:model:invoice',
    postprocessConfig: { strategy: 'BEST_FIRST', outputFormat: 'v2' },
  });
  assert.equal(predictions.total_amount, [...read(0.9), ...read(0.4)]);
  assert.equal(predictions.line_items, [{ amount: [{ label: 'amount', value: '1.00', confidence: 0.9 }] }]);
});

test('the token endpoint of 2025 gives a token that tells its claims', async () => {
  const { emulator } = await tester();
  const answer = await emulator.fetch('https://auth.cradl.ai/oauth2/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      audience: 'https://api.cradl.ai/v1',
    }),
  });
  const { access_token: token } = await answer.json();
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  assert.is(claims.external_organization_id, emulator.organizationId);
  assert.match(claims.external_app_client_id, /^cradl:app-client:/);
  assert.ok(claims.scope);
  const models = await emulator.fetch(`${api}/models`, { headers: { authorization: `Bearer ${token}` } });
  assert.is(models.status, 200);
});

test('e-mails are documents too, and fire hooks of their own', async () => {
  const { t } = await listening({ predict: () => read(0.95), handlers: { book: () => null } });
  const { agentId, hookId } = await own(t, { trigger: 'Email is Received', functionId: undefined }, {});
  const run = await t.ok('POST', `/agents/${agentId}/runs`, {});
  const mail = new TextEncoder().encode('From: a@example.com\r\nSubject: an invoice\r\n\r\nHello');
  const documentId = await t.upload(mail, { agentRunId: run.id });
  assert.is((await t.ok('GET', `/documents/${documentId}`)).contentType, 'message/rfc822');
  await t.emulator.settled();
  assert.is((await t.ok('GET', `/hooks/${hookId}/runs`)).runs.length, 1);
});

test('the service’s functions are listed by their owner, and cannot be changed', async () => {
  const t = await tester();
  const { functions } = await t.ok('GET', '/functions?owner=cradl:organization:cradl');
  assert.ok(
    functions.some((each: { functionId: string }) => each.functionId === 'cradl:function:export-to-n8n'),
  );
  const long = encodeURIComponent('cradl:organization:cradl/cradl:function:export-to-n8n');
  assert.is((await t.ok('GET', `/functions/${long}`)).functionId, 'cradl:function:export-to-n8n');
  assert.is((await t.call('DELETE', `/functions/${long}`)).status, 403);
  assert.equal((await t.ok('GET', '/functions?owner=me')).functions, []);
});

test.run();
