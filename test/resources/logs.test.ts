import { getLog, listLogs } from '../../src/resources/logs.js';
import { operation } from '../support/operation.js';

const least = {
  logId: 'las:log:1f000000000000000000000000000000',
  startTime: null,
  transitionId: null,
  transitionExecutionId: null,
  workflowId: null,
  workflowExecutionId: null,
};

const full = {
  logId: 'las:log:2e000000000000000000000000000000',
  startTime: '2024-11-29T08:05:46Z',
  transitionId: 'las:transition:commons-failed',
  transitionExecutionId: 'las:transition-execution:3d000000000000000000000000000000',
  workflowId: 'las:workflow:4c000000000000000000000000000000',
  workflowExecutionId: 'las:workflow-execution:5b000000000000000000000000000000',
  events: [{ timestamp: 1732867546000, message: 'started' }, {}],
};

operation('getLog', {
  sends: [
    {
      call: (ctx) => getLog(ctx, 'las:log:2e000000000000000000000000000000'),
      method: 'GET',
      path: '/logs/las%3Alog%3A2e000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'logId',
});

operation('listLogs', {
  sends: [
    { call: (ctx) => listLogs(ctx), method: 'GET', path: '/logs' },
    {
      call: (ctx) =>
        listLogs(ctx, {
          workflowId: 'las:workflow:4c000000000000000000000000000000',
          workflowExecutionId: 'las:workflow-execution:5b000000000000000000000000000000',
          transitionId: 'las:transition:6a000000000000000000000000000000',
          transitionExecutionId: 'las:transition-execution:3d000000000000000000000000000000',
          order: 'ascending',
          maxResults: 7,
          nextToken: 'a token/+=&',
        }),
      method: 'GET',
      path: '/logs',
      query: [
        ['workflowId', 'las:workflow:4c000000000000000000000000000000'],
        ['workflowExecutionId', 'las:workflow-execution:5b000000000000000000000000000000'],
        ['transitionId', 'las:transition:6a000000000000000000000000000000'],
        ['transitionExecutionId', 'las:transition-execution:3d000000000000000000000000000000'],
        ['order', 'ascending'],
        ['maxResults', '7'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) => listLogs(ctx, { order: 'descending', nextToken: null }),
      method: 'GET',
      path: '/logs',
      query: [['order', 'descending']],
    },
  ],
  answers: [
    {
      logs: [full, least],
      nextToken: 'more',
      order: 'ascending',
      workflowId: 'las:workflow:4c000000000000000000000000000000',
    },
    { logs: [least] },
  ],
  words: ['order'],
  required: 'logs.0.logId',
});
