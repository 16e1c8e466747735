/** Of several candidates the best. */
import type { Candidate } from '../resources/predictions/predictedFields.js';
import { areRows, confidenceOf, type Entries, isMulti, type Loose, mapRecord, own } from './common.js';
import type { FieldPolicy, Fields, Policy, Row } from './types.js';

/** The best candidate, or all of a field that may have several values, best first. */
export const bestFirst = (
  candidates: ReadonlyArray<Candidate>,
  rule: FieldPolicy | undefined,
): ReadonlyArray<Candidate> =>
  [...candidates].sort((a, b) => confidenceOf(b) - confidenceOf(a)).slice(0, isMulti(rule) ? Infinity : 1);

/** The best candidates of each column of a row. */
export const bestOfRow = (row: Row, table: FieldPolicy | undefined): Row =>
  mapRecord(row, (cells: ReadonlyArray<Candidate>, column) => bestFirst(cells, own(table?.fields, column)));

/** The best entries of a field: its best candidates, or its rows with theirs. */
export const bestEntries = (entries: Entries, rule: FieldPolicy | undefined): Entries =>
  areRows(entries) ? entries.map((row) => bestOfRow(row, rule)) : bestFirst(entries, rule);

/**
 * Of each label the candidate with the greatest confidence, and so of each column of each row; of fields that may have
 * several values (`isMultivalue`) all, best first. A candidate without a confidence is certain; of equals the first is
 * taken.
 *
 * @example
 * const { total_amount } = best(fieldsOf(prediction.predictions, config), config);
 */
export function best<const C extends Policy = Policy>(fields: Fields<NoInfer<C>>, config?: C): Fields<C> {
  return mapRecord(fields as Loose, (entries, label) =>
    bestEntries(entries, own(config, label)),
  ) as Fields<C>;
}
