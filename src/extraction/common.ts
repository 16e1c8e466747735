/** What the functions of extraction share. */
import type { Candidate, FieldPolicy, Fields, Policy, Row } from './types.js';

/** The entries of a field: candidates, or the rows of a table. */
export type Entries = ReadonlyArray<Candidate> | ReadonlyArray<Row>;

/** A user's labels may be called as what every object has: `constructor`. */
export const own = <A>(of: Readonly<Record<string, A>> | null | undefined, key: string): A | undefined =>
  of && Object.hasOwn(of, key) ? of[key] : undefined;

export const isTable = (rule: FieldPolicy | undefined): boolean =>
  !!rule && (!!rule.fields || rule.type === 'lines' || rule.type === 'table');

export const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

// A column may be called `value`, but then a list is under it.
export const isRow = (entry: Candidate | Row): entry is Row =>
  !('value' in entry) || Array.isArray(entry.value);

export const rowsOf = (entries: Entries): ReadonlyArray<Row> =>
  (entries as ReadonlyArray<Candidate | Row>).filter(isRow);

export const candidatesOf = (entries: Entries): ReadonlyArray<Candidate> =>
  (entries as ReadonlyArray<Candidate | Row>).filter((entry): entry is Candidate => !isRow(entry));

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
  const made: [string, B][] = [];
  for (const [key, value] of Object.entries(record)) {
    const b = value === undefined ? undefined : f(value, key);
    if (b !== undefined) made.push([key, b]);
  }
  return Object.fromEntries(made);
};

/** Fields whose types are not known, to work on. */
export const loose = (fields: Fields<Policy>): Readonly<Record<string, Entries | undefined>> => fields;
