/** Values that may be the one of a field. */
import { type Anchor, behind, below, beside } from './anchors.js';
import { type Box, boxOf, type TextCell } from './text.js';
import type { Value } from './values.js';

/** A value that may be the one of a field. */
export interface Candidate {
  readonly value: string;
  readonly raw: string;
  readonly page: number;
  readonly confidence: number;
  readonly location?: Box | undefined;
}

/** Reads the values of a text; `place` says where it stands by its label. */
export type ReadValues = (text: string, place: 'behind' | 'beside' | 'below') => ReadonlyArray<Scored>;

/** A value, and how well it fits, from 0 to 1; 1 when absent. */
export interface Scored extends Value {
  readonly score?: number | undefined;
}

const rounded = (confidence: number): number => Math.round(Math.min(0.98, confidence) * 100) / 100;

/** A candidate from a value in a cell. */
export function candidateOf(value: Scored, cell: TextCell, page: number, confidence: number): Candidate {
  return {
    value: value.value,
    raw: value.raw,
    page,
    confidence: rounded(confidence * (value.score ?? 1)),
    location: boxOf(cell, value.raw),
  };
}

/** The nearest values of each label: behind it, else beside it, else below it; the surest first. */
export function near(
  anchors: ReadonlyArray<Anchor>,
  all: ReadonlyArray<Anchor>,
  read: ReadValues,
  pick: 'first' | 'last' = 'first',
): ReadonlyArray<Candidate> {
  const found = anchors.flatMap((anchor) => nearest(anchor, all, read, pick) ?? []);
  return found.sort((a, b) => b.confidence - a.confidence);
}

function nearest(
  anchor: Anchor,
  all: ReadonlyArray<Anchor>,
  read: ReadValues,
  pick: 'first' | 'last',
): Candidate | undefined {
  const { page, score } = anchor;
  const one = (values: ReadonlyArray<Scored>): Scored | undefined =>
    pick === 'first' ? values[0] : values.at(-1);
  const own = one(read(behind(anchor), 'behind'));
  if (own !== undefined) {
    const text = behind(anchor);
    const between = text.slice(0, Math.max(0, text.indexOf(own.raw)));
    return candidateOf(own, anchor.cell, page.page, 0.98 * score * (saysMore(between) ? 0.6 : 1));
  }
  if (saysMore(behind(anchor))) return undefined;
  const right = beside(anchor, all).flatMap((cell, step) => {
    const value = one(read(cell.text, 'beside'));
    return value === undefined ? [] : [{ cell, value, step }];
  });
  const best = pick === 'first' ? right[0] : right.at(-1);
  if (best !== undefined) {
    const far = pick === 'first' && best.step > 0 ? 0.9 : 1;
    return candidateOf(best.value, best.cell, page.page, 0.98 * score * far);
  }
  for (const [step, cell] of below(anchor, all).entries()) {
    const value = one(read(cell.text, 'below'));
    if (value !== undefined)
      return candidateOf(value, cell, page.page, 0.98 * score * (step === 0 ? 0.93 : 0.85));
  }
  return undefined;
}

const filler =
  /\([^()]{0,60}\)|\b(incl(uding|\.)?|inkl(usive|\.)?|inc\.?|in|on|of|the|by|is|am|le|la|les|den|der|des|de|del|di|da|van|per|vom|zum|bis|til|till|til den|vat|tax|mva|moms|mwst|ust|tva|btw|iva|ttc|eur|usd|gbp|aud|cad|nzd|nok|sek|dkk|chf|kr|no|nr|num|date)\b\.?|\d+([.,]\d+)?\s?%/giu;

/** Whether words between a label and its value say that the value is of something else: "Total hours". */
export function saysMore(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(filler, ' '));
}
