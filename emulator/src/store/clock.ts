/** What goes on with time. There are no timers, so nothing keeps a process alive. */
import type { State } from './state.js';

/** A time as the API writes it; now when absent. */
export function timestamp(state: State, at: number = state.now()): string {
  return new Date(at).toISOString();
}

/** Lets something happen at this time. What it is, its name says (`jobs.ts`); it replaces what had this name before. */
export function schedule(state: State, name: string, at: number): void {
  state.jobs.set(name, at);
}

/** Lets something happen to a resource once `asyncDelay` has gone by on the clock. */
export function later(state: State, id: string, from: number = state.now()): void {
  schedule(state, id, from + (state.options.asyncDelay ?? 20));
}

const day = 86_400_000;

/** When a document is to go. */
export function expiryOf(data: { readonly createdTime: string; readonly retentionInDays: number }): number {
  return Date.parse(data.createdTime) + data.retentionInDays * day;
}

/** Notes when something is to go: whoever looks before that need not look at all. */
export function expectExpiry(state: State, at: number): void {
  state.nextExpiry = Math.min(state.nextExpiry, at);
}

/** Notes when the next document is to go, all of them having been looked at. */
export function resetExpiry(state: State, at: number): void {
  state.nextExpiry = at;
}

/** Begins to count anew where a month is over. */
export function turnMonth(state: State): void {
  const month = timestamp(state).slice(0, 7);
  if (state.month !== '' && state.month !== month) state.counts.clear();
  state.month = month;
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
export async function settle(
  state: State,
  run: (name: string, at: number) => void | Promise<void>,
): Promise<void> {
  const until = state.now();
  for (;;) {
    let next: readonly [name: string, at: number] | undefined;
    for (const job of state.jobs) if (job[1] <= until && (next === undefined || job[1] < next[1])) next = job;
    if (next === undefined) return;
    const [name, at] = next;
    state.jobs.delete(name);
    await run(name, at);
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
