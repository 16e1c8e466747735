/** Resources: they are put in, found, changed and taken out here, and nowhere else. */
import { ApiError } from '../errors.js';
import type { Fields } from '../json.js';
import type { Entities, Kind } from './entities.js';
import { renamed } from './ids.js';
import type { Entry, Holding } from './records.js';
import type { State } from './state.js';

export type { Entry } from './records.js';

/** All resources of a kind by their ids, in the order of creation. */
export function table<K extends Kind>(state: State, kind: K): ReadonlyMap<string, Entry<K>> {
  return mutable(state, kind);
}

function mutable<K extends Kind>(state: State, kind: K): Map<string, Entry<K>> {
  let entries = state.tables.get(kind);
  if (entries === undefined) {
    entries = new Map();
    state.tables.set(kind, entries);
  }
  // Only `insert` fills a table, and with entries of its kind.
  return entries as Map<string, Entry<K>>;
}

/** Puts a resource in. Its fields come from a body, which was checked, and from the emulator itself. */
export function insert<K extends Kind>(state: State, kind: K, id: string, fields: Fields): Entry<K> {
  state.seq += 1;
  const entry = { seq: state.seq, id, data: fields as Fields & Entities[K] };
  mutable(state, kind).set(id, entry);
  if (kind === 'document') touchDocuments(state);
  count(state, kind);
  return entry;
}

/** Puts a resource back that was there before, in its place in the order of creation. */
export function putBack<K extends Kind>(
  state: State,
  kind: K,
  { seq, id, fields }: { readonly seq: number; readonly id: string; readonly fields: Fields },
): void {
  mutable(state, kind).set(id, { seq, id, data: fields as Fields & Entities[K] });
}

/** Takes a resource out. */
export function drop(state: State, kind: Kind, id: string): void {
  if (kind === 'document') touchDocuments(state);
  mutable(state, kind).delete(id);
}

/** Documents have changed: what datasets hold is to be counted anew. */
export function touchDocuments(state: State): void {
  state.holdings = undefined;
}

/** What a dataset or a batch holds: counted once for all of them, until documents change. */
export function holdingOf(state: State, id: string): Holding {
  state.holdings ??= countHoldings(state);
  return state.holdings.get(id) ?? { documents: 0, labels: {} };
}

function countHoldings(state: State): ReadonlyMap<string, Holding> {
  const all = new Map<string, { documents: number; labels: Record<string, number> }>();
  for (const { data } of table(state, 'document').values()) {
    for (const id of [data.datasetId, data.batchId]) {
      if (id === undefined) continue;
      const holding = all.get(id) ?? { documents: 0, labels: {} };
      holding.documents += 1;
      for (const { label } of data.groundTruth) holding.labels[label] = (holding.labels[label] ?? 0) + 1;
      all.set(id, holding);
    }
  }
  return all;
}

/** Changes fields of a resource. */
export function set<K extends Kind>(entry: Entry<K>, fields: Partial<Entities[K]>): void {
  Object.assign(entry.data, fields);
}

/** Changes a resource as a body says, which was checked. */
export function overwrite(entry: Entry, body: Fields): void {
  Object.assign(entry.data, body);
}

/** The fields of a resource by their names. */
export function fieldsOf(entry: Entry): Readonly<Fields> {
  return entry.data as unknown as Fields;
}

/** Counts what was made this month. */
export function count(state: State, what: string, by: number = 1): void {
  state.counts.set(what, (state.counts.get(what) ?? 0) + by);
}

/** How much was made this month. */
export function countOf(state: State, what: string): number {
  return state.counts.get(what) ?? 0;
}

/** Begins to count anew. */
export function resetCounts(state: State): void {
  state.counts.clear();
}

/** The error for a resource that is not there. */
export function missing(kind: string, id: string): ApiError {
  return new ApiError(404, `There is no ${kind} ${id}`);
}

/** The resource with this id, which may be written with what it belongs to before it; `undefined` where there is none. */
export function lookUp<K extends Kind>(state: State, kind: K, id: string): Entry<K> | undefined {
  const path = id.split('/');
  const own = path.pop() ?? '';
  const entries = table(state, kind);
  const entry = entries.get(own) ?? entries.get(renamed(own));
  if (entry === undefined) return undefined;
  const fields = fieldsOf(entry);
  const owner = path[0]?.includes(':organization:') ? path.shift() : undefined;
  if (owner !== undefined && owner !== (fields['organizationId'] ?? state.organizationId)) return undefined;
  if (path.length > 0 && !`/${fields['id']}`.endsWith(`/${path.join('/')}/${own}`)) return undefined;
  return entry;
}

/** The resource with this id; else a 404. */
export function find<K extends Kind>(state: State, kind: K, id: string): Entry<K> {
  const entry = lookUp(state, kind, id);
  if (entry === undefined) throw missing(kind, id);
  return entry;
}

/** The resource that a body names, if it names one; a 404 where it is not there. */
export function known<K extends Kind>(state: State, kind: K, id: unknown): Entry<K> | undefined {
  return typeof id === 'string' ? find(state, kind, id) : undefined;
}
