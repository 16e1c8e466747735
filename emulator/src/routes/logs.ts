/** Logs of executions and of runs. */
import type { Routes } from '../api/call.js';
import { resource } from '../api/resource.js';

/** The operations of logs. */
export const logs: Routes = resource(['list', 'get'], {
  path: '/logs',
  kind: 'log',
  idKey: 'logId',
  plural: 'logs',
  list: {
    one: ['resourceId', 'workflowId', 'workflowExecutionId', 'transitionId', 'transitionExecutionId'],
    sortBy: ['startTime'],
  },
  // Only the log itself has the events.
  view: (_call, { data }, one) => {
    const { events, ...log } = data;
    return one ? { ...log, events } : log;
  },
});
