/** The operations that most resources share, made from what differs. */

import { asFields, type Fields } from '../json.js';
import { callOff, timestamp } from '../store/clock.js';
import type { Entities, Kind } from '../store/entities.js';
import {
  drop,
  type Entry,
  fieldsOf,
  find,
  insert,
  known,
  missing,
  overwrite,
  table,
} from '../store/entries.js';
import { newId } from '../store/ids.js';
import type { State } from '../store/state.js';
import { type Call, type Ids, param, type Route, type Routes } from './call.js';
import { type Check, some } from './check.js';
import { type ListOptions, listing } from './paging.js';
import { page, sent } from './versions.js';

/** The four fields of a thing that is created now. */
export function created(call: Pick<Call, 'state' | 'actor'>): Fields {
  return {
    createdBy: call.actor,
    createdTime: timestamp(call.state),
    updatedBy: null,
    updatedTime: null,
  };
}

/** Name, description and metadata of a body; null where it has none. */
export function described(body: Fields): Fields {
  return {
    name: body['name'] ?? null,
    description: body['description'] ?? null,
    metadata: body['metadata'] ?? null,
  };
}

/** The id with the organization before it. */
export function longIdOf({ state }: Call, id: string): Fields {
  return { id: `${state.organizationId}/${id}` };
}

/** The keys of `body` that are there, for those which only clients of one version send. */
export function given(body: Fields, ...keys: ReadonlyArray<string>): Fields {
  return Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)));
}

/** Changes an entry as a body says, and notes who did it and when. */
export function change(call: Call, entry: Entry, body: Fields = call.body): void {
  overwrite(entry, { ...body, updatedBy: call.actor, updatedTime: timestamp(call.state) });
}

/** Where a body names other resources: by key the kind of an id, of ids in a list or an object, or the keys within. */
export interface References {
  readonly [key: string]: Kind | References;
}

/** Looks everything up that a body names; 404 for what is not there. */
export function lookUpAll(state: State, body: Fields, references: References): void {
  for (const [key, kind] of Object.entries(references)) {
    const value = body[key];
    if (typeof kind !== 'string') lookUpAll(state, asFields(value), kind);
    else if (typeof value === 'object' && value !== null) {
      for (const id of Object.values(value)) known(state, kind, id);
    } else known(state, kind, value);
  }
}

/** The usual operations of a resource. */
export type Verb = 'list' | 'create' | 'get' | 'update' | 'remove';

/** A resource, and where its operations differ from the usual. */
export interface Resource<K extends Kind> {
  readonly path: string;
  readonly kind: K;
  readonly idKey: string & keyof Entities[K];
  readonly plural: string;
  /** The resource that it lies under. */
  readonly parent?: { readonly kind: Kind; readonly idKey: string };
  /** Checks of the bodies. */
  readonly bodies?: { readonly create?: Check; readonly update?: Check };
  readonly references?: References;
  readonly list?: Partial<ListOptions<K>>;
  readonly create?: (call: Call) => Fields;
  /** The id with what it belongs to before it, in `id`, where the API sends both. */
  readonly long?: (call: Call, id: string) => Fields;
  /** Which resources a list has at all. */
  readonly keep?: (call: Call, entry: Entry<K>) => boolean;
  /** What a list's answer has besides. */
  readonly extra?: (call: Call) => Fields;
  /** After the insertion. */
  readonly stored?: (call: Call, entry: Entry<K>) => void;
  readonly update?: (call: Call, entry: Entry<K>) => void;
  readonly remove?: (call: Call, entry: Entry<K>) => void;
  /** The resource as it is sent; `one` when it was asked for by its id. */
  readonly view?: (call: Call, entry: Entry<K>, one: boolean) => Fields;
}

/** The operations of a resource that the API has. */
export function resource<K extends Kind>(verbs: ReadonlyArray<Verb>, options: Resource<K>): Routes {
  const { path, kind, idKey, plural, parent, bodies = {}, references = {} } = options;
  const view = (call: Call, entry: Entry<K>, one: boolean): Fields =>
    sent(call.state, kind, options.view === undefined ? { ...entry.data } : options.view(call, entry, one));
  const owner = (call: Call): Entry | undefined =>
    parent && find(call.state, parent.kind, param(call, parent.idKey));
  const isOf = (entry: Entry<K>, above: Entry | undefined): boolean =>
    above === undefined || parent === undefined || fieldsOf(entry)[parent.idKey] === above.id;
  const fetched = (call: Call): Entry<K> => {
    const above = owner(call);
    const entry = find(call.state, kind, param(call, idKey));
    if (!isOf(entry, above)) throw missing(kind, `${above?.id}/${entry.id}`);
    return entry;
  };
  const above: Ids = parent === undefined ? {} : { [parent.idKey]: parent.kind };
  const own: Ids = { ...above, [idKey]: kind };
  const all: Readonly<Record<Verb, readonly [where: string, route: Route]>> = {
    list: [
      `GET ${path}`,
      {
        ids: above,
        handle: (call) => {
          const over = owner(call);
          const rows = table(call.state, kind).values();
          const keep = (entry: Entry<K>): boolean =>
            isOf(entry, over) && options.keep?.(call, entry) !== false;
          const answer = listing<K>(call, {
            ...options.list,
            ...{ plural, rows, keep, view: (entry) => view(call, entry, false) },
          });
          return { ...page(call.state, kind, answer), ...options.extra?.(call) };
        },
      },
    ],
    create: [
      `POST ${path}`,
      {
        ids: above,
        creates: kind,
        body: bodies.create,
        handle: (call) => {
          const over = owner(call);
          lookUpAll(call.state, call.body, references);
          const id = newId(call.state, kind);
          const entry = insert(call.state, kind, id, {
            [idKey]: id,
            ...options.long?.(call, id),
            ...(parent !== undefined && over !== undefined ? { [parent.idKey]: over.id } : {}),
            ...created(call),
            ...options.create?.(call),
          });
          options.stored?.(call, entry);
          return view(call, entry, false);
        },
      },
    ],
    get: [`GET ${path}/:${idKey}`, { ids: own, handle: (call) => view(call, fetched(call), true) }],
    update: [
      `PATCH ${path}/:${idKey}`,
      {
        ids: own,
        // The documents ask for a key wherever something can be changed.
        body: bodies.update && some(bodies.update),
        handle: (call) => {
          const entry = fetched(call);
          lookUpAll(call.state, call.body, references);
          if (options.update === undefined) change(call, entry);
          else options.update(call, entry);
          return view(call, entry, false);
        },
      },
    ],
    remove: [
      `DELETE ${path}/:${idKey}`,
      {
        ids: own,
        handle: (call) => {
          const entry = fetched(call);
          const answer = view(call, entry, true);
          options.remove?.(call, entry);
          drop(call.state, kind, entry.id);
          callOff(call.state, entry.id);
          return answer;
        },
      },
    ],
  };
  return Object.fromEntries(verbs.map((verb) => all[verb]));
}
