/** Rules that hold for many resources: what bodies may be, what they name, and what lists take. */
import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { routes } from '../src/routes/index.js';
import { base64, sampleInvoice, tester } from './support.js';

const test = suite('emulator: rules');
const rest = '0'.repeat(32);

test('an empty PATCH changes nothing and is refused', async () => {
  const { call } = await tester();
  const patches = Object.entries(routes).filter(
    ([operation, { body }]) => operation.startsWith('PATCH ') && body !== undefined,
  );
  assert.ok(patches.length > 20);
  for (const [operation] of patches) {
    if (/executions/.test(operation)) continue;
    const check = routes[operation]?.body;
    assert.match(String(check?.({}, 'body')), /must have a key/, operation);
  }
  const { status, body } = await call('PATCH', `/datasets/las:dataset:${rest}`, {});
  assert.is(status, 400);
  assert.match(body.message, /must have a key/);
});

test('an empty preprocessConfig is refused, and so is emailConfig: null of a new workflow', async () => {
  const { call, ok } = await tester();
  const fieldConfig = { total: { type: 'amount' } };
  assert.is((await call('POST', '/models', { fieldConfig, preprocessConfig: {} })).status, 400);
  const { transitionId } = await ok('POST', '/transitions', { transitionType: 'manual' });
  const definition = { StartAt: 'a', States: { a: { Type: 'Task', Resource: transitionId, End: true } } };
  const body = { specification: { definition } };
  assert.is((await call('POST', '/workflows', { ...body, emailConfig: null })).status, 400);
  const { workflowId } = await ok('POST', '/workflows', body);
  assert.is((await ok('PATCH', `/workflows/${workflowId}`, { emailConfig: null })).emailConfig, null);
});

test('a body may name only what is there', async () => {
  const { call, ok } = await tester();
  const { transitionId } = await ok('POST', '/transitions', { transitionType: 'manual' });
  const definition = { StartAt: 'a', States: { a: { Type: 'Task', Resource: transitionId, End: true } } };
  const { modelId } = await ok('POST', '/models', { fieldConfig: { total: { type: 'amount' } } });
  const { datasetId } = await ok('POST', '/datasets', {});
  const docker = { transitionType: 'docker', parameters: { imageUrl: 'image:1' } };
  const secret = `las:secret:${rest}`;
  const cases: ReadonlyArray<readonly [path: string, body: Record<string, unknown>]> = [
    ['/transitions', { ...docker, parameters: { ...docker.parameters, secretId: secret } }],
    ['/transitions', { ...docker, parameters: { ...docker.parameters, environmentSecrets: [secret] } }],
    ['/transitions', { ...docker, parameters: { assets: { form: `las:asset:${rest}` } } }],
    ['/workflows', { specification: { definition }, completedConfig: { imageUrl: 'i', secretId: secret } }],
    ['/workflows', { specification: { definition }, emailConfig: { secretId: secret } }],
    [`/models/${modelId}/trainings`, { warmStartConfig: { trainingId: `las:model-training:${rest}` } }],
    [`/models/${modelId}/trainings`, { dataBundleIds: [`las:model-data-bundle:${rest}`] }],
    [`/models/${modelId}/dataBundles`, { datasetIds: [datasetId, `las:dataset:${rest}`] }],
    ['/documents', { datasetId: `las:dataset:${rest}` }],
    ['/documents', { batchId: `las:batch:${rest}` }],
    ['/appClients', { roleIds: [`las:role:${rest}`] }],
    ['/users', { email: 'a@example.com', appClientId: `las:app-client:${rest}` }],
    ['/actions', { functionId: `cradl:function:${rest}` }],
    ['/actions', { secretId: secret }],
    ['/hooks', { trueActionId: `cradl:action:${rest}` }],
  ];
  for (const [path, body] of cases) {
    const answer = await call('POST', path, body);
    assert.is(answer.status, 404, `${path} ${JSON.stringify(body)}: ${JSON.stringify(answer.body)}`);
    assert.match(answer.body.message, /^There is no/);
  }
});

test('what is free stays free', async () => {
  const { ok } = await tester();
  await ok('POST', '/secrets', { data: { user: 'u', nested: { list: [1, null] } } });
  const content = 'Not base64: åéî!';
  const { assetId, contentMD5 } = await ok('POST', '/assets', { content });
  assert.is(contentMD5, createHash('md5').update(content).digest('hex'));
  assert.is((await ok('DELETE', `/assets/${assetId}`)).content, content);
  await ok('POST', '/datasets', { retentionInDays: 100_000 });
  const { assetId: form } = await ok('POST', '/assets', { content: 'x' });
  await ok('POST', '/transitions', { transitionType: 'docker', parameters: { assets: { form } } });
  const { documentId } = await ok('POST', '/documents', { groundTruth: [{ label: 'a', value: 'b' }] });
  const cleared = await ok('PATCH', `/documents/${documentId}`, { groundTruth: null });
  assert.equal(cleared.groundTruth, []);
});

test('a document has the digest of its file', async () => {
  const { ok } = await tester();
  const bytes = await sampleInvoice();
  const { contentMD5 } = await ok('POST', '/documents', { content: base64(bytes) });
  assert.is(contentMD5, createHash('md5').update(bytes).digest('hex'));
});

test('lists take the words of a filter and no others', async () => {
  const { call, ok } = await tester();
  const { transitionId } = await ok('POST', '/transitions', { transitionType: 'manual' });
  const path = `/transitions/${transitionId}/executions`;
  assert.is((await call('GET', `${path}?status=test`)).status, 400);
  assert.equal((await ok('GET', `${path}?status=running&status=failed`)).status, ['running', 'failed']);
});

test('pages in the order of creation go on where they were, whatever came or went', async () => {
  const { ok } = await tester({ maxPage: 2 });
  const ids: string[] = [];
  const add = async () => ids.push((await ok('POST', '/datasets', {})).datasetId);
  for (let index = 0; index < 4; index += 1) await add();
  const first = await ok('GET', '/datasets');
  await ok('DELETE', `/datasets/${ids[1]}`);
  await add();
  const second = await ok('GET', `/datasets?nextToken=${first.nextToken}`);
  const third = await ok('GET', `/datasets?nextToken=${second.nextToken}`);
  const seen = [first, second, third].flatMap(({ datasets }) =>
    datasets.map(({ datasetId }: { datasetId: string }) => datasetId),
  );
  assert.equal(seen, ids);
  assert.is(third.nextToken, null);
});

test.run();
