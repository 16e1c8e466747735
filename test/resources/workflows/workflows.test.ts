import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  createWorkflow,
  deleteWorkflow,
  deleteWorkflowExecution,
  executeWorkflow,
  getWorkflow,
  getWorkflowExecution,
  listWorkflowExecutions,
  listWorkflows,
  type UpdateWorkflowExecutionOptions,
  updateWorkflow,
  updateWorkflowExecution,
  type WorkflowDefinition,
} from '../../../src/resources/workflows/index.js';
import { fake } from '../../support/fake.js';
import { operation } from '../../support/operation.js';

const least = {
  workflowId: 'las:workflow:0a1b2c00000000000000000000000000',
  completedConfig: null,
  errorConfig: null,
  numberOfRunningExecutions: 0,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  ...least,
  status: 'production',
  completedConfig: {
    imageUrl: 'registry.example.com/done:1',
    secretId: 'las:secret:10000000000000000000000000000000',
    environment: { MODE: 'test' },
    environmentSecrets: ['las:secret:20000000000000000000000000000000'],
  },
  errorConfig: { email: 'errors@example.com', manualRetry: true },
  emailConfig: {
    secretId: 'las:secret:30000000000000000000000000000000',
    email: 'invoices@example.com',
    allowedOrigins: ['example.com'],
    additionalWorkflowInput: { from: 'e-mail' },
  },
  numberOfRunningExecutions: 2,
  monthlyNumberOfWorkflowExecutionsAllowed: 500,
  monthlyNumberOfWorkflowExecutionsCreated: 17,
  name: 'invoices',
  description: 'Read and approve',
  metadata: { team: 'accounting' },
  createdTime: '2021-09-23T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-29T08:05:46.123456+00:00',
  updatedBy: 'las:app-client:1',
};

const leastExecution = {
  executionId: 'las:workflow-execution:9f000000000000000000000000000000',
  workflowId: 'las:workflow:0a1b2c00000000000000000000000000',
  status: 'running',
  input: null,
  output: null,
  transitionExecutions: null,
  startTime: null,
  endTime: null,
};

const fullExecution = {
  ...leastExecution,
  status: 'completed',
  input: { documentId: 'las:document:10000000000000000000000000000000' },
  output: { total: '54.50' },
  transitionExecutions: {
    'las:transition:10000000000000000000000000000000': [
      'las:transition-execution:10000000000000000000000000000000',
      'las:transition-execution:20000000000000000000000000000000',
    ],
    'las:transition:commons-failed': [],
  },
  events: [{ type: 'started' }, {}],
  startTime: '2024-11-29T08:05:46Z',
  endTime: '2024-11-29T08:06:46Z',
  logId: 'las:log:10000000000000000000000000000000',
  completedTaskLogId: 'las:log:20000000000000000000000000000000',
  completedBy: [
    'las:user:10000000000000000000000000000000',
    'las:app-client:10000000000000000000000000000000',
  ],
  createdBy: 'las:user:1',
};

const id = 'las:workflow:0a1b2c00000000000000000000000000';
const executionId = 'las:workflow-execution:9f000000000000000000000000000000';
const workflowPath = '/workflows/las%3Aworkflow%3A0a1b2c00000000000000000000000000';
const executionPath = `${workflowPath}/executions/las%3Aworkflow-execution%3A9f000000000000000000000000000000`;

const definition = {
  Comment: 'Read and approve',
  StartAt: 'read',
  States: {
    read: {
      Type: 'Task',
      Resource: 'las:transition:10000000000000000000000000000000',
      Next: 'approve',
      TimeoutSeconds: 60,
    },
    approve: { Type: 'Task', Resource: 'las:transition:20000000000000000000000000000000', End: true },
  },
} as const;

operation('createWorkflow', {
  sends: [
    {
      call: (ctx) => createWorkflow(ctx, { definition }),
      method: 'POST',
      path: '/workflows',
      body: { specification: { definition } },
    },
    {
      call: (ctx) =>
        createWorkflow(
          ctx,
          { language: 'ASL', version: '1.0.0', definition },
          {
            completedConfig: {
              imageUrl: 'registry.example.com/done:1',
              secretId: 'las:secret:10000000000000000000000000000000',
              environment: { MODE: 'test' },
              environmentSecrets: ['las:secret:20000000000000000000000000000000'],
            },
            errorConfig: { email: 'errors@example.com', manualRetry: false },
            emailConfig: {
              secretId: 'las:secret:30000000000000000000000000000000',
              email: 'invoices@example.com',
              allowedOrigins: null,
              additionalWorkflowInput: { from: 'e-mail' },
            },
            status: 'development',
            name: 'invoices',
            description: null,
            metadata: {},
          },
        ),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'POST',
      path: '/workflows',
      body: {
        specification: { language: 'ASL', version: '1.0.0', definition },
        completedConfig: {
          imageUrl: 'registry.example.com/done:1',
          secretId: 'las:secret:10000000000000000000000000000000',
          environment: { MODE: 'test' },
          environmentSecrets: ['las:secret:20000000000000000000000000000000'],
        },
        errorConfig: { email: 'errors@example.com', manualRetry: false },
        emailConfig: {
          secretId: 'las:secret:30000000000000000000000000000000',
          email: 'invoices@example.com',
          allowedOrigins: null,
          additionalWorkflowInput: { from: 'e-mail' },
        },
        status: 'development',
        name: 'invoices',
        description: null,
        metadata: {},
      },
    },
    {
      call: (ctx) =>
        createWorkflow(
          ctx,
          {
            language: 'ASL',
            version: '1.0.0',
            definition: {
              StartAt: 'read',
              States: {
                read: {
                  Type: 'Task',
                  Resource: 'las:transition:0123456789abcdef0123456789abcdef',
                  Next: 'check',
                },
                check: {
                  Type: 'Task',
                  Resource: 'las:transition:0123456789abcdef0123456789abcdef',
                  End: true,
                },
              },
            },
          },
          {
            completedConfig: {
              imageUrl: 'example/image:1',
              secretId: 'las:secret:0123456789abcdef0123456789abcdef',
              environment: { LOG_LEVEL: 'debug' },
              environmentSecrets: ['las:secret:0123456789abcdef0123456789abcdef'],
            },
            errorConfig: { email: 'errors@example.com', manualRetry: true },
            name: 'A name: æøå',
            description: null,
          },
        ),
      method: 'POST',
      path: '/workflows',
      body: {
        completedConfig: {
          imageUrl: 'example/image:1',
          secretId: 'las:secret:0123456789abcdef0123456789abcdef',
          environment: { LOG_LEVEL: 'debug' },
          environmentSecrets: ['las:secret:0123456789abcdef0123456789abcdef'],
        },
        errorConfig: { email: 'errors@example.com', manualRetry: true },
        name: 'A name: æøå',
        description: null,
        specification: {
          language: 'ASL',
          version: '1.0.0',
          definition: {
            StartAt: 'read',
            States: {
              read: {
                Type: 'Task',
                Resource: 'las:transition:0123456789abcdef0123456789abcdef',
                Next: 'check',
              },
              check: { Type: 'Task', Resource: 'las:transition:0123456789abcdef0123456789abcdef', End: true },
            },
          },
        },
      },
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'workflowId',
});

operation('getWorkflow', {
  sends: [{ call: (ctx) => getWorkflow(ctx, id), method: 'GET', path: workflowPath }],
  answers: [full, { ...least, errorConfig: {}, completedConfig: { imageUrl: '' } }],
  words: ['status'],
  required: 'completedConfig.imageUrl',
});

operation('listWorkflows', {
  sends: [
    { call: (ctx) => listWorkflows(ctx), method: 'GET', path: '/workflows' },
    {
      call: (ctx) => listWorkflows(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/workflows',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ workflows: [full, least], nextToken: 'more' }, { workflows: [least] }],
  words: ['workflows.0.status'],
  required: 'workflows.0.workflowId',
});

operation('updateWorkflow', {
  sends: [
    {
      call: (ctx) => updateWorkflow(ctx, id, { emailConfig: null }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: workflowPath,
      body: { emailConfig: null },
    },
    {
      call: (ctx) =>
        updateWorkflow(ctx, id, {
          completedConfig: { imageUrl: 'registry.example.com/done:2' },
          errorConfig: { manualRetry: true },
          emailConfig: {
            secretId: 'las:secret:30000000000000000000000000000000',
            allowedOrigins: ['example.com'],
            additionalWorkflowInput: null,
          },
          status: 'production',
          name: null,
          description: 'Read and approve',
          metadata: { team: 'accounting' },
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: workflowPath,
      body: {
        completedConfig: { imageUrl: 'registry.example.com/done:2' },
        errorConfig: { manualRetry: true },
        emailConfig: {
          secretId: 'las:secret:30000000000000000000000000000000',
          allowedOrigins: ['example.com'],
          additionalWorkflowInput: null,
        },
        status: 'production',
        name: null,
        description: 'Read and approve',
        metadata: { team: 'accounting' },
      },
    },
    {
      call: (ctx) =>
        updateWorkflow(ctx, 'las:workflow:0123456789abcdef0123456789abcdef', {
          completedConfig: {
            imageUrl: 'example/image:1',
            secretId: 'las:secret:0123456789abcdef0123456789abcdef',
            environment: { LOG_LEVEL: 'debug' },
            environmentSecrets: ['las:secret:0123456789abcdef0123456789abcdef'],
          },
          errorConfig: { email: 'errors@example.com', manualRetry: true },
          name: 'A name: æøå',
          description: null,
        }),
      method: 'PATCH',
      path: '/workflows/las%3Aworkflow%3A0123456789abcdef0123456789abcdef',
      body: {
        completedConfig: {
          imageUrl: 'example/image:1',
          secretId: 'las:secret:0123456789abcdef0123456789abcdef',
          environment: { LOG_LEVEL: 'debug' },
          environmentSecrets: ['las:secret:0123456789abcdef0123456789abcdef'],
        },
        errorConfig: { email: 'errors@example.com', manualRetry: true },
        name: 'A name: æøå',
        description: null,
      },
    },
    {
      call: (ctx) =>
        updateWorkflow(ctx, 'las:workflow:0123456789abcdef0123456789abcdef', {
          emailConfig: {
            secretId: 'las:secret:0123456789abcdef0123456789abcdef',
            email: 'in+1@example.com',
            allowedOrigins: ['example.com'],
            additionalWorkflowInput: { from: 'e-mail' },
          },
          metadata: { anything: [1, { goes: null }] },
          status: 'production',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/workflows/las%3Aworkflow%3A0123456789abcdef0123456789abcdef',
      body: {
        emailConfig: {
          secretId: 'las:secret:0123456789abcdef0123456789abcdef',
          email: 'in+1@example.com',
          allowedOrigins: ['example.com'],
          additionalWorkflowInput: { from: 'e-mail' },
        },
        metadata: { anything: [1, { goes: null }] },
        status: 'production',
      },
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'workflowId',
});

operation('deleteWorkflow', {
  sends: [{ call: (ctx) => deleteWorkflow(ctx, id), method: 'DELETE', path: workflowPath }],
  answers: [full, least],
  words: ['status'],
  required: 'workflowId',
});

operation('executeWorkflow', {
  sends: [
    {
      call: (ctx) => executeWorkflow(ctx, id, {}),
      method: 'POST',
      path: `${workflowPath}/executions`,
      body: { input: {} },
    },
    {
      call: (ctx) =>
        executeWorkflow(ctx, id, {
          documentId: 'las:document:10000000000000000000000000000000',
          input: { pages: [1] },
        }),
      method: 'POST',
      path: `${workflowPath}/executions`,
      body: { input: { documentId: 'las:document:10000000000000000000000000000000', input: { pages: [1] } } },
    },
  ],
  answers: [fullExecution, leastExecution],
  words: ['status'],
  required: 'executionId',
});

operation('getWorkflowExecution', {
  sends: [{ call: (ctx) => getWorkflowExecution(ctx, id, executionId), method: 'GET', path: executionPath }],
  answers: [fullExecution, { ...leastExecution, transitionExecutions: {} }],
  words: ['status'],
  required: 'workflowId',
});

operation('listWorkflowExecutions', {
  sends: [
    {
      call: (ctx) => listWorkflowExecutions(ctx, id),
      method: 'GET',
      path: `${workflowPath}/executions`,
    },
    {
      call: (ctx) =>
        listWorkflowExecutions(ctx, id, {
          status: ['error', 'completed'],
          sortBy: 'startTime',
          order: 'descending',
          fromStartTime: '2024-11-29T08:05:46+01:00',
          toStartTime: '2024-11-30T08:05:46Z',
          maxResults: 5,
          nextToken: 'more',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: `${workflowPath}/executions`,
      query: [
        ['status', 'error'],
        ['status', 'completed'],
        ['sortBy', 'startTime'],
        ['order', 'descending'],
        ['fromStartTime', '2024-11-29T08:05:46+01:00'],
        ['toStartTime', '2024-11-30T08:05:46Z'],
        ['maxResults', '5'],
        ['nextToken', 'more'],
      ],
    },
    {
      call: (ctx) => listWorkflowExecutions(ctx, id, { status: 'running' }),
      method: 'GET',
      path: `${workflowPath}/executions`,
      query: [['status', 'running']],
    },
    {
      call: (ctx) =>
        listWorkflowExecutions(ctx, 'las:workflow:0123456789abcdef0123456789abcdef', {
          status: ['running', 'succeeded', 'failed', 'rejected', 'retry', 'error'],
          sortBy: 'endTime',
          order: 'descending',
          maxResults: 3,
          nextToken: 'bmV4dA==',
        }),
      method: 'GET',
      path: '/workflows/las%3Aworkflow%3A0123456789abcdef0123456789abcdef/executions',
      query: [
        ['status', 'running'],
        ['status', 'succeeded'],
        ['status', 'failed'],
        ['status', 'rejected'],
        ['status', 'retry'],
        ['status', 'error'],
        ['sortBy', 'endTime'],
        ['order', 'descending'],
        ['maxResults', '3'],
        ['nextToken', 'bmV4dA=='],
      ],
    },
  ],
  answers: [
    { executions: [fullExecution, leastExecution], nextToken: 'more', workflowId: id, order: 'descending' },
    { executions: [leastExecution], workflowId: id },
  ],
  words: ['executions.0.status'],
  required: 'executions.0.executionId',
});

const changes: ReadonlyArray<
  readonly [options: UpdateWorkflowExecutionOptions, versions?: ReadonlyArray<string>]
> = [
  [{ nextTransitionId: 'las:transition:commons-failed' }],
  [{ status: 'completed' }, ['2024-11-29', '2025-08-01']],
  [
    { nextTransitionId: 'las:transition:10000000000000000000000000000000', status: 'succeeded' },
    ['2024-11-29', '2025-08-01'],
  ],
];

operation('updateWorkflowExecution', {
  sends: changes.map(([options, versions]) => ({
    call: (ctx) => updateWorkflowExecution(ctx, id, executionId, options),
    ...(versions && { versions }),
    method: 'PATCH',
    path: executionPath,
    body: options,
  })),
  answers: [fullExecution, leastExecution],
  words: ['status'],
  required: 'workflowId',
});

operation('deleteWorkflowExecution', {
  sends: [
    { call: (ctx) => deleteWorkflowExecution(ctx, id, executionId), method: 'DELETE', path: executionPath },
  ],
  answers: [fullExecution, leastExecution],
  words: ['status'],
  required: 'workflowId',
});

const wrong = suite('workflows: what does not compile');

wrong('steps that lead nowhere, and changes that change nothing', () => {
  const { ctx, sent } = fake(least);
  const Resource = 'las:transition:1';
  const definitions: ReadonlyArray<WorkflowDefinition> = [
    // @ts-expect-error: neither an end nor a next step
    { StartAt: 'read', States: { read: { Type: 'Task', Resource } } },
    // @ts-expect-error: both
    { StartAt: 'read', States: { read: { Type: 'Task', Resource, Next: 'read', End: true } } },
    // @ts-expect-error: not the id of a transition
    { StartAt: 'read', States: { read: { Type: 'Task', Resource: 'las:model:1', End: true } } },
    // @ts-expect-error: no beginning
    { States: {} },
  ];
  assert.is(definitions.length, 4);
  // @ts-expect-error: nothing to change
  updateWorkflowExecution(ctx, id, executionId, {});
  // @ts-expect-error: not a status to choose
  updateWorkflowExecution(ctx, id, executionId, { status: 'failed' });
  // @ts-expect-error: the ids swapped
  getWorkflowExecution(ctx, executionId, id);
  assert.is(sent.length, 0);
});

wrong.run();
