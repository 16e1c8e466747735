import { getLog, listLogs } from '../../src/resources/logs.js';
import { operation } from '../support/operation.js';

const least = {
  logId: 'las:log:1f',
  startTime: null,
  transitionId: null,
  transitionExecutionId: null,
  workflowId: null,
  workflowExecutionId: null,
};

const full = {
  logId: 'las:log:2e',
  startTime: '2024-11-29T08:05:46Z',
  transitionId: 'las:transition:commons-failed',
  transitionExecutionId: 'las:transition-execution:3d',
  workflowId: 'las:workflow:4c',
  workflowExecutionId: 'las:workflow-execution:5b',
  events: [{ timestamp: 1732867546000, message: 'started' }, {}],
};

operation('getLog', {
  sends: [{ call: (ctx) => getLog(ctx, 'las:log:2e'), method: 'GET', path: '/logs/las%3Alog%3A2e' }],
  answers: [full, least],
  required: 'workflowExecutionId',
});

operation('listLogs', {
  sends: [
    { call: (ctx) => listLogs(ctx), method: 'GET', path: '/logs' },
    {
      call: (ctx) =>
        listLogs(ctx, {
          workflowId: 'las:workflow:4c',
          workflowExecutionId: 'las:workflow-execution:5b',
          transitionId: 'las:transition:6a',
          transitionExecutionId: 'las:transition-execution:3d',
          order: 'ascending',
          maxResults: 7,
          nextToken: 'a token/+=&',
        }),
      method: 'GET',
      path: '/logs',
      query: [
        ['workflowId', 'las:workflow:4c'],
        ['workflowExecutionId', 'las:workflow-execution:5b'],
        ['transitionId', 'las:transition:6a'],
        ['transitionExecutionId', 'las:transition-execution:3d'],
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
    { logs: [full, least], nextToken: 'more', order: 'ascending', workflowId: 'las:workflow:4c' },
    { logs: [least] },
  ],
  words: ['order'],
  required: 'logs.0.startTime',
});
