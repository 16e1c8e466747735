/** The table of the API, `contract/`: what is in it, where the functions of a module are, and how a row is written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The text of a file of the repository; of one that is not there, nothing. */
export const read = (file) =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n') : '';

export const files = {
  operations: 'contract/operations.json',
  ids: 'contract/ids.json',
  versions: 'contract/versions.json',
};

/** The whole table, as it is on the disk now. */
export function readContract() {
  const [operations, ids, { versions, references }] = Object.values(files).map((file) =>
    JSON.parse(read(file)),
  );
  const modules = [...new Set(operations.map(({ module }) => module))].sort();
  return { operations, ids, versions, references, modules };
}

/** Rows as the files have them: one a line. */
export function rowsText(rows) {
  const line = (row) =>
    JSON.stringify(row, null, 1).replace(/\n\s*/g, ' ').replaceAll('[ ', '[').replaceAll(' ]', ']');
  return `[\n${rows.map((row) => `  ${line(row)}`).join(',\n')}\n]\n`;
}

/** Where a module's functions are, below `src`, without an ending: a file or a folder. */
export function entryOf(module) {
  const entry = [`resources/${module}`, `resources/${module}/index`].find((one) =>
    existsSync(join(root, 'src', `${one}.ts`)),
  );
  if (entry === undefined)
    throw new Error(`${files.operations} names ${module}: src/resources has no such module`);
  return entry;
}
