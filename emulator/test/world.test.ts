/** Time, limits, faults, the journal, snapshots, several organizations, and who may call. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createEmulator, type EmulatorOptions, standingClock } from '../src/index.js';
import { serveEmulator } from '../src/node.js';
import { api, auth, base64, clock, sampleInvoice, tester, tokenOf } from './support.js';

const second = 1000;
const day = 86_400 * second;

/** An emulator whose clock stands, and a client of it. */
async function standing(options: EmulatorOptions = {}) {
  return tester({ clock: standingClock(Date.UTC(2026, 0, 15)), tokenLifetime: 1e9, ...options });
}

const time = suite('emulator: time');

time('stands until it is advanced, and everything that takes time goes with it', async () => {
  const { ok, emulator } = await standing({ asyncDelay: 5 * second });
  const { modelId } = await ok('POST', '/models', { fieldConfig: { total: { type: 'amount' } } });
  const { trainingId } = await ok('POST', `/models/${modelId}/trainings`, {});
  const { datasetId } = await ok('POST', '/datasets', {});
  const { dataBundleId } = await ok('POST', `/models/${modelId}/dataBundles`, { datasetIds: [datasetId] });
  const training = async () => (await ok('GET', `/models/${modelId}/trainings/${trainingId}`)).status;
  assert.is(await training(), 'pending');
  await emulator.advance(5 * second);
  assert.is(await training(), 'running');
  assert.is((await ok('GET', `/models/${modelId}/dataBundles/${dataBundleId}`)).status, 'succeeded');
  await emulator.advance(5 * second);
  assert.is(await training(), 'succeeded');
});

time('documents go when their days are over', async () => {
  const { ok, call, emulator } = await standing();
  const brief = await ok('POST', '/documents', {
    retentionInDays: 2,
    content: base64(await sampleInvoice()),
  });
  const other = await ok('POST', '/documents', { retentionInDays: 5 });
  await emulator.advance(2 * day - 1);
  assert.is((await call('GET', `/documents/${brief.documentId}`)).status, 200);
  await emulator.advance(1);
  assert.is((await call('GET', `/documents/${brief.documentId}`)).status, 404);
  await ok('PATCH', `/documents/${other.documentId}`, { retentionInDays: 3 });
  await emulator.advance(day);
  assert.is((await call('GET', `/documents/${other.documentId}`)).status, 404);
});

time('what is counted by the month begins anew', async () => {
  const { ok, emulator } = await standing();
  await ok('POST', '/documents', {});
  const counted = async () => (await ok('GET', '/organizations/me')).monthlyNumberOfDocumentsCreated;
  assert.is(await counted(), 1);
  await emulator.advance(31 * day);
  assert.is(await counted(), 0);
});

time('tokens expire by it', async () => {
  const { call, emulator } = await standing({ tokenLifetime: 60 });
  assert.is((await call('GET', '/models')).status, 200);
  await emulator.advance(60 * second);
  assert.is((await call('GET', '/models')).status, 401);
});

time('a real clock cannot be advanced, and a clock does not go back', async () => {
  const error = await createEmulator()
    .advance(1)
    .catch((thrown: Error) => thrown.message);
  assert.match(String(error), /standingClock/);
  assert.throws(() => standingClock().advance(-1), /0 milliseconds or more/);
});

time.run();

const limits = suite('emulator: limits');

limits('nothing is refused unless it is asked for', async () => {
  const { ok } = await tester();
  for (let index = 0; index < 8; index += 1) await ok('POST', '/secrets', { data: { a: 'b' } });
});

limits('quotas are those of the plan, or given', async () => {
  const { ok, call } = await tester({ limits: { quotas: true } });
  for (let index = 0; index < 5; index += 1) await ok('POST', '/secrets', { data: { a: 'b' } });
  const refused = await call('POST', '/secrets', { data: { a: 'b' } });
  assert.equal([refused.status, refused.body], [429, { message: 'Limit Exceeded' }]);
  const few = await standing({ limits: { quotas: { document: 2 } } });
  await few.ok('POST', '/documents', {});
  const { documentId } = await few.ok('POST', '/documents', {});
  // What was made this month counts, and not what is left of it.
  await few.ok('DELETE', `/documents/${documentId}`);
  assert.is((await few.call('POST', '/documents', {})).status, 429);
  await few.ok('POST', '/datasets', {});
  await few.emulator.advance(31 * day);
  await few.ok('POST', '/documents', {});
});

limits('so many requests a second', async () => {
  const { call, emulator } = await standing({ limits: { requestsPerSecond: 3 } });
  for (let index = 0; index < 3; index += 1) assert.is((await call('GET', '/models')).status, 200);
  const refused = await call('GET', '/models');
  assert.equal([refused.status, refused.body], [429, { message: 'Too Many Requests' }]);
  assert.is(refused.headers.get('retry-after'), '1');
  await emulator.advance(second);
  assert.is((await call('GET', '/models')).status, 200);
});

limits('roles allow and forbid', async () => {
  const { ok, call, emulator } = await tester({ limits: { roles: true } });
  const permissions = [
    { resourceId: '*', action: 'read', effect: 'allow' },
    { resourceId: 'cradl:dataset:*', action: 'write', effect: 'allow' },
    { resourceId: 'las:secret:*', action: '*', effect: 'deny' },
  ];
  const { roleId } = await ok('POST', '/roles', { permissions });
  const { clientId, clientSecret } = await ok('POST', '/appClients', { roleIds: [roleId] });
  const token = (await (await tokenOf(emulator, clientId, clientSecret)).json()).access_token;
  const as = { authorization: `Bearer ${token}` };
  assert.is((await call('GET', '/models', undefined, as)).status, 200);
  assert.is((await call('POST', '/datasets', {}, as)).status, 200);
  const refused = await call('POST', '/documents', {}, as);
  assert.equal([refused.status, refused.body], [403, { message: 'Forbidden' }]);
  assert.is((await call('GET', '/secrets', undefined, as)).status, 200);
  assert.is((await call('POST', '/secrets', { data: {} }, as)).status, 403);
  assert.is((await call('POST', '/documents', {})).status, 200);
});

limits('bodies are neither too long nor too deep', async () => {
  const { call, emulator } = await tester();
  const deep = `{"metadata":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`;
  const answer = await call('POST', '/datasets', deep);
  assert.is(answer.status, 400);
  assert.match(answer.body.message, /nested more than 100 deep/);
  assert.is((await call('POST', '/datasets', `{"name":"${'['.repeat(500)}"}`)).status, 200);
  assert.is((await call('POST', '/datasets', ' '.repeat(10_000_001))).status, 413);
  // A body without end is not read to its end.
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(97));
    },
  });
  const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit;
  assert.is((await emulator.fetch(`${auth}/oauth2/token`, init)).status, 413);
  assert.ok(sent < 1_000_000, `${sent} bytes were taken`);
});

limits.run();

const faults = suite('emulator: faults');

faults('no answer, until the caller gives up', async () => {
  const { emulator, token } = await tester();
  emulator.fail({ how: 'no answer', when: /GET \/v1\/models/ });
  const headers = { authorization: `Bearer ${token}` };
  const error = await emulator
    .fetch(`${api}/models`, { headers, signal: AbortSignal.timeout(30) })
    .catch((thrown: Error) => thrown.name);
  assert.is(error, 'TimeoutError');
  assert.is((await emulator.fetch(`${api}/models`, { headers })).status, 200);
});

faults('a connection that breaks, before or after the request is carried out', async () => {
  const { emulator, ok, call } = await tester();
  for (const [carriedOut, made] of [
    [false, 0],
    [true, 1],
  ] as const) {
    emulator.fail({ how: 'reset', carriedOut, when: /POST \/v1\/datasets/ });
    const error = await call('POST', '/datasets', {}).catch((thrown: Error) => thrown);
    assert.instance(error, TypeError);
    assert.is((await ok('GET', '/datasets')).datasets.length, made);
  }
});

faults('a body that is cut, and one that comes slowly', async () => {
  const { emulator, token } = await tester();
  const get = () => emulator.fetch(`${api}/models`, { headers: { authorization: `Bearer ${token}` } });
  const whole = await (await get()).text();
  emulator.fail({ how: 'cut' });
  assert.instance(await (await get()).text().catch((thrown: Error) => thrown), TypeError);
  emulator.fail({ how: 'slow', when: /models/ });
  const chunks: number[] = [];
  const slow = await get();
  for await (const chunk of slow.body ?? []) {
    chunks.push(chunk.length);
    if (chunks.length === 3) break;
  }
  assert.equal(chunks, [16, 16, 16]);
  assert.ok(whole.length > 48);
});

faults('a share of the requests, the same ones for the same seed', async () => {
  const seen = await Promise.all(
    [7, 7, 8].map(async (seed) => {
      const { emulator, call } = await tester({ seed });
      emulator.fail({ status: 503, share: 0.3, when: /GET/ });
      const statuses: number[] = [];
      for (let index = 0; index < 60; index += 1) statuses.push((await call('GET', '/models')).status);
      return statuses;
    }),
  );
  assert.equal(seen[0], seen[1]);
  assert.not.equal(seen[0], seen[2]);
  const failed = seen[0]?.filter((status) => status === 503).length ?? 0;
  assert.ok(failed > 6 && failed < 36, String(failed));
});

faults('over a real connection they are real', async () => {
  const { emulator, apiEndpoint, authEndpoint, close } = await serveEmulator();
  const { clientId, clientSecret } = emulator;
  const basic = btoa(`${clientId}:${clientSecret}`);
  try {
    const answer = await fetch(`${authEndpoint}/oauth2/token?grant_type=client_credentials`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
    });
    const headers = { authorization: `Bearer ${(await answer.json()).access_token}` };
    const get = () => fetch(`${apiEndpoint}/models`, { headers });
    emulator.fail({ how: 'reset' });
    const error = await get().catch((thrown: Error & { cause?: { code?: string } }) => thrown.cause?.code);
    assert.is(error, 'ECONNRESET');
    emulator.fail({ how: 'cut' });
    const cut = await get()
      .then((response) => response.text())
      .catch((thrown: Error) => thrown);
    assert.instance(cut, TypeError);
    assert.is((await get()).status, 200);
  } finally {
    await close();
  }
});

faults.run();

const journal = suite('emulator: the journal');

journal('has the requests, without contents and secrets', async () => {
  const { ok, emulator } = await tester({ journal: 4 });
  await ok('POST', '/secrets', { name: 'mine', data: { password: 'hush' } });
  await ok('POST', '/documents', {
    content: base64(await sampleInvoice()),
    metadata: { all: [{ password: 'hush' }] },
  });
  await ok('GET', '/documents?maxResults=1');
  const [token, secret, document, list] = emulator.requests;
  assert.equal([token?.method, token?.path, token?.query], ['POST', '/oauth2/token', {}]);
  assert.equal(secret?.body, { name: 'mine', data: '(19 characters)' });
  assert.match(
    JSON.stringify(document?.body),
    /characters.*"metadata":\{"all":\[\{"password":"\(6 characters\)"\}\]\}/,
  );
  assert.equal(
    [list?.path, list?.query, list?.status, typeof list?.actor],
    ['/v1/documents', { maxResults: ['1'] }, 200, 'string'],
  );
  assert.not.match(JSON.stringify(emulator.requests), /hush|JVBERi/);
  await ok('GET', '/models');
  assert.is(emulator.requests.length, 4);
  assert.is(emulator.requests[0]?.path, '/v1/secrets');
  emulator.reset();
  assert.equal(emulator.requests, []);
});

journal.run();

const memory = suite('emulator: snapshots and seeds');

memory('a snapshot is JSON, and another emulator goes on from it', async () => {
  const now = clock();
  const options = { clock: now, tokenLifetime: 1e9, asyncDelay: 5 * second };
  const first = await tester(options);
  const documentId = await first.upload(await sampleInvoice(), { name: 'kept' });
  const { modelId } = await first.ok('POST', '/models', { fieldConfig: { total: { type: 'amount' } } });
  const { trainingId } = await first.ok('POST', `/models/${modelId}/trainings`, {});
  const asked = { documentId, modelId: 'las:model:invoice', async: true };
  const { predictionId } = await first.ok('POST', '/predictions', asked);
  const { transitionId } = await first.ok('POST', '/transitions', { transitionType: 'manual' });
  const definition = {
    StartAt: 'wait',
    States: {
      wait: { Type: 'Wait', Seconds: 60, Next: 'work' },
      work: { Type: 'Task', Resource: transitionId, End: true },
    },
  };
  const { workflowId } = await first.ok('POST', '/workflows', { specification: { definition } });
  const { executionId } = await first.ok('POST', `/workflows/${workflowId}/executions`, { input: { a: 1 } });

  const kept = JSON.parse(JSON.stringify(await first.emulator.snapshot()));
  const second1 = createEmulator(options);
  second1.restore(kept);
  const call = async (path: string, method = 'GET', body?: unknown) => {
    const response = await second1.fetch(`${api}${path}`, {
      method,
      headers: { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  assert.is(second1.organizationId, first.emulator.organizationId);
  assert.is(second1.clientSecret, first.emulator.clientSecret);
  assert.is((await call(`/documents/${documentId}`)).name, 'kept');
  now.advance(10 * second);
  assert.is((await call(`/models/${modelId}/trainings/${trainingId}`)).status, 'succeeded');
  const prediction = await call(`/predictions/${predictionId}`);
  assert.is(prediction.status, 'succeeded');
  assert.is(prediction.predictions[0].value, 'INV-2024-0117');
  now.advance(60 * second);
  const { executions } = await call(`/transitions/${transitionId}/executions?status=running`);
  assert.equal(executions[0].input, { a: 1 });
  await call(`/transitions/${transitionId}/executions/${executions[0].executionId}`, 'PATCH', {
    status: 'succeeded',
    output: { done: true },
  });
  assert.is((await call(`/workflows/${workflowId}/executions/${executionId}`)).status, 'succeeded');
  // The first one knows nothing of that.
  assert.is((await first.ok('GET', `/workflows/${workflowId}/executions/${executionId}`)).status, 'running');
  assert.throws(() => second1.restore({ version: 1, organizations: [] }), /Not a snapshot/);
});

memory('seeds are made as a client would make them, with ids of their own', async () => {
  const { ok, emulator } = await tester();
  await emulator.seed({
    '/datasets': [{ datasetId: 'cradl:dataset:mine', name: 'Mine' }, { name: 'Another' }],
    '/documents': [
      {
        documentId: 'cradl:document:one',
        datasetId: 'cradl:dataset:mine',
        content: base64(await sampleInvoice()),
      },
    ],
    '/agents': [{ agentId: 'cradl:agent:a', name: 'A' }],
    '/agents/cradl:agent:a/runs': [{ runId: 'cradl:run:r', variables: { a: 1 } }],
  });
  const { datasets } = await ok('GET', '/datasets');
  assert.equal(
    datasets.map(({ name }: { name: string }) => name),
    ['Mine', 'Another'],
  );
  assert.is((await ok('GET', '/documents/cradl:document:one')).contentType, 'application/pdf');
  assert.is((await ok('GET', '/agents/cradl:agent:a/runs/cradl:run:r')).runId, 'cradl:run:r');
  const refused = async (seed: Parameters<typeof emulator.seed>[0]) =>
    emulator.seed(seed).then(
      () => 'made',
      (error: Error) => error.message,
    );
  assert.match(await refused({ '/nothing': [{}] }), /Not a path/);
  assert.match(await refused({ '/datasets': [{ nam: 'x' }] }), /\/datasets: body has a key/);
});

memory.run();

const organizations = suite('emulator: several organizations');

organizations('each has its clients, and sees what is its own alone', async () => {
  const { emulator, ok } = await tester({
    organizations: [{ name: 'Second', clientId: 'two', clientSecret: 'x' }],
  });
  const [, second2] = emulator.organizations;
  assert.is(second2?.name, 'Second');
  assert.is.not(second2?.organizationId, emulator.organizationId);
  const token = (await (await tokenOf(emulator, 'two', 'x')).json()).access_token;
  const asSecond = async (path: string, init: RequestInit = {}) =>
    emulator.fetch(`${api}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
  const { documentId } = await ok('POST', '/documents', {});
  assert.is((await asSecond(`/documents/${documentId}`)).status, 404);
  assert.equal((await (await asSecond('/documents')).json()).documents, []);
  assert.is((await (await asSecond('/organizations/me')).json()).name, 'Second');
  assert.is((await ok('GET', '/organizations/me')).name, 'Emulator');
});

organizations.run();

const callers = suite('emulator: who may call');

callers('pages of this machine may, and others may not', async () => {
  const { emulator, token } = await tester();
  const from = (origin: string, options: EmulatorOptions = {}) =>
    (Object.keys(options).length === 0 ? emulator : createEmulator(options)).fetch(`${api}/models`, {
      headers: { origin, authorization: `Bearer ${token}` },
    });
  for (const origin of [
    'http://localhost:3000',
    'http://127.0.0.1',
    'https://app.localhost',
    'http://[::1]:80',
  ]) {
    const answer = await from(origin);
    assert.is(answer.status, 200, origin);
    assert.is(answer.headers.get('access-control-allow-origin'), origin);
  }
  for (const origin of [
    'https://evil.example',
    'https://localhost.evil.example',
    'null',
    'http://127.0.0.1.evil',
  ]) {
    const answer = await from(origin);
    assert.is(answer.status, 403, origin);
    assert.is(answer.headers.get('access-control-allow-origin'), null);
  }
  assert.is((await from('https://evil.example', { origins: 'anywhere' })).status, 401);
  assert.is((await from('https://a.example', { origins: ['https://a.example'] })).status, 401);
  assert.is((await from('https://b.example', { origins: ['https://a.example'] })).status, 403);
  // Its own login page, at whatever host it answers for.
  const own = { headers: { origin: 'https://auth.lucidtech.ai' } };
  const { fetch } = createEmulator();
  assert.is((await fetch('https://auth.lucidtech.ai/login', own)).status, 404);
  assert.is((await fetch('https://auth.lucidtech.ai:444/login', own)).status, 403);
});

callers('a name that was made to point to this machine gets nothing', async () => {
  const { url, close } = await serveEmulator();
  const { request } = await import('node:http');
  const statusFor = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
  try {
    assert.is(await statusFor('evil.example'), 421);
    assert.is(await statusFor(`127.0.0.1:${new URL(url).port}`), 200);
    assert.is(await statusFor('localhost'), 200);
  } finally {
    await close();
  }
});

callers('the password of the login page is another one each time', async () => {
  const [one, other] = [createEmulator(), createEmulator()];
  assert.match(one.password, /^[0-9a-f]{12}$/);
  assert.is.not(one.password, other.password);
});

callers('pages of files are drawn by a renderer', async () => {
  const drawn: unknown[] = [];
  const { ok, call, emulator, token } = await tester({
    render: ({ contentType }, options) => {
      drawn.push([contentType, options]);
      return options.page === 0 ? { bytes: Uint8Array.of(1, 2), contentType: 'image/png' } : undefined;
    },
  });
  const { fileUrl } = await ok('POST', '/documents', { content: base64(await sampleInvoice()) });
  const get = (query: string) =>
    emulator.fetch(`${fileUrl}?${query}`, { headers: { authorization: `Bearer ${token}` } });
  const answer = await get('page=0&width=200');
  assert.is(answer.headers.get('content-type'), 'image/png');
  assert.equal([...new Uint8Array(await answer.arrayBuffer())], [1, 2]);
  assert.equal(drawn[0], [
    'application/pdf',
    { page: 0, width: 200, height: undefined, density: undefined, rotation: undefined, quality: undefined },
  ]);
  assert.is((await get('page=9')).status, 404);
  assert.is((await get('page=x')).status, 400);
  assert.is((await call('GET', '/models')).status, 200);
});

callers.run();
