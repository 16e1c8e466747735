/** The folder of the repository, wherever the tests were compiled to: the nearest one above that has the lock file. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function above(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('No package-lock.json above the tests');
  return above(dirname(folder));
}

/** The repository's folder. */
export const root: string = above(dirname(fileURLToPath(import.meta.url)));
