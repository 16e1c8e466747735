/** What `bench/COMPARISON.md` says of las-fp has a proof that exists, or a reason. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { root } from './support/contract.js';

const file = join(root, 'bench/COMPARISON.md');
const text = readFileSync(file, 'utf8');

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

const linksIn = (cell: string) => [...cell.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);

const test = suite('the comparison with other SDKs');

test('has rows of one length', () => {
  assert.ok(rows.length > 20, `${rows.length} rows were found`);
  assert.equal(
    rows.filter((cells) => cells.length !== 6 || cells.includes('')).map(([name]) => name),
    [],
  );
});

test('proves what it says of las-fp, or says why not', () => {
  const unproved = rows.filter(([, ours = '']) => linksIn(ours).length === 0 && !/^no: .{20}/.test(ours));
  assert.equal(
    unproved.map(([name]) => name),
    [],
  );
});

test('links to files that exist', () => {
  const missing = linksIn(text)
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => !existsSync(join(dirname(file), link)));
  assert.equal(missing, []);
});

test.run();
