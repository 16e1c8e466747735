/** What goes back to the model: ground truth of what was read and what a person said. */
import type { GroundTruth } from '../resources/documents/lasDocument.js';
import { bestFirst } from './best.js';
import { isCandidate, isMulti, isObject, isRow, type Loose, mapRecord, own } from './common.js';
import type {
  Candidate,
  Detail,
  DetailRow,
  Details,
  FieldPolicy,
  Fields,
  Policy,
  Row,
  RowValues,
  Values,
} from './types.js';

type Before = ReadonlyArray<GroundTruth> | null | undefined;

const listOf = <A>(one: A | ReadonlyArray<A>): ReadonlyArray<A> => (Array.isArray(one) ? one : [one as A]);

/** By label the entries of before, in their order, and then nothing for each label that is new. */
function byLabel(
  before: Before,
  labels: ReadonlyArray<string>,
): ReadonlyMap<string, ReadonlyArray<GroundTruth>> {
  const all = new Map<string, GroundTruth[]>();
  for (const entry of before ?? []) all.set(entry.label, [...(all.get(entry.label) ?? []), entry]);
  for (const label of labels) if (!all.has(label)) all.set(label, []);
  return all;
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/**
 * Ground truth of plain values: what was there before, overlaid with them. A table without rows is left out.
 *
 * @example
 * const groundTruth = groundTruthOfValues({ total_amount: '54.50' }, document.groundTruth);
 * await updateDocument(ctx, documentId, { groundTruth })();
 */
export function groundTruthOfValues<const C extends Policy = Policy>(
  values: Values<C>,
  before?: Before,
): ReadonlyArray<GroundTruth> {
  const given: Values = values ?? {};
  return [...byLabel(before, Object.keys(given))]
    .flatMap(([label, entries]): ReadonlyArray<GroundTruth> => {
      const value = own(given, label);
      if (value === undefined) return entries;
      // What comes from a form may be a number, and rows may be ground truth already.
      if (!Array.isArray(value)) return [{ label, value: value as string | null }];
      const rows = (value as ReadonlyArray<RowValues | GroundTruth[]>).map((row) =>
        Array.isArray(row)
          ? row
          : Object.entries(row ?? {}).flatMap(([column, cell]) =>
              cell === undefined ? [] : [{ label: column, value: cell }],
            ),
      );
      return [{ label, value: rows }];
    })
    .filter(({ value }) => !isEmpty(value));
}

/** What was there before and nobody touched has no origin. */
const entryOf = (label: string, info: Detail | GroundTruth): GroundTruth => {
  // A form may have the text alone.
  const detail: Detail = isObject(info) ? info : { value: info as string | null };
  const { value = null, rawValue = value, pages, page, confidence, isEdited } = detail;
  const sure = isEdited ? 1 : confidence;
  return {
    label,
    value: rawValue,
    pages: pages ?? (page == null ? [] : [page]),
    ...(sure !== undefined && { confidence: sure }),
  };
};

/**
 * Ground truth of detailed values ({@link detailsOf}, {@link correct}): `rawValue` where there is one, else `value`; the
 * pages; the confidence, which is 1 where a person edited it. What was there before and is not among the details stays.
 * The rules are those of the service, also where they surprise:
 *
 * - A label that the model does not have is left out, be it of before.
 * - A table without rows is left out.
 *
 * @example
 * const details = correct(detailsOf(decision.fields, config), { total_amount: '54.50' });
 * const groundTruth = groundTruthOf(details, config, document.groundTruth);
 * await updateDocument(ctx, documentId, { groundTruth })();
 */
export function groundTruthOf<const C extends Policy>(
  details: Details<NoInfer<C>>,
  config: C,
  before?: Before,
): ReadonlyArray<GroundTruth> {
  const given: Details = details ?? {};
  return [...byLabel(before, Object.keys(given))]
    .flatMap(([label, entries]): ReadonlyArray<GroundTruth> => {
      const rule = own(config, label);
      const detail = own(given, label);
      if (!rule) return [];
      if (detail === undefined) {
        const kept = isMulti(rule) ? entries : entries.slice(-1);
        return kept.map((entry) => (Array.isArray(entry.value) ? entry : entryOf(label, entry)));
      }
      if (!rule?.fields) return listOf(detail as Detail).map((one) => entryOf(label, one));
      const read = (Array.isArray(detail) ? detail : []) as ReadonlyArray<DetailRow>;
      const rows = read.map((row) =>
        Object.entries(row ?? {}).flatMap(([column, cell]) =>
          listOf(cell ?? null).map((one) => entryOf(column, one as Detail)),
        ),
      );
      return [{ label, value: rows }];
    })
    .filter(({ value }) => !isEmpty(value));
}

const automated = (one: Candidate): Detail => ({ ...one, isEdited: false, automated: true });

const details = (
  candidates: ReadonlyArray<Candidate>,
  rule: FieldPolicy | undefined,
): Detail | ReadonlyArray<Detail> | undefined => {
  const all = bestFirst(candidates, rule).map(automated);
  return isMulti(rule) ? all : all[0];
};

/**
 * Detailed values of what was read, none of which a person edited: the best candidate of each field, all of them where
 * it may have several values, and of tables the rows. A label without candidates is left out.
 */
export function detailsOf<const C extends Policy>(fields: Fields<NoInfer<C>>, config: C): Details<C> {
  return mapRecord(fields as Loose, (entries, label) => {
    const rule = own(config, label);
    const rows = entries.filter(isRow);
    if (rows.length === 0)
      return entries.length === 0 ? undefined : details(entries.filter(isCandidate), rule);
    return rows.map((row: Row) =>
      mapRecord(row, (cells: ReadonlyArray<Candidate>, column) => details(cells, own(rule?.fields, column))),
    );
  }) as Details<C>;
}

// Another value does not stand where the old one did, nor as it did.
function edited(value: string | null, before: Detail | ReadonlyArray<Detail> | undefined): Detail {
  const [first] = before === undefined ? [] : listOf(before as Detail);
  const { rawValue, location, ...rest }: Detail = isObject(first) ? first : {};
  return {
    ...(first?.value === value ? first : rest),
    value,
    confidence: 1,
    isEdited: true,
    automated: false,
  };
}

/**
 * Detailed values after a person's word: what `values` has is edited, with confidence 1, also where it is as before.
 * Rows are given as a whole, each beside the one in its place.
 */
export function correct<const C extends Policy = Policy>(before: Details<C>, values: Values<C>): Details<C> {
  const old: Details = before ?? {};
  const corrected = Object.entries((values ?? {}) as Values).map(([label, value = null]) => {
    const there = own(old, label);
    if (!Array.isArray(value)) return [label, edited(value as string | null, there as Detail | undefined)];
    const rows: ReadonlyArray<DetailRow> = Array.isArray(there) ? there : [];
    const cellsOf = (row: RowValues | null, i: number) =>
      Object.entries(row ?? {}).map(([column, cell = null]) => [column, edited(cell, own(rows[i], column))]);
    return [label, value.map((row, i) => Object.fromEntries(cellsOf(row, i)))];
  });
  return { ...old, ...Object.fromEntries(corrected) } as Details<C>;
}
