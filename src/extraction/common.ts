/** What the functions of extraction share. */
import type { Candidate, FieldPolicy, Row } from './types.js';

/** The entries of a field: candidates, or the rows of a table. */
export type Entries = ReadonlyArray<Candidate> | ReadonlyArray<Row>;

/** Entries one by one: which of the two they are is to be asked of each. */
export type Entry = Candidate | Row;

/** A user's labels may be called as what every object has: `constructor`. */
export const own = <A>(of: Readonly<Record<string, A>> | null | undefined, key: string): A | undefined =>
  of && Object.hasOwn(of, key) ? of[key] : undefined;

/** Whether a document may have several values of a field. */
export const isMulti = (rule: FieldPolicy | undefined): unknown =>
  rule?.isMultivalue || rule?.type === 'multi-value';

export const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  Object(u) === u && !Array.isArray(u);

// A column may be called `value`, but then a list is under it.
export const isRow: (entry: object) => entry is Row = (({ value = [] }: { readonly value?: unknown }) =>
  Array.isArray(value)) as (entry: object) => entry is Row;

export const isCandidate = (entry: Entry): entry is Candidate => !isRow(entry);

/** A field has one or the other. */
export const areRows = (entries: ReadonlyArray<Entry>): entries is ReadonlyArray<Row> => entries.some(isRow);

type Sure = Pick<Candidate, 'confidence'>;

/** How sure the model is; a candidate that does not say so is certain. */
export const confidenceOf = ({ confidence }: Sure): number => confidence ?? 1;

/** The candidate with the greatest confidence, the first of several. */
export const bestOf = <A extends Sure>(candidates: ReadonlyArray<A>): A | undefined =>
  candidates.reduce<A | undefined>(
    (best, one) => (best && confidenceOf(best) >= confidenceOf(one) ? best : one),
    undefined,
  );

/** The same record with other values; `undefined` leaves a key out. */
export const mapRecord = <A, B>(
  record: Readonly<Record<string, A | undefined>>,
  f: (value: A, key: string) => B | undefined,
): Readonly<Record<string, B>> => {
  // A copy has the keys already, `__proto__` too: three times faster than entries on the way to a record and back.
  const mapped: Record<string, unknown> = { ...record };
  for (const key of Object.keys(mapped)) {
    const value = record[key];
    mapped[key] = value === undefined ? value : f(value, key);
    if (mapped[key] === undefined) delete mapped[key];
  }
  return mapped as Readonly<Record<string, B>>;
};

/** Fields whose labels are not known, to work on. */
export type Loose = Readonly<Record<string, Entries | undefined>>;
