/**
 * Creates a document for each file of a folder, however many there are, and however often it is ended in between.
 *
 *   node --import tsx examples/guides/bulk.ts <folder>
 *
 * What became of each file stands in `<folder>.journal`, a folder of its own. Run it again to go on. The account is that of
 * the environment, else that of a file (`defaultCredentials`).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { createContext, createDocuments, withOptions } from 'las-fp';
import { defaultCredentials, fileContent, journalFile } from 'las-fp/node';

import { progressOf } from './progress.js';

// #region files
/** The names of the files in an order that stays: those of earlier runs first, new ones at the end. */
function filesOf(folder: string, journals: string): ReadonlyArray<string> {
  const path = join(journals, 'files.json');
  const listed: ReadonlyArray<string> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  const known = new Set(listed);
  const there = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const files = [...listed, ...there.map(({ name }) => name).filter((name) => !known.has(name))];
  // The list is there as a whole or not at all.
  writeFileSync(`${path}.new`, JSON.stringify(files));
  renameSync(`${path}.new`, path);
  return files;
}
// #endregion files

// #region stop
let stopped = false;
const controller = new AbortController();
// Ctrl-C: no further file is begun. Ctrl-C again: those under way are given up, and the next run looks for them.
process.on('SIGINT', () => {
  if (stopped) controller.abort();
  stopped = true;
});

function* sourcesOf(folder: string, names: ReadonlyArray<string>) {
  for (const name of names) {
    if (stopped) return;
    yield { name, content: fileContent(join(folder, name)) };
  }
}
// #endregion stop

// #region run
/** Files that share a journal and a report: one such block at a time is in memory. */
const blockSize = 1000;

async function main(folder: string): Promise<number> {
  const account = await defaultCredentials()();
  if (isLeft(account)) return fail(account.left.message);
  const ctx = withOptions(createContext(account.right), { signal: controller.signal });
  const journals = `${folder}.journal`;
  mkdirSync(journals, { recursive: true });
  const files = filesOf(folder, journals);
  const progress = progressOf(files.length);
  const failed: string[] = [];
  let done = 0;
  let skipped = 0;
  for (let first = 0; first < files.length && !stopped; first += blockSize) {
    const names = files.slice(first, first + blockSize);
    const opened = await journalFile(join(journals, String(first)))();
    if (isLeft(opened)) return fail(opened.left.message);
    const created = opened.right.resume.filter(({ result }) => isRight(result)).length;
    skipped += created;
    if (created === names.length) {
      done += created;
      continue;
    }
    const report = await createDocuments(ctx, sourcesOf(folder, names), {
      ...opened.right,
      concurrency: 8,
      onProgress: (inBlock, { source, result }) => {
        if (isLeft(result)) failed.push(`${source.name}: ${result.left.message}`);
        progress.show(done + inBlock, failed.length, skipped);
      },
    })();
    done += report.length;
  }
  progress.end(done, failed.length);
  for (const line of failed) console.error(line);
  console.log(`${done - failed.length} of ${files.length} files have a document.`);
  if (stopped) console.log('Stopped. Run it again to go on.');
  return stopped ? 130 : failed.length > 0 ? 1 : 0;
}
// #endregion run

function fail(message: string): number {
  console.error(message);
  return 1;
}

const [folder] = process.argv.slice(2);
if (folder) process.exitCode = await main(folder.replace(/\/+$/, ''));
else process.exitCode = fail('Give a folder: bulk.ts <folder>');
