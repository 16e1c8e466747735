/** The logs of executions. */
import { timestamp } from '../store/clock.js';
import { insert, set, table } from '../store/entries.js';
import { newId } from '../store/ids.js';
import type { State } from '../store/state.js';

/** What a log is about. */
export interface LogSubject {
  readonly transitionId: string | null;
  readonly transitionExecutionId: string | null;
  readonly workflowId: string | null;
  readonly workflowExecutionId: string | null;
}

/** Begins a log; gives its id. */
export function startLog(state: State, about: LogSubject, now: number): string {
  const logId = newId(state, 'log');
  const { transitionId, transitionExecutionId, workflowId, workflowExecutionId } = about;
  const resourceId =
    transitionId === null
      ? `${workflowId}/${workflowExecutionId}`
      : `${transitionId}/${transitionExecutionId}`;
  insert(state, 'log', logId, {
    logId,
    resourceId,
    ...about,
    startTime: timestamp(state, now),
    events: [],
  });
  return logId;
}

/** Adds a line to a log. */
export function addLine(state: State, logId: string, message: string, now: number): void {
  const log = table(state, 'log').get(logId);
  if (log === undefined) return;
  set(log, { events: [...log.data.events, { message, timestamp: timestamp(state, now) }] });
}
