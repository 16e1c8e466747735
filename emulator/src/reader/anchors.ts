/** Where labels stand in the text of a document, and what stands beside and below them. */
import { plain } from './labels.js';
import type { TextCell, TextLine, TextPage } from './text.js';
import { type Kind, weak, words } from './words.js';

/** A label in a document. */
export interface Anchor {
  readonly kind: Kind | 'own';
  /** The label as it is known. */
  readonly label: string;
  readonly page: TextPage;
  readonly line: TextLine;
  readonly cell: TextCell;
  /** Where it begins and ends in the text of its cell. */
  readonly from: number;
  readonly to: number;
  /** Where the next label begins in the same cell, or the end of the text. */
  readonly end: number;
  /** How sure it is that this is a label: from 0 to 1. */
  readonly score: number;
}

interface Known {
  readonly kind: Kind | 'own';
  readonly rank: number;
}

const longest = 6;

/** Kinds that are labels of columns before anything else. */
const columns: ReadonlySet<Kind | 'own'> = new Set<Kind | 'own'>([
  'description',
  'quantity',
  'unit price',
  'item number',
]);

const vocabulary: ReadonlyMap<string, Known> = new Map(
  // What is said of several kinds is said of the first.
  [...words]
    .filter(([kind]) => kind !== 'line amount')
    .reverse()
    .flatMap(([kind, list]) =>
      list.map((word, rank) => [plain(word), { kind, rank }] as const).filter(([word]) => word !== ''),
    ),
);

/** All labels of a document, and those that a field is called by itself. */
export function anchorsOf(
  pages: ReadonlyArray<TextPage>,
  own: ReadonlyArray<string> = [],
): ReadonlyArray<Anchor> {
  const known = new Map(vocabulary);
  for (const [rank, label] of own.entries()) known.set(plain(label), { kind: 'own', rank });
  return pages.flatMap((page) =>
    page.lines.flatMap((line) => {
      const found = line.cells.flatMap((cell) => inCell(page, line, cell, known));
      // The headings of a table are labels of its columns alone.
      return isHeader(line, found) ? [] : found;
    }),
  );
}

function inCell(
  page: TextPage,
  line: TextLine,
  cell: TextCell,
  known: ReadonlyMap<string, Known>,
): ReadonlyArray<Anchor> {
  const { text } = cell;
  const tokens = [...text.matchAll(/[^\s:#]+|[:#]/gu)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const found: Anchor[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    const match = longestAt(text, tokens, first, known);
    if (match === undefined) continue;
    const { last, label, rank, kind } = match;
    const [from, to] = [tokens[first]?.from ?? 0, tokens[last]?.to ?? 0];
    const after = text.slice(to);
    const isSetOff = /^\s*[:#.]*\s*$/.test(after) || /^\s*[:#]/.test(after);
    if (!isSetOff && weak.has(label) && !/^\s+\d/.test(after)) continue;
    // In the middle of a sentence a word is less of a label than at the beginning of its cell.
    const place = isSetOff ? 1 : from === 0 ? 0.97 : 0.75;
    found.push({
      ...{ kind, label, page, line, cell, from, to, end: text.length },
      score: place * 0.997 ** Math.min(rank, 30),
    });
    first = last;
  }
  return found.map((anchor, index) => ({ ...anchor, end: found[index + 1]?.from ?? anchor.end }));
}

function longestAt(
  text: string,
  tokens: ReadonlyArray<{ readonly from: number; readonly to: number }>,
  first: number,
  known: ReadonlyMap<string, Known>,
): (Known & { readonly last: number; readonly label: string }) | undefined {
  const from = tokens[first]?.from ?? 0;
  for (let last = Math.min(tokens.length, first + longest) - 1; last >= first; last -= 1) {
    // The sign behind a label is no part of it.
    if (last > first && /^[:#]$/.test(text.slice(tokens[last]?.from, tokens[last]?.to))) continue;
    const label = plain(text.slice(from, tokens[last]?.to)).replace(/^[(*]+|\)+$/g, '');
    const match = known.get(label);
    if (match !== undefined) return { ...match, last, label };
  }
  return undefined;
}

/** Whether a line has the headings of a table: two cells or more that are nothing but headings, one of a column. */
function isHeader(line: TextLine, anchors: ReadonlyArray<Anchor>): boolean {
  const whole = anchors.filter(
    ({ cell, from, to }) => from === 0 && plain(cell.text) === plain(cell.text.slice(0, to)),
  );
  return line.cells.length >= 3 && whole.length >= 2 && whole.some(({ kind }) => columns.has(kind));
}

/** What stands behind a label in its own cell. */
export function behind({ cell, to, end }: Anchor): string {
  return cell.text.slice(to, end);
}

/** The cells to the right of a label, up to the next label. */
export function beside(anchor: Anchor, all: ReadonlyArray<Anchor>): ReadonlyArray<TextCell> {
  const { line, cell } = anchor;
  const after = line.cells.slice(line.cells.indexOf(cell) + 1);
  const next = after.findIndex((other) => begins(other, all));
  return next < 0 ? after : after.slice(0, next);
}

/** The cells below a label, the nearest first, up to the next label. */
export function below(anchor: Anchor, all: ReadonlyArray<Anchor>, most: number = 2): ReadonlyArray<TextCell> {
  const { page, line, cell } = anchor;
  const found: TextCell[] = [];
  let above = line;
  for (const next of page.lines.slice(page.lines.indexOf(line) + 1)) {
    if (found.length === most || above.y - next.y > 3.5 * Math.max(cell.size, next.size)) break;
    above = next;
    const under = next.cells.find((other) => overlap(cell, other));
    if (under === undefined) continue;
    if (begins(under, all)) break;
    found.push(under);
  }
  return found;
}

/** Whether a cell begins with a label. */
export function begins(cell: TextCell, all: ReadonlyArray<Anchor>): boolean {
  return all.some((anchor) => anchor.cell === cell && anchor.from === 0);
}

function overlap(a: TextCell, b: TextCell): boolean {
  return a.left < b.right + a.size / 2 && b.left < a.right + a.size / 2;
}
