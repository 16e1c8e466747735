/** `npm start`: looks for the file first, then builds the package and reads the file with it. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [path] = process.argv.slice(2);
if (path !== undefined && !statSync(path, { throwIfNoEntry: false })?.isFile()) {
  console.error(`Not a file: ${path}. Give the path of a document.`);
  process.exit(1);
}
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
for (const args of [
  [here('build.mjs')],
  ['--import', 'tsx', here('../examples/read-document.ts'), ...(path === undefined ? [] : [path])],
]) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
