/**
 * What the resources' codecs are made of. They are io-ts codecs in every respect, but hand on the value that
 * they checked instead of a copy of it: so keys that nobody knows yet are kept, and a valid answer costs one
 * walk and no allocation.
 */
import type * as t from 'io-ts';
import { isLeft, left, right } from './either.js';

/** One of the words known today, for completion, or one that the API has added since. */
export type Open<A extends string> = A | (string & {});

/** A JSON object whose keys are the user's own. */
export type Json = Readonly<Record<string, unknown>>;

/** Looks at one entry of a value; false when there is no need to look further. */
type Visit = (key: string | number, codec: t.Mixed, value: unknown) => boolean;

/** Hands the entries of a value to `visit`; false as soon as it is, and for a value that is of another kind. */
type Walk = (u: unknown, visit: Visit) => boolean;

// An answer that is wrong throughout would give a million errors; the first ones tell enough.
const maxErrors = 20;

/**
 * What `new t.Type` makes, without io-ts's other codecs, which bundlers keep once its module is loaded.
 *
 * @internal
 */
export function type<A, O, I>(
  name: string,
  is: t.Is<A>,
  validate: t.Validate<I, A>,
  encode: t.Encode<A, O>,
): t.Type<A, O, I> {
  const self: Omit<t.Type<A, O, I>, '_A' | '_O' | '_I'> = {
    name,
    is,
    validate,
    encode,
    decode: (i) => validate(i, [{ key: '', type: self as t.Type<A, O, I>, actual: i }]),
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
    asDecoder: () => self as t.Type<A, O, I>,
    asEncoder: () => self as t.Type<A, O, I>,
  };
  return self as t.Type<A, O, I>;
}

const holds: Visit = (_key, codec, value) => codec.is(value);

/**
 * A codec from a walk: one description of a value says whether it is sound, and which of its entries are not. A walk
 * that hands on no entries is a predicate.
 */
export function codec<A>(name: string, walk: Walk): t.Type<A> {
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
): t.Type<A> {
  interface Field {
    readonly key: string;
    readonly entry: t.Mixed;
    readonly needed: boolean;
  }
  let known: ReadonlyArray<Field> | undefined;
  return codec(name, (u, visit) => {
    if (!isObject(u)) return false;
    known ??= [required(), optional?.() ?? {}].flatMap((fields: Readonly<Record<string, t.Mixed>>, i) =>
      Object.entries(fields).map(([key, entry]) => ({ key, entry, needed: i === 0 })),
    );
    for (const { key, entry, needed } of known) {
      const value = u[key];
      if ((needed || (value !== undefined && value !== null)) && !visit(key, entry, value)) return false;
    }
    return true;
  });
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
