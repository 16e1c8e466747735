import {
  createAgentRun,
  deleteAgentRun,
  getAgentRun,
  listAgentRuns,
  updateAgentRun,
} from '../../../src/resources/agents/runs.js';
import { operation } from '../../support/operation.js';

const least = {
  runId: 'cradl:run:1f000000000000000000000000000000',
  agentId: 'cradl:agent:1f000000000000000000000000000000',
};

const full = {
  runId: 'cradl:run:1f000000000000000000000000000000',
  agentId: 'cradl:agent:1f000000000000000000000000000000',
  id: 'cradl:organization:me/cradl:agent:1f000000000000000000000000000000/cradl:run:1f000000000000000000000000000000',
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  status: 'exported',
  events: [{ status: 'ready' }],
  resourceIds: ['cradl:document:1f000000000000000000000000000000'],
};

operation('createAgentRun', {
  sends: [
    {
      call: (ctx) => createAgentRun(ctx, 'cradl:agent:1f000000000000000000000000000000'),
      method: 'POST',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs',
      body: {},
    },
    {
      call: (ctx) =>
        createAgentRun(ctx, 'cradl:agent:1f000000000000000000000000000000', {
          variables: { source: 'mail', n: { value: 1 } },
        }),
      method: 'POST',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs',
      body: { variables: { source: 'mail', n: { value: 1 } } },
      versions: [],
    },
  ],
  answers: [full, least],
  required: 'runId',
});

operation('getAgentRun', {
  sends: [
    {
      call: (ctx) =>
        getAgentRun(
          ctx,
          'cradl:agent:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
        ),
      method: 'GET',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'agentId',
});

operation('listAgentRuns', {
  sends: [
    {
      call: (ctx) => listAgentRuns(ctx, 'cradl:agent:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs',
    },
    {
      call: (ctx) =>
        listAgentRuns(ctx, 'cradl:agent:1f000000000000000000000000000000', {
          status: ['exported', 'error'],
          createdTimeAfter: new Date(0),
          createdTimeBefore: '2026-01-01T00:00:00Z',
          updatedTimeAfter: '2025-01-01T00:00:00Z',
          updatedTimeBefore: '2026-01-01T00:00:00Z',
          sort: 'createdTime:desc',
          history: 'x',
          maxResults: 5,
          nextToken: 'a',
        }),
      method: 'GET',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs',
      query: [
        ['status', 'exported'],
        ['status', 'error'],
        ['createdTimeAfter', '1970-01-01T00:00:00.000Z'],
        ['createdTimeBefore', '2026-01-01T00:00:00Z'],
        ['updatedTimeAfter', '2025-01-01T00:00:00Z'],
        ['updatedTimeBefore', '2026-01-01T00:00:00Z'],
        ['sort', 'createdTime:desc'],
        ['history', 'x'],
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

operation('updateAgentRun', {
  sends: [
    {
      call: (ctx) =>
        updateAgentRun(
          ctx,
          'cradl:agent:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
          { status: 'archived' },
        ),
      method: 'PATCH',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
      body: { status: 'archived' },
    },
  ],
  answers: [full, least],
  required: 'runId',
});

operation('deleteAgentRun', {
  sends: [
    {
      call: (ctx) =>
        deleteAgentRun(
          ctx,
          'cradl:agent:1f000000000000000000000000000000',
          'cradl:run:1f000000000000000000000000000000',
        ),
      method: 'DELETE',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/runs/cradl%3Arun%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'runId',
});
