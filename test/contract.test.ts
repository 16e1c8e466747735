/** The table of the API against what else knows a part of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { routes } from '../emulator/src/routes/index.js';
import {
  differences,
  documentsFolder,
  ids,
  none,
  operations,
  references,
  versions,
} from './support/contract.js';

const table = suite('the table of the API');

table('has each function, each call and each kind of id once', () => {
  const twice = (names: ReadonlyArray<string>) => names.filter((name, i) => names.indexOf(name) !== i);
  assert.equal(twice(operations.map(({ fn }) => fn)), []);
  assert.equal(twice(operations.map(({ method, path }) => `${method} ${path}`)), []);
  assert.equal(twice(ids.flatMap(({ type, kind }) => [type, kind])), []);
});

table('knows the versions and the references of its rows', () => {
  const known = [...versions, ...references.map(({ name }) => name)];
  const named = operations.flatMap((row) => [...row.versions, ...row.references]);
  assert.equal(differences(new Set(named), known), none);
});

table('says of the routes of the emulator, and of no other operation, that they are emulated', () => {
  assert.equal(
    differences(
      // Hono's way to write a parameter.
      Object.keys(routes).map((route) => route.replace(/:(\w+)/g, '{$1}')),
      operations.filter(({ emulated }) => emulated).map(({ method, path }) => `${method} ${path}`),
    ),
    none,
  );
});

// -- the lists that are kept with the documents of the API -----------------------------------------------------------

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
