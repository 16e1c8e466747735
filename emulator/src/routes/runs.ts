/** What actions and hooks have in common: configs, and runs that somebody outside may end. */
import type { Call } from '../api/call.js';
import { type Check, longId, nullable } from '../api/check.js';
import { change } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { asFields, isFields } from '../json.js';
import { type Entry, set } from '../store/entries.js';
import type { State } from '../store/state.js';

/** The run of an agent that something belongs to. */
export const agentRunId: Check = nullable(longId('agent', 'run'));

/** What an update gives is merged into `config`: its nulls are how clients take a key out. */
export function updateConfig(call: Call, entry: Entry<'action' | 'hook'>): void {
  const { config, ...rest } = call.body;
  const merged = isFields(config) ? { config: { ...entry.data.config, ...config } } : {};
  change(call, entry, { ...rest, ...merged });
}

/** Ends a run from outside, or only notes something about it. */
export function updateRun<E extends Entry<'action-run'> | Entry<'hook-run'>>(
  ended: (state: State, run: E, status: string, output: unknown) => void,
): (call: Call, run: E) => void {
  return (call, run) => {
    const { status, output, ...rest } = call.body;
    if (status !== undefined && run.data.status !== 'running') throw new ApiError(400, `${run.id} has ended`);
    change(call, run, { ...rest, ...(output === undefined ? {} : { output: asFields(output) }) });
    if (typeof status !== 'string') return;
    set<'action-run' | 'hook-run'>(run, { status });
    ended(call.state, run, status, output ?? null);
  };
}
