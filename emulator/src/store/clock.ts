/** What goes on with time. There are no timers, so nothing keeps a process alive. */
import type { Job } from './records.js';
import type { State } from './state.js';

/** A time as the API writes it; now when absent. */
export function timestamp(state: State, at: number = state.now()): string {
  return new Date(at).toISOString();
}

/** Lets `run` happen at this time. What was to happen by this name before does not. */
export function schedule(state: State, name: string, readyAt: number, run: Job['run']): void {
  state.jobs.set(name, { readyAt, run });
}

/** Lets `run` happen to a resource once `asyncDelay` has gone by on the clock. */
export function later(state: State, id: string, run: Job['run'], from: number = state.now()): void {
  schedule(state, id, from + (state.options.asyncDelay ?? 20), run);
}

/** Calls off what was to happen by this name; whether there was something. */
export function callOff(state: State, name: string): boolean {
  return state.jobs.delete(name);
}

/** Whether something is to happen by this name. */
export function isScheduled(state: State, name: string): boolean {
  return state.jobs.has(name);
}

/**
 * Brings everything that takes time up to the clock, in the order of time: what follows on something finished may be
 * due before the next.
 */
export async function settle(state: State): Promise<void> {
  const until = state.now();
  for (;;) {
    let next: [string, Job] | undefined;
    for (const entry of state.jobs) {
      if (entry[1].readyAt <= until && (next === undefined || entry[1].readyAt < next[1].readyAt))
        next = entry;
    }
    if (next === undefined) return;
    const [name, job] = next;
    state.jobs.delete(name);
    await job.run(job.readyAt);
  }
}

/** Lets `job` go on after the answer. Its errors are its own: what fails is written down where it failed. */
export function background(state: State, job: () => Promise<void>): void {
  const work: Promise<void> = job()
    .catch((error: unknown) => state.log(`internal error: ${String(error)}`))
    .finally(() => state.work.delete(work));
  state.work.add(work);
}

/** Settles when nothing goes on after an answer any more. */
export async function idle(state: State): Promise<void> {
  while (state.work.size > 0) await Promise.all(state.work);
}
