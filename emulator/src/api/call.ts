/** One call of an operation, and the route that answers it. */
import type { Fields } from '../json.js';
import type { Kind } from '../store/entities.js';
import type { State } from '../store/state.js';
import type { Check } from './check.js';

/** A call as its handler gets it: the route is found, the ids and the body are checked. */
export interface Call {
  readonly state: State;
  /** Method and path template. */
  readonly operation: string;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Fields;
  /** Who calls: the id of an app client or of a user. */
  readonly actor: string;
}

/** Gives the answer's body, or `undefined` for a 204. */
export type Handler = (call: Call) => Fields | undefined | Promise<Fields | undefined>;

/** The kinds of the ids in a path, by the names of its parameters. */
export type Ids = Readonly<Record<string, Kind>>;

/** What answers an operation. */
export interface Route {
  readonly ids: Ids;
  /** The check of the body; an operation without one takes none. */
  readonly body?: Check | undefined;
  /** The kind of what it makes, for quotas. */
  readonly creates?: Kind;
  readonly handle: Handler;
}

/** Routes by method and path template: `GET /documents/:documentId`. */
export type Routes = Readonly<Record<string, Route>>;

/** `params[name]`, which the route's own path promises. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
