/** What leaves the page: to the clipboard, and as files. */
import { announce, element, make } from './dom.js';
import { placesOf, type Review, valueAt, valuesOf } from './review.js';

/** The values as JSON. */
export const jsonOf = (review: Review): string => JSON.stringify(valuesOf(review), null, 2);

/** A value in a line of its own: field, row (from 1) and value. */
export function csvOf(review: Review): string {
  const quoted = (text: string | number): string =>
    /[",\n\r]/.test(`${text}`) ? `"${`${text}`.replaceAll('"', '""')}"` : `${text}`;
  const lines = placesOf(review).map((place) => [
    place.column === undefined ? place.label : `${place.label}.${place.column}`,
    place.row === undefined ? '' : place.row + 1,
    // A spreadsheet takes text that begins like this for a formula.
    valueAt(review, place).replace(/^[=+@]/, "'$&"),
  ]);
  return [['field', 'row', 'value'], ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** Copies the values as JSON; the button says whether it could. */
export async function copy(review: Review): Promise<void> {
  const copied = await navigator.clipboard.writeText(jsonOf(review)).then(
    () => true,
    () => false,
  );
  announce(copied ? 'Copied' : 'The browser does not let this page copy');
  element('copy').textContent = copied ? 'Copied' : 'Not allowed';
  setTimeout(() => {
    element('copy').textContent = 'Copy';
  }, 2000);
}

/** Saves text under the name of the document, with another ending. */
export function save(text: string, name: string, ending: 'csv' | 'json'): void {
  const type = ending === 'csv' ? 'text/csv' : 'application/json';
  // Excel takes a CSV for UTF-8 where it begins with a byte order mark.
  const url = URL.createObjectURL(new Blob(ending === 'csv' ? ['\ufeff', text] : [text], { type }));
  make('a', { href: url, download: `${name.replace(/\.[^.]*$/, '')}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
