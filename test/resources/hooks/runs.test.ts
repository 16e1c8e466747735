import { createHookRun, getHookRun, listHookRuns, updateHookRun } from '../../../src/resources/hooks/runs.js';
import { operation } from '../../support/operation.js';

const least = {
  runId: 'cradl:run:1f000000000000000000000000000000',
  hookId: 'cradl:hook:1f000000000000000000000000000000',
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
  hookId: 'cradl:hook:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:hook:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
  status: 'ignored',
  actionId: 'cradl:organization:me/cradl:action:1f000000000000000000000000000000',
  agentRunId: 'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
  input: { a: 1 },
  output: { b: 2 },
  history: [],
  logId: 'las:log:1f000000000000000000000000000000',
};

operation('createHookRun', {
  sends: [
    {
      call: (ctx) => createHookRun(ctx, 'cradl:hook:1f000000000000000000000000000000'),
      method: 'POST',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000/runs',
      body: {},
    },
    {
      call: (ctx) =>
        createHookRun(ctx, 'cradl:hook:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          agentRunId:
            'cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
          input: { a: 1 },
        }),
      method: 'POST',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000/runs',
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
  required: 'runId',
});

operation('getHookRun', {
  sends: [
    {
      call: (ctx) =>
        getHookRun(
          ctx,
          'cradl:hook:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
        ),
      method: 'GET',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'runId',
});

operation('listHookRuns', {
  sends: [
    {
      call: (ctx) => listHookRuns(ctx, 'cradl:hook:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000/runs',
    },
    {
      call: (ctx) =>
        listHookRuns(ctx, 'cradl:hook:1f000000000000000000000000000000', {
          status: ['succeeded', 'ignored'],
          maxResults: 5,
          nextToken: 'a',
        }),
      method: 'GET',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000/runs',
      query: [
        ['status', 'succeeded'],
        ['status', 'ignored'],
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

operation('updateHookRun', {
  sends: [
    {
      call: (ctx) =>
        updateHookRun(
          ctx,
          'cradl:hook:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
          { metadata: { m: 1 }, output: { b: 2 }, status: 'ignored' },
        ),
      method: 'PATCH',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
      body: { metadata: { m: 1 }, output: { b: 2 }, status: 'ignored' },
    },
  ],
  answers: [full, least],
  required: 'runId',
});
