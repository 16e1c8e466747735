/** Dates: each belongs to the label that it stands by, and one that is left over is no due date. */
import { type Anchor, behind, below, beside } from '../anchors.js';
import { type Candidate, candidateOf, near, type ReadValues } from '../candidates.js';
import type { TextCell, TextPage } from '../text.js';
import { type DateOrder, datesOf, orderOf } from '../values.js';
import type { Kind } from '../words.js';

/** The text of a document, for what all of it tells. */
export function wholeOf(pages: ReadonlyArray<TextPage>): string {
  return pages.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells.map(({ text }) => text))).join('\n');
}

const read =
  (order: DateOrder): ReadValues =>
  (text) =>
    datesOf(text, order).map((each) => ({ ...each, score: each.isAmbiguous ? 0.9 : 1 }));

/** The dates of a kind of label, the surest first. */
export function labelledDates(
  kind: Kind,
  anchors: ReadonlyArray<Anchor>,
  pages: ReadonlyArray<TextPage>,
): ReadonlyArray<Candidate> {
  const order = orderOf(wholeOf(pages));
  return near(
    anchors.filter((anchor) => anchor.kind === kind),
    anchors,
    read(order),
  );
}

/** The date of an invoice: the one that is called so, else the only one that nothing is said of. */
export function invoiceDateOf(
  anchors: ReadonlyArray<Anchor>,
  pages: ReadonlyArray<TextPage>,
): ReadonlyArray<Candidate> {
  const named = labelledDates('invoice date', anchors, pages);
  if (named.length > 0) return named;
  const order = orderOf(wholeOf(pages));
  const taken = new Set<TextCell>();
  for (const anchor of anchors) {
    if (!['other date', 'due date', 'order number'].includes(anchor.kind)) continue;
    if (/\d/.test(behind(anchor))) taken.add(anchor.cell);
    for (const cell of [...beside(anchor, anchors), ...below(anchor, anchors)]) taken.add(cell);
  }
  const free = pages.flatMap(({ page, lines }) =>
    lines.flatMap(({ cells }) =>
      cells
        .filter((cell) => !taken.has(cell))
        .flatMap((cell) => datesOf(cell.text, order).map((value) => ({ value, cell, page }))),
    ),
  );
  const [first] = free;
  const isOnly = first !== undefined && free.every(({ value }) => value.value === first.value.value);
  return isOnly ? [candidateOf(first.value, first.cell, first.page, 0.6)] : [];
}
