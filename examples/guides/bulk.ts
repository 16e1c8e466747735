/**
 * Creates a document for each file of a folder, however many there are, and however often it is ended in between.
 *
 *   node --import tsx examples/guides/bulk.ts <folder>
 *
 * Beside the folder it keeps two files: `<folder>.files` has the order of the files, `<folder>.journal` what became of
 * each. Run it again to go on. The account is that of the environment, else that of a file (`defaultCredentials`).
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { createContext, createDocuments, withOptions } from 'las-fp';
import { defaultCredentials, fileContent, journalFile } from 'las-fp/node';

import { progressOf } from './progress.js';

// #region files
/** The names of the files in an order that stays: those of earlier runs first, new ones at the end. */
function filesOf(folder: string): ReadonlyArray<string> {
  const path = `${folder}.files`;
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

async function main(folder: string): Promise<number> {
  const opened = await pipe(
    defaultCredentials(),
    TE.bindTo('account'),
    TE.bindW('journal', () => journalFile(`${folder}.journal`)),
  )();
  if (isLeft(opened)) {
    console.error(opened.left.message);
    return 1;
  }
  const { account, journal } = opened.right;

  // #region stop
  let stopped = false;
  const controller = new AbortController();
  // Ctrl-C: no further file is begun. Ctrl-C again: those under way are given up, and the next run looks for them.
  process.on('SIGINT', () => {
    if (stopped) controller.abort();
    stopped = true;
  });
  // #endregion stop

  // #region run
  const files = filesOf(folder);
  function* sources() {
    for (const name of files) {
      if (stopped) return;
      yield { name, content: fileContent(join(folder, name)) };
    }
  }
  const failed: string[] = [];
  const progress = progressOf(files.length, journal.resume.filter(({ result }) => isRight(result)).length);
  const ctx = withOptions(createContext(account), { signal: controller.signal });
  const report = await createDocuments(ctx, sources(), {
    ...journal,
    concurrency: 8,
    onProgress: (done, { source, result }) => {
      if (isLeft(result)) failed.push(`${source.name}: ${result.left.message}`);
      progress.show(done, failed.length);
    },
  })();
  progress.end();
  // #endregion run

  for (const line of failed) console.error(line);
  console.log(`${report.length - failed.length} of ${files.length} files have a document.`);
  if (stopped) console.log('Stopped. Run it again to go on.');
  return stopped ? 130 : failed.length > 0 ? 1 : 0;
}

const [folder] = process.argv.slice(2);
if (folder) process.exitCode = await main(folder.replace(/\/+$/, ''));
else console.error('Give a folder: bulk.ts <folder>');
