/** Numbers and codes: invoice numbers, references, accounts. */
import type { Anchor } from '../anchors.js';
import { type Candidate, near, type ReadValues } from '../candidates.js';
import { datesOf, numbersOf, valuesOf } from '../values.js';
import type { Kind } from '../words.js';

/** Numbers of pages and of parts: "Page 1", "2 of 3". */
const pages =
  /\b(page|side|sida|seite|pagina|página|blad|p\.)\s*\d+|\b\d{1,3}\s+(of|av|af|von|de|sur|van|di)\s+\d{1,3}\b/giu;

/** Codes with a digit in them, which are neither dates nor money. */
const read: ReadValues = (text) => {
  const others = [
    ...[...text.matchAll(pages)].map((match) => ({ at: match.index, raw: match[0] })),
    ...datesOf(text),
    ...numbersOf(text).filter(({ isMoney, raw }) => isMoney && /[^\d]\d{2}$|[€$£]/.test(raw)),
  ];
  const isOther = (at: number): boolean =>
    others.some((other) => at >= other.at && at < other.at + other.raw.length);
  return valuesOf(text, { type: 'alphanumext' }).filter(({ at }) => !isOther(at));
};

/** An account is written in groups. */
const grouped: ReadValues = (text) => {
  const [match] = text.match(/(?:[A-Z]{2}\d{2}|\d)[\dA-Z .]{4,40}/) ?? [];
  return match === undefined ? [] : [{ value: match.trim(), raw: match.trim(), at: text.indexOf(match) }];
};

/** The codes of a kind of label, the surest first. */
export function codesOf(kind: Kind, anchors: ReadonlyArray<Anchor>): ReadonlyArray<Candidate> {
  return near(
    anchors.filter((anchor) => anchor.kind === kind),
    anchors,
    kind === 'account' || kind === 'tax number'
      ? (text, place) => [...grouped(text, place), ...read(text, place)]
      : read,
  );
}
