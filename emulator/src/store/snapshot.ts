/** Everything that an emulator remembers, as JSON and back. */
import type { Json } from '../asl/index.js';
import { fromBase64, toBase64 } from '../base64.js';
import type { Fields } from '../json.js';
import type { Predictions } from '../reader/predictor.js';
import { expectExpiry, expiryOf } from './clock.js';
import type { Kind } from './entities.js';
import { fieldsOf, putBack, table } from './entries.js';
import type {
  AccessToken,
  AccountCredentials,
  Client,
  MachineMemory,
  Owner,
  RefreshToken,
  RunMemory,
} from './records.js';
import type { State } from './state.js';

type Pairs<A> = ReadonlyArray<readonly [string, A]>;

/** What an organization has. */
export interface OrganizationSnapshot {
  /** The name of the organization, and the client that its programs call with. */
  readonly credentials: AccountCredentials;
  readonly organizationId: string;
  readonly agentId: string;
  readonly seq: number;
  readonly month: string;
  readonly tables: Pairs<ReadonlyArray<readonly [seq: number, id: string, fields: Fields]>>;
  /** In base64. */
  readonly files: Pairs<{ readonly content: string; readonly inline: boolean }>;
  readonly assets: Pairs<string>;
  readonly counts: Pairs<number>;
  readonly clients: Pairs<Client>;
  readonly tokens: Pairs<AccessToken>;
  readonly refreshTokens: Pairs<RefreshToken>;
  readonly jobs: Pairs<number>;
  readonly owners: Pairs<Owner>;
  readonly definitions: Pairs<Json>;
  readonly machines: Pairs<MachineMemory>;
  readonly timed: ReadonlyArray<string>;
  readonly read: Pairs<Predictions>;
  readonly runs: Pairs<RunMemory>;
}

/** Everything that an emulator remembers: JSON, which has its tokens and secrets too. */
export interface Snapshot {
  readonly version: 1;
  readonly organizations: ReadonlyArray<OrganizationSnapshot>;
}

/** What an organization has, as JSON. */
export function snapshotOf(state: State, credentials: AccountCredentials): OrganizationSnapshot {
  const all: OrganizationSnapshot = {
    credentials,
    organizationId: state.organizationId,
    agentId: state.agentId,
    seq: state.seq,
    month: state.month,
    tables: [...state.tables]
      .filter(([, entries]) => entries.size > 0)
      .map(
        ([kind, entries]) =>
          [
            kind,
            [...entries.values()].map((entry) => [entry.seq, entry.id, { ...fieldsOf(entry) }] as const),
          ] as const,
      ),
    files: [...state.files].map(
      ([id, { bytes, inline }]) => [id, { content: toBase64(bytes), inline }] as const,
    ),
    assets: [...state.assets],
    counts: [...state.counts],
    clients: [...state.clients],
    tokens: [...state.tokens],
    refreshTokens: [...state.refreshTokens],
    jobs: [...state.jobs],
    owners: [...state.owners],
    definitions: [...state.definitions],
    machines: [...state.machines],
    timed: [...state.timed],
    read: [...state.read],
    runs: [...state.runs].map(([id, run]) => [id, { ...run, working: 0 }] as const),
  };
  // As JSON would have it: without what is undefined.
  return JSON.parse(JSON.stringify(all));
}

function fill<A>(map: Map<string, A>, pairs: Pairs<A>): void {
  for (const [key, value] of pairs) map.set(key, value);
}

/** Puts what an organization had into an empty state. */
export function restoreInto(state: State, snapshot: OrganizationSnapshot): void {
  const kept = structuredClone(snapshot);
  const { organizationId, agentId, seq, month } = kept;
  Object.assign(state, { organizationId, agentId, seq, month });
  for (const [kind, entries] of kept.tables) {
    for (const [seq, id, fields] of entries) putBack(state, kind as Kind, { seq, id, fields });
  }
  for (const [id, { content, inline }] of kept.files)
    state.files.set(id, { bytes: fromBase64(content), inline });
  for (const transitionId of kept.timed) state.timed.add(transitionId);
  fill(state.assets, kept.assets);
  fill(state.counts, kept.counts);
  fill(state.clients, kept.clients);
  fill(state.tokens, kept.tokens);
  fill(state.refreshTokens, kept.refreshTokens);
  fill(state.jobs, kept.jobs);
  fill(state.owners, kept.owners);
  fill(state.definitions, kept.definitions);
  fill(state.machines, kept.machines);
  fill(state.read, kept.read);
  fill(state.runs, kept.runs);
  for (const { data } of table(state, 'document').values()) expectExpiry(state, expiryOf(data));
}
