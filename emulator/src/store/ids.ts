/** Ids. */
import type { State } from './state.js';

/** `length` random digits of base 16. */
export function hex(length: number = 32): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(length / 2)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, length);
}

/** Kinds whose ids begin with `las:` in every account, and those with `cradl:`. */
const always: Readonly<Record<'las' | 'cradl', ReadonlySet<string>>> = {
  las: new Set([
    ...[
      'batch',
      'consent',
      'dataset-transformation',
      'deployment-environment',
      'lambda',
      'model-data-bundle',
    ],
    ...['model-training', 'transition', 'transition-execution', 'workflow', 'workflow-execution'],
  ]),
  cradl: new Set(['action', 'agent', 'connection', 'function', 'hook', 'run', 'task', 'validation']),
};

/** The word in the id, where it is not the kind: the runs of agents, actions and hooks are all `run`. */
const words: Readonly<Record<string, string>> = {
  'agent-run': 'run',
  'action-run': 'run',
  'hook-run': 'run',
  'validation-task': 'task',
};

/** The word that ids of a kind have for it. */
export function wordOf(kind: string): string {
  return words[kind] ?? kind;
}

/** The id of the kind with this rest, as this account writes it. */
export function idOf(state: State, kind: string, rest: string): string {
  const word = wordOf(kind);
  const own = state.options.ids ?? 'cradl';
  const prefix = always.las.has(word) ? 'las' : always.cradl.has(word) ? 'cradl' : own;
  return `${prefix}:${word}:${rest}`;
}

/** Chooses the id that the next resource of a kind gets. */
export function presetId(state: State, kind: string, id: string): void {
  state.preset = { kind, id };
}

/** A new id. */
export function newId(state: State, kind: string): string {
  const { preset } = state;
  if (preset?.kind === kind) {
    state.preset = undefined;
    return preset.id;
  }
  return idOf(state, kind, hex());
}

/** The same id with the other prefix, where it has a name: `las:model:invoice` is `cradl:model:invoice`. */
export function renamed(id: string): string {
  const [prefix, kind, ...rest] = id.split(':');
  if (/^[0-9a-f]{32}$/.test(rest.join(':'))) return id;
  return [prefix === 'las' ? 'cradl' : 'las', kind, ...rest].join(':');
}
