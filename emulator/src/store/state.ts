/** Everything that one emulator remembers. */
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import type { Run } from '../asl/index.js';
import type { EmulatorOptions } from '../options.js';
import type { Predictions } from '../reader/predictor.js';

/** Bytes that a Response takes: `Uint8Array<ArrayBuffer>`, spelt so that TypeScript before 5.7 reads it too. */
export type Bytes = ReturnType<typeof Uint8Array.from>;

/** A resource as it is sent, and its place in the order of creation. */
export interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly data: Fields;
}

export interface StoredFile {
  readonly bytes: Bytes;
  /** Whether it came in base64 with the document, which then answers with it again. */
  readonly inline: boolean;
}

export interface Client {
  readonly clientId: string;
  /** `null`: a public client, which only users log in with. */
  readonly secret: string | null;
  readonly appClientId: string;
}

export interface AccessToken {
  readonly actor: string;
  readonly clientId: string;
  readonly expires: number;
}

/** What goes on with time: at `readyAt` the clock's next look at the resource runs `finish`. */
export interface Pending {
  readonly readyAt: number;
  finish(readyAt: number): void | Promise<void>;
}

export interface AuthorizationCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly actor: string;
  readonly expires: number;
  /** What was issued for it; revoked when somebody brings the code again. */
  readonly issued: string[];
  used: boolean;
}

/** What a run of an agent remembers besides what is sent of it. */
export interface RunMemory {
  /** Came with the run, and go out with its output. */
  readonly variables: Fields;
  /** Where the caller reaches the emulator. */
  readonly origin: string;
  /** What was read, by the fields of the model; `null` until something was. */
  output: Fields | null;
  documentId: string | null;
  predictionId: string | null;
  /** Pieces of work that are under way. */
  working: number;
  /** Hooks and actions that it ran: an agent whose hooks call one another must end. */
  steps: number;
  exported: boolean;
}

/** What an execution of a workflow remembers besides what is sent of it. */
export interface MachineMemory {
  readonly run: Run;
  /** Where the caller reaches the emulator. */
  readonly origin: string;
  /** The executions of transitions that do the run's tasks. */
  readonly tasks: Map<string, string>;
}

export interface State {
  readonly options: EmulatorOptions;
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly tables: Map<string, Map<string, Entry>>;
  readonly files: Map<string, StoredFile>;
  /** Assets' content in base64. */
  readonly assets: Map<string, string>;
  readonly clients: Map<string, Client>;
  readonly tokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, { clientId: string; actor: string }>;
  readonly codes: Map<string, AuthorizationCode>;
  /** Logins by their cookie. */
  readonly sessions: Map<string, string>;
  readonly pageTokens: Map<string, { list: string; after: readonly (string | number)[] }>;
  readonly pending: Map<string, Pending>;
  readonly counts: Map<string, number>;
  /** Which task of which workflow execution a transition execution does. */
  readonly owners: Map<string, { workflowExecution: string; task: string }>;
  /** The definitions of workflows, which the API takes but never sends. */
  readonly definitions: Map<string, unknown>;
  /** Executions of workflows by their ids. */
  readonly machines: Map<string, MachineMemory>;
  /** Transitions that somebody has given a timeout, rather than the default. */
  readonly timed: Set<string>;
  /** What was read for a prediction, whatever format it is sent in. */
  readonly read: Map<string, Predictions>;
  /** Runs of agents by their short ids. */
  readonly runs: Map<string, RunMemory>;
  /** Work of agents that goes on after the answer. */
  readonly work: Set<Promise<void>>;
  /** The emulator itself, for handlers that call it. */
  readonly self: typeof fetch;
  organizationId: string;
  /** The agent that is there from the beginning. */
  agentId: string;
  seq: number;
}

export function newState(options: EmulatorOptions, self: typeof fetch): State {
  return {
    options,
    now: options.now ?? Date.now,
    log: options.log ?? (() => {}),
    tables: new Map(),
    files: new Map(),
    assets: new Map(),
    clients: new Map(),
    tokens: new Map(),
    refreshTokens: new Map(),
    codes: new Map(),
    sessions: new Map(),
    pageTokens: new Map(),
    pending: new Map(),
    counts: new Map(),
    owners: new Map(),
    definitions: new Map(),
    machines: new Map(),
    timed: new Set(),
    read: new Map(),
    runs: new Map(),
    work: new Set(),
    self,
    organizationId: '',
    agentId: '',
    seq: 0,
  };
}

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

/** The id of the kind with this rest, as this account writes it. */
export function idOf(state: State, kind: string, rest: string): string {
  const word = words[kind] ?? kind;
  const own = state.options.ids ?? 'cradl';
  const prefix = always.las.has(word) ? 'las' : always.cradl.has(word) ? 'cradl' : own;
  return `${prefix}:${word}:${rest}`;
}

/** A new id. */
export function newId(state: State, kind: string): string {
  return idOf(state, kind, hex());
}

export function table(state: State, kind: string): Map<string, Entry> {
  let entries = state.tables.get(kind);
  if (entries === undefined) {
    entries = new Map();
    state.tables.set(kind, entries);
  }
  return entries;
}

export function insert(state: State, kind: string, id: string, data: Fields): Entry {
  state.seq += 1;
  const entry = { seq: state.seq, id, data };
  table(state, kind).set(id, entry);
  count(state, kind);
  return entry;
}

export function count(state: State, kind: string, by: number = 1): void {
  state.counts.set(kind, (state.counts.get(kind) ?? 0) + by);
}

/** The error for what is not there. */
export function missing(kind: string, id: string): ApiError {
  return new ApiError(404, `There is no ${kind} ${id}`);
}

/** The same id with the other prefix, where it has a name: `las:model:invoice` is `cradl:model:invoice`. */
function renamed(id: string): string {
  const [prefix, kind, ...rest] = id.split(':');
  if (/^[0-9a-f]{32}$/.test(rest.join(':'))) return id;
  return [prefix === 'las' ? 'cradl' : 'las', kind, ...rest].join(':');
}

/** The resource with this id, which may be written with what it belongs to before it; else a 404. */
export function find(state: State, kind: string, id: string): Entry {
  const path = id.split('/');
  const own = path.pop() ?? '';
  const entries = table(state, kind);
  const entry = entries.get(own) ?? entries.get(renamed(own));
  if (entry === undefined) throw missing(kind, id);
  const owner = path[0]?.includes(':organization:') ? path.shift() : undefined;
  if (owner !== undefined && owner !== (entry.data['organizationId'] ?? state.organizationId)) {
    throw missing(kind, id);
  }
  if (path.length > 0 && !`/${entry.data['id']}`.endsWith(`/${path.join('/')}/${own}`))
    throw missing(kind, id);
  return entry;
}

export function timestamp(state: State): string {
  return new Date(state.now()).toISOString();
}

/** Lets `finish` happen at this time of the clock. What was to happen by this name before does not. */
export function schedule(
  state: State,
  name: string,
  readyAt: number,
  finish: (readyAt: number) => void | Promise<void>,
): void {
  state.pending.set(name, { readyAt, finish });
}

/** Lets `finish` happen to the resource `id` once `asyncDelay` has gone by on the clock. */
export function later(
  state: State,
  id: string,
  finish: (readyAt: number) => void | Promise<void>,
  from: number = state.now(),
): void {
  schedule(state, id, from + (state.options.asyncDelay ?? 20), finish);
}

/** Lets `job` go on after the answer. Its errors are its own: what fails is written down where it failed. */
export function background(state: State, job: () => Promise<void>): void {
  const work: Promise<void> = job()
    .catch((error: unknown) => state.log(`internal error: ${String(error)}`))
    .finally(() => state.work.delete(work));
  state.work.add(work);
}

/**
 * Brings everything that takes time up to the clock, in the order of time: what follows on something finished may be
 * due before the next. There are no timers, so nothing keeps a process alive.
 */
export async function settle(state: State): Promise<void> {
  const until = state.now();
  for (;;) {
    let next: [string, Pending] | undefined;
    for (const entry of state.pending) {
      if (entry[1].readyAt <= until && (next === undefined || entry[1].readyAt < next[1].readyAt))
        next = entry;
    }
    if (next === undefined) return;
    const [name, job] = next;
    state.pending.delete(name);
    await job.finish(job.readyAt);
  }
}
