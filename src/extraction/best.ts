/** Of several candidates the best. */
import type { Candidate } from '../resources/predictions/predictedFields.js';
import { bestOf, candidatesOf, confidenceOf, isTable, loose, mapRecord, own, rowsOf } from './common.js';
import type { FieldPolicy, Fields, Policy, Row } from './types.js';

/** The best candidate, or all of a field that may have several values, best first. */
export const bestFirst = (
  candidates: ReadonlyArray<Candidate>,
  rule: FieldPolicy | undefined,
): ReadonlyArray<Candidate> => {
  if (rule?.isMultivalue) return [...candidates].sort((a, b) => confidenceOf(b) - confidenceOf(a));
  const one = bestOf(candidates);
  return one ? [one] : [];
};

/** The best candidates of each column of a row. */
export const bestOfRow = (row: Row, table: FieldPolicy | undefined): Row =>
  mapRecord(row, (cells: ReadonlyArray<Candidate>, column) => bestFirst(cells, own(table?.fields, column)));

/**
 * Of each label the candidate with the greatest confidence, and so of each column of each row; of fields that may have
 * several values (`isMultivalue`) all, best first. A candidate without a confidence is certain; of equals the first is
 * taken.
 *
 * @example
 * const [total] = best(fieldsOf(prediction.predictions, config), config).total_amount ?? [];
 */
export function best<const C extends Policy = Policy>(fields: Fields<NoInfer<C>>, config?: C): Fields<C> {
  return mapRecord(loose(fields as Fields), (entries, label) => {
    const rule = own(config, label);
    const rows = rowsOf(entries);
    return rows.length > 0 || isTable(rule)
      ? rows.map((row) => bestOfRow(row, rule))
      : bestFirst(candidatesOf(entries), rule);
  }) as Fields<C>;
}
