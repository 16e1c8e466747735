/** The operations that most resources share, made from what differs. */
import { type Entry, find, insert, missing, newId, table, timestamp } from '../store/state.js';
import type { Call, Handler, Routes } from './call.js';
import type { Fields } from './check.js';
import { type ListOptions, listing } from './paging.js';
import { page, sent } from './versions.js';

/** `params[name]`, which the route's own path promises. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The four fields of a thing that is created now. */
export function created(call: Call): Fields {
  return {
    createdBy: call.actor,
    createdTime: timestamp(call.state),
    updatedBy: null,
    updatedTime: null,
  };
}

/** Name and description of a body; null where it has none. */
export function named(body: Fields): Fields {
  return { name: body['name'] ?? null, description: body['description'] ?? null };
}

/** Name, description and metadata of a body; null where it has none. */
export function described(body: Fields): Fields {
  return { ...named(body), metadata: body['metadata'] ?? null };
}

/** The id with the organization before it. */
export function longIdOf({ state }: Call, id: string): Fields {
  return { id: `${state.organizationId}/${id}` };
}

/** The keys of `body` that are there, for those which only clients of one version send. */
export function given(body: Fields, ...keys: ReadonlyArray<string>): Fields {
  return Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)));
}

/** Changes an entry, and notes who did it and when. */
export function change(call: Call, entry: Entry, body: Fields = call.body): void {
  Object.assign(entry.data, body, { updatedBy: call.actor, updatedTime: timestamp(call.state) });
}

/** The usual operations of a resource. */
export type Verb = 'list' | 'create' | 'get' | 'update' | 'remove';

/** A resource, and where its operations differ from the usual. */
export interface Resource {
  readonly path: string;
  readonly kind: string;
  readonly idKey: string;
  readonly plural: string;
  /** The resource that it lies under. */
  readonly parent?: { readonly kind: string; readonly idKey: string };
  readonly list?: Partial<ListOptions>;
  readonly create?: (call: Call) => Fields;
  /** The id with what it belongs to before it, in `id`, where the API sends both. */
  readonly long?: (call: Call, id: string) => Fields;
  /** Which resources a list has at all. */
  readonly keep?: (call: Call, entry: Entry) => boolean;
  /** What a list's answer has besides. */
  readonly extra?: (call: Call) => Fields;
  /** After the insertion. */
  readonly stored?: (call: Call, entry: Entry) => void;
  readonly update?: (call: Call, entry: Entry) => void;
  readonly remove?: (call: Call, entry: Entry) => void;
  /** The resource as it is sent; `one` when it was asked for by its id. */
  readonly view?: (call: Call, entry: Entry, one: boolean) => Fields;
}

/** The operations of a resource that the API has. */
export function resource(verbs: ReadonlyArray<Verb>, options: Resource): Routes {
  const { path, kind, idKey, plural, parent } = options;
  const view = (call: Call, entry: Entry, one: boolean): Fields =>
    sent(call.state, kind, options.view === undefined ? { ...entry.data } : options.view(call, entry, one));
  const owner = (call: Call): Entry | undefined =>
    parent && find(call.state, parent.kind, param(call, parent.idKey));
  const fetched = (call: Call): Entry => {
    const above = owner(call);
    const entry = find(call.state, kind, param(call, idKey));
    if (above !== undefined && parent !== undefined && entry.data[parent.idKey] !== above.id) {
      throw missing(kind, `${above.id}/${entry.id}`);
    }
    return entry;
  };
  const all: Readonly<Record<Verb, Handler>> = {
    list: (call) => {
      const above = owner(call);
      const rows = [...table(call.state, kind).values()].filter(
        (entry) =>
          (above === undefined || parent === undefined || entry.data[parent.idKey] === above.id) &&
          options.keep?.(call, entry) !== false,
      );
      return {
        ...page(
          call.state,
          kind,
          listing(call, { ...options.list, plural, rows, view: (entry) => view(call, entry, false) }),
        ),
        ...options.extra?.(call),
      };
    },
    create: (call) => {
      const above = owner(call);
      const id = newId(call.state, kind);
      const entry = insert(call.state, kind, id, {
        [idKey]: id,
        ...options.long?.(call, id),
        ...(parent !== undefined && above !== undefined ? { [parent.idKey]: above.id } : {}),
        ...created(call),
        ...options.create?.(call),
      });
      options.stored?.(call, entry);
      return view(call, entry, false);
    },
    get: (call) => view(call, fetched(call), true),
    update: (call) => {
      const entry = fetched(call);
      if (options.update === undefined) change(call, entry);
      else options.update(call, entry);
      return view(call, entry, false);
    },
    remove: (call) => {
      const entry = fetched(call);
      options.remove?.(call, entry);
      table(call.state, kind).delete(entry.id);
      call.state.pending.delete(entry.id);
      return view(call, entry, false);
    },
  };
  const where: Readonly<Record<Verb, string>> = {
    list: `GET ${path}`,
    create: `POST ${path}`,
    get: `GET ${path}/:${idKey}`,
    update: `PATCH ${path}/:${idKey}`,
    remove: `DELETE ${path}/:${idKey}`,
  };
  return Object.fromEntries(verbs.map((verb) => [where[verb], all[verb]]));
}
