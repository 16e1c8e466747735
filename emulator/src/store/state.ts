/** Everything that one emulator remembers. The other files of this folder say what is done with it. */
import type { Json } from '../asl/index.js';
import type { Fields } from '../json.js';
import type { EmulatorOptions } from '../options.js';
import type { Predictions } from '../reader/predictor.js';
import type {
  AccessToken,
  AuthorizationCode,
  Client,
  Entry,
  Holding,
  MachineMemory,
  Owner,
  PageToken,
  RefreshToken,
  RunMemory,
  StoredFile,
} from './records.js';

/** Everything that one emulator remembers. */
export interface State {
  readonly options: EmulatorOptions;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** The emulator itself, for handlers that call it. */
  readonly self: typeof fetch;
  readonly tables: Map<string, Map<string, Entry>>;
  readonly counts: Map<string, number>;
  readonly files: Map<string, StoredFile>;
  readonly assets: Map<string, string>;
  readonly clients: Map<string, Client>;
  readonly tokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, RefreshToken>;
  readonly codes: Map<string, AuthorizationCode>;
  /** Logins by their cookie. */
  readonly sessions: Map<string, string>;
  readonly pageTokens: Map<string, PageToken>;
  /** What happens at a time of the clock: `jobs.ts` says what, by its name. */
  readonly jobs: Map<string, number>;
  /** Work that goes on after the answer. */
  readonly work: Set<Promise<void>>;
  readonly owners: Map<string, Owner>;
  readonly definitions: Map<string, Json>;
  readonly machines: Map<string, MachineMemory>;
  readonly timed: Set<string>;
  readonly read: Map<string, Predictions>;
  /** Asynchronous predictions that are being made. */
  readonly predicting: Map<string, Promise<Fields>>;
  readonly runs: Map<string, RunMemory>;
  /** What the login page takes. */
  readonly password: string;
  organizationId: string;
  /** The agent that is there from the beginning. */
  agentId: string;
  seq: number;
  /** What datasets and batches hold; `undefined` where documents have changed since it was counted. */
  holdings: ReadonlyMap<string, Holding> | undefined;
  /** When the next document is to go. */
  nextExpiry: number;
  /** The id that the next resource of a kind gets. */
  preset: { readonly kind: string; readonly id: string } | undefined;
  /** The month that is counted: `2024-05`. */
  month: string;
}

/** A state that has nothing in it. */
export function newState(options: EmulatorOptions, self: typeof fetch, password: string): State {
  return {
    options,
    now: options.clock?.now ?? Date.now,
    log: options.log ?? (() => {}),
    self,
    tables: new Map(),
    counts: new Map(),
    files: new Map(),
    assets: new Map(),
    clients: new Map(),
    tokens: new Map(),
    refreshTokens: new Map(),
    codes: new Map(),
    sessions: new Map(),
    pageTokens: new Map(),
    jobs: new Map(),
    work: new Set(),
    owners: new Map(),
    definitions: new Map(),
    machines: new Map(),
    timed: new Set(),
    read: new Map(),
    predicting: new Map(),
    runs: new Map(),
    password,
    organizationId: '',
    agentId: '',
    seq: 0,
    holdings: undefined,
    nextExpiry: Number.POSITIVE_INFINITY,
    preset: undefined,
    month: '',
  };
}
