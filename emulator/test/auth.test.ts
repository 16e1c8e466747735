import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createEmulator } from '../src/index.js';
import { api, auth, clock, tester, tokenOf } from './support.js';

const token = suite('emulator: tokens');

token('client credentials with Basic, the grant in the query', async () => {
  const emulator = createEmulator({ clientId: 'id', clientSecret: 'secret' });
  const answer = await tokenOf(emulator, 'id', 'secret');
  assert.is(answer.status, 200);
  const body = await answer.json();
  assert.is(body.token_type, 'Bearer');
  assert.is(body.expires_in, 3600);
  const list = await emulator.fetch(`${api}/models`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  assert.is(list.status, 200);
});

token('client credentials in the form, at /token too', async () => {
  const emulator = createEmulator({ clientId: 'id', clientSecret: 'secret' });
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'id',
    client_secret: 'secret',
  });
  assert.is((await emulator.fetch(`${auth}/token`, { method: 'POST', body })).status, 200);
});

token('refuses what it does not know, in the form of OAuth', async () => {
  const emulator = createEmulator({ clientId: 'id', clientSecret: 'secret' });
  for (const [id, secret] of [
    ['id', 'wrong'],
    ['other', 'secret'],
    ['id', ''],
    ['emulator-browser', ''],
    ['emulator-browser', 'null'],
  ] as const) {
    const answer = await tokenOf(emulator, id, secret);
    assert.is(answer.status, 401, id);
    assert.is((await answer.json()).error, 'invalid_client');
  }
  const post = async (query: string) => {
    const answer = await emulator.fetch(`${auth}/oauth2/token${query}`, { method: 'POST' });
    return [answer.status, (await answer.json()).error];
  };
  assert.equal(await post(''), [400, 'invalid_request']);
  assert.equal(await post('?grant_type=password'), [400, 'unsupported_grant_type']);
  assert.equal(await post('?grant_type=client_credentials'), [400, 'invalid_client']);
});

token('each client has its own', async () => {
  const [a, b] = [createEmulator(), createEmulator()];
  assert.is.not(a.clientId, b.clientId);
  assert.is((await tokenOf(a, b.clientId, b.clientSecret)).status, 401);
});

token('a token expires, by the clock and on demand', async () => {
  const time = clock();
  const { call, emulator } = await tester({ clock: time, tokenLifetime: 60 });
  time.advance(59_999);
  assert.is((await call('GET', '/models')).status, 200);
  time.advance(1);
  const expired = await call('GET', '/models');
  assert.is(expired.status, 401);
  assert.equal(expired.body, { message: 'The incoming token has expired' });

  const other = await tester();
  other.emulator.expireTokens();
  assert.is((await other.call('GET', '/models')).status, 401);
  assert.is((await tokenOf(emulator, emulator.clientId, emulator.clientSecret)).status, 200);
});

token('without a token, 401', async () => {
  const emulator = createEmulator();
  for (const headers of [{}, { authorization: 'Bearer nonsense' }, { authorization: 'Basic x' }]) {
    const answer = await emulator.fetch(`${api}/documents`, { headers });
    assert.is(answer.status, 401);
    assert.equal(await answer.json(), { message: 'Unauthorized' });
  }
});

token('the API key, where one is asked for', async () => {
  const { call } = await tester({ apiKey: 'key' });
  assert.is((await call('GET', '/models')).status, 200);
  const wrong = await call('GET', '/models', undefined, { 'x-api-key': 'other' });
  assert.is(wrong.status, 403);
  assert.equal(wrong.body, { message: 'Forbidden' });
});

token('a new app client can log in until it is deleted', async () => {
  const { ok, emulator } = await tester();
  const client = await ok('POST', '/appClients', { name: 'worker' });
  assert.ok(client.clientSecret);
  const got = await ok('GET', `/appClients/${client.appClientId}`);
  assert.is(got.clientSecret, undefined);
  assert.is(got.hasSecret, true);
  const answer = await tokenOf(emulator, client.clientId, client.clientSecret);
  assert.is(answer.status, 200);
  const headers = { authorization: `Bearer ${(await answer.json()).access_token}` };
  const dataset = await emulator.fetch(`${api}/datasets`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}',
  });
  assert.is((await dataset.json()).createdBy, client.appClientId);
  await ok('DELETE', `/appClients/${client.appClientId}`);
  assert.is((await tokenOf(emulator, client.clientId, client.clientSecret)).status, 401);
  assert.is((await emulator.fetch(`${api}/datasets`, { headers })).status, 401);
});

token.run();

const edge = suite('emulator: edges');

edge('unknown routes, CORS, and request ids', async () => {
  const { call, emulator } = await tester();
  const unknown = await call('GET', '/nothing');
  assert.is(unknown.status, 404);
  assert.equal(unknown.body, { message: 'Not Found' });
  assert.match(unknown.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
  const preflight = await emulator.fetch(`${api}/documents`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:5173',
      'access-control-request-headers': 'authorization,x-api-key',
    },
  });
  assert.is(preflight.status, 204);
  assert.is(preflight.headers.get('access-control-allow-origin'), 'http://localhost:5173');
  assert.is(preflight.headers.get('access-control-allow-headers'), 'authorization,x-api-key');
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/);
});

edge('bodies are checked', async () => {
  const { call } = await tester();
  const cases: [string, string, unknown, RegExp][] = [
    ['POST', '/models', {}, /body must have fieldConfig/],
    ['POST', '/models', { fieldConfig: { a: { type: 'nonsense' } } }, /fieldConfig\.a\.type must be one of/],
    ['POST', '/models', { fieldConfig: { 'a b': { type: 'date' } } }, /a key that is not allowed: a b/],
    ['POST', '/datasets', { nam: 'x' }, /a key that is not allowed: nam/],
    ['POST', '/datasets', { name: 1 }, /name must be a string/],
    ['POST', '/datasets', { name: 'x'.repeat(4097) }, /4096 characters or fewer/],
    ['POST', '/datasets', { retentionInDays: 0 }, /retentionInDays must be an integer of 1 or more/],
    ['POST', '/documents', { datasetId: 'las:batch:1' }, /datasetId must be the id of a dataset/],
    ['POST', '/documents', { contentType: 'text/html' }, /contentType must be one of/],
    ['POST', '/documents', { groundTruth: [{ label: 'a' }] }, /groundTruth\[0\] must have value/],
    ['POST', '/documents', { content: '!' }, /content must be base64/],
    ['POST', '/documents', { content: 'YWJj' }, /not a PDF/],
    ['POST', '/documents', [], /must be an object/],
    ['POST', '/documents', '{', /not JSON/],
    ['POST', '/users', { email: 'nobody' }, /email must be an email address/],
    ['POST', '/predictions', { documentId: 'las:document:1' }, /must have modelId/],
  ];
  for (const [method, path, body, message] of cases) {
    const answer = await call(method, path, body);
    assert.is(answer.status, 400, `${path} ${JSON.stringify(body).slice(0, 60)}`);
    assert.match(answer.body.message, message);
  }
  const html = await call('POST', '/datasets', '{}', { 'content-type': 'text/plain' });
  assert.is(html.status, 415);
});

edge('ids: of the wrong kind 400, unknown 404, encoded as a whole', async () => {
  const { call, ok, emulator } = await tester({
    models: [{ modelId: 'las:model:theirs', organizationId: 'las:organization:cradl', fieldConfig: {} }],
  });
  assert.is((await call('GET', '/documents/las:model:invoice')).status, 400);
  assert.is((await call('GET', '/documents/las:document:0123')).status, 404);
  const foreign = encodeURIComponent('las:organization:cradl/las:model:theirs');
  assert.is((await ok('GET', `/models/${foreign}`)).modelId, 'las:model:theirs');
  assert.is(
    (await call('GET', `/models/${encodeURIComponent('las:organization:x/las:model:theirs')}`)).status,
    404,
  );
  assert.is((await call('PATCH', '/models/las:model:theirs', { name: 'x' })).status, 403);
  assert.is((await ok('GET', '/models?owner=me')).models.length, 0);
  assert.is((await ok('GET', '/models?owner=las:organization:cradl&owner=me')).models.length, 1);
  assert.match(emulator.organizationId, /^cradl:organization:/);
});

edge('the log tells nothing secret', async () => {
  const lines: string[] = [];
  const { ok, emulator, token } = await tester({ apiKey: 'the-api-key', log: (line) => lines.push(line) });
  await ok('POST', '/secrets', { data: { password: 'hunter2' } });
  await ok('GET', '/documents?maxResults=1');
  const log = lines.join('\n');
  assert.match(log, /^POST \/oauth2\/token 200 \d+ ms$/m);
  assert.match(log, /^POST \/v1\/secrets 200 \d+ ms$/m);
  assert.match(log, /^GET \/v1\/documents 200 \d+ ms$/m);
  for (const secret of [token, emulator.clientSecret, emulator.clientId, 'the-api-key', 'hunter2']) {
    assert.not.ok(log.includes(secret));
  }
});

edge('faults, latency and aborting', async () => {
  const { call, emulator } = await tester({ latency: 30 });
  emulator.fail({ status: 429, message: 'Too Many Requests', headers: { 'retry-after': '1' }, times: 2 });
  for (let times = 0; times < 2; times += 1) {
    const answer = await call('GET', '/models');
    assert.is(answer.status, 429);
    assert.equal(answer.body, { message: 'Too Many Requests' });
    assert.is(answer.headers.get('retry-after'), '1');
  }
  const started = performance.now();
  assert.is((await call('GET', '/models')).status, 200);
  assert.ok(performance.now() - started >= 29);
  emulator.fail({ status: 500, when: /^POST \/v1\/datasets$/ });
  assert.is((await call('GET', '/datasets')).status, 200);
  assert.is((await call('POST', '/datasets', {})).status, 500);
  const controller = new AbortController();
  const call2 = emulator.fetch(`${api}/models`, { signal: controller.signal });
  controller.abort(new Error('enough'));
  const error = await call2.catch((reason: unknown) => reason);
  assert.is(error instanceof Error && error.message, 'enough');
});

edge('reset forgets, and the root serves the API too', async () => {
  const { ok, emulator, token } = await tester({ clientId: 'id', clientSecret: 'secret' });
  await ok('POST', '/datasets', {});
  emulator.reset();
  const headers = async () => {
    const answer = await (await tokenOf(emulator, 'id', 'secret')).json();
    return { authorization: `Bearer ${answer.access_token}` };
  };
  const old = await emulator.fetch(`${api}/datasets`, { headers: { authorization: `Bearer ${token}` } });
  assert.is(old.status, 401);
  const answer = await emulator.fetch('http://localhost:1/datasets', { headers: await headers() });
  assert.equal((await answer.json()).datasets, []);
});

edge.run();
