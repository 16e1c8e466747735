/** From candidates to typed values. */
import type { Right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type } from '../codec.js';
import { isLeft, left, right } from '../either.js';
import { bestOf, own } from './common.js';
import type { Values } from './types.js';

/** A codec of all the entries of a field, not of its best value alone: of {@link rows} and {@link many}. */
export interface EntriesCodec<A> extends t.Type<A, unknown> {
  readonly entries: true;
}

/** By label a codec of the value. */
export type Shape = Readonly<Record<string, t.Mixed>>;

type OptionalKey<S extends Shape> = {
  [K in keyof S]: undefined extends t.TypeOf<S[K]> ? K : never;
}[keyof S];

/** What {@link decodeFields} decodes. */
export type Decoded<S extends Shape> = {
  readonly [K in Exclude<keyof S, OptionalKey<S>>]: t.TypeOf<S[K]>;
} & { readonly [K in OptionalKey<S>]?: t.TypeOf<S[K]> } extends infer A
  ? { readonly [K in keyof A]: A[K] }
  : never;

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null;

const textOf = (one: unknown): unknown => (isRecord(one) ? one['value'] : one);

const present = (values: ReadonlyArray<readonly [string, unknown]>): unknown =>
  Object.fromEntries(values.filter(([, value]) => value !== undefined));

/** The results of parts, or the errors of all of them. */
function all<A>(results: ReadonlyArray<t.Validation<A>>): t.Validation<ReadonlyArray<A>> {
  const errors = results.flatMap((result) => (isLeft(result) ? result.left : []));
  return errors.length > 0 ? left(errors) : right(results.map((result) => (result as Right<A>).right));
}

/**
 * A codec of the fields that one needs, each with the codec of its value: from candidates to a record, and back to plain
 * values, which `groundTruthOfValues` takes. It decodes what `fieldsOf` gives, and plain values as well. Of several
 * candidates it takes the best; labels that it does not name are passed over. All errors are told at once
 * ({@link fieldErrors}).
 *
 * The codec of a value may be one of yours: it gets the text, null where the best candidate is empty, and undefined where
 * there is none.
 *
 * @example
 * import { amount, date, decodeFields, fieldsOf, oneOf, optional, rows, string } from 'las-fp/extraction';
 *
 * const Invoice = decodeFields({
 *   total_amount: amount,
 *   due_date: optional(date),
 *   currency: oneOf(['NOK', 'EUR']),
 *   line_items: rows({ item: string, price: amount }),
 * });
 * const invoice = Invoice.decode(fieldsOf(prediction.predictions));
 */
export function decodeFields<S extends Shape>(shape: S): t.Type<Decoded<S>, Values> {
  const codecs = Object.entries(shape);
  return type<Decoded<S>, Values, unknown>(
    'fields',
    (u): u is Decoded<S> => isRecord(u) && codecs.every(([label, codec]) => codec.is(own(u, label))),
    (u, context) => {
      if (!isRecord(u)) return left([{ value: u, context }]);
      const results = codecs.map(([label, codec]) => {
        const entry = own(u, label);
        const actual = Array.isArray(entry) && !('entries' in codec) ? bestOf(entry.filter(isRecord)) : entry;
        const inner = [...context, { key: label, type: codec, actual }];
        return codec.validate('entries' in codec ? entry : textOf(actual), inner);
      });
      const values = all(results);
      return isLeft(values)
        ? values
        : right(present(values.right.map((value, i) => [codecs[i]?.[0] ?? '', value])) as Decoded<S>);
    },
    (values) => present(codecs.map(([label, codec]) => [label, codec.encode(own(values, label))])) as Values,
  );
}

/** A codec of all entries: of those that `chosen` chooses, each with its place and what is to be decoded of it. */
const list = <A>(
  name: string,
  item: t.Type<A, unknown>,
  chosen: (
    entries: ReadonlyArray<unknown>,
  ) => ReadonlyArray<readonly [place: number, input: unknown, actual: unknown]>,
): EntriesCodec<ReadonlyArray<A>> =>
  Object.assign(
    type<ReadonlyArray<A>, unknown, unknown>(
      name,
      (u): u is ReadonlyArray<A> => Array.isArray(u) && u.every(item.is),
      (u, context) =>
        Array.isArray(u)
          ? all(
              chosen(u).map(([place, input, actual]) =>
                item.validate(input, [...context, { key: `${place}`, type: item, actual }]),
              ),
            )
          : left([{ value: u, context }]),
      (values) => values.map(item.encode),
    ),
    { entries: true as const },
  );

/** A table: the rows that have fields, each by the codecs of its columns. */
export function rows<S extends Shape>(shape: S): EntriesCodec<ReadonlyArray<Decoded<S>>> {
  return list('rows', decodeFields(shape), (entries) =>
    // A table that lost all its rows has one without fields.
    entries.flatMap((row, i) => (isRecord(row) && Object.keys(row).length === 0 ? [] : [[i, row, row]])),
  );
}

/** A field that may have several values: all of them, in the order in which they come. */
export function many<A, O>(item: t.Type<A, O>): EntriesCodec<ReadonlyArray<A>> {
  return list(`${item.name}[]`, item, (entries) => entries.map((one, i) => [i, textOf(one), one]));
}

/** A field that a document need not have: nothing where there is no candidate, null where the best one is empty. */
export function optional<C extends t.Mixed>(codec: C): t.Type<t.TypeOf<C> | null | undefined, unknown> {
  return Object.assign(
    type<t.TypeOf<C> | null | undefined, unknown, unknown>(
      `${codec.name}?`,
      (u): u is t.TypeOf<C> | null | undefined => u == null || codec.is(u),
      (u, context) => (u == null ? right(u) : codec.validate(u, context)),
      (value) => (value == null ? value : codec.encode(value)),
    ),
    'entries' in codec ? { entries: true } : {},
  );
}

/** Where values are not what they should be. */
export interface FieldError {
  readonly label: string;
  /** Of a table: which row, the first being 0. */
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  /** As it stands in the document, or else the value; nothing where there is no candidate. */
  readonly rawValue: unknown;
  /** The name of the codec that refused it. */
  readonly expected: string;
}

const rawOf = (actual: unknown): unknown =>
  isRecord(actual) ? (actual['rawValue'] ?? actual['value']) : actual;

/**
 * The errors of {@link decodeFields}, each with its label, row and column.
 *
 * @example
 * if (isLeft(invoice)) for (const { label, rawValue } of fieldErrors(invoice.left)) console.error(label, rawValue);
 */
export function fieldErrors(errors: t.Errors): ReadonlyArray<FieldError> {
  return errors.map(({ context }) => {
    const [, field, place, column] = context;
    const { key: label = '', type: codec, actual } = field ?? {};
    const cell = codec && 'entries' in codec ? (column ?? place) : undefined;
    return {
      label,
      ...(cell && { row: Number(place?.key) }),
      ...(cell && cell === column && { column: column.key }),
      rawValue: rawOf((cell ?? { actual }).actual),
      expected: (cell?.type ?? codec)?.name ?? 'fields',
    };
  });
}
