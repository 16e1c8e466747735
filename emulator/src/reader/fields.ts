/** Finds the value of one field in the text of a document. */

import { labelsOf, plain, wordsOf } from './labels.js';
import type { FieldOptions } from './predictor.js';
import type { TextCell, TextLine, TextPage } from './text.js';
import { type Value, valuesOf } from './values.js';

/** A value that may be the one of a field. */
export interface Candidate {
  readonly value: string;
  readonly raw: string;
  readonly page: number;
  readonly confidence: number;
}

/** A place where a label of the field stands. */
interface Place {
  readonly line: number;
  readonly cell: number;
  /** What follows the label in its own cell. */
  readonly rest: string;
  readonly score: number;
}

/** All values that stand beside or below a label of the field, the surest first. */
export function labelled(
  label: string,
  field: FieldOptions,
  pages: ReadonlyArray<TextPage>,
): ReadonlyArray<Candidate> {
  const labels = labelsOf(label);
  const found = pages.flatMap((page) =>
    page.lines.flatMap((line, row) =>
      line.cells.flatMap((cell, column) =>
        placesOf(cell.text, labels).flatMap(({ rest, score }) =>
          around(page, label, field, { line: row, cell: column, rest, score }),
        ),
      ),
    ),
  );
  // Of amounts that are as likely, the last is the total, which stands below what it adds up.
  if (field.type === 'amount') found.reverse();
  return found.sort((a, b) => b.confidence - a.confidence);
}

function placesOf(text: string, labels: ReadonlyArray<string>): readonly { rest: string; score: number }[] {
  const places: { rest: string; score: number }[] = [];
  const lower = text.toLowerCase();
  for (const [rank, label] of labels.entries()) {
    const at = wordAt(lower, label);
    if (at < 0) continue;
    const rest = text.slice(at + label.length);
    const exact = plain(text) === label;
    // A label at the end of a sentence is less of a label than one at the beginning of its cell.
    const whole = exact ? 1 : at === 0 ? 0.97 : 0.75;
    places.push({ rest, score: whole * 0.985 ** rank });
  }
  return places;
}

/** Where `word` stands in `text` as a word of its own. */
function wordAt(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    const letter = /[\p{L}\d]/u;
    if (!letter.test(before) && (!letter.test(after) || word.endsWith('#'))) return at;
  }
  return -1;
}

function around(page: TextPage, label: string, field: FieldOptions, place: Place): ReadonlyArray<Candidate> {
  const found: Candidate[] = [];
  const add = (values: ReadonlyArray<Value>, score: number): boolean => {
    const first = values[0];
    if (first === undefined) return false;
    const confidence = Math.round(place.score * score * 98) / 100;
    found.push({ value: first.value, raw: first.raw, page: page.page, confidence });
    return true;
  };
  const line = page.lines[place.line];
  const cell = line?.cells[place.cell];
  if (line === undefined || cell === undefined) return found;

  const inside = read(place.rest, label, field, true);
  // Words between a label and its value say that the value is of something else: "Total before VAT".
  const between = place.rest.slice(0, inside[0]?.at ?? 0);
  if (add(inside, saysMore(between) ? 0.6 : 1)) return found;
  if (saysMore(place.rest)) return found;

  for (const [step, beside] of line.cells.slice(place.cell + 1, place.cell + 3).entries()) {
    if (add(read(beside.text, label, field, false), step === 0 ? 1 : 0.9)) return found;
  }
  const below = page.lines.slice(place.line + 1, place.line + 3);
  for (const [step, next] of below.entries()) {
    if (line.y - next.y > 3.5 * Math.max(cell.size, next.size)) break;
    const under = next.cells.find((other) => overlap(cell, other));
    if (under !== undefined && add(read(under.text, label, field, false), step === 0 ? 0.93 : 0.85)) break;
  }
  return found;
}

/** Whether words follow a label, other than a currency or what stands in brackets: "Total NOK", "Total (EUR)". */
function saysMore(text: string): boolean {
  const words = text.replace(/\([^)]*\)/g, '').replace(/\b(?!VAT|TAX|MVA|NET)[A-Z]{3}\b|\bkr\b/g, '');
  return /\p{L}{2}/u.test(words);
}

function overlap(a: TextCell, b: TextCell): boolean {
  return a.left < b.right + a.size / 2 && b.left < a.right + a.size / 2;
}

const headings = /^(invoice|faktura|receipt|credit note|tax invoice|order|statement|page .*)$/;

/** The values of the field's type in a piece of text that stands near its label. */
function read(text: string, label: string, field: FieldOptions, inside: boolean): ReadonlyArray<Value> {
  if (field.type !== 'string' && field.type !== 'all') return valuesOf(text, field);
  // In the label's own cell a text must be set off: "Invoice date" is no invoice called "date".
  if (inside && !/^\s*[:#.]/.test(text) && !/^\s*\S*\d/.test(text)) return [];
  if (/(^| )(number|no|nr|id|code|reference)$|^(kid|iban)$/.test(wordsOf(label))) {
    return valuesOf(text, { ...field, type: 'alphanumext' });
  }
  // What ends with a colon, or is a heading, is a label of something else.
  if (/:\s*$/.test(text) || headings.test(plain(text))) return [];
  return valuesOf(text, field);
}

/** What is left to go by when no label of the field stands in the document. */
export function unlabelled(
  label: string,
  field: FieldOptions,
  pages: ReadonlyArray<TextPage>,
  claimed: ReadonlySet<string>,
): Candidate | undefined {
  if (/^(supplier|seller|vendor|merchant)( name)?$/.test(wordsOf(label))) return letterhead(pages, field);
  if (!['amount', 'date', 'enum', 'phone'].includes(field.type)) return undefined;
  const all = pages.flatMap(({ page, lines }) =>
    lines.flatMap(({ cells }) =>
      cells.flatMap(({ text }) => valuesOf(text, field).map(({ value, raw }) => ({ value, raw, page }))),
    ),
  );
  const free = all.filter(({ value }) => !claimed.has(value));
  const [first] = free;
  if (first === undefined) return undefined;
  if (free.every(({ value }) => value === first.value)) return { ...first, confidence: 0.6 };
  const total = labelsOf(label).includes('total');
  if (field.type === 'amount' && total) {
    return { ...all.reduce((a, b) => (Number(b.value) > Number(a.value) ? b : a), first), confidence: 0.4 };
  }
  if (field.type !== 'enum') return undefined;
  const times = (value: string): number => free.filter((other) => other.value === value).length;
  return { ...free.reduce((a, b) => (times(b.value) > times(a.value) ? b : a)), confidence: 0.4 };
}

/** The largest text in the upper part of the first page, if it is larger than most. */
function letterhead(pages: ReadonlyArray<TextPage>, field: FieldOptions): Candidate | undefined {
  const page = pages[0];
  const head = page?.lines.slice(0, Math.ceil(page.lines.length / 3)) ?? [];
  const sizes = page?.lines.map(({ size }) => size).sort((a, b) => a - b) ?? [];
  const usual = sizes[Math.floor(sizes.length / 2)] ?? 0;
  let best: TextCell | undefined;
  for (const cell of head.flatMap((line: TextLine) => line.cells)) {
    if (cell.size <= 1.1 * usual || headings.test(plain(cell.text)) || !/\p{L}{2}/u.test(cell.text)) continue;
    if (best === undefined || cell.size > best.size) best = cell;
  }
  const value = best === undefined ? undefined : valuesOf(best.text, field)[0];
  if (page === undefined || value === undefined) return undefined;
  return { value: value.value, raw: value.raw, page: page.page, confidence: 0.5 };
}
