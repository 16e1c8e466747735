/** What `bench/COMPARISON.md` says has a proof that exists, or a reason: of las-fp, and of the others. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { root } from './support/contract.js';

const folder = join(root, 'bench');
const text = readFileSync(join(folder, 'COMPARISON.md'), 'utf8');

/** The rows of all tables, as cells: without the heads, whose first cell is empty, and the lines below them. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| |'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const linksIn = (cell: string) => [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
const isLocal = (link: string) => !/^https?:/.test(link);

/** What a link to a heading names: lower case, with hyphens for blanks, without other signs. */
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

/** The cells of the others in a row: proved by what was tried, which its name links to, or each by a link of its own. */
const unproved = ([name = '', , ...others]: ReadonlyArray<string>) =>
  linksIn(name).length > 0
    ? []
    : others.filter((cell) => linksIn(cell).length === 0 && !/^not relevant: .{10}/.test(cell));

const test = suite('the comparison with other SDKs');

test('has rows of one length', () => {
  assert.ok(rows.length > 20, `${rows.length} rows were found`);
  assert.equal(
    rows.filter((cells) => cells.length !== 6 || cells.includes('')).map(([name]) => name),
    [],
  );
});

test('proves what it says of las-fp, or says why not', () => {
  const bare = rows.filter(([, ours = '']) => linksIn(ours).length === 0 && !/^no: .{20}/.test(ours));
  assert.equal(
    bare.map(([name]) => name),
    [],
  );
});

test('leaves nothing open of the others', () => {
  assert.equal(
    rows.filter((cells) => cells.some((cell) => /not (looked at|measured)|unknown yet|\?$/i.test(cell))),
    [],
  );
});

test('proves what it says of the others', () => {
  assert.equal(
    rows.flatMap((cells) => unproved(cells).map((cell) => `${cells[0]}: ${cell}`)),
    [],
  );
});

test('control: a cell without proof is found', () => {
  assert.equal(unproved(['a row', 'ours', 'yes', '[no](x.md)', 'not relevant: it has no such thing', 'no']), [
    'yes',
    'no',
  ]);
  assert.equal(unproved(['[a row](x.md#tried)', 'ours', 'yes', 'no', 'no', 'no']), []);
});

test('links to files and headings that exist', () => {
  const missing = linksIn(text)
    .filter(isLocal)
    .filter((link) => {
      const [path = '', heading] = link.split('#');
      const file = join(folder, path);
      if (!existsSync(file)) return true;
      if (heading === undefined) return false;
      const headings = readFileSync(file, 'utf8').match(/^#+ .*/gm) ?? [];
      return !headings.some((line) => slug(line.replace(/^#+ /, '')) === heading);
    });
  assert.equal(missing, []);
});

test('names the versions that were tried', () => {
  const results = readFileSync(join(folder, 'comparison/RESULTS.md'), 'utf8');
  const versions: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(join(folder, 'comparison/versions.json'), 'utf8'),
  );
  for (const [name, version] of Object.entries(versions)) assert.match(results, `${name} ${version}`);
  for (const name of ['openai', 'viem', '@hey-api/openapi-ts', 'stripe']) {
    assert.match(text.replaceAll('\n', ' '), `${name} ${versions[name]}`);
  }
  const [date = 'no date'] = /^\d{4}-\d\d-\d\d/m.exec(results) ?? [];
  assert.match(text, date);
});

test.run();
