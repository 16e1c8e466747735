import {
  createValidationTask,
  getValidationTask,
  listValidationTasks,
  updateValidationTask,
} from '../../../src/resources/validations/tasks.js';
import { operation } from '../../support/operation.js';

const least = {
  taskId: 'cradl:task:1f000000000000000000000000000000',
  validationId: 'cradl:validation:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
  input: {},
};

const full = {
  taskId: 'cradl:task:1f000000000000000000000000000000',
  validationId: 'cradl:validation:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:validation:1f000000000000000000000000000000/cradl:task:1f000000000000000000000000000000',
  status: 'ready',
  agentRunId: 'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
  input: { a: 1 },
  output: { b: 2 },
  enabled: true,
  errors: null,
  warnings: ['hm'],
  history: [],
  logId: 'cradl:log:1f000000000000000000000000000000',
};

operation('createValidationTask', {
  sends: [
    {
      call: (ctx) => createValidationTask(ctx, 'cradl:validation:1f000000000000000000000000000000'),
      method: 'POST',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000/tasks',
      body: {},
    },
    {
      call: (ctx) =>
        createValidationTask(ctx, 'cradl:validation:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          agentRunId:
            'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
          input: { a: 1 },
        }),
      method: 'POST',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000/tasks',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        agentRunId: 'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
        input: { a: 1 },
      },
    },
  ],
  answers: [full, least],
  required: 'taskId',
});

operation('getValidationTask', {
  sends: [
    {
      call: (ctx) =>
        getValidationTask(
          ctx,
          'cradl:validation:1f000000000000000000000000000000',
          'cradl:task:1f000000000000000000000000000000',
        ),
      method: 'GET',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000/tasks/cradl%3Atask%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'taskId',
});

operation('listValidationTasks', {
  sends: [
    {
      call: (ctx) => listValidationTasks(ctx, 'cradl:validation:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000/tasks',
    },
    {
      call: (ctx) =>
        listValidationTasks(ctx, 'cradl:validation:1f000000000000000000000000000000', {
          status: ['ready', 'succeeded'],
          maxResults: 5,
          nextToken: 'a',
        }),
      method: 'GET',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000/tasks',
      query: [
        ['status', 'ready'],
        ['status', 'succeeded'],
        ['maxResults', '5'],
        ['nextToken', 'a'],
      ],
    },
  ],
  answers: [
    { tasks: [full, least], nextToken: 'more' },
    { tasks: [least], nextToken: null },
  ],
  required: 'tasks.0.taskId',
});

operation('updateValidationTask', {
  sends: [
    {
      call: (ctx) =>
        updateValidationTask(
          ctx,
          'cradl:validation:1f000000000000000000000000000000',
          'cradl:task:1f000000000000000000000000000000',
          {
            name: 'Invoices',
            description: 'Of suppliers',
            metadata: { team: 'x' },
            output: { b: 2 },
            status: 'in-progress',
          },
        ),
      method: 'PATCH',
      path: '/validations/cradl%3Avalidation%3A1f000000000000000000000000000000/tasks/cradl%3Atask%3A1f000000000000000000000000000000',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        output: { b: 2 },
        status: 'in-progress',
      },
    },
  ],
  answers: [full, least],
  required: 'taskId',
});
