/**
 * Writes what the table of the API (`contract/`) and the sources say into every file that repeats it: `npm run sync`.
 * With `--check` it writes nothing, and fails where it would.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ledger } from './api/ledger.mjs';
import { readApi } from './api/sources.mjs';
import { files, read, readContract, root, rowsText } from './contract.mjs';
import { page, pages, readComingFrom, tables } from './sync/comingFrom.mjs';
import { counted, idsText, index, packageJson } from './sync/generated.mjs';

const checking = process.argv.includes('--check');
const contract = readContract();

const formatted = (file, text) =>
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', `--stdin-file-path=${file}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });

let stale = 0;

/** Brings a file up to date, or says that it is not. */
function sync(file, make) {
  const before = read(file);
  const after = make(before);
  if (before === after) return;
  if (!checking) {
    writeFileSync(join(root, file), after);
    console.log(`${file} written`);
    return;
  }
  stale += 1;
  const [lines, written] = [before, after].map((text) => text.split('\n'));
  const missing = written.filter((line) => !lines.includes(line));
  const unexpected = lines.filter((line) => !written.includes(line));
  const some = (list, sign) => list.slice(0, 5).map((line) => `  ${sign} ${line}`);
  console.error(
    [
      `${file} is not what the table and the sources say: run npm run sync.`,
      ...some(missing, '+'),
      ...some(unexpected, '-'),
      ...(missing.length + unexpected.length === 0 ? ['  the order of its lines differs'] : []),
    ].join('\n'),
  );
}

sync(files.operations, () => rowsText(contract.operations));
sync(files.ids, () => rowsText(contract.ids));
sync('src/everything.ts', (text) => index(text, contract));
sync('package.json', (text) => packageJson(text, contract));
sync('src/ids.ts', (text) => formatted('src/ids.ts', idsText(text, contract)));
sync('README.md', (text) => counted(text, contract));
try {
  // Last: it is read from sources that may just have been written.
  const api = readApi();
  sync('api.md', () => ledger(api));
  const rows = readComingFrom();
  for (const [sdk, file] of Object.entries(pages)) sync(file, (text) => page(text, tables(sdk, rows, api)));
} catch (error) {
  stale += 1;
  console.error(`api.md and docs/coming-from cannot be written. ${error.message}`);
}

if (stale > 0) process.exitCode = 1;
