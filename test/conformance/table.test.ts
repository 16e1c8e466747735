/** The table of the API against the lists that are kept with the documents of the API, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { differences, documentsFolder, none, operations, versions } from '../support/contract.js';

const table = suite('the table of the API');

interface Listed {
  readonly fn: string;
  readonly module: string;
  readonly method: string;
  readonly path: string;
  /** `oas2021: true`, `js: '✓'`: where it is. */
  readonly [where: string]: unknown;
}

/** The references, by the columns of the lists. */
const columns: Readonly<Record<string, string>> = {
  py_old: 'py 2020',
  py_new: 'py 2021',
  js: 'js 2021',
  py2026: 'py 2026',
};

/** A row as text, with what a list tells of it: of versions and references that it does not know, nothing. */
function listed({ fn, module, method, path, ...where }: Listed): string {
  const marked = Object.entries(where).map(([column, is]) => [
    columns[column] ?? versions.find((version) => `oas${version.slice(0, 4)}` === column) ?? column,
    Boolean(is),
  ]);
  return JSON.stringify([fn, module, method, path, Object.fromEntries(marked.sort())]);
}

const named = new Map(operations.map((row) => [row.fn, row]));

/** A row of the table as the same text. */
function ours(list: ReadonlyArray<Listed>, fn: string): string | undefined {
  const row = named.get(fn);
  const model = list.find((one) => one.fn === fn);
  if (!row || !model) return undefined;
  const { module, method, path } = row;
  const is = (column: string) =>
    column.startsWith('oas')
      ? row.versions.some((version) => `oas${version.slice(0, 4)}` === column)
      : row.references.includes(columns[column] ?? column);
  const where = Object.keys(model).filter((key) => !['fn', 'module', 'method', 'path'].includes(key));
  return listed({ fn, module, method, path, ...Object.fromEntries(where.map((key) => [key, is(key)])) });
}

for (const [file, all] of [
  ['operations.json', true],
  ['operations-2025.json', false],
] as const) {
  const place = join(documentsFolder, file);
  const name = all
    ? `has every row of ${file}`
    : `has the rows of ${file} whose functions it has, as they are there`;
  if (!existsSync(place)) {
    console.log(`SKIPPED: the table against ${file}, for there is no ${place}`);
    table.skip(name, () => {});
    continue;
  }
  table(name, () => {
    const list: ReadonlyArray<Listed> = JSON.parse(readFileSync(place, 'utf8'));
    const held = list.filter(({ fn }) => all || named.has(fn));
    assert.equal(
      differences(
        held.map(({ fn }) => ours(list, fn)).filter((row) => row !== undefined),
        held.map(listed),
      ),
      none,
    );
  });
}

table.run();
