/** Amounts: a total is one only if it is written as money near a word that says so, or if the parts confirm it. */
import { type Anchor, beside } from '../anchors.js';
import { type Candidate, candidateOf, near, type ReadValues } from '../candidates.js';
import type { TextCell, TextPage } from '../text.js';
import { numbersOf } from '../values.js';
import type { Kind } from '../words.js';

const currencyIn = /[A-Z]{3}\b|[€$£¥]|\bkr\b/;

/** Numbers that may be money; a bare one only where its label names a currency. */
const read =
  (label: string): ReadValues =>
  (text) =>
    numbersOf(text).map((each) => ({
      ...each,
      score: each.isMoney ? 1 : currencyIn.test(label) || currencyIn.test(text) ? 0.8 : 0.45,
    }));

/** The amounts of a kind of label, the surest first. Of those that are as sure the last stands below what it adds up. */
export function amountsOf(kind: Kind, anchors: ReadonlyArray<Anchor>): ReadonlyArray<Candidate> {
  const found = anchors
    .filter((anchor) => anchor.kind === kind)
    .flatMap((anchor) => near([anchor], anchors, read(anchor.cell.text), 'last'));
  return [...found].reverse().sort((a, b) => b.confidence - a.confidence);
}

const cents = (value: string | number): number => Math.round(Number(value) * 100);
const areClose = (a: number, b: number): boolean => Math.abs(a - b) <= 2;

/** The total: what is called so, confirmed or corrected by what it adds up. */
export function totalOf(
  anchors: ReadonlyArray<Anchor>,
  pages: ReadonlyArray<TextPage>,
  rowSum: number | undefined,
): ReadonlyArray<Candidate> {
  const totals = amountsOf('total', anchors);
  const nets = amountsOf('subtotal', anchors);
  const taxes = amountsOf('tax', anchors);
  const sums = nets.flatMap((net) => taxes.map((tax) => cents(net.value) + cents(tax.value)));
  const isSum = ({ value }: Candidate): boolean => sums.some((sum) => areClose(sum, cents(value)));
  const confirmed = totals.filter(isSum);
  if (confirmed.length > 0) {
    const [first] = confirmed;
    return first === undefined
      ? totals
      : [{ ...first, confidence: 0.98 }, ...totals.filter((one) => one !== first)];
  }
  // What is left to pay of a paid invoice is not its total.
  const some = totals.filter(({ value }) => cents(value) !== 0);
  const [best] = some;
  if (best !== undefined && best.confidence >= 0.5) return some;
  const guessed = unlabelled(pages, anchors, sums, rowSum);
  return guessed.length > 0 ? guessed : totals;
}

/** Without a label, a total is the money that taxes or rows add up to, or the only money there is. */
function unlabelled(
  pages: ReadonlyArray<TextPage>,
  anchors: ReadonlyArray<Anchor>,
  sums: ReadonlyArray<number>,
  rowSum: number | undefined,
): ReadonlyArray<Candidate> {
  // What is called something else is no total.
  const named = new Set<TextCell>();
  for (const anchor of anchors) {
    if (!['tax', 'subtotal', 'other amount', 'unit price'].includes(anchor.kind)) continue;
    for (const cell of [anchor.cell, ...beside(anchor, anchors)]) named.add(cell);
  }
  const all = pages.flatMap(({ page, lines }) =>
    lines.flatMap(({ cells }) =>
      cells
        .filter((cell) => !named.has(cell))
        .flatMap((cell) =>
          numbersOf(cell.text)
            .filter(({ isMoney }) => isMoney)
            .map((value) => ({ value, cell, page })),
        ),
    ),
  );
  const pick = (wanted: number | undefined, confidence: number): ReadonlyArray<Candidate> => {
    const found = all.findLast(({ value }) => wanted !== undefined && areClose(cents(value.number), wanted));
    return found === undefined ? [] : [candidateOf(found.value, found.cell, found.page, confidence)];
  };
  const bySums = sums.flatMap((sum) => pick(sum, 0.75));
  if (bySums.length > 0) return bySums;
  const byRows = pick(rowSum, 0.6);
  if (byRows.length > 0) return byRows;
  const [first] = all;
  const isOnly = first !== undefined && all.every(({ value }) => value.value === first.value.value);
  return isOnly ? [candidateOf(first.value, first.cell, first.page, 0.6)] : [];
}
