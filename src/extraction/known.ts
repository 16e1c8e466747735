/** What was known of a document before a model read it. */
import type { GroundTruth } from '../resources/documents/lasDocument.js';
import { type Entry, isCandidate, isMulti, isRow, type Loose, mapRecord, own } from './common.js';
import { fieldsOf } from './fields.js';
import type { Candidate, Fields, Policy, Row } from './types.js';

const sure = (one: Candidate): Candidate => ({ ...one, confidence: 1 });

const sureRow = (row: Row): Row => mapRecord(row, (cells: ReadonlyArray<Candidate>) => cells.map(sure));

/**
 * Fields with the ground truth of the document in them: a label that it has takes its value from there, with confidence
 * 1, and labels that nobody predicted are added. The rules are those of the service, also where they surprise:
 *
 * - Where there is any ground truth, the candidates of the other labels keep value and confidence alone, and a
 *   confidence of 0 is dropped. Rows stay as they are.
 * - Of several entries with one label the last one counts, unless the field may have several values.
 *
 * @example
 * const shown = withGroundTruth(decision.fields, document.groundTruth, policy);
 */
export function withGroundTruth<const C extends Policy>(
  fields: Fields<NoInfer<C>>,
  groundTruth: ReadonlyArray<GroundTruth> | null | undefined,
  config: C,
): Fields<C> {
  if (!groundTruth?.length) return fields;
  const read = mapRecord(fields as Loose, (entries): ReadonlyArray<Entry> => {
    const rows = entries.filter(isRow);
    if (rows.length > 0) return rows;
    return entries.filter(isCandidate).map(({ value, confidence }) => ({
      value,
      ...(confidence && { confidence }),
    }));
  });
  const known = mapRecord(fieldsOf(groundTruth, config) as Loose, (entries, label): ReadonlyArray<Entry> => {
    const rows = entries.filter(isRow);
    if (rows.length > 0) return rows.map(sureRow);
    const all = entries.filter(isCandidate).map(({ value }) => sure({ value }));
    return isMulti(own(config, label)) ? all : all.slice(-1);
  });
  return { ...read, ...known } as Fields<C>;
}
