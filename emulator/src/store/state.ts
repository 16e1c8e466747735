/** Everything that one emulator remembers. */
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import type { EmulatorOptions } from '../options.js';

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
  readonly pageTokens: Map<string, { list: string; after: readonly [string, number] }>;
  readonly pending: Map<string, Pending>;
  readonly counts: Map<string, number>;
  /** Which task of which workflow execution a transition execution does. */
  readonly owners: Map<string, { workflowExecution: string; task: string }>;
  /** The definitions of workflows, which the API takes but never sends. */
  readonly definitions: Map<string, unknown>;
  organizationId: string;
  seq: number;
}

export function newState(options: EmulatorOptions): State {
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
    organizationId: '',
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

export function newId(kind: string): string {
  return `las:${kind}:${hex()}`;
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

/** The resource with this id, which may be written with the organization that owns it; else a 404. */
export function find(state: State, kind: string, id: string): Entry {
  const slash = id.indexOf('/');
  const entry = table(state, kind).get(id.slice(slash + 1));
  const owner = slash < 0 ? undefined : id.slice(0, slash);
  if (entry === undefined || (owner !== undefined && entry.data['organizationId'] !== owner)) {
    throw new ApiError(404, `There is no ${kind} ${id}`);
  }
  return entry;
}

export function timestamp(state: State): string {
  return new Date(state.now()).toISOString();
}

/** Lets `finish` happen to the resource `id` once `asyncDelay` has gone by on the clock. */
export function later(
  state: State,
  id: string,
  finish: (readyAt: number) => void | Promise<void>,
  from: number = state.now(),
): void {
  state.pending.set(id, { readyAt: from + (state.options.asyncDelay ?? 20), finish });
}

/** Brings everything that takes time up to the clock. There are no timers, so nothing keeps a process alive. */
export async function settle(state: State): Promise<void> {
  // What follows on something finished comes last in the map, so that one look goes through all steps.
  for (const [id, job] of state.pending) {
    if (job.readyAt > state.now()) continue;
    state.pending.delete(id);
    await job.finish(job.readyAt);
  }
}
