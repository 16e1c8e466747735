/** The text layer of a PDF, as lines of cells, whichever way the page is turned. */

/** Left, top, right and bottom, each as a part of the page. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A run of text with no wide gap in it. */
export interface TextCell {
  readonly text: string;
  /** Left and right edge, from the left of the page. */
  readonly left: number;
  readonly right: number;
  readonly size: number;
  /** Where it is on the page as people see it; absent where that is not known. */
  readonly box?: Box | undefined;
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

/** A file inside a PDF. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a PDF has to read. */
export interface PdfText {
  readonly pages: ReadonlyArray<TextPage>;
  readonly attachments: ReadonlyArray<Attachment>;
}

/** A piece of text that a page is drawn with. */
export interface Item {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
  readonly box?: Box | undefined;
}

/** Reads the text of every page, and the files inside. Without unpdf there is nothing to read, which `log` is told. */
export async function textOf(bytes: Uint8Array, log: (line: string) => void = () => {}): Promise<PdfText> {
  const unpdf = await import('unpdf').catch(() => undefined);
  if (unpdf === undefined) {
    log('nothing is read from PDFs: install unpdf');
    return { pages: [], attachments: [] };
  }
  try {
    // Quiet: what pdf.js thinks of a damaged file belongs in the answer, not on the console.
    const pdf = await unpdf.getDocumentProxy(bytes, { verbosity: 0 });
    const pages: TextPage[] = [];
    for (let page = 0; page < pdf.numPages; page += 1) {
      const sheet = await pdf.getPage(page + 1);
      const { transform, width, height } = sheet.getViewport({ scale: 1 });
      const { items } = await sheet.getTextContent();
      const drawn = items.flatMap((item: object) =>
        isDrawn(item) ? [placed(item, transform, { width, height })] : [],
      );
      pages.push({ page, lines: linesOf(upright(drawn)) });
    }
    const files: Readonly<Record<string, unknown>> = (await pdf.getAttachments()) ?? {};
    return { pages, attachments: Object.values(files).flatMap(attachment) };
  } catch (error) {
    throw new Error(`The PDF cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function attachment(file: unknown): ReadonlyArray<Attachment> {
  if (typeof file !== 'object' || file === null) return [];
  const { filename, content } = file as { readonly filename?: unknown; readonly content?: unknown };
  return content instanceof Uint8Array ? [{ name: String(filename), bytes: content }] : [];
}

interface Drawn extends Item {
  /** Quarter turns of the text, as people see it: 0 runs to the right, 1 downwards. */
  readonly turn: number;
  readonly sheet: { readonly width: number; readonly height: number };
}

type Matrix = ReadonlyArray<number>;

/** A piece of text as pdf.js tells it; there are marks of content besides. */
interface Piece {
  readonly str: string;
  readonly transform: Matrix;
  readonly width: number;
}

const isDrawn = (item: object): item is Piece => 'str' in item;

/** Where a piece of text is on the page as people see it, with y growing downwards. */
function placed(
  item: Piece,
  view: Matrix,
  sheet: { readonly width: number; readonly height: number },
): Drawn {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = view;
  const vector = (x: number, y: number): readonly [number, number] => [va * x + vc * y, vb * x + vd * y];
  const [along, down] = vector(a, b);
  const turn = (Math.round(Math.atan2(down, along) / (Math.PI / 2)) + 4) % 4;
  const fontSize = Math.hypot(c, d) || Math.hypot(a, b) || 10;
  const x = va * e + vc * f + ve;
  const y = vb * e + vd * f + vf;
  const length = Math.hypot(along, down) || 1;
  const [ux, uy] = [along / length, down / length];
  // From the baseline to the corner above the end of the text; "above" is a quarter turn to the left.
  const [ex, ey] = [x + ux * item.width + uy * fontSize, y + uy * item.width - ux * fontSize];
  const part = (value: number, whole: number): number =>
    Math.round(Math.min(1, Math.max(0, value / whole)) * 10_000) / 10_000;
  const box: Box = [
    part(Math.min(x, ex), sheet.width),
    part(Math.min(y, ey), sheet.height),
    part(Math.max(x, ex), sheet.width),
    part(Math.max(y, ey), sheet.height),
  ];
  return { str: item.str, x, y, width: item.width, fontSize, box, turn, sheet };
}

/** The text of a page in the direction that most of it has; y grows upwards. */
function upright(items: ReadonlyArray<Drawn>): ReadonlyArray<Item> {
  const letters = [0, 0, 0, 0];
  for (const { turn, str } of items) letters[turn] = (letters[turn] ?? 0) + str.trim().length;
  const main = letters.indexOf(Math.max(...letters));
  return items
    .filter(({ turn }) => turn === main)
    .map((item) => {
      const { x, y, sheet } = item;
      const [right, down] = [
        [x, y],
        [y, sheet.width - x],
        [sheet.width - x, sheet.height - y],
        [sheet.height - y, x],
      ][main] as [number, number];
      return { ...item, x: right, y: -down };
    });
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

function joined(a: Box | undefined, b: Box | undefined): Box | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function cellsOf(items: ReadonlyArray<Item>): ReadonlyArray<TextCell> {
  const cells: { text: string; left: number; right: number; size: number; box: Box | undefined }[] = [];
  let before: Item | undefined;
  for (const item of [...items].sort((a, b) => a.x - b.x)) {
    const { str, x, width, fontSize, box } = item;
    const size = fontSize || 10;
    // Drawn twice, a little apart, to make it bold.
    const again = before !== undefined && before.str === str && Math.abs(before.x - x) < 0.3 * size;
    if (again) continue;
    before = item;
    const cell = cells.at(-1);
    const gap = cell === undefined ? Number.POSITIVE_INFINITY : x - cell.right;
    if (cell !== undefined && gap < size) {
      cell.text += gap > 0.15 * size && !cell.text.endsWith(' ') ? ` ${str}` : str;
      cell.right = Math.max(cell.right, x + width);
      cell.box = joined(cell.box, box);
    } else cells.push({ text: str, left: x, right: x + width, size, box });
  }
  return cells.map((cell) => ({ ...cell, text: cell.text.replace(/\s+/g, ' ').trim() }));
}

/** The box of a part of a cell's text. */
export function boxOf({ text, box }: TextCell, raw: string): Box | undefined {
  const at = text.indexOf(raw);
  if (box === undefined || at < 0 || raw === '' || raw === text) return box;
  const [left, top, right, bottom] = box;
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  const along = (index: number, from: number, to: number): number =>
    round(from + ((to - from) * index) / text.length);
  // Along the longer side: the text of a turned page runs downwards.
  return right - left >= bottom - top
    ? [along(at, left, right), top, along(at + raw.length, left, right), bottom]
    : [left, along(at, top, bottom), right, along(at + raw.length, top, bottom)];
}
