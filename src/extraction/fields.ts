/** The fields of a prediction in one shape, whichever it came in; and back to a list. */
import type { Json } from '../codec.js';
import type { GroundTruth } from '../resources/documents/lasDocument.js';
import type { Candidate, PredictedField } from '../resources/predictions/predictedFields.js';
import { areRows, type Entry, isCandidate, isObject, isRow, type Loose, mapRecord, own } from './common.js';
import type { Fields, Policy, Row } from './types.js';

/** What has fields: `predictions` of either format, `groundTruth`, a webhook's `output`, the variables of a run. */
export type FieldsSource =
  | ReadonlyArray<PredictedField>
  | ReadonlyArray<GroundTruth>
  | Json
  | null
  | undefined;

type Group = readonly [key: string | null, entries: ReadonlyArray<Entry>];

/** By key the entries of all groups that have it. */
const grouped = (groups: ReadonlyArray<Group>): Readonly<Record<string, ReadonlyArray<Entry>>> => {
  const all = new Map<string | null, Entry[]>();
  for (const [key, entries] of groups) {
    const there = all.get(key) ?? [];
    all.set(key, there);
    // One by one: the arguments of a call are limited.
    for (const entry of entries) there.push(entry);
  }
  return Object.fromEntries(all as ReadonlyMap<string, Entry[]>);
};

const listOf = (u: unknown): ReadonlyArray<unknown> => (Array.isArray(u) ? u : [u]);

// What JSON calls `toString` cannot be made text.
const text = (u: unknown): string | null => (typeof (u ?? null) === 'object' ? null : `${u}`);

/** A variable of a run stands without an object, and may be a number. */
const candidate = (u: unknown): Candidate => {
  const { label, ...rest }: Record<string, unknown> = isObject(u) ? u : { value: u };
  // Six times faster than another copy.
  rest['value'] = text(rest['value']);
  return rest as object as Candidate;
};

/** The format `v2`: candidates or rows; where the best was chosen, one of them without a list. */
const entryOf = (u: unknown): Entry =>
  isObject(u) && isRow(u) ? (mapRecord(u, (cells) => listOf(cells).map(candidate)) as Row) : candidate(u);

/** The format `v1`. A row is a list of fields; they tell their page, or else the table does. */
const labelled = (fields: unknown, page?: unknown): ReadonlyArray<Group> =>
  listOf(fields)
    .filter(isObject)
    .map((field) => [
      text(field['label']),
      Array.isArray(field['value'])
        ? // A field that is no list is a row of its own.
          field['value'].map((row) => grouped(labelled(row, field['page'])) as Row)
        : [candidate(page === undefined ? field : { page, ...field })],
    ]);

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
  const all = Array.isArray(predictions)
    ? grouped(labelled(predictions))
    : mapRecord((predictions ?? {}) as Json, (u) => listOf(u).map(entryOf));
  return mapRecord(all, (entries, label) =>
    // A table that has a null for a candidate has no rows.
    own(config, label)?.fields || areRows(entries) ? entries.filter(isRow) : entries[0] && entries,
  ) as Fields<C>;
}

/**
 * Fields as the list that the format `v1` has. A label without candidates or rows is left out.
 *
 * @example
 * const list = predictionsOf(fieldsOf(prediction.predictions));
 */
export function predictionsOf(fields: Fields): PredictedField[] {
  return Object.entries(fields as Loose).flatMap(([label, entries = []]): ReadonlyArray<PredictedField> => {
    const rows = entries.filter(isRow);
    const plain = entries.filter(isCandidate).map((one) => ({ label, ...one }));
    if (rows.length === 0) return plain;
    const cells = (row: Row) =>
      Object.entries(row).flatMap(([column, all = []]) => all.map((one) => ({ label: column, ...one })));
    return [...plain, { label, value: rows.map(cells) }];
  });
}
