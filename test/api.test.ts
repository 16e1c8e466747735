/** `api.md` is what the sources say, and has every operation of the API. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { operations, root } from './conformance/documents.js';

const ledger = readFileSync(join(root, 'api.md'), 'utf8');

/** The rows of the tables of functions, in the section of their module. */
const rows = ledger
  .split(/^## /m)
  .slice(2)
  .flatMap((section) => {
    const [module = '', ...lines] = section.split('\n');
    return lines.flatMap((line) => {
      const [, name, method, path] =
        /^\| `(\w+)\(.*?\)` \| `([A-Z]+) (\/.*?)`.*(\| ✓? ){5}\|$/.exec(line) ?? [];
      return name === undefined ? [] : [{ module, name, method, path }];
    });
  });

type Row = (typeof rows)[number];

const byName = (list: ReadonlyArray<Row>): ReadonlyArray<Row> =>
  [...list].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));

const test = suite('api.md');

test('is what scripts/api.mjs writes', () => {
  const script = join(root, 'scripts', 'api.mjs');
  let said = '';
  try {
    execFileSync(process.execPath, [script, '--check'], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    said = String((error as { readonly stderr?: unknown }).stderr);
  }
  assert.is(said, '');
});

test('has each operation once, in its module, and no other', () => {
  assert.is(operations.length, 93);
  assert.equal(
    byName(rows),
    byName(operations.map(({ module, name, method, path }) => ({ module, name, method, path }))),
  );
});

test('has a section for each module that the package exports', () => {
  const sections = [...ledger.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  const modules = [...new Set(operations.map(({ module }) => module))].sort();
  assert.equal(sections, ['Core', ...modules]);
  const files = readdirSync(join(root, 'src', 'resources')).map((file) => file.replace(/\.ts$/, ''));
  assert.equal(
    modules.filter((module) => !files.includes(module)),
    [],
  );
});

/** The list of operations that is kept with the API's documents, where they are at hand. */
const reference = join(resolve(root, process.env['LAS_API_DOCUMENTS'] ?? '../shared/api'), 'operations.json');

if (existsSync(reference)) {
  test('has the operations of the reference list, and the references that they are in', () => {
    interface Listed {
      readonly module: string;
      readonly fn: string;
      readonly method: string;
      readonly path: string;
      readonly py_old: string;
      readonly py_new: string;
      readonly js: string;
      readonly oas2021: boolean;
      readonly oas2024: boolean;
    }
    const list = JSON.parse(readFileSync(reference, 'utf8')) as ReadonlyArray<Listed>;
    assert.equal(
      byName(rows),
      byName(list.map(({ module, fn, method, path }) => ({ module, name: fn, method, path }))),
    );
    const { functions } = JSON.parse(
      readFileSync(join(root, 'test', 'conformance', 'references.json'), 'utf8'),
    ) as { readonly functions: Readonly<Record<string, ReadonlyArray<boolean>>> };
    assert.equal(
      functions,
      Object.fromEntries(
        list.map(({ fn, py_old, py_new, js, oas2021, oas2024 }) => [
          fn,
          [py_old !== '', py_new !== '', js !== '', oas2021, oas2024],
        ]),
      ),
    );
  });
} else {
  console.log(`SKIPPED: the reference list of operations, for there is no ${reference}`);
  test.skip('has the operations of the reference list, and the references that they are in', () => {});
}

test.run();
