/** One call of an operation. */
import type { State } from '../store/state.js';
import type { Fields } from './check.js';

/** A call as its handler gets it: the route is found, the body is checked. */
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

/** The answer's body, or `undefined` for a 204. */
export type Handler = (call: Call) => Fields | undefined | Promise<Fields | undefined>;

/** Handlers by method and path template: `GET /documents/:documentId`. */
export type Routes = Readonly<Record<string, Handler>>;
