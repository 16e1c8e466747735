/** The fields of a prediction in one shape, whichever it came in; and back to a list. */
import type { Json } from '../codec.js';
import type { GroundTruth } from '../resources/documents/lasDocument.js';
import type { Candidate, PredictedField } from '../resources/predictions/predictedFields.js';
import { candidatesOf, type Entries, isObject, isRow, isTable, loose, own, rowsOf } from './common.js';
import type { Fields, Policy, Row } from './types.js';

/** What has fields: `predictions` of either format, `groundTruth`, a webhook's `output`, the variables of a run. */
export type FieldsSource =
  | ReadonlyArray<PredictedField>
  | ReadonlyArray<GroundTruth>
  | Json
  | null
  | undefined;

const isLeaf = (u: unknown): boolean => u === null || /^(st|nu|bo)/.test(typeof u);

// The label goes: it is the key. Variables may be numbers.
const candidate = (u: unknown, page?: unknown): ReadonlyArray<Candidate> => {
  const { label, value, ...rest } = isObject(u) ? u : { label: 0, value: u };
  return isLeaf(value ?? null)
    ? [{ ...(page === undefined ? rest : { page, ...rest }), value: value == null ? null : String(value) }]
    : [];
};

const listOf = (u: unknown): ReadonlyArray<unknown> => (Array.isArray(u) ? u : [u]);

/** By the key of each item, what `f` makes of it. */
function grouped<A>(
  items: ReadonlyArray<readonly [key: string, value: unknown]>,
  f: (value: unknown) => ReadonlyArray<A>,
): Readonly<Record<string, ReadonlyArray<A>>> {
  const groups = new Map<string, A[]>();
  for (const [key, value] of items) {
    const group = groups.get(key);
    if (group) group.push(...f(value));
    else groups.set(key, [...f(value)]);
  }
  return Object.fromEntries(groups);
}

const labelled = (fields: unknown): ReadonlyArray<readonly [string, unknown]> =>
  listOf(fields).flatMap((field) =>
    isObject(field) && typeof field['label'] === 'string' ? [[field['label'], field]] : [],
  );

/** `v1`: a row is a list of fields, and a table of a single row may be that list. */
function entriesOfField(field: unknown): ReadonlyArray<Candidate | Row> {
  const { value, page } = field as Readonly<Record<string, unknown>>;
  if (!Array.isArray(value)) return candidate(field);
  const rows = value.every(Array.isArray) ? value : [value];
  return rows.map((row) => grouped(labelled(row), (cell) => candidate(cell, page)));
}

/** `v2`: candidates or rows, one of them without a list where the best was chosen. */
function entriesOfLabel(u: unknown): ReadonlyArray<Candidate | Row> {
  return listOf(u).flatMap((entry): ReadonlyArray<Candidate | Row> => {
    if (!isObject(entry)) return candidate(entry);
    const row = !('value' in entry) || Array.isArray(entry['value']);
    if (!row) return candidate(entry);
    // Of a field that has nothing, `{}` is told.
    if (entry === u && !Object.values(entry).every(isObject)) return [];
    return [grouped(Object.entries(entry), (cells) => listOf(cells).flatMap((cell) => candidate(cell)))];
  });
}

/**
 * The fields of a prediction by label: the candidates of each, or the rows of a table. Both formats give the same, and
 * so do a webhook's `output` and the variables of a run, which have the best candidate alone. A label whose table has no
 * rows stays, without any.
 *
 * `config`, the model's `fieldConfig`, gives the result its type, and tells tables without rows from fields without
 * candidates.
 *
 * @example
 * import { fieldsOf } from 'las-fp/extraction';
 *
 * const fields = fieldsOf(prediction.predictions, { total_amount: { type: 'amount' } });
 * const values = fields.total_amount?.map(({ value }) => value);
 */
export function fieldsOf<const C extends Policy = Policy>(predictions: FieldsSource, config?: C): Fields<C> {
  const all: Readonly<Record<string, ReadonlyArray<Candidate | Row>>> = Array.isArray(predictions)
    ? grouped(labelled(predictions), entriesOfField)
    : grouped(Object.entries(predictions ?? {}), entriesOfLabel);
  const list = Array.isArray(predictions);
  const found = Object.entries(all).flatMap(([label, entries]): ReadonlyArray<[string, Entries]> => {
    const table = isTable(own(config, label)) || entries.some(isRow);
    // A table that has a null for a candidate has no rows.
    const typed = (table ? entries.filter(isRow) : entries) as Entries;
    return typed.length > 0 || table || list ? [[label, typed]] : [];
  });
  return Object.fromEntries(found) as Fields<C>;
}

/**
 * Fields as the list that the format `v1` has. A label without candidates or rows is left out.
 *
 * @example
 * const list = predictionsOf(fieldsOf(prediction.predictions));
 */
export function predictionsOf(fields: Fields): PredictedField[] {
  return Object.entries(loose(fields)).flatMap(([label, entries = []]): ReadonlyArray<PredictedField> => {
    const rows = rowsOf(entries);
    const plain = candidatesOf(entries).map((one) => ({ label, ...one }));
    if (rows.length === 0) return plain;
    const cells = (row: Row) =>
      Object.entries(row).flatMap(([column, all = []]) => all.map((one) => ({ label: column, ...one })));
    return [...plain, { label, value: rows.map(cells) }];
  });
}
