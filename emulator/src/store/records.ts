/** What the store keeps besides resources. */
import type { Run } from '../asl/index.js';
import type { Bytes } from '../base64.js';
import type { Fields } from '../json.js';
import type { Entities, Kind } from './entities.js';

/** A resource as it is kept, and its place in the order of creation. */
export interface Entry<K extends Kind = Kind> {
  readonly seq: number;
  readonly id: string;
  readonly data: Entities[K];
}

/** The credentials of the client that is there from the beginning. */
export interface AccountCredentials {
  /** Of the organization. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The client of browsers. */
  readonly publicClientId: string;
}

/** What a dataset or a batch holds. */
export interface Holding {
  readonly documents: number;
  /** How many of them have ground truth of each label. */
  readonly labels: Readonly<Record<string, number>>;
}

/** A client of the API. */
export interface Client {
  readonly clientId: string;
  /** `null`: a public client, which only users log in with. */
  readonly secret: string | null;
  readonly appClientId: string;
}

/** A token, and whose it is. */
export interface AccessToken {
  readonly actor: string;
  readonly clientId: string;
  readonly expires: number;
}

/** A token that gets others. */
export interface RefreshToken {
  readonly actor: string;
  readonly clientId: string;
}

/** A code that a login leads to. */
export interface AuthorizationCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly actor: string;
  readonly expires: number;
  /** What was issued for it; revoked when somebody brings the code again. */
  readonly issued: ReadonlyArray<string>;
  readonly used: boolean;
}

/** A file. */
export interface StoredFile {
  readonly bytes: Bytes;
  /** Whether it came in base64 with the document, which then answers with it again. */
  readonly inline: boolean;
}

/** What a run of an agent remembers. */
export interface RunMemory {
  /** Came with the run, and go out with its output. */
  readonly variables: Fields;
  /** Where the caller reaches the emulator. */
  readonly origin: string;
  /** What was read, by the fields of the model; `null` until something was. */
  readonly output: Fields | null;
  readonly documentId: string | null;
  readonly predictionId: string | null;
  /** Pieces of work that are under way. */
  readonly working: number;
  /** Hooks and actions that it ran: an agent whose hooks call one another must end. */
  readonly steps: number;
  readonly exported: boolean;
}

/** What an execution of a workflow remembers. */
export interface MachineMemory {
  readonly run: Run;
  /** Where the caller reaches the emulator. */
  readonly origin: string;
  /** The executions of transitions that do the run's tasks, by the tasks' ids. */
  readonly tasks: Readonly<Record<string, string>>;
}

/** Which task of which workflow execution a transition execution does. */
export interface Owner {
  readonly workflowExecution: string;
  readonly task: string;
}

/** A page of a list that somebody may ask for. */
export interface PageToken {
  readonly list: string;
  readonly after: ReadonlyArray<string | number>;
}
