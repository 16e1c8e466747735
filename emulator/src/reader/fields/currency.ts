/** The currency: what is called so, else that of the total, else the one that stands most often. */
import type { Anchor } from '../anchors.js';
import { type Candidate, near } from '../candidates.js';
import { boxOf, type TextPage } from '../text.js';
import { valuesOf } from '../values.js';
import { wholeOf } from './date.js';

/** Whose crowns `kr` is: by words of the country. */
const crowns: ReadonlyArray<readonly [code: string, country: RegExp]> = [
  ['SEK', /\bSEK\b|bankgiro|plusgiro|förfallo|att betala|sverige|\bAB\b|moms(reg)?\.?nr|\bOCR\b/i],
  ['DKK', /\bDKK\b|\bCVR\b|danmark|beløb|forfaldsdato|\bApS\b|\bi alt\b|moms/i],
  ['NOK', /\bNOK\b|\bmva\b|norge|norway|å betale|beløp|\bAS\b|kid-?nummer|forfallsdato|foretaks/i],
];

/** The currencies of a document, the surest first. */
export function currencyOf(
  words: ReadonlyArray<string>,
  anchors: ReadonlyArray<Anchor>,
  pages: ReadonlyArray<TextPage>,
  total: Candidate | undefined,
): ReadonlyArray<Candidate> {
  const whole = wholeOf(pages);
  const crown = crowns.find(([, country]) => country.test(whole))?.[0] ?? 'NOK';
  // A $ is one of the United States, unless the document names another's.
  const isForeign = /\b(AUD|CAD|NZD|HKD|SGD|MXN)\b/.test(whole) && !/\bUSD\b/.test(whole);
  const read = (text: string) =>
    valuesOf(text, { type: 'enum', enum: words }).filter(
      ({ value, raw }) => (!/^kr$/i.test(raw) || value === crown) && !(raw === '$' && isForeign),
    );
  const named = near(
    anchors.filter(({ kind }) => kind === 'currency'),
    anchors,
    read,
  );
  const [nearest] = named;
  if (nearest !== undefined && !/^\p{Sc}/u.test(nearest.raw)) return named;
  const all = pages.flatMap(({ page, lines }) =>
    lines.flatMap((line) =>
      line.cells.flatMap((cell) =>
        read(cell.text).map((found) => {
          const { value, raw } = found;
          return { value, raw, page, line, location: boxOf(cell, raw) };
        }),
      ),
    ),
  );
  const besideTotal = all.filter(
    ({ line, page }) => page === total?.page && line.cells.some(({ text }) => text.includes(total.raw)),
  );
  // A code says more than a sign: "$80.00 AUD".
  const isCode = ({ raw }: { readonly raw: string }): boolean => /^[A-Z]{3}$/.test(raw);
  const ofTotal = besideTotal.find(isCode) ?? besideTotal[0];
  const times = (value: string): number => all.filter((other) => other.value === value).length;
  const [first] = all;
  if (first === undefined) return named;
  const best = ofTotal ?? all.reduce((a, b) => (times(b.value) > times(a.value) ? b : a), first);
  const isOnly = all.every(({ value }) => value === best.value);
  const { value, raw, page, location } = best;
  return [
    {
      value,
      raw,
      page,
      location,
      confidence: ofTotal === undefined ? (isOnly ? 0.75 : 0.5) : isOnly ? 0.9 : 0.7,
    },
  ];
}
