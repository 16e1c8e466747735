/** Who sends an invoice, and who gets it. */
import { type Anchor, begins } from '../anchors.js';
import { type Candidate, candidateOf, near, type ReadValues } from '../candidates.js';
import type { TextCell, TextPage } from '../text.js';
import { datesOf, numbersOf } from '../values.js';
import { headings } from '../words.js';

/** What the names of companies end with. */
const company =
  /[\s,](a\/s|as|asa|ans|da|ab|hb|aps|i\/s|k\/s|oy|oyj|gmbh|ag|ug|kg|ohg|e\.?k\.?|gbr|se|mbh|gmbh & co\.? kg|sarl|s\.a\.r\.l\.?|sas|s\.a\.s\.?|sa|s\.a\.?|sasu|eurl|sci|bv|b\.v\.?|nv|n\.v\.?|vof|s\.l\.?|sl|s\.l\.u\.?|slu|s\.a\.u\.?|srl|s\.r\.l\.?|spa|s\.p\.a\.?|snc|s\.n\.c\.?|sas|ltd\.?|limited|llc|l\.l\.c\.?|inc\.?|corp\.?|corporation|plc|llp|lp|co\.?|company|pty\.? ltd\.?)\.?$/iu;

/** Whether a text may be the name of somebody. */
function isName(text: string): boolean {
  const name = text.trim();
  return (
    /\p{L}{2}/u.test(name) &&
    name.length <= 80 &&
    !headings.test(name) &&
    !/[:@]|www\.|https?:|^\+?\d|\d{4,}/.test(name) &&
    datesOf(name).length === 0 &&
    !numbersOf(name).some(({ isMoney }) => isMoney)
  );
}

const clean = (text: string): string => text.replace(/^[\s:.#-]+|[\s:]+$/g, '');

const read: ReadValues = (text, place) => {
  const name = clean(text);
  // In the label's own cell a name must be set off: "Customer service" is no customer called "service".
  if (place === 'behind' && !/^\s*[:.]/.test(text)) return [];
  return isName(name) ? [{ value: name, raw: name, at: text.indexOf(name) }] : [];
};

/** The names by a label. */
export function namedParty(
  kind: 'supplier' | 'customer',
  anchors: ReadonlyArray<Anchor>,
): ReadonlyArray<Candidate> {
  return near(
    anchors.filter((anchor) => anchor.kind === kind),
    anchors,
    read,
  );
}

/** Cells that belong to the customer's address. */
function ofCustomer(anchors: ReadonlyArray<Anchor>): ReadonlySet<TextCell> {
  const cells = new Set<TextCell>();
  for (const { kind, page, line, cell } of anchors) {
    if (kind !== 'customer') continue;
    cells.add(cell);
    for (const next of page.lines.slice(page.lines.indexOf(line), page.lines.indexOf(line) + 7)) {
      for (const other of next.cells) {
        if (other !== cell && other.left < cell.right + 40 && other.right > cell.left - 5) cells.add(other);
      }
    }
  }
  return cells;
}

/**
 * The small line above the address in the window of an envelope: "Fjellheim Bygg ASA · Storgata 12 · 0184 Oslo". The
 * address below it is the customer's.
 */
function senderOf(page: TextPage, usual: number, anchors: ReadonlyArray<Anchor>): Candidate | undefined {
  for (const [row, line] of page.lines.slice(0, Math.ceil(page.lines.length / 2)).entries()) {
    for (const cell of line.cells) {
      const parts = cell.text.split(/\s[·•|–—-]\s|,\s/).map(clean);
      const [name = ''] = parts;
      const isAddress = parts.length >= 3 && parts.slice(1).some((part) => /\d/.test(part));
      const isAbove = page.lines[row + 1]?.cells.some(
        (under) => Math.abs(under.left - cell.left) < 5 && under.size > 1.1 * cell.size && isName(under.text),
      );
      if (!isAddress || !isAbove || cell.size >= usual || !isName(name) || begins(cell, anchors)) continue;
      return candidateOf({ value: name, raw: name, at: 0 }, cell, page.page, company.test(name) ? 0.75 : 0.6);
    }
  }
  return undefined;
}

/** Who sends it: who is called so, else who the head of the first page names. */
export function supplierOf(
  anchors: ReadonlyArray<Anchor>,
  pages: ReadonlyArray<TextPage>,
): ReadonlyArray<Candidate> {
  const named = namedParty('supplier', anchors);
  if (named.length > 0) return named;
  const page = pages[0];
  if (page === undefined) return [];
  const head = page.lines.slice(0, Math.max(4, Math.ceil(page.lines.length / 3)));
  const sizes = page.lines.map(({ size }) => size).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const theirs = ofCustomer(anchors);
  const sender = senderOf(page, usual, anchors);
  if (sender !== undefined) return [sender];
  const places = pages.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells.map(({ text }) => text)));
  const found = head.flatMap((line, row) =>
    line.cells
      .filter((cell) => isName(cell.text) && !theirs.has(cell) && !begins(cell, anchors))
      .map((cell) => {
        const name = clean(cell.text);
        const isCompany = company.test(name);
        const isLarge = cell.size > 1.1 * usual;
        // A name that comes again, in the foot of the page or in an address of the web, is that of the sender.
        const word = name.toLowerCase().split(/[\s,.-]+/)[0] ?? '';
        const again = places.some(
          (text) =>
            text !== cell.text &&
            (text.includes(name) || (word.length > 3 && new RegExp(`[@.]${escaped(word)}`, 'i').test(text))),
        );
        const score =
          (isCompany ? 0.62 : isLarge ? 0.5 : 0.35) +
          (isCompany && isLarge ? 0.08 : 0) +
          (again ? 0.12 : 0) -
          row * 0.005;
        return candidateOf({ value: name, raw: name, at: 0 }, cell, page.page, Math.min(0.78, score));
      }),
  );
  return found.sort((a, b) => b.confidence - a.confidence);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
