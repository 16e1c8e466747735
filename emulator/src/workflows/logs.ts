/** The logs of executions. */
import { insert, newId, type State, table } from '../store/state.js';

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
  insert(state, 'log', logId, { logId, resourceId, ...about, startTime: isoTime(now), events: [] });
  return logId;
}

/** Adds a line to a log. */
export function addLine(state: State, logId: unknown, message: string, now: number): void {
  const events: unknown = table(state, 'log').get(String(logId))?.data['events'];
  if (Array.isArray(events)) events.push({ message, timestamp: isoTime(now) });
}

/** A time as the API writes it. */
export function isoTime(now: number): string {
  return new Date(now).toISOString();
}
