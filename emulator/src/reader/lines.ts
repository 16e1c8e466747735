/** Finds the lines of a table by the headers of its columns. */

import { labelsOf, plain } from './labels.js';
import type { FieldConfig, FieldPrediction } from './predictor.js';
import type { TextCell, TextLine, TextPage } from './text.js';
import { valuesOf } from './values.js';

interface Column {
  readonly header: TextCell;
  /** The field that it holds; `undefined` for a column that nobody asked for. */
  readonly label: string | undefined;
  readonly score: number;
}

const closing = /^(sub ?total|total|net|vat|tax|mva|sum|amount due|balance|å betale|netto)\b/i;

/** The lines of the tables whose columns hold at least two of the fields. */
export function readLines(
  fields: FieldConfig,
  pages: ReadonlyArray<TextPage>,
): readonly ReadonlyArray<FieldPrediction>[] {
  const rows: FieldPrediction[][] = [];
  for (const page of pages) {
    const at = page.lines.findIndex(
      (line) => columnsOf(line, fields).filter(({ label }) => label).length >= 2,
    );
    const header = page.lines[at];
    if (header === undefined) continue;
    const columns = columnsOf(header, fields);
    let above = header;
    for (const line of page.lines.slice(at + 1)) {
      if (closing.test(line.cells[0]?.text ?? '') || above.y - line.y > 5 * line.size) break;
      const row = rowOf(line, columns, fields, page.page);
      const last = rows.at(-1);
      if (row.length >= 2) rows.push(row);
      else if (last !== undefined && above !== header) continueRow(last, row);
      above = line;
    }
  }
  return rows;
}

/** A text that goes on on the next line of the page. */
function continueRow(row: FieldPrediction[], more: ReadonlyArray<FieldPrediction>): void {
  for (const { label, value } of more) {
    const index = row.findIndex((each) => each.label === label);
    const first = row[index];
    if (first?.value == null || value === null) continue;
    const joined = `${first.value} ${value}`;
    row[index] = { ...first, value: joined, rawValue: joined };
  }
}

function columnsOf(line: TextLine, fields: FieldConfig): ReadonlyArray<Column> {
  const taken = new Set<string>();
  return line.cells.map((header) => {
    let best: { label: string; score: number } | undefined;
    for (const label of Object.keys(fields)) {
      const rank = labelsOf(label, true).indexOf(plain(header.text));
      const score = rank < 0 ? 0 : 0.97 * 0.985 ** rank;
      if (score > (best?.score ?? 0) && !taken.has(label)) best = { label, score };
    }
    if (best !== undefined) taken.add(best.label);
    return { header, label: best?.label, score: best?.score ?? 0 };
  });
}

function rowOf(
  line: TextLine,
  columns: ReadonlyArray<Column>,
  fields: FieldConfig,
  page: number,
): FieldPrediction[] {
  const row: FieldPrediction[] = [];
  for (const cell of line.cells) {
    const [column] = [...columns].sort((a, b) => distance(a.header, cell) - distance(b.header, cell));
    const field = column?.label === undefined ? undefined : fields[column.label];
    if (column?.label === undefined || field === undefined) continue;
    const value = valuesOf(cell.text, field)[0];
    if (value === undefined || row.some(({ label }) => label === column.label)) continue;
    const confidence = Math.round(column.score * 100) / 100;
    row.push({ label: column.label, value: value.value, rawValue: value.raw, confidence, page });
  }
  return row;
}

/** How far apart two cells are, at the edges that come nearest: columns are aligned left or right. */
function distance(a: TextCell, b: TextCell): number {
  const centre = Math.abs(a.left + a.right - b.left - b.right) / 2;
  return Math.min(Math.abs(a.left - b.left), Math.abs(a.right - b.right), centre);
}
