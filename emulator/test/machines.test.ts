/** What workflows do beyond one task after another: the states of the language, time, and handlers. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { EmulatorOptions } from '../src/index.js';
import { clock, type Tester, tester } from './support.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

interface Transition {
  readonly transitionType?: string;
  readonly name?: string;
  readonly timeoutInSeconds?: number;
}

/** An emulator whose clock stands, and a workflow of these states with one transition for each name. */
async function machine(
  names: Readonly<Record<string, Transition>>,
  statesOf: (ids: Readonly<Record<string, string>>) => Record<string, unknown>,
  more: Record<string, unknown> = {},
  options: EmulatorOptions = {},
) {
  const time = clock();
  const t = await tester({ ...options, clock: time, tokenLifetime: 1e6 });
  const ids: Record<string, string> = {};
  for (const [name, body] of Object.entries(names)) {
    const parameters = body.transitionType === 'docker' ? { parameters: { imageUrl: 'image:1' } } : {};
    const made = await t.ok('POST', '/transitions', { transitionType: 'manual', ...parameters, ...body });
    ids[name] = made.transitionId;
  }
  const definition = { StartAt: 'a', States: statesOf(ids) };
  const { workflowId } = await t.ok('POST', '/workflows', { specification: { definition }, ...more });
  const start = async (input: unknown) => {
    const { executionId } = await t.ok('POST', `/workflows/${workflowId}/executions`, { input });
    return `/workflows/${workflowId}/executions/${executionId}`;
  };
  const take = (name: string) => t.ok('POST', `/transitions/${ids[name]}/executions`, {});
  const end = (name: string, executionId: string, body: unknown) =>
    t.ok('PATCH', `/transitions/${ids[name]}/executions/${executionId}`, body);
  const work = async (name: string, output: unknown) => {
    const { executionId, input } = await take(name);
    await end(name, executionId, { status: 'succeeded', output });
    return input;
  };
  const waiting = async (name: string) =>
    (await t.ok('GET', `/transitions/${ids[name]}/executions?status=running`)).executions;
  return { t, time, ids, start, take, end, work, waiting };
}

const typesOf = async (t: Tester, path: string): Promise<ReadonlyArray<string>> =>
  (await t.ok('GET', path)).events.map((event: { type: string }) => event.type);

const test = suite('emulator: the states of workflows');

test('a choice goes one way or the other, and its paths pick what tasks get', async () => {
  const { t, start, work, waiting } = await machine({ read: {}, look: {} }, ({ read, look }) => ({
    a: { Type: 'Task', Resource: read, ResultPath: '$.read', Next: 'sure' },
    sure: {
      Type: 'Choice',
      Choices: [{ Variable: '$.read.confidence', NumericGreaterThanEquals: 0.9, End: true }],
      Default: 'look',
    },
    look: {
      Type: 'Task',
      Resource: look,
      InputPath: '$.read',
      Parameters: { 'total.$': '$.total', why: 'unsure' },
      OutputPath: '$.total',
      End: true,
    },
  }));
  const sure = await start({ documentId: 'd' });
  assert.equal(await work('read', { confidence: 0.95, total: 1 }), { documentId: 'd' });
  const done = await t.ok('GET', sure);
  assert.is(done.status, 'succeeded');
  assert.equal(done.output, { documentId: 'd', read: { confidence: 0.95, total: 1 } });

  const unsure = await start({ documentId: 'e' });
  await work('read', { confidence: 0.5, total: 2 });
  assert.is((await waiting('look')).length, 1);
  assert.equal(await work('look', { total: { value: 3 } }), { total: 2, why: 'unsure' });
  assert.equal((await t.ok('GET', unsure)).output, { value: 3 });
  assert.equal(await typesOf(t, sure), [
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskSucceeded',
    'TaskStateExited',
    'ChoiceStateEntered',
    'ChoiceStateExited',
    'ExecutionSucceeded',
  ]);
  const { logId } = done;
  const lines = (await t.ok('GET', `/logs/${logId}`)).events.map((line: { message: string }) => line.message);
  assert.ok(lines.includes('ChoiceStateEntered sure'), lines.join('\n'));
  assert.is(lines.at(-1), 'succeeded');
});

test('branches and items are worked on side by side', async () => {
  const { t, start, work, waiting } = await machine({ one: {}, other: {} }, ({ one, other }) => ({
    a: {
      Type: 'Parallel',
      Branches: [one, other].map((Resource, index) => ({
        StartAt: `b${index}`,
        States: { [`b${index}`]: { Type: 'Task', Resource, End: true } },
      })),
      Next: 'each',
    },
    each: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'item', States: { item: { Type: 'Task', Resource: one, End: true } } },
      MaxConcurrency: 1,
      End: true,
    },
  }));
  const path = await start({ n: 1 });
  await work('other', { second: true });
  await work('one', { first: true });
  assert.is((await waiting('one')).length, 1);
  assert.equal(await work('one', { item: 1 }), { first: true });
  assert.equal(await work('one', { item: 2 }), { second: true });
  assert.equal((await t.ok('GET', path)).output, [{ item: 1 }, { item: 2 }]);
});

test('waits go by the clock, and what follows is due in its turn', async () => {
  const { t, time, start, waiting } = await machine({ work: {} }, ({ work }) => ({
    a: { Type: 'Wait', Seconds: 60, Next: 'b' },
    b: { Type: 'Wait', SecondsPath: '$.more', Next: 'c' },
    c: { Type: 'Pass', Result: { passed: true }, Next: 'd' },
    d: { Type: 'Task', Resource: work, End: true },
  }));
  const path = await start({ more: 30 });
  time.advance(89 * second);
  assert.equal(await waiting('work'), []);
  time.advance(hour);
  const [execution] = await waiting('work');
  assert.equal(execution.input, { passed: true });
  const { events, startTime } = await t.ok('GET', path);
  const scheduled = events.find(({ type }: { type: string }) => type === 'TaskScheduled');
  assert.is(Date.parse(scheduled.timestamp) - Date.parse(startTime), 90 * second);
});

test('an error is tried again, and then caught', async () => {
  const { t, time, start, take, end, work, waiting } = await machine(
    { work: {}, mend: {} },
    ({ work: resource, mend }) => ({
      a: {
        Type: 'Task',
        Resource: resource,
        Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 10, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'mend' }],
        End: true,
      },
      mend: { Type: 'Task', Resource: mend, End: true },
    }),
  );
  const path = await start({ n: 1 });
  for (const message of ['first', 'second']) {
    const { executionId } = await take('work');
    await end('work', executionId, { status: 'failed', error: { message } });
    assert.equal(await waiting('work'), []);
    time.advance(10 * second);
  }
  assert.equal(await work('mend', { mended: true }), {
    n: 1,
    error: { Error: 'States.TaskFailed', Cause: 'second' },
  });
  assert.equal((await t.ok('GET', path)).output, { mended: true });
});

test('Fail fails an execution, also where failures wait for somebody', async () => {
  const { t, start } = await machine(
    {},
    () => ({ a: { Type: 'Fail', Error: 'Wrong', Cause: 'no invoice' } }),
    { errorConfig: { manualRetry: true } },
  );
  const { status, output, events } = await t.ok('GET', await start({}));
  assert.equal([status, output], ['failed', null]);
  assert.equal([events.at(-1).error, events.at(-1).cause], ['Wrong', 'no invoice']);
});

test('TimeoutSeconds and HeartbeatSeconds of a task end it', async () => {
  const { t, time, ids, start, take, waiting } = await machine({ work: {} }, ({ work }) => ({
    a: { Type: 'Task', Resource: work, TimeoutSeconds: 120, HeartbeatSeconds: 20, End: true },
  }));
  const path = await start({});
  const { executionId } = await take('work');
  const beat = () => t.call('POST', `/transitions/${ids['work']}/executions/${executionId}/heartbeats`, {});
  for (let index = 0; index < 6; index += 1) {
    time.advance(19 * second);
    assert.is((await beat()).status, 204);
  }
  time.advance(7 * second);
  assert.is((await t.ok('GET', path)).status, 'failed');
  assert.is((await t.ok('GET', path)).events.at(-1).error, 'States.Timeout');
  assert.equal(await waiting('work'), []);
  const again = await start({});
  time.advance(21 * second);
  assert.is((await t.ok('GET', again)).events.at(-1).error, 'States.HeartbeatTimeout');
});

test('a transition has its time: from the beginning where it is set, else from when it is taken', async () => {
  const states = ({ work }: Readonly<Record<string, string>>) => ({
    a: { Type: 'Task', Resource: work, End: true },
  });
  const timed = await machine({ work: { timeoutInSeconds: 60 } }, states);
  const first = await timed.start({});
  timed.time.advance(59 * second);
  assert.is((await timed.t.ok('GET', first)).status, 'running');
  timed.time.advance(2 * second);
  assert.is((await timed.t.ok('GET', first)).status, 'failed');

  const docker = await machine({ work: { transitionType: 'docker' } }, states);
  const second30 = await docker.start({});
  docker.time.advance(31 * minute);
  assert.is((await docker.t.ok('GET', second30)).status, 'failed');

  const manual = await machine({ work: {} }, states, { errorConfig: { manualRetry: true } });
  const path = await manual.start({});
  manual.time.advance(48 * hour);
  assert.is((await manual.t.ok('GET', path)).status, 'running');
  const { executionId } = await manual.take('work');
  for (let index = 0; index < 31; index += 1) {
    manual.time.advance(minute);
    await manual.t.call(
      'POST',
      `/transitions/${manual.ids['work']}/executions/${executionId}/heartbeats`,
      {},
    );
  }
  assert.is((await manual.t.ok('GET', path)).status, 'retry');
});

test('a manual execution that is taken and then forgotten fails', async () => {
  const { t, time, ids } = await machine({ work: {} }, () => ({ a: { Type: 'Succeed' } }));
  const transition = `/transitions/${ids['work']}`;
  const { executionId } = await t.ok('POST', `${transition}/executions`, {});
  const path = `${transition}/executions/${executionId}`;
  time.advance(50 * second);
  await t.call('POST', `${path}/heartbeats`, {});
  time.advance(59 * second);
  assert.is((await t.ok('GET', path)).status, 'running');
  time.advance(2 * second);
  const { status, endTime, startTime } = await t.ok('GET', path);
  assert.is(status, 'failed');
  assert.is(Date.parse(endTime) - Date.parse(startTime), 110 * second);
  assert.is((await t.call('POST', `${path}/heartbeats`, {})).status, 400);
});

test('handlers do the work of transitions', async () => {
  const seen: unknown[] = [];
  const { t, start } = await machine(
    {
      work: { transitionType: 'docker', name: 'double' },
      fails: { transitionType: 'docker', name: 'fails' },
    },
    ({ work, fails }) => ({
      a: { Type: 'Task', Resource: work, Next: 'b' },
      b: {
        Type: 'Task',
        Resource: fails,
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'c' }],
        End: true,
      },
      c: { Type: 'Pass', End: true },
    }),
    {},
    {
      handlers: {
        double: ({ n }, account) => {
          seen.push(account.apiEndpoint);
          return { n: Number(n) * 2 };
        },
        fails: () => Promise.reject(new Error('no paper')),
      },
    },
  );
  const path = await start({ n: 2 });
  await t.emulator.settled();
  const { status, output, completedBy } = await t.ok('GET', path);
  assert.is(status, 'succeeded');
  assert.equal(output, { Error: 'States.TaskFailed', Cause: 'no paper' });
  assert.match(completedBy[0], /:app-client:/);
  assert.equal(seen, ['https://api.lucidtech.ai/v1']);
});

test('what is stopped or deleted leaves nobody waiting', async () => {
  const { t, time, start, waiting } = await machine({ work: {} }, ({ work }) => ({
    a: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'b', States: { b: { Type: 'Wait', Seconds: 60, Next: 'd' }, d: { Type: 'Fail' } } },
        { StartAt: 'c', States: { c: { Type: 'Task', Resource: work, End: true } } },
      ],
      End: true,
    },
  }));
  const path = await start({});
  assert.is((await waiting('work')).length, 1);
  time.advance(minute);
  assert.is((await t.ok('GET', path)).status, 'failed');
  assert.equal(await waiting('work'), []);
  const other = await start({});
  const { workflowId } = await t.ok('GET', other);
  await t.ok('DELETE', `/workflows/${workflowId}`);
  assert.equal(await waiting('work'), []);
  assert.is((await t.call('GET', other)).status, 404);
});

test.run();
