import {
  createAgent,
  deleteAgent,
  getAgent,
  getAgentStatistics,
  listAgents,
  updateAgent,
} from '../../../src/resources/agents/agents.js';
import { operation } from '../../support/operation.js';

const least = {
  agentId: 'cradl:agent:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  agentId: 'cradl:agent:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:agent:1f000000000000000000000000000000',
  resourceIds: ['cradl:action:1f000000000000000000000000000000', 'cradl:model:invoice'],
};

operation('createAgent', {
  sends: [
    { call: (ctx) => createAgent(ctx), method: 'POST', path: '/agents', body: {} },
    {
      call: (ctx) =>
        createAgent(ctx, {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          resourceIds: ['cradl:model:invoice'],
        }),
      method: 'POST',
      path: '/agents',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        resourceIds: ['cradl:model:invoice'],
      },
    },
  ],
  answers: [full, least],
  required: 'agentId',
});

operation('getAgent', {
  sends: [
    {
      call: (ctx) => getAgent(ctx, 'cradl:agent:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'agentId',
});

operation('listAgents', {
  sends: [
    { call: (ctx) => listAgents(ctx), method: 'GET', path: '/agents' },
    {
      call: (ctx) => listAgents(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/agents',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { agents: [full, least], nextToken: 'more' },
    { agents: [least], nextToken: null },
  ],
  required: 'agents.0.agentId',
});

operation('updateAgent', {
  sends: [
    {
      call: (ctx) =>
        updateAgent(ctx, 'cradl:agent:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          resourceIds: [],
        }),
      method: 'PATCH',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000',
      body: { name: 'Invoices', description: 'Of suppliers', metadata: { team: 'x' }, resourceIds: [] },
    },
    {
      call: (ctx) => updateAgent(ctx, 'cradl:agent:1f000000000000000000000000000000', { name: null }),
      method: 'PATCH',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'agentId',
});

operation('deleteAgent', {
  sends: [
    {
      call: (ctx) => deleteAgent(ctx, 'cradl:agent:1f000000000000000000000000000000'),
      method: 'DELETE',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'agentId',
});

operation('getAgentStatistics', {
  sends: [
    {
      call: (ctx) => getAgentStatistics(ctx, 'cradl:agent:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/statistics',
    },
    {
      call: (ctx) =>
        getAgentStatistics(ctx, 'cradl:agent:1f000000000000000000000000000000', {
          after: new Date(0),
          before: '2026-01-01',
        }),
      method: 'GET',
      path: '/agents/cradl%3Aagent%3A1f000000000000000000000000000000/statistics',
      query: [
        ['after', '1970-01-01T00:00:00.000Z'],
        ['before', '2026-01-01'],
      ],
    },
  ],
  answers: [
    { agentId: 'cradl:agent:1f000000000000000000000000000000', statistics: { global: {}, fields: {} } },
    {},
  ],
});
