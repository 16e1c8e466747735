/** Paths of the language: JSONPath, and reference paths, which name one place. */
import { compare, type Filter, parseFilter } from './filter.js';
import { field, isArray, isObject, type Json, runtimeError, StateError } from './json.js';
import { Scanner, withoutEscapes } from './scanner.js';

type Slice = readonly [from: number | undefined, to: number | undefined, step: number];

type Selector =
  | { readonly name: string }
  | { readonly index: number }
  | { readonly slice: Slice }
  | { readonly filter: Filter<Path> }
  | 'all';

interface Segment {
  /** Whether it looks at everything below, as `..` does. */
  readonly deep: boolean;
  readonly selectors: ReadonlyArray<Selector>;
}

/** A path: its segments, one after the other. */
export type Path = ReadonlyArray<Segment>;

/** What a path may refer to: a state's input, and the context object, for paths that begin with `$$`. */
export interface Scope {
  readonly input: Json;
  readonly context: Json;
}

/** A whole path, `$…` or `$$…`. Throws a {@link StateError} where it is none. */
export function parsePath(text: string): { readonly isContext: boolean; readonly path: Path } {
  const scanner = new Scanner(text);
  const parsed = scanPath(scanner);
  if (!scanner.isDone) throw scanner.error('the path does not go on like this');
  return parsed;
}

/** A path that begins here. */
export function scanPath(scanner: Scanner): { readonly isContext: boolean; readonly path: Path } {
  const dollars = scanner.match(/\$\$?/y);
  if (dollars === undefined) throw scanner.error('a path begins with $');
  return { isContext: dollars === '$$', path: scanSegments(scanner, /(?:\\[\s\S]|[^\s.[\](),'"?@*\\])+/y) };
}

/** The segments of a path after its `$`, or its `@` in a filter; `names` is what a name without quotes may be. */
export function scanSegments(scanner: Scanner, names: RegExp): Path {
  const path: Segment[] = [];
  for (;;) {
    const deep = scanner.match(/\.\.(?=\[)/y) !== undefined;
    const dots = deep ? undefined : scanner.match(/\.\.?/y);
    if (dots !== undefined) {
      const name = scanner.match(/\*/y) ?? scanner.match(names);
      if (name === undefined) throw scanner.error('a name is missing');
      path.push({ deep: dots === '..', selectors: [name === '*' ? 'all' : { name: withoutEscapes(name) }] });
    } else if (scanner.match(/\[/y) !== undefined) {
      path.push({ deep, selectors: scanSelectors(scanner) });
    } else {
      return path;
    }
  }
}

function scanSelectors(scanner: Scanner): ReadonlyArray<Selector> {
  const selectors: Selector[] = [];
  do selectors.push(scanSelector(scanner));
  while (scanner.take(','));
  scanner.expect(']');
  return selectors;
}

function scanSelector(scanner: Scanner): Selector {
  if (scanner.take('*')) return 'all';
  if (scanner.take('?')) return { filter: parseFilter(scanner, scanSegments) };
  const name = scanner.quoted("'") ?? scanner.quoted('"');
  if (name !== undefined) return { name: withoutEscapes(name) };
  scanner.match(/\s*/y);
  const slice = scanner.match(/-?\d*:-?\d*(?::\d*)?/y);
  if (slice !== undefined) {
    const [from, to, step] = slice.split(':').map((part) => (part === '' ? undefined : Number(part)));
    if (step === 0) throw scanner.error('the step of a slice is 1 or more');
    return { slice: [from, to, step ?? 1] };
  }
  const index = scanner.match(/-?\d+/y);
  if (index === undefined) throw scanner.error('a name in quotes or an index is missing');
  return { index: Number(index) };
}

/** Whether a path can only mean one value. */
export function isDefinite(path: Path): boolean {
  return path.every(
    ({ deep, selectors: [first, ...others] }) =>
      !deep && others.length === 0 && typeof first === 'object' && ('name' in first || 'index' in first),
  );
}

/** Values that a path may select, at most: `..` multiplies them. */
const selectionLimit = 100_000;

/** The values that a path selects in `value`. */
export function select(path: Path, value: Json, root: Json): ReadonlyArray<Json> {
  let values: ReadonlyArray<Json> = [value];
  for (const { deep, selectors } of path) {
    const from: ReadonlyArray<Json> = deep ? values.flatMap(descendants) : values;
    const to: Json[] = [];
    for (const node of from) {
      for (const selector of selectors) for (const found of choose(selector, node, root)) to.push(found);
      if (to.length > selectionLimit) {
        throw runtimeError(`a path selects more than ${selectionLimit} values`);
      }
    }
    values = to;
  }
  return values;
}

function children(value: Json): ReadonlyArray<Json> {
  return isArray(value) ? value : isObject(value) ? Object.values(value) : [];
}

function descendants(value: Json): ReadonlyArray<Json> {
  const found: Json[] = [];
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next);
    for (const child of [...children(next)].reverse()) pending.push(child);
    if (found.length > selectionLimit)
      throw runtimeError(`a path selects more than ${selectionLimit} values`);
  }
  return found;
}

function choose(selector: Selector, value: Json, root: Json): ReadonlyArray<Json> {
  if (selector === 'all') return children(value);
  if ('name' in selector) {
    const found = isObject(value) ? field(value, selector.name) : undefined;
    return found === undefined ? [] : [found];
  }
  if ('index' in selector) {
    const found = isArray(value) ? value.at(selector.index) : undefined;
    return found === undefined ? [] : [found];
  }
  if ('slice' in selector) {
    const [from, to, step] = selector.slice;
    return isArray(value) ? value.slice(from, to).filter((_, at) => at % step === 0) : [];
  }
  return children(value).filter((item) =>
    compare(selector.filter, item, root, (path, from) => select(path, from, root)),
  );
}

/** The value at a path: an array where the path can mean several. `undefined` where there is none. */
export function find(text: string, scope: Scope): Json | undefined {
  const { isContext, path } = parsePath(text);
  const root = isContext ? scope.context : scope.input;
  const found = select(path, root, root);
  return isDefinite(path) ? found[0] : found;
}

/** The value at a path, which must be there. */
export function get(text: string, scope: Scope): Json {
  const found = find(text, scope);
  if (found === undefined) throw runtimeError(`there is nothing at ${text}`);
  return found;
}

/** What `InputPath` or `OutputPath` lets through: all where there is none, and nothing where it is `null`. */
export function filter(path: Json | undefined, scope: Scope): Json {
  return path === null ? {} : get(String(path ?? '$'), scope);
}

/** Puts a result into a copy of a state's input, at `ResultPath`; `null` leaves the input as it is. */
export function put(resultPath: Json | undefined, input: Json, result: Json): Json {
  if (resultPath === null) return input;
  const text = String(resultPath ?? '$');
  const keys = parsePath(text).path.map(({ selectors: [first] }) =>
    typeof first === 'object' && 'index' in first ? first.index : (first as { name: string }).name,
  );
  const unfit = (): StateError =>
    new StateError('States.ResultPathMatchFailure', `${text} does not fit the input of the state`);
  const place = (value: Json | undefined, at: number): Json => {
    const key = keys[at];
    if (key === undefined) return result;
    if (typeof key === 'string') {
      if (value !== undefined && !isObject(value)) throw unfit();
      return { ...value, [key]: place(value === undefined ? undefined : field(value, key), at + 1) };
    }
    if (!isArray(value) || value.at(key) === undefined) throw unfit();
    return value.with(key, place(value.at(key), at + 1));
  };
  return place(input, 0);
}
