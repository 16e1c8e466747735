/** The text layer of a PDF, as lines of cells. */

/** A run of text with no wide gap in it. */
export interface TextCell {
  readonly text: string;
  /** Left and right edge, from the left of the page. */
  readonly left: number;
  readonly right: number;
  readonly size: number;
}

/** Cells on the same height, from left to right. */
export interface TextLine {
  readonly cells: ReadonlyArray<TextCell>;
  /** Height above the bottom of the page. */
  readonly y: number;
  readonly size: number;
}

/** The lines of a page, from top to bottom. */
export interface TextPage {
  readonly page: number;
  readonly lines: ReadonlyArray<TextLine>;
}

interface Item {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
}

/** Reads the text of every page. Without unpdf there is none to read, which `log` is told. */
export async function textOf(
  bytes: Uint8Array,
  log: (line: string) => void = () => {},
): Promise<ReadonlyArray<TextPage>> {
  const unpdf = await import('unpdf').catch(() => undefined);
  if (unpdf === undefined) {
    log('nothing is read from PDFs: install unpdf');
    return [];
  }
  let items: readonly ReadonlyArray<Item>[];
  try {
    // Quiet: what pdf.js thinks of a damaged file belongs in the answer, not on the console.
    const pdf = await unpdf.getDocumentProxy(bytes, { verbosity: 0 });
    ({ items } = await unpdf.extractTextItems(pdf));
  } catch (error) {
    throw new Error(`The PDF cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return items.map((each, page) => ({ page, lines: linesOf(each) }));
}

/** Puts the pieces of text that a page is drawn with together again. */
export function linesOf(items: ReadonlyArray<Item>): ReadonlyArray<TextLine> {
  const rows: { y: number; size: number; items: Item[] }[] = [];
  for (const item of items.filter(({ str }) => str.trim() !== '').sort((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    const size = item.fontSize || 10;
    if (row !== undefined && Math.abs(row.y - item.y) <= 0.45 * Math.min(row.size, size))
      row.items.push(item);
    else rows.push({ y: item.y, size, items: [item] });
  }
  return rows.map(({ y, size, items: row }) => ({ y, size, cells: cellsOf(row) }));
}

function cellsOf(items: ReadonlyArray<Item>): ReadonlyArray<TextCell> {
  const cells: { text: string; left: number; right: number; size: number }[] = [];
  for (const { str, x, width, fontSize } of [...items].sort((a, b) => a.x - b.x)) {
    const size = fontSize || 10;
    const cell = cells.at(-1);
    const gap = cell === undefined ? Number.POSITIVE_INFINITY : x - cell.right;
    if (cell !== undefined && gap < size) {
      cell.text += gap > 0.15 * size && !cell.text.endsWith(' ') ? ` ${str}` : str;
      cell.right = Math.max(cell.right, x + width);
    } else cells.push({ text: str, left: x, right: x + width, size });
  }
  return cells.map((cell) => ({ ...cell, text: cell.text.replace(/\s+/g, ' ').trim() }));
}
