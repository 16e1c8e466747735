import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Tester, tester } from './support.js';

async function transition(t: Tester, transitionType = 'manual'): Promise<string> {
  const parameters = transitionType === 'docker' ? { parameters: { imageUrl: 'image:1' } } : {};
  return (await t.ok('POST', '/transitions', { transitionType, ...parameters })).transitionId;
}

function definition(...resources: string[]) {
  const states = resources.map((Resource, index) => [
    `s${index}`,
    { Type: 'Task', Resource, ...(index + 1 < resources.length ? { Next: `s${index + 1}` } : { End: true }) },
  ]);
  return {
    language: 'ASL',
    version: '1.0.0',
    definition: { StartAt: 's0', States: Object.fromEntries(states) },
  };
}

/** A workflow of two transitions, and an execution of it. */
async function started(more: Record<string, unknown> = {}) {
  const t = await tester();
  const [first, second] = [await transition(t), await transition(t, 'docker')];
  const { workflowId } = await t.ok('POST', '/workflows', {
    specification: definition(first, second),
    ...more,
  });
  const { executionId } = await t.ok('POST', `/workflows/${workflowId}/executions`, { input: { n: 1 } });
  const path = `/workflows/${workflowId}/executions/${executionId}`;
  const waiting = async (transitionId: string) =>
    (await t.ok('GET', `/transitions/${transitionId}/executions?status=running`)).executions;
  const finish = async (transitionId: string, body: unknown) => {
    const [execution] = await waiting(transitionId);
    return t.ok('PATCH', `/transitions/${transitionId}/executions/${execution.executionId}`, body);
  };
  return { t, first, second, workflowId, path, waiting, finish };
}

const test = suite('emulator: workflows');

test('runs transitions in order, the output of one being the input of the next', async () => {
  const { t, first, second, workflowId, path, waiting, finish } = await started();
  assert.is((await t.ok('GET', `/workflows/${workflowId}`)).numberOfRunningExecutions, 1);
  assert.equal((await waiting(first))[0].input, { n: 1 });
  assert.is((await waiting(first))[0].startTime, null);
  assert.equal(await waiting(second), []);

  const claimed = await t.ok('POST', `/transitions/${first}/executions`, {});
  assert.equal(claimed.input, { n: 1 });
  assert.ok(claimed.startTime);
  const work = `/transitions/${first}/executions/${claimed.executionId}`;
  assert.is((await t.call('PATCH', work, { status: 'succeeded' })).status, 400);
  assert.is((await t.call('PATCH', work, { status: 'failed' })).status, 400);
  assert.is((await t.call('DELETE', `/transitions/${first}`)).status, 400);
  const beat = await t.call('POST', `/transitions/${first}/executions/${claimed.executionId}/heartbeats`, {});
  assert.is(beat.status, 204);
  assert.is(beat.body, undefined);
  const done = await finish(first, { status: 'succeeded', output: { n: 2 } });
  assert.is(done.status, 'succeeded');
  assert.match(done.completedBy, /^cradl:app-client:/);
  assert.is(
    (await t.call('POST', `/transitions/${first}/executions/${claimed.executionId}/heartbeats`, {})).status,
    400,
  );

  assert.equal((await waiting(second))[0].input, { n: 2 });
  assert.is((await t.ok('GET', path)).status, 'running');
  await finish(second, { status: 'succeeded', output: { n: 3 } });
  const execution = await t.ok('GET', path);
  assert.is(execution.status, 'succeeded');
  assert.equal(execution.output, { n: 3 });
  assert.ok(execution.endTime);
  assert.equal(Object.keys(execution.transitionExecutions), [first, second]);
  assert.is((await t.ok('PATCH', path, { status: 'completed' })).status, 'completed');
  assert.is((await t.ok('PATCH', path, { status: 'succeeded' })).status, 'succeeded');
  const log = await t.ok('GET', `/logs/${done.logId}`);
  assert.is(log.resourceId, `${first}/${claimed.executionId}`);
  assert.equal(
    log.events.map((event: { message: string }) => event.message),
    ['heartbeat', 'succeeded'],
  );
});

test('a failure, a rejection and a retry', async () => {
  for (const status of ['failed', 'rejected']) {
    const { t, first, path, finish } = await started();
    await finish(first, { status, error: { message: 'no' } });
    assert.is((await t.ok('GET', path)).status, status);
  }
  const { t, first, path, waiting, finish } = await started();
  const before = (await waiting(first))[0].executionId;
  await finish(first, { status: 'retry' });
  const [again] = await waiting(first);
  assert.is.not(again.executionId, before);
  assert.equal(again.input, { n: 1 });
  assert.is((await t.ok('GET', path)).status, 'running');
  const done = await t.call('PATCH', `/transitions/${first}/executions/${before}`, { status: 'succeeded' });
  assert.is(done.status, 400);
});

test('an execution goes on from a transition that somebody names', async () => {
  const { t, first, second, path, waiting, finish } = await started({ errorConfig: { manualRetry: true } });
  await finish(first, { status: 'succeeded', output: { n: 2 } });
  await finish(second, { status: 'failed', error: { message: 'no' } });
  assert.is((await t.ok('GET', path)).status, 'retry');
  assert.is((await t.call('PATCH', path, { status: 'completed' })).status, 400);
  const retried = await t.ok('PATCH', path, { nextTransitionId: second });
  assert.is(retried.status, 'running');
  assert.is(retried.transitionExecutions[second].length, 2);
  assert.equal((await waiting(second))[0].input, { n: 2 });
  const other = await transition(t);
  assert.is((await t.call('PATCH', path, { nextTransitionId: other })).status, 400);
  assert.is((await waiting(second)).length, 1);
  const ended = await t.ok('PATCH', path, { nextTransitionId: 'las:transition:commons-failed' });
  assert.is(ended.status, 'failed');
  assert.equal(await waiting(second), []);
});

test('commons-failed as a state fails the execution', async () => {
  const t = await tester();
  const first = await transition(t);
  const specification = definition(first, 'las:transition:commons-failed');
  const { workflowId } = await t.ok('POST', '/workflows', { specification });
  const { executionId } = await t.ok('POST', `/workflows/${workflowId}/executions`, { input: {} });
  const { executionId: work } = await t.ok('POST', `/transitions/${first}/executions`, {});
  await t.ok('PATCH', `/transitions/${first}/executions/${work}`, { status: 'succeeded', output: {} });
  assert.is((await t.ok('GET', `/workflows/${workflowId}/executions/${executionId}`)).status, 'failed');
});

test('stops', async () => {
  const { t, first, path, waiting } = await started();
  assert.is((await t.ok('DELETE', path)).status, 'failed');
  assert.is((await t.call('GET', path)).status, 404);
  assert.equal(await waiting(first), []);
});

test('definitions that cannot run are refused', async () => {
  const t = await tester();
  const id = await transition(t);
  const task = { Type: 'Task', Resource: id, End: true };
  for (const wrong of [
    {},
    { StartAt: 'a', States: {} },
    { StartAt: 'b', States: { a: task } },
    { StartAt: 'a', States: { a: { ...task, Type: 'Choice' } } },
    { StartAt: 'a', States: { a: { Type: 'Task', Resource: id, Next: 'b' } } },
    { StartAt: 'a', States: { a: { Type: 'Task', Resource: id } } },
    { StartAt: 'a', States: { a: { ...task, Retries: [] } } },
    { StartAt: 'a', States: { a: task, b: task } },
  ]) {
    const answer = await t.call('POST', '/workflows', { specification: { definition: wrong } });
    assert.is(answer.status, 400, JSON.stringify(wrong));
    assert.match(answer.body.message, /^specification\.definition/);
  }
  const unknown = { ...task, Resource: `las:transition:${'0'.repeat(32)}` };
  const specification = { definition: { StartAt: 'a', States: { a: unknown } } };
  assert.is((await t.call('POST', '/workflows', { specification })).status, 404);
});

test('lists executions by status, time and order', async () => {
  const { t, first, workflowId, path, finish } = await started();
  await t.ok('POST', `/workflows/${workflowId}/executions`, { input: { n: 2 } });
  await finish(first, { status: 'failed', error: { message: 'no' } });
  const list = (query: string) => t.ok('GET', `/workflows/${workflowId}/executions?${query}`);
  const failed = await list('status=failed&status=rejected');
  assert.is(failed.executions.length, 1);
  assert.equal(failed.status, ['failed', 'rejected']);
  assert.is(failed.workflowId, workflowId);
  assert.ok(path.endsWith(failed.executions[0].executionId));
  const newest = await list('sortBy=startTime&order=descending&maxResults=1');
  assert.equal(newest.executions[0].input, { n: 2 });
  assert.is((await list('fromStartTime=2999-01-01T00:00:00Z')).executions.length, 0);
  assert.is((await list('toStartTime=2999-01-01T00:00:00Z')).executions.length, 2);
  assert.is((await t.call('GET', `/workflows/${workflowId}/executions?toStartTime=x`)).status, 400);
});

test('an execution of a transition without a workflow', async () => {
  const t = await tester();
  const [id, other] = [await transition(t), await transition(t)];
  const { executionId, input } = await t.ok('POST', `/transitions/${id}/executions`, { a: 1 });
  assert.equal(input, { a: 1 });
  assert.is((await t.call('GET', `/transitions/${other}/executions/${executionId}`)).status, 404);
  const path = `/transitions/${id}/executions/${executionId}`;
  const startTime = '2026-01-01T00:00:00Z';
  assert.is((await t.ok('PATCH', path, { startTime })).startTime, startTime);
  assert.is((await t.call('PATCH', path, { status: 'nonsense' })).status, 400);
  assert.equal((await t.ok('PATCH', path, { status: 'succeeded', output: { b: 2 } })).output, { b: 2 });
});

test('transitions take the keys of both versions', async () => {
  const t = await tester();
  const schemas = { inputJsonSchema: { type: 'object' }, outputJsonSchema: { type: 'object' } };
  const made = await t.ok('POST', '/transitions', { transitionType: 'manual', ...schemas });
  assert.equal(made.inputJsonSchema, schemas.inputJsonSchema);
  const without = { transitionType: 'docker', parameters: { cpu: 256 } };
  assert.is((await t.call('POST', '/transitions', without)).status, 400);
  const id = await transition(t, 'docker');
  await t.ok('PATCH', `/transitions/${id}`, { environment: { A: 'b' } });
  const changed = await t.ok('PATCH', `/transitions/${id}`, { parameters: { memory: 1024 } });
  assert.equal(changed.parameters, { imageUrl: 'image:1', environment: { A: 'b' }, memory: 1024 });
  assert.is(
    (await t.ok('GET', '/transitions?transitionType=docker&transitionType=lambda')).transitions.length,
    2,
  );
});

test.run();
