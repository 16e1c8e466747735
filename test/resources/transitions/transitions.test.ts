import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  createTransition,
  deleteTransition,
  executeTransition,
  getTransition,
  getTransitionExecution,
  listTransitionExecutions,
  listTransitions,
  sendHeartbeat,
  type TransitionOutcome,
  type UpdateTransitionOptions,
  updateTransition,
  updateTransitionExecution,
} from '../../../src/resources/transitions/index.js';
import { fake, type Sent, status } from '../../support/fake.js';
import { operation } from '../../support/operation.js';

const least = {
  transitionId: 'las:transition:0a1b2c00000000000000000000000000',
  transitionType: 'manual',
  parameters: {},
  timeoutInSeconds: 60,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  ...least,
  transitionType: 'docker',
  parameters: { imageUrl: 'registry.example.com/export:1', cpu: 256, memory: 512 },
  timeoutInSeconds: 1800,
  assets: {
    jsRemoteComponent: 'las:asset:10000000000000000000000000000000',
    logo: 'las:asset:20000000000000000000000000000000',
  },
  inputJsonSchema: { type: 'object' },
  outputJsonSchema: { type: 'object', required: ['total'] },
  name: 'export',
  description: 'To the ERP',
  createdTime: '2021-09-23T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-29T08:05:46.123456+00:00',
  updatedBy: 'las:app-client:1',
};

const leastExecution = {
  executionId: 'las:transition-execution:9f000000000000000000000000000000',
  transitionId: 'las:transition:0a1b2c00000000000000000000000000',
  status: 'running',
  input: null,
  completedBy: null,
};

const fullExecution = {
  ...leastExecution,
  transitionId: 'las:transition:commons-failed',
  status: 'succeeded',
  input: { documentId: 'las:document:10000000000000000000000000000000' },
  output: { total: '54.50' },
  startTime: '2024-11-29T08:05:46Z',
  endTime: '2024-11-29T08:06:46Z',
  completedBy: 'las:user:10000000000000000000000000000000',
  logId: 'las:log:10000000000000000000000000000000',
};

const id = 'las:transition:0a1b2c00000000000000000000000000';
const executionId = 'las:transition-execution:9f000000000000000000000000000000';
const executionPath =
  '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000/executions/las%3Atransition-execution%3A9f000000000000000000000000000000' as const;

operation('createTransition', {
  sends: [
    {
      call: (ctx) => createTransition(ctx, 'manual', { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/transitions',
      body: { transitionType: 'manual', metadata: { team: 'x' } },
    },
    {
      call: (ctx) => createTransition(ctx, 'manual'),
      method: 'POST',
      path: '/transitions',
      body: { transitionType: 'manual' },
    },
    {
      call: (ctx) =>
        createTransition(ctx, 'docker', {
          parameters: {
            imageUrl: 'registry.example.com/export:1',
            secretId: 'las:secret:10000000000000000000000000000000',
            environment: { MODE: 'test' },
            environmentSecrets: ['las:secret:20000000000000000000000000000000'],
            cpu: 1024,
            memory: 8192,
          },
          timeoutInSeconds: 10800,
          inputJsonSchema: { type: 'object' },
          outputJsonSchema: {},
          name: 'export',
          description: null,
        }),
      versions: [],
      method: 'POST',
      path: '/transitions',
      body: {
        transitionType: 'docker',
        parameters: {
          imageUrl: 'registry.example.com/export:1',
          secretId: 'las:secret:10000000000000000000000000000000',
          environment: { MODE: 'test' },
          environmentSecrets: ['las:secret:20000000000000000000000000000000'],
          cpu: 1024,
          memory: 8192,
        },
        timeoutInSeconds: 10800,
        inputJsonSchema: { type: 'object' },
        outputJsonSchema: {},
        name: 'export',
        description: null,
      },
    },
    {
      call: (ctx) =>
        createTransition(ctx, 'lambda', {
          parameters: {
            lambdaId: 'las:lambda:commons:export',
            environment: {},
            environmentSecrets: ['las:secret:20000000000000000000000000000000'],
          },
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/transitions',
      body: {
        transitionType: 'lambda',
        parameters: {
          lambdaId: 'las:lambda:commons:export',
          environment: {},
          environmentSecrets: ['las:secret:20000000000000000000000000000000'],
        },
      },
    },
    {
      call: (ctx) =>
        createTransition(ctx, 'manual', {
          parameters: {
            assets: {
              jsRemoteComponent: 'las:asset:10000000000000000000000000000000',
              logo: 'las:asset:20000000000000000000000000000000',
            },
          },
        }),
      method: 'POST',
      path: '/transitions',
      body: {
        transitionType: 'manual',
        parameters: {
          assets: {
            jsRemoteComponent: 'las:asset:10000000000000000000000000000000',
            logo: 'las:asset:20000000000000000000000000000000',
          },
        },
      },
    },
    {
      call: (ctx) =>
        createTransition(ctx, 'docker', {
          parameters: {
            imageUrl: 'example/image:1',
            secretId: 'las:secret:0123456789abcdef0123456789abcdef',
            environment: { LOG_LEVEL: 'debug' },
            environmentSecrets: ['las:secret:0123456789abcdef0123456789abcdef'],
            cpu: 256,
            memory: 2048,
          },
          timeoutInSeconds: 1800,
          name: 'A name: æøå',
          description: null,
        }),
      method: 'POST',
      path: '/transitions',
      body: {
        parameters: {
          imageUrl: 'example/image:1',
          secretId: 'las:secret:0123456789abcdef0123456789abcdef',
          environment: { LOG_LEVEL: 'debug' },
          environmentSecrets: ['las:secret:0123456789abcdef0123456789abcdef'],
          cpu: 256,
          memory: 2048,
        },
        timeoutInSeconds: 1800,
        name: 'A name: æøå',
        description: null,
        transitionType: 'docker',
      },
    },
    {
      call: (ctx) =>
        createTransition(ctx, 'manual', { inputJsonSchema: { type: 'object' }, outputJsonSchema: {} }),
      versions: ['2021-09-23'],
      method: 'POST',
      path: '/transitions',
      body: { inputJsonSchema: { type: 'object' }, outputJsonSchema: {}, transitionType: 'manual' },
    },
  ],
  answers: [full, least],
  words: ['transitionType'],
  required: 'transitionId',
});

operation('getTransition', {
  sends: [
    {
      call: (ctx) => getTransition(ctx, 'las:transition:commons-failed'),
      method: 'GET',
      path: '/transitions/las%3Atransition%3Acommons-failed',
    },
  ],
  answers: [full, least],
  words: ['transitionType'],
  required: 'transitionId',
});

operation('listTransitions', {
  sends: [
    { call: (ctx) => listTransitions(ctx), method: 'GET', path: '/transitions' },
    {
      call: (ctx) =>
        listTransitions(ctx, {
          transitionType: ['docker', 'lambda'],
          maxResults: 5,
          nextToken: 'a token/+=&',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/transitions',
      query: [
        ['transitionType', 'docker'],
        ['transitionType', 'lambda'],
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listTransitions(ctx, { transitionType: 'manual' }),
      method: 'GET',
      path: '/transitions',
      query: [['transitionType', 'manual']],
    },
    {
      call: (ctx) => listTransitions(ctx, { transitionType: 'docker', maxResults: 3, nextToken: 'bmV4dA==' }),
      method: 'GET',
      path: '/transitions',
      query: [
        ['transitionType', 'docker'],
        ['maxResults', '3'],
        ['nextToken', 'bmV4dA=='],
      ],
    },
  ],
  answers: [
    { transitions: [full, least], nextToken: 'more', transitionType: ['docker'] },
    { transitions: [least] },
  ],
  words: ['transitions.0.transitionType'],
  required: 'transitions.0.transitionId',
});

const updates: ReadonlyArray<readonly [options: UpdateTransitionOptions, versions?: ReadonlyArray<string>]> =
  [
    [{ description: null }],
    [{ name: 'export' }],
    [{ metadata: { team: 'x' } }, ['2025-08-01']],
    [
      {
        name: 'export',
        description: 'To the ERP',
        parameters: {
          imageUrl: 'registry.example.com/export:2',
          secretId: null,
          environment: null,
          environmentSecrets: null,
          cpu: 512,
          memory: 4096,
        },
      },
      ['2024-11-29', '2025-08-01'],
    ],
    [
      {
        parameters: {
          lambdaId: 'las:lambda:commons:export',
          environment: { MODE: 'test' },
          environmentSecrets: null,
        },
      },
      ['2024-11-29', '2025-08-01'],
    ],
    [
      {
        parameters: {
          assets: {
            jsRemoteComponent: 'las:asset:10000000000000000000000000000000',
            logo: 'las:asset:20000000000000000000000000000000',
          },
        },
      },
      ['2024-11-29', '2025-08-01'],
    ],
    [
      {
        environment: { MODE: 'test' },
        environmentSecrets: ['las:secret:20000000000000000000000000000000'],
        assets: { jsRemoteComponent: 'las:asset:10000000000000000000000000000000' },
        inputJsonSchema: {},
        outputJsonSchema: { type: 'object' },
      },
      ['2021-09-23'],
    ],
  ];

operation('updateTransition', {
  sends: updates.map(([options, versions]) => ({
    call: (ctx) => updateTransition(ctx, id, options),
    ...(versions && { versions }),
    method: 'PATCH',
    path: '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000',
    body: options,
  })),
  answers: [full, least],
  words: ['transitionType'],
  required: 'transitionId',
});

operation('deleteTransition', {
  sends: [
    {
      call: (ctx) => deleteTransition(ctx, id),
      method: 'DELETE',
      path: '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000',
    },
  ],
  answers: [full, least],
  words: ['transitionType'],
  required: 'transitionId',
});

operation('executeTransition', {
  sends: [
    {
      call: (ctx) => executeTransition(ctx, id),
      method: 'POST',
      path: '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000/executions',
      body: {},
    },
  ],
  answers: [fullExecution, leastExecution],
  words: ['status'],
  required: 'executionId',
});

operation('getTransitionExecution', {
  sends: [
    { call: (ctx) => getTransitionExecution(ctx, id, executionId), method: 'GET', path: executionPath },
  ],
  answers: [fullExecution, leastExecution],
  words: ['status'],
  required: 'transitionId',
});

operation('listTransitionExecutions', {
  sends: [
    {
      call: (ctx) => listTransitionExecutions(ctx, id),
      method: 'GET',
      path: '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000/executions',
    },
    {
      call: (ctx) =>
        listTransitionExecutions(ctx, id, {
          status: ['failed', 'rejected'],
          executionId: [
            'las:transition-execution:10000000000000000000000000000000',
            'las:transition-execution:20000000000000000000000000000000',
          ],
          sortBy: 'endTime',
          order: 'ascending',
          maxResults: 5,
          nextToken: 'more',
        }),
      method: 'GET',
      path: '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000/executions',
      query: [
        ['status', 'failed'],
        ['status', 'rejected'],
        ['executionId', 'las:transition-execution:10000000000000000000000000000000'],
        ['executionId', 'las:transition-execution:20000000000000000000000000000000'],
        ['sortBy', 'endTime'],
        ['order', 'ascending'],
        ['maxResults', '5'],
        ['nextToken', 'more'],
      ],
    },
    {
      call: (ctx) => listTransitionExecutions(ctx, id, { status: 'retry', executionId }),
      method: 'GET',
      path: '/transitions/las%3Atransition%3A0a1b2c00000000000000000000000000/executions',
      query: [
        ['status', 'retry'],
        ['executionId', 'las:transition-execution:9f000000000000000000000000000000'],
      ],
    },
  ],
  answers: [
    { executions: [fullExecution, leastExecution], nextToken: 'more', transitionId: id, status: ['failed'] },
    { executions: [leastExecution], transitionId: id },
  ],
  words: ['executions.0.status'],
  required: 'executions.0.executionId',
});

const startTime = '2024-11-29T08:05:46.000Z';

const outcomes: ReadonlyArray<readonly [TransitionOutcome, unknown]> = [
  [
    { status: 'succeeded', output: { total: '54.50' } },
    { status: 'succeeded', output: { total: '54.50' } },
  ],
  [
    { status: 'succeeded', output: {}, startTime },
    { status: 'succeeded', output: {}, startTime },
  ],
  [
    { status: 'failed', error: { message: 'no' }, startTime: new Date(startTime) },
    { status: 'failed', error: { message: 'no' }, startTime },
  ],
  [
    { status: 'rejected', error: { message: '' }, startTime: null },
    { status: 'rejected', error: { message: '' }, startTime: null },
  ],
  [
    { status: 'retry', error: Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }) },
    { status: 'retry', error: { message: 'timed out' } },
  ],
];

operation('updateTransitionExecution', {
  sends: outcomes.map(([outcome, body]) => ({
    call: (ctx) => updateTransitionExecution(ctx, id, executionId, outcome),
    method: 'PATCH',
    path: executionPath,
    body,
  })),
  answers: [fullExecution, leastExecution],
  words: ['status'],
  required: 'status',
});

operation('sendHeartbeat', {
  sends: [
    {
      call: (ctx) => sendHeartbeat(ctx, id, executionId),
      method: 'POST',
      path: `${executionPath}/heartbeats`,
      body: {},
    },
  ],
});

const heartbeat = suite('sendHeartbeat: the result');

heartbeat('is undefined, whatever the API answers', async () => {
  const answers = [
    new Response(null, { status: 204 }),
    new Response(''),
    Response.json({}),
    Response.json({ message: 'noted' }),
    Response.json(null),
    Response.json([1]),
  ];
  for (const answer of answers) {
    const result = await sendHeartbeat(fake(() => answer).ctx, id, executionId)();
    assert.equal(result, { _tag: 'Right', right: undefined });
  }
});

heartbeat.run();

const messages = suite('updateTransitionExecution: the message of an error');

const sentMessage = async (message: string): Promise<string> => {
  const { ctx, sent } = fake(leastExecution);
  await updateTransitionExecution(ctx, id, executionId, { status: 'failed', error: { message } })();
  const [request] = sent;
  const { error } = (request?.body ?? {}) as { readonly error?: { readonly message: string } };
  return error?.message ?? 'nothing was sent';
};

messages('is sent as it is, to 4096 characters', async () => {
  for (const message of ['', 'a'.repeat(4096), '🧾'.repeat(4096), `${'🧾'.repeat(4095)}a`]) {
    assert.ok((await sentMessage(message)) === message);
  }
});

messages('keeps beginning and end of a longer one', async () => {
  const message = `TypeError: no total\n${'  at line\n'.repeat(100_000)}Caused by: no network`;
  const sent = await sentMessage(message);
  assert.is(sent.length, 4096);
  const [beginning = '', end = '', ...more] = sent.split('…');
  assert.is(more.length, 0);
  assert.is(beginning, message.slice(0, 2048));
  assert.is(end, message.slice(-2047));
  assert.is((await sentMessage('a'.repeat(4097))).length, 4096);
});

messages('never halves a surrogate pair', async () => {
  for (const before of ['', 'a', 'ab']) {
    for (const after of ['', 'z', 'yz']) {
      for (const pairs of [4096, 4097, 5000, 20_000]) {
        const message = before + '🧾'.repeat(pairs) + after;
        const sent = await sentMessage(message);
        assert.ok(!/\p{Cs}/u.test(sent), `${before}, ${pairs}, ${after}`);
        assert.is(Array.from(sent).length, 4096);
        assert.ok(sent.startsWith(`${before}🧾`) && sent.endsWith(`🧾${after}`));
      }
    }
  }
});

messages.run();

const dates = suite('updateTransitionExecution: startTime');

dates('is refused where it is a date that does not exist', async () => {
  const { ctx, sent } = fake(leastExecution);
  const result = await updateTransitionExecution(ctx, id, executionId, {
    status: 'succeeded',
    output: {},
    startTime: new Date('yesterday'),
  })();
  assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
  assert.is(sent.length, 0);
});

dates.run();

const registry = suite('createTransition: the password of a registry');

const parameters = {
  imageUrl: 'registry.example.com/export:1',
  credentials: { username: 'robot', password: 'hunter2' },
};

registry('is sent', async () => {
  const { ctx, sent } = fake(least);
  await createTransition(ctx, 'docker', { parameters })();
  assert.equal(sent[0]?.body, { transitionType: 'docker', parameters });
});

registry('is in no error that repeats the call', async () => {
  const answers: ReadonlyArray<(sent: Sent) => Response> = [
    ({ body }) => status(400, JSON.stringify(body)),
    ({ body }) => Response.json({ ...least, name: body }),
    () => Response.json({ ...least, transitionId: 'hunter2' }),
  ];
  for (const answer of answers) {
    const { ctx } = fake(answer);
    const result = await createTransition(ctx, 'docker', { parameters })();
    assert.is(result._tag, 'Left');
    assert.not.match(JSON.stringify(result) + inspect(result, { depth: null }), 'hunter2');
  }
});

registry('may be anything else, or have nowhere to be', async () => {
  for (const odd of [null, { parameters: null }, { parameters: 'docker' }, { parameters: [] }]) {
    const { ctx } = fake(least);
    // @ts-expect-error: no options
    assert.is((await createTransition(ctx, 'docker', odd)())._tag, 'Right');
    // @ts-expect-error: no changes
    const updated = await updateTransition(ctx, id, odd)();
    assert.is(updated._tag === 'Left' ? updated.left._tag : 'Right', odd ? 'Right' : 'InvalidInput');
  }
});

registry.run();

const wrong = suite('transitions: what does not compile');

wrong('parameters of another type, and a misplaced output or error', () => {
  const { ctx, sent } = fake(least);
  const imageUrl = 'registry.example.com/export:1';
  const lambdaId = 'las:lambda:commons:export';
  // @ts-expect-error: an image is no lambda
  createTransition(ctx, 'docker', { parameters: { lambdaId } });
  // @ts-expect-error: both at once
  createTransition(ctx, 'docker', { parameters: { imageUrl, lambdaId } });
  // @ts-expect-error: nothing to show there
  createTransition(ctx, 'docker', { parameters: { assets: {} } });
  // @ts-expect-error: a lambda is no image
  createTransition(ctx, 'lambda', { parameters: { imageUrl } });
  // @ts-expect-error: a lambda has no memory to choose
  createTransition(ctx, 'lambda', { parameters: { lambdaId, memory: 512 } });
  // @ts-expect-error: a person is no image
  createTransition(ctx, 'manual', { parameters: { imageUrl } });
  // @ts-expect-error: no such type
  createTransition(ctx, 'robot');
  // @ts-expect-error: the parameters of two types
  updateTransition(ctx, id, { parameters: { imageUrl, lambdaId } });
  // @ts-expect-error: the parameters of two types
  updateTransition(ctx, id, { parameters: { assets: {}, environment: {} } });

  const error = { message: 'no' };
  const outcomes: ReadonlyArray<TransitionOutcome> = [
    // @ts-expect-error: a success has an output
    { status: 'succeeded' },
    // @ts-expect-error: a success has no error
    { status: 'succeeded', output: {}, error },
    // @ts-expect-error: a failure has an error
    { status: 'failed' },
    // @ts-expect-error: a failure has no output
    { status: 'retry', output: {}, error },
    // @ts-expect-error: that is no end
    { status: 'running', output: {} },
  ];
  assert.is(outcomes.length, 5);
  assert.is(sent.length, 0);
});

wrong.run();
