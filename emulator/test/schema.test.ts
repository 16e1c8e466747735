/** Every operation's answer against the API's own document, where that is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { routes } from '../src/routes/index.js';
import { root } from './root.js';
import { type Answer, base64, clock, png, sampleInvoice, tester } from './support.js';

type Json = { [key: string]: unknown };

const folder = resolve(root, process.env['LAS_API_DOCUMENTS'] ?? '../shared/api');
const names = ['oas-2024-11-29.json', 'oas-2021-09-23.json', 'oas-2025-08-01.json'];

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes one more type. */
function converted(value: unknown): unknown {
  // The older document has a bare `null` among the schemas of an `anyOf`.
  if (Array.isArray(value)) return value.map((each) => (each === null ? { type: 'null' } : converted(each)));
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Json;
  const schema: Json = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, converted(each)]));
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** What the document of 2025 lacks: runs have their variables' address and three more statuses since the document of 2026. */
function widened<A>(value: A): A {
  if (typeof value !== 'object' || value === null) return value;
  const schema = value as Json & { properties?: { [key: string]: Json } };
  const { properties } = schema;
  // The export of 2025 has lost the pattern of such an object's keys.
  const closed = schema['additionalProperties'] === false && schema['patternProperties'] === undefined;
  if (closed && Object.keys(properties ?? {}).length === 0) delete schema['additionalProperties'];
  const status = properties?.['status'];
  if (properties?.['agentId'] !== undefined && properties['runId'] !== undefined && status !== undefined) {
    properties['variablesFileUrl'] = { type: 'string', nullable: true };
    const words: unknown = status['enum'];
    if (Array.isArray(words)) words.push('running', 'completed', 'review-in-progress');
  }
  for (const each of Object.values(value)) widened(each);
  return value;
}

interface Operation {
  readonly name: string;
  readonly path: RegExp;
  readonly method: string;
  check(answer: Answer): string | undefined;
}

function operationsOf(name: string): Operation[] {
  const document = widened(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const ajv = new Ajv({ strict: false, validateSchema: false, inlineRefs: false, code: { optimize: false } });
  ajv.addSchema({ $id: name, components: converted(document.components) } as Json);
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<unknown>(methods)
      .filter(([method]) => /^(get|post|patch|delete)$/.test(method))
      .map(([method, operation]) => {
        const { responses } = operation as { responses: { [status: string]: Json } };
        const content = responses['200']?.['content'] as { [type: string]: { schema: Json } } | undefined;
        const $ref = content?.['application/json']?.schema['$ref'] as string | undefined;
        // Compiled when it is needed, since that takes long.
        let validate: ReturnType<Ajv['compile']> | undefined;
        return {
          name: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
          check: ({ status, body }: Answer) => {
            if (responses[String(status)] === undefined) return `status ${status}`;
            if ($ref === undefined) return undefined;
            validate ??= ajv.compile({ $ref: `${name}${$ref}` });
            return validate(body) === true ? undefined : ajv.errorsText(validate.errors);
          },
        };
      }),
  );
}

const test = suite('emulator: the answers of the API');

if (!existsSync(join(folder, names[0] ?? ''))) {
  console.log(`SKIPPED: answers are not checked against ${names.join(', ')}, which are not here`);
  test.skip('all operations answer in the shape that the API documents', () => {});
  test.skip('every key of a body that a version of the API documents is taken', () => {});
} else {
  for (const [ids, name] of [
    ['las', names[0] ?? ''],
    ['cradl', names[2] ?? ''],
  ] as const) {
    test(`all operations of ${ids} accounts answer in the shape that ${name} documents`, async () => {
      const own = operationsOf(name);
      const known = new Set(own.map((each) => each.name));
      // Batches are only in the document of 2021.
      const older = operationsOf(names[1] ?? '').filter((each) => !known.has(each.name));
      const operations = [...own, ...older];
      const called = new Set<string>();
      const wrong: string[] = [];
      const time = clock();
      const t = await tester({ clock: time, ids }, (method, path, answer) => {
        const bare = path.split('?')[0] ?? '';
        const operation = operations.find((each) => each.method === method && each.path.test(bare));
        if (operation === undefined) throw new Error(`not documented: ${method} ${path}`);
        called.add(operation.name);
        const problem = operation.check(answer);
        if (problem !== undefined) wrong.push(`${operation.name}: ${problem}`);
      });
      await everything(t, time);
      if (ids === 'cradl') await everythingOf2025(t);
      assert.equal(wrong, []);
      assert.equal(
        operations.map((each) => each.name).filter((each) => !called.has(each)),
        [],
      );
    });
  }

  test('every key of a body that a version of the API documents is taken', () => {
    let keys = 0;
    for (const name of names) {
      const document = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      for (const [path, methods] of Object.entries<{ [method: string]: Json }>(document.paths)) {
        for (const [method, operation] of Object.entries(methods)) {
          const request = operation['requestBody'] as
            | { content: { [type: string]: { schema: Json } } }
            | undefined;
          const $ref = request?.content['application/json']?.schema['$ref'] as string | undefined;
          if ($ref === undefined || method === 'options') continue;
          const { properties = {} } = document.components.schemas[$ref.split('/').at(-1) ?? ''];
          const template = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
          const check = routes[template]?.body;
          // An operation that takes nothing in the document.
          if (Object.keys(properties).length === 0) continue;
          assert.ok(check, template);
          for (const [key, schema] of Object.entries<Json>(properties)) {
            keys += 1;
            const value = (schema['enum'] as unknown[] | undefined)?.[0] ?? 0;
            // Other keys may be missing, but this one must be known, and so must the words that it takes.
            const problem = check?.({ [key]: value }, 'body') ?? '';
            assert.not.match(problem, /not allowed/, `${template} ${key}`);
            if (value !== 0) assert.not.match(problem, new RegExp(`^${key} must`), `${template} ${key}`);
          }
        }
      }
    }
    assert.ok(keys > 150, String(keys));
  });

  test('the check would notice', () => {
    const [operations = []] = names.map(operationsOf);
    const get = operations.find(({ name }) => name === 'GET /secrets');
    const headers = new Headers();
    assert.is(get?.check({ status: 200, body: { secrets: [], nextToken: null }, headers }), undefined);
    assert.match(
      get?.check({ status: 200, body: { secrets: [], nextToken: 1 }, headers }) ?? '',
      /nextToken/,
    );
    assert.match(
      get?.check({ status: 200, body: { secrets: [], nextToken: null, x: 1 }, headers }) ?? '',
      /additional/,
    );
    assert.is(get?.check({ status: 302, body: {}, headers }), 'status 302');
  });
}

/** Agents and what belongs to them. */
async function everythingOf2025(t: Awaited<ReturnType<typeof tester>>) {
  const { ok } = t;
  const all = { name: 'name', description: 'text', metadata: { a: 1 } };
  const usual = async (path: string, idKey: string, body: Json, change: Json = all) => {
    const { [idKey]: id } = await ok('POST', path, body);
    await ok('GET', `${path}/${id}`);
    await ok('PATCH', `${path}/${id}`, change);
    await ok('GET', `${path}?maxResults=3`);
    return { id: id as string, remove: () => ok('DELETE', `${path}/${id}`) };
  };
  const connection = await usual('/connections', 'connectionId', { config: {}, type: 'microsoft-idp' });
  const made = await usual('/functions', 'functionId', { runtime: 'nodejs' });
  const { secretId } = await ok('POST', '/secrets', { data: {} });
  const body = { ...all, functionId: made.id, secretId, connectionId: connection.id };
  const action = await usual('/actions', 'actionId', body, { config: { a: 1 } });
  const hook = await usual(
    '/hooks',
    'hookId',
    { trigger: 'Document is Created' },
    { trueActionId: action.id },
  );
  const validation = await usual('/validations', 'validationId', all);
  const agent = await usual('/agents', 'agentId', all, { resourceIds: [hook.id, validation.id] });
  const run = await usual(`/agents/${agent.id}/runs`, 'runId', {}, { status: 'archived' });
  const actionRun = await ok('POST', `/actions/${action.id}/runs`, { input: { a: 1 } });
  const hookRun = await ok('POST', `/hooks/${hook.id}/runs`, { name: 'name' });
  const task = await ok('POST', `/validations/${validation.id}/tasks`, { input: {} });
  await t.emulator.settled();
  for (const [path, id, change] of [
    [`/actions/${action.id}/runs`, actionRun.runId, { status: 'succeeded', output: {} }],
    [`/hooks/${hook.id}/runs`, hookRun.runId, { metadata: {} }],
    [`/validations/${validation.id}/tasks`, task.taskId, { status: 'succeeded', output: {} }],
  ] as const) {
    await ok('PATCH', `${path}/${id}`, change);
    await ok('GET', `${path}/${id}`);
    await ok('GET', `${path}?status=succeeded&status=failed`);
  }
  const own = await ok('POST', `/agents/${t.emulator.agentId}/runs`, { variables: { a: 1 } });
  await t.upload(await sampleInvoice(), { agentRunId: own.id });
  await t.emulator.settled();
  await ok('GET', `/agents/${t.emulator.agentId}/runs/${own.runId}`);
  await ok('GET', '/predictions');
  await ok('GET', '/documents');
  await ok('GET', '/validations');
  for (const each of [run, agent, validation, hook, action, made, connection]) await each.remove();
}

async function everything(t: Awaited<ReturnType<typeof tester>>, time: ReturnType<typeof clock>) {
  const { ok, call } = t;
  /** Creates, lists, gets, changes; gives the way to delete. */
  const usual = async (path: string, idKey: string, body: Json, change: Json | undefined, get = true) => {
    const made = await ok('POST', path, body);
    const own = `${path}/${encodeURIComponent(made[idKey])}`;
    if (get) await ok('GET', own);
    if (change !== undefined) await ok('PATCH', own, change);
    await ok('GET', `${path}?maxResults=1`);
    return { id: made[idKey] as string, own, remove: () => ok('DELETE', own) };
  };
  const name = { name: 'name', description: null };
  const client = await usual(
    '/appClients',
    'appClientId',
    { ...name, callbackUrls: ['https://x.example/'] },
    name,
  );
  await client.remove();
  await ok('POST', '/appClients', { generateSecret: false });
  const asset = await usual('/assets', 'assetId', { content: 'YWJj' }, { content: 'ZGVm' });
  const batch = await usual('/batches', 'batchId', name, name, false);
  await batch.remove();
  const dataset = await usual('/datasets', 'datasetId', { metadata: { a: 1 } }, { retentionInDays: 3 });
  const change = await usual(
    `${'/datasets'}/${dataset.id}/transformations`,
    'transformationId',
    {},
    undefined,
    false,
  );
  const secret = await usual('/secrets', 'secretId', { data: { a: 'b' } }, { data: { a: 'c' } }, false);
  const user = await usual('/users', 'userId', { email: 'a@example.com' }, { metadata: { a: 1 } });
  const { profileId } = await ok('GET', user.own);
  await ok('GET', `/profiles/${profileId}`);
  await ok('PATCH', `/profiles/${profileId}`, { givenName: 'A', picture: null });
  const { roles } = await ok('GET', '/roles');
  await ok('GET', `/roles/${roles[0].roleId}`);
  const { plans } = await ok('GET', '/plans?owner=*');
  await ok('GET', `/plans/${plans[0].planId}`);
  const { deploymentEnvironments } = await ok('GET', '/deploymentEnvironments');
  await ok('GET', `/deploymentEnvironments/${deploymentEnvironments[0].deploymentEnvironmentId}`);
  const payment = await usual('/paymentMethods', 'paymentMethodId', name, name);
  const { organizations } = await ok('GET', '/organizations');
  const organization = `/organizations/${organizations[0].organizationId}`;
  await ok('GET', organization);
  await ok('PATCH', organization, { ...name, paymentMethodId: payment.id, planId: 'las:plan:pro' });
  await ok('POST', '/organizations', { name: 'second' });

  const model = await usual(
    '/models',
    'modelId',
    { fieldConfig: { a: { type: 'date' } } },
    { metadata: { a: 1 } },
  );
  const bundles = `/models/${model.id}/dataBundles`;
  const bundle = await usual(bundles, 'dataBundleId', { datasetIds: [dataset.id] }, name);
  const trainings = `/models/${model.id}/trainings`;
  const training = await usual(
    trainings,
    'trainingId',
    { dataBundleIds: [bundle.id], metadata: { a: 1 } },
    name,
  );
  for (let step = 0; step < 2; step += 1) {
    time.advance(20);
    await ok('GET', `${bundles}?status=running&status=succeeded`);
    await ok('GET', `${trainings}?status=running&status=succeeded`);
    await ok('GET', `/datasets/${dataset.id}/transformations?status=succeeded`);
  }
  await ok('PATCH', model.own, { trainingId: training.id });
  await change.remove();

  const inline = await usual(
    '/documents',
    'documentId',
    {
      content: base64(png),
      datasetId: dataset.id,
      groundTruth: [{ label: 'a', value: true, confidence: 1 }],
    },
    { metadata: {}, groundTruth: [{ label: 'b', value: [[{ label: 'c', value: '1' }]], pages: [0] }] },
  );
  await ok('GET', `/documents?datasetId=${dataset.id}&sortBy=createdTime&order=ascending`);
  const documentId = await t.upload(await sampleInvoice(), { consentId: `las:consent:${'0'.repeat(32)}` });
  await ok('GET', `/documents/${documentId}`);
  const modelId = 'las:model:invoice';
  const prediction = await ok('POST', '/predictions', { documentId, modelId });
  await ok('GET', `/predictions/${prediction.predictionId}`);
  const best = { strategy: 'BEST_N_PAGES', parameters: { n: 2, collapse: true }, outputFormat: 'v1' };
  await ok('POST', '/predictions', { documentId, modelId, async: true, postprocessConfig: best });
  const broken = await ok('POST', '/documents', { content: btoa('%PDF-1.4 broken') });
  await ok('POST', '/predictions', { documentId: broken.documentId, modelId, async: true });
  await ok('POST', '/predictions', { documentId: inline.id, modelId: model.id });
  await ok('GET', '/predictions');
  time.advance(20);
  await ok('GET', `/predictions?modelId=${modelId}&sortBy=createdTime&order=descending`);
  await inline.remove();
  await ok('DELETE', '/documents?maxResults=1');
  await ok('DELETE', '/documents');

  const manual = await usual(
    '/transitions',
    'transitionId',
    { transitionType: 'manual', parameters: { assets: { jsRemoteComponent: asset.id } } },
    name,
  );
  const docker = await usual(
    '/transitions',
    'transitionId',
    { transitionType: 'docker', parameters: { imageUrl: 'image:1', secretId: secret.id, cpu: 256 } },
    { parameters: { environment: { A: 'b' } } },
  );
  await ok('GET', '/transitions?transitionType=docker');
  await ok('GET', '/transitions/las:transition:commons-failed');
  const task = (Resource: string, next: Json) => ({ Type: 'Task', Resource, ...next });
  const definition = {
    StartAt: 'a',
    States: { a: task(manual.id, { Next: 'b' }), b: task(docker.id, { End: true }) },
  };
  const workflow = await usual(
    '/workflows',
    'workflowId',
    { specification: { definition }, completedConfig: { imageUrl: 'image:1' } },
    { errorConfig: { manualRetry: true }, emailConfig: { secretId: secret.id }, status: 'production' },
  );
  const executions = `/workflows/${workflow.id}/executions`;
  const { executionId } = await ok('POST', executions, { input: { a: 1 } });
  const own = `${executions}/${executionId}`;
  for (const status of ['failed', 'succeeded']) {
    const work = `/transitions/${manual.id}/executions`;
    const taken = await ok('POST', work, {});
    await ok('GET', `${work}/${taken.executionId}`);
    assert.is((await call('POST', `${work}/${taken.executionId}/heartbeats`, {})).status, 204);
    await ok('PATCH', `${work}/${taken.executionId}`, { status, output: {}, error: { message: 'no' } });
    await ok('GET', own);
    if (status === 'failed') await ok('PATCH', own, { nextTransitionId: manual.id });
    await ok('GET', `${work}?status=failed&sortBy=endTime&order=descending`);
  }
  await ok('GET', `${executions}?status=running&sortBy=endTime&order=descending`);
  const { logs } = await ok('GET', `/logs?workflowId=${workflow.id}&order=descending`);
  await ok('GET', `/logs?transitionId=${manual.id}`);
  await ok('GET', `/logs/${logs[0].logId}`);
  await ok('DELETE', own);
  for (const each of [workflow, manual, docker, model, dataset, payment, user, secret, asset]) {
    if (each === model) await bundle.remove();
    await each.remove();
  }
}

test.run();
