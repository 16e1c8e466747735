/** The pages of a document made one. */
import type { Candidate } from '../resources/predictions/predictedFields.js';
import { bestOfRow } from './best.js';
import {
  bestOf,
  confidenceOf,
  type Entry,
  isCandidate,
  isRow,
  type Loose,
  mapRecord,
  own,
} from './common.js';
import type { FieldPolicy, Fields, Policy, Row } from './types.js';

/** How {@link mergePages} goes about it. */
export interface MergeOptions {
  /** Whether a row at the beginning of a page may be the rest of the last one of the page before; false by default. */
  readonly mergeContinuedLines?: boolean | undefined;
}

const pageOf = (row: Row): number | null | undefined => Object.values(row)[0]?.[0]?.page;

/** Whether no column that both rows have has two different values. */
const agree = (one: Row, other: Row): boolean =>
  Object.entries(one).every(([column, cells = []]) => {
    const there = bestOf(own(other, column) ?? []);
    return !there || bestOf(cells)?.value === there.value;
  });

function joined(rows: ReadonlyArray<Row>): ReadonlyArray<Row> {
  const all: Row[] = [];
  let page: number | null | undefined;
  for (const row of rows) {
    const last = all.at(-1);
    const here = pageOf(row);
    // Where a page is not told, nobody knows that it is another one.
    if (last && page != null && here != null && page !== here && agree(last, row)) {
      const both: Row = mapRecord({ ...last, ...row }, (_, column) => [
        ...(own(last, column) ?? []),
        ...(own(row, column) ?? []),
      ]);
      all[all.length - 1] = both;
    } else all.push(row);
    page = here;
  }
  return all;
}

const leastAverage = 0.3;

/** Whether the model is sure enough of a row: a column that it lacks counts as 0, one that is empty not at all. */
function isSure(row: Row, table: FieldPolicy | undefined): boolean {
  const columns = Object.keys(table?.fields ?? row);
  const counted = columns.flatMap((column) => {
    const one = bestOf(own(row, column) ?? []);
    return one?.value === null ? [] : [one ? confidenceOf(one) : 0];
  });
  return counted.reduce((sum, one) => sum + one, 0) / counted.length >= leastAverage;
}

/** Rows of which the model is not sure go; a table that loses all of them keeps one without fields. */
function mergeRows(
  rows: ReadonlyArray<Row>,
  rule: FieldPolicy | undefined,
  continued: boolean,
): ReadonlyArray<Row> {
  const filled = rows.filter((row) => pageOf(row) !== undefined || Object.keys(row).length > 0);
  const sure = (continued ? joined(filled) : filled)
    .filter((row) => isSure(row, rule))
    .map((row) => bestOfRow(row, rule));
  if (sure.length > 0) return sure;
  // Where continued lines are merged, a table is there even without any row.
  return rows.length > 0 || continued ? [{}] : [];
}

/** Empty candidates stay where no page found the field, and of those the least sure one. */
function mergeCandidates(pages: ReadonlyArray<ReadonlyArray<Candidate>>): ReadonlyArray<Candidate> {
  const all = pages.flat();
  const empty = all.filter(({ value }) => value === null);
  const found = all.filter(({ value }) => value !== null);
  // A page that says nothing of a field counts as one that found it.
  if (!pages.every((page) => page.some(({ value }) => value === null))) return found;
  const least = empty.reduce((one, other) => (confidenceOf(other) < confidenceOf(one) ? other : one));
  return [...found, least];
}

/**
 * The fields of a document from those of its pages, or parts of a few pages each, in their order. Plain fields have the
 * candidates of all pages; rows have their best candidates alone. A label stays, without candidates, where they were
 * all left out: {@link decide} has to know that something was read.
 *
 * `config` is the model's `fieldConfig` or a policy. The rules are those of the service, also where they surprise:
 *
 * - A page that has no candidate of a field counts as one that found it: an empty candidate stays only if each page has
 *   one.
 * - A row whose average confidence is below 0.3 goes. A column that it lacks counts as 0, an empty one not at all.
 * - A table that loses all its rows has one without fields.
 *
 * @example
 * const pages = predictions.map((one) => fieldsOf(one.predictions, config));
 * const fields = mergePages(pages, config, { mergeContinuedLines: true });
 */
export function mergePages<const C extends Policy>(
  pages: ReadonlyArray<Fields<NoInfer<C>>>,
  config: C,
  options: MergeOptions = {},
): Fields<C> {
  const { mergeContinuedLines = false } = options;
  const parts = pages.map((page) => page as Loose);
  const labels = new Set(parts.flatMap((part) => Object.keys(part)));
  if (labels.size === 0) return {};
  if (mergeContinuedLines)
    for (const [label, rule] of Object.entries(config)) if (rule?.fields) labels.add(label);
  const merged = [...labels].map((label): [string, ReadonlyArray<Entry>] => {
    const rule = own(config, label);
    const entries = parts.map((part) => own(part, label) ?? []);
    const rows = entries.flat().filter(isRow);
    return [
      label,
      rule?.fields || rows.length > 0
        ? mergeRows(rows, rule, mergeContinuedLines)
        : mergeCandidates(entries.map((page) => page.filter(isCandidate))),
    ];
  });
  return Object.fromEntries(merged) as Fields<C>;
}
