/** Finds the lines of a table by the headers of its columns, over all pages that it goes on. */
import { kindOf, labelsOf, plain } from './labels.js';
import type { FieldConfig, FieldPrediction } from './predictor.js';
import { boxOf, type TextCell, type TextLine, type TextPage } from './text.js';
import { valuesOf } from './values.js';
import { wordsFor } from './words.js';

interface Column {
  readonly header: TextCell;
  /** The field that it holds; `undefined` for a column that nobody asked for. */
  readonly label: string | undefined;
  readonly score: number;
}

type Row = FieldPrediction[];

/** What a table ends with: a line that begins with the label of a sum. */
const sums: ReadonlySet<string> = new Set(
  (['subtotal', 'total', 'tax'] as const)
    .flatMap(wordsFor)
    .map(bare)
    .filter((word) => word.length > 2),
);

/** The words of a label, without numbers and signs. */
function bare(text: string): string {
  return plain(text.replace(/\([^()]{0,60}\)|[\d%.,:]+/g, ' '));
}

function isClosing(line: TextLine): boolean {
  const [first] = line.cells;
  if (first === undefined) return false;
  const parts = bare(first.text).split(' ');
  return parts.some((_, index) => index < 4 && sums.has(parts.slice(0, index + 1).join(' ')));
}

/** The lines of the tables whose columns hold at least two of the fields. */
export function readLines(
  fields: FieldConfig,
  pages: ReadonlyArray<TextPage>,
): ReadonlyArray<ReadonlyArray<FieldPrediction>> {
  const rows: Row[] = [];
  // The columns of a table that goes on on the next page, which may not name them again.
  let open: ReadonlyArray<Column> | undefined;
  for (const page of pages) {
    const at = page.lines.findIndex((line) => isHeader(line, fields));
    const header = page.lines[at];
    if (header === undefined && open === undefined) continue;
    const columns: ReadonlyArray<Column> = header === undefined ? (open ?? []) : columnsOf(header, fields);
    const ended = readTable(
      page,
      header === undefined ? 0 : at + 1,
      columns,
      fields,
      rows,
      header === undefined,
    );
    open = ended ? undefined : columns;
  }
  return rows;
}

function isHeader(line: TextLine, fields: FieldConfig): boolean {
  return columnsOf(line, fields).filter(({ label }) => label !== undefined).length >= 2;
}

/** Reads rows from a line of the page on; whether the table ends there. */
function readTable(
  page: TextPage,
  from: number,
  columns: ReadonlyArray<Column>,
  fields: FieldConfig,
  rows: Row[],
  goesOn: boolean,
): boolean {
  let above: TextLine | undefined = goesOn ? undefined : page.lines[from - 1];
  let fresh = true;
  for (const line of page.lines.slice(from)) {
    if (isClosing(line)) return true;
    if (!fresh && above !== undefined && above.y - line.y > 5 * line.size)
      return !goesOn && rows.length === 0;
    if (isHeader(line, fields)) continue;
    const row = rowOf(line, columns, fields, page.page);
    const last = rows.at(-1);
    // On a page without headings only what looks like a row is one: the head of the page comes first.
    const enough =
      fresh && goesOn
        ? row.length >= Math.max(2, columns.filter(({ label }) => label).length - 1)
        : row.length >= 2;
    if (enough && isCarried(row, rows, fields)) continue;
    if (enough) {
      rows.push(row);
      fresh = false;
    } else if (last !== undefined && !fresh) continueRow(last, row, fields);
    else if (!goesOn && above !== undefined && above.y - line.y > 5 * line.size) return false;
    above = line;
  }
  return false;
}

/** Whether a line is the sum of the rows above it, which a table on several pages carries over. */
function isCarried(row: Row, rows: ReadonlyArray<Row>, fields: FieldConfig): boolean {
  const widest = Math.max(0, ...rows.map(({ length }) => length));
  const sum = sumOf(fields, rows);
  const own = sumOf(fields, [row]);
  return rows.length > 1 && row.length < widest - 1 && sum !== undefined && own !== undefined
    ? Math.abs(sum - own) <= 1
    : false;
}

/** A text that goes on on the next line of the page. Numbers don't go on: one below is of something else. */
function continueRow(row: Row, more: ReadonlyArray<FieldPrediction>, fields: FieldConfig): void {
  if (more.some(({ label }) => !isText(fields[label]))) return;
  for (const { label, value } of more) {
    const index = row.findIndex((each) => each.label === label);
    const first = row[index];
    if (first?.value == null || value === null) continue;
    const joined = `${first.value} ${value}`;
    row[index] = { ...first, value: joined, rawValue: joined };
  }
}

const isText = (field: FieldConfig[string] | undefined): boolean =>
  field?.type === 'string' || field?.type === 'all';

/** The headings of a column in other languages, the unit or the tax behind them left out: "Betrag (EUR)". */
const heading = (text: string): string =>
  plain(text.replace(/\([^()]{0,20}\)|\b(EUR|USD|GBP|NOK|SEK|DKK|CHF)\b|[€$£]/g, ' ').trim());

function columnsOf(line: TextLine, fields: FieldConfig): ReadonlyArray<Column> {
  const taken = new Set<string>();
  return line.cells.map((header) => {
    let best: { label: string; score: number } | undefined;
    for (const label of Object.keys(fields)) {
      const rank = labelsOf(label, true).indexOf(heading(header.text));
      const score = rank < 0 ? 0 : 0.97 * 0.997 ** Math.min(rank, 30);
      if (score > (best?.score ?? 0) && !taken.has(label)) best = { label, score };
    }
    if (best !== undefined) taken.add(best.label);
    return { header, label: best?.label, score: best?.score ?? 0 };
  });
}

function rowOf(line: TextLine, columns: ReadonlyArray<Column>, fields: FieldConfig, page: number): Row {
  const row: Row = [];
  for (const cell of line.cells) {
    const [column] = [...columns].sort((a, b) => distance(a.header, cell) - distance(b.header, cell));
    const field = column?.label === undefined ? undefined : fields[column.label];
    if (column?.label === undefined || field === undefined) continue;
    const value = valuesOf(cell.text, field)[0];
    if (value === undefined || row.some(({ label }) => label === column.label)) continue;
    const confidence = Math.round(column.score * 100) / 100;
    const location = boxOf(cell, value.raw);
    row.push({
      ...{ label: column.label, value: value.value, rawValue: value.raw, confidence, page },
      ...(location === undefined ? {} : { location }),
    });
  }
  return row;
}

/** How far apart two cells are, at the edges that come nearest: columns are aligned left or right. */
function distance(a: TextCell, b: TextCell): number {
  const centre = Math.abs(a.left + a.right - b.left - b.right) / 2;
  return Math.min(Math.abs(a.left - b.left), Math.abs(a.right - b.right), centre);
}

/** What the amounts of rows add up to, in cents; `undefined` where a row has none. */
export function sumOf(
  fields: FieldConfig,
  rows: ReadonlyArray<ReadonlyArray<FieldPrediction>>,
): number | undefined {
  const label = Object.keys(fields).find((name) => kindOf(name, true) === 'line amount');
  if (label === undefined || rows.length === 0) return undefined;
  const amounts = rows.map((row) => row.find((cell) => cell.label === label)?.value);
  return amounts.some((amount) => amount == null)
    ? undefined
    : amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
}
