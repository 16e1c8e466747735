/**
 * What the resources' codecs are made of: io-ts codecs that need no code of io-ts, which bundlers would keep whole.
 *
 * They do what a `t.Type` does, and hand on the value that they checked instead of a copy of it: so keys that nobody knows
 * yet are kept, and a valid answer costs one walk and no allocation.
 *
 * Where io-ts looks inside a codec, in `exact`, `keyof`, `partial`, `strict` and tagged unions, one of an object with known
 * keys is an `InterfaceType` with `props`. A prop that may be absent also takes null and undefined. Any other codec has no
 * known keys, and `exact` throws for it, in an intersection as well, where it would drop what it does not know. The compiler
 * refuses it first.
 *
 * What they are not: instances of io-ts's classes. Errors are twenty at most, with no number of a union's member in their
 * context. Those without `props` do not show what they are made of, as io-ts's arrays, records and unions do.
 */
import type * as t from 'io-ts';
import { isLeft, left, right } from './either.js';

/** One of the words known today, for completion, or one that the API has added since. */
export type Open<A extends string> = A | (string & {});

/** A JSON object whose keys are the user's own. */
export type Json = Readonly<Record<string, unknown>>;

/** The codec of an object with keys that are known: `t.exact`, `t.keyof` and the others take its `props`. */
export interface Struct<A> extends t.InterfaceType<{ readonly [K in keyof A]-?: t.Type<A[K]> }, A> {}

/** Looks at one entry of a value; false when there is no need to look further. */
type Visit = (key: string | number, codec: t.Mixed, value: unknown) => boolean;

/** Hands the entries of a value to `visit`; false as soon as it is, and for a value that is of another kind. */
type Walk = (u: unknown, visit: Visit) => boolean;

// An answer that is wrong throughout would give a million errors; the first ones tell enough.
const maxErrors = 20;

/**
 * What `new t.Type` makes, without io-ts's other codecs, which bundlers keep once its module is loaded. Without a `tag` it
 * gets the one for which io-ts reads `props` in `exact` alone, so that `exact` throws.
 *
 * @internal
 */
export function type<A, O, I>(
  name: string,
  is: t.Is<A>,
  validate: t.Validate<I, A>,
  encode: t.Encode<A, O>,
  _tag = 'PartialType',
  props = (): unknown => {
    throw new TypeError(`${name} has no known keys`);
  },
): t.Type<A, O, I> {
  const itself = (): t.Type<A, O, I> => self as Partial<t.Type<A, O, I>> as t.Type<A, O, I>;
  const self: Omit<t.Type<A, O, I>, '_A' | '_O' | '_I'> & { readonly _tag: string } = {
    name,
    is,
    validate,
    encode,
    decode: (i) => validate(i, [{ key: '', type: itself(), actual: i }]),
    pipe: <B, IB, OB>(next: t.Type<B, OB, IB>, pipeName = `pipe(${name}, ${next.name})`) =>
      type<B, O, I>(
        pipeName,
        next.is,
        (i, context) => {
          const result = validate(i, context);
          return isLeft(result) ? result : next.validate(result.right as A & IB, context);
        },
        (b) => encode(next.encode(b) as A & OB),
      ),
    asDecoder: itself,
    asEncoder: itself,
    _tag,
  };
  // Fields come late. Not enumerable: who prints an error does not print the whole of a codec.
  return Object.defineProperty(itself(), 'props', { get: props });
}

const holds: Visit = (_key, codec, value) => codec.is(value);

/**
 * A codec from a walk: one description of a value says whether it is sound, and which of its entries are not. A walk
 * that hands on no entries is a predicate.
 */
export function codec<A>(name: string, walk: Walk, tag?: string, props?: () => unknown): t.Type<A> {
  const is = (u: unknown): u is A => walk(u, holds);
  return type<A, A, unknown>(
    name,
    is,
    (u, context) => {
      if (is(u)) return right(u);
      const errors: t.ValidationError[] = [];
      walk(u, (key, entry, value) => {
        const result = entry.validate(value, [...context, { key: String(key), type: entry, actual: value }]);
        if (isLeft(result)) errors.push(...result.left.slice(0, maxErrors - errors.length));
        return errors.length < maxErrors;
      });
      return left(errors.length > 0 ? errors : [{ value: u, context }]);
    },
    (value) => value,
    tag,
    props,
  );
}

/** Any string. */
export const str: t.Type<string> = /*#__PURE__*/ codec('string', (u) => typeof u === 'string');

/** Any number. */
export const num: t.Type<number> = /*#__PURE__*/ codec('number', (u) => typeof u === 'number');

/** `true` or `false`. */
export const bool: t.Type<boolean> = /*#__PURE__*/ codec('boolean', (u) => typeof u === 'boolean');

const isObject = (u: unknown): u is Record<string, unknown> =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

/** Any JSON object. */
export const json: t.Type<Json> = /*#__PURE__*/ codec('object', isObject);

/** A word of an enum that may grow: any string decodes. */
export const open = <A extends string>(): t.Type<Open<A>> => str as t.Type<Open<A>>;

/** `null`, or what `inner` takes. */
export const nullable = <A>(inner: t.Type<A>): t.Type<A | null> =>
  codec(`${inner.name} | null`, (u, visit) => u === null || visit('', inner, u));

/** `undefined`, or what `inner` takes: of an answer that may have no body. */
export const orNothing = <A>(inner: t.Type<A>): t.Type<A | undefined> =>
  codec(`${inner.name} | undefined`, (u, visit) => u === undefined || visit('', inner, u));

// By index: an iterator makes an object for each of a million numbers, and `every` skips holes.
const visitAll = (u: unknown, visit: Visit, item: (value: unknown) => t.Mixed): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i++) if (!visit(i, item(u[i]), u[i])) return false;
  return true;
};

/** An array of what `item` takes. */
export const arrayOf = <A>(item: t.Type<A>): t.Type<ReadonlyArray<A>> => {
  const same = () => item;
  return codec(`${item.name}[]`, (u, visit) => visitAll(u, visit, same));
};

/** An object whose keys are the user's own and whose values are what `value` takes. */
export const recordOf = <A>(value: t.Type<A>): t.Type<Readonly<Record<string, A>>> =>
  codec(
    `{ [key]: ${value.name} }`,
    (u, visit) => isObject(u) && Object.entries(u).every(([key, entry]) => visit(key, value, entry)),
  );

// `null`, `undefined`, or what `inner` takes: of a key that may be absent.
const optionally = (inner: t.Mixed): t.Mixed =>
  codec(`${inner.name} | null | undefined`, (u, visit) => (u ?? null) === null || visit('', inner, u));

/** Keys that an interface demands, each with its codec. */
type Required<A> = { readonly [K in keyof A as object extends Pick<A, K> ? never : K]: t.Type<A[K]> };

/** Keys that an interface allows to be absent, each with the codec of what it is when it is not null. */
type Optional<A> = {
  readonly [K in keyof A as object extends Pick<A, K> ? K : never]-?: t.Type<NonNullable<A[K]>>;
};

/**
 * An object of a known shape. `optional` keys may be absent, undefined or null. The fields come in thunks, so
 * that bundlers can drop a codec that nobody imports, and codecs can mention each other.
 */
export function struct<A>(
  name: string,
  required: () => Required<A>,
  optional?: () => Optional<A>,
): Struct<A> {
  interface Field {
    readonly key: string;
    readonly entry: t.Mixed;
    readonly needed: boolean;
  }
  let known: ReadonlyArray<Field> | undefined;
  const fields = () =>
    (known ??= [required(), optional?.() ?? {}].flatMap((fields: Readonly<Record<string, t.Mixed>>, i) =>
      Object.entries(fields).map(([key, entry]) => ({ key, entry, needed: i === 0 })),
    ));
  const props = () =>
    Object.fromEntries(fields().map(({ key, entry, needed }) => [key, needed ? entry : optionally(entry)]));
  return codec(
    name,
    (u, visit) => {
      if (!isObject(u)) return false;
      for (const { key, entry, needed } of fields()) {
        const value = u[key];
        if ((needed || (value !== undefined && value !== null)) && !visit(key, entry, value)) return false;
      }
      return true;
    },
    'InterfaceType',
    props,
  ) as Struct<A>;
}

/** A value that may be a list of fields, or a list of lines of fields, to any depth. */
export function nested<Leaf, Field>(
  name: string,
  isLeaf: (u: unknown) => u is Leaf,
  field: () => t.Type<Field>,
): t.Type<Leaf | ReadonlyArray<Field> | ReadonlyArray<ReadonlyArray<Field>>> {
  let known: { readonly field: t.Mixed; readonly line: t.Mixed } | undefined;
  const entry = (u: unknown): t.Mixed => {
    known ??= { field: field(), line: arrayOf(field()) };
    return Array.isArray(u) ? known.line : known.field;
  };
  return codec(name, (u, visit) => isLeaf(u) || visitAll(u, visit, entry));
}
