import {
  createActionRun,
  getActionRun,
  listActionRuns,
  updateActionRun,
} from '../../../src/resources/actions/runs.js';
import { operation } from '../../support/operation.js';

const least = {
  runId: 'cradl:run:1f000000000000000000000000000000',
  actionId: 'cradl:action:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  runId: 'cradl:run:1f000000000000000000000000000000',
  actionId: 'cradl:action:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:action:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
  status: 'failed',
  agentRunId:
    'cradl:organization:me/cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
  input: { a: 1 },
  output: { b: 2 },
  errors: ['no'],
  warnings: ['hm'],
  history: [{ x: 1 }],
  logId: 'cradl:log:1f000000000000000000000000000000',
};

operation('createActionRun', {
  sends: [
    {
      call: (ctx) => createActionRun(ctx, 'cradl:action:1f000000000000000000000000000000'),
      method: 'POST',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000/runs',
      body: {},
    },
    {
      call: (ctx) =>
        createActionRun(ctx, 'cradl:action:1f000000000000000000000000000000', {
          agentRunId:
            'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
          input: { a: 1 },
          metadata: { m: 1 },
        }),
      method: 'POST',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000/runs',
      body: {
        agentRunId: 'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
        input: { a: 1 },
        metadata: { m: 1 },
      },
    },
  ],
  answers: [full, least],
  required: 'runId',
});

operation('getActionRun', {
  sends: [
    {
      call: (ctx) =>
        getActionRun(
          ctx,
          'cradl:action:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
        ),
      method: 'GET',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'runId',
});

operation('listActionRuns', {
  sends: [
    {
      call: (ctx) => listActionRuns(ctx, 'cradl:action:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000/runs',
    },
    {
      call: (ctx) =>
        listActionRuns(ctx, 'cradl:action:1f000000000000000000000000000000', {
          status: ['failed', 'running'],
          maxResults: 5,
          nextToken: 'a',
        }),
      method: 'GET',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000/runs',
      query: [
        ['status', 'failed'],
        ['status', 'running'],
        ['maxResults', '5'],
        ['nextToken', 'a'],
      ],
    },
  ],
  answers: [
    { runs: [full, least], nextToken: 'more' },
    { runs: [least], nextToken: null },
  ],
  required: 'runs.0.runId',
});

operation('updateActionRun', {
  sends: [
    {
      call: (ctx) =>
        updateActionRun(
          ctx,
          'cradl:action:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
          { metadata: { m: 1 }, output: { b: 2 }, status: 'succeeded' },
        ),
      method: 'PATCH',
      path: '/actions/cradl%3Aaction%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
      body: { metadata: { m: 1 }, output: { b: 2 }, status: 'succeeded' },
    },
  ],
  answers: [full, least],
  required: 'runId',
});
