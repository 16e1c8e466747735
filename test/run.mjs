/**
 * Runs every `*.test.ts` (or, for coverage, its compiled `*.test.js`) below this folder and `emulator/test` with uvu
 * and prints one total. Arguments pick files by a part of their path: `npm test -- http`.
 *
 * uvu's own runner exits 0 when a `before` hook throws and says nothing of a suite whose `.run()` was
 * forgotten; this one fails on both.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// uvu reads this when it is loaded: it then leaves the running to us.
globalThis.UVU_DEFER = 1;

const here = dirname(fileURLToPath(import.meta.url));
const root = process.env.TEST_ROOT ?? here;
const wanted = process.argv.slice(2);
const separate = ['browser', 'runtimes', 'types'];

const emulator = join(root, '../emulator/test');
const files = [
  ...(await readdir(root, { recursive: true })),
  ...(await readdir(emulator, { recursive: true })).map((file) => join(relative(root, emulator), file)),
]
  .filter((file) => /\.test\.[tj]s$/.test(file) && !separate.includes(file.split(/[\\/]/)[0]))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

let passed = 0;
let failed = 0;
let skipped = 0;

for (const file of files) {
  const suites = [];
  globalThis.UVU_QUEUE = [suites];
  globalThis.UVU_INDEX = 0;
  const name = relative(process.cwd(), join(root, file));
  const started = performance.now();
  const report = [];
  try {
    const text = await readFile(join(root, file), 'utf8');
    const count = (pattern) => text.match(pattern)?.length ?? 0;
    if (count(/\bsuite\(/g) > count(/\.run\(\)/g)) throw new Error('a suite has no `.run()`');
    await import(pathToFileURL(join(root, file)).href);
    if (suites.length === 0) throw new Error('no suite ran: is a `.run()` missing?');
  } catch (error) {
    failed += 1;
    report.push(error?.stack ?? String(error));
  }
  let done = 0;
  for (const suite of suites) {
    const [errors, ran, left, total] = await suite();
    passed += ran;
    skipped += left;
    done += ran;
    failed += total - ran;
    if (typeof errors === 'string') report.push(errors);
    else if (ran < total) report.push('a hook threw before the tests of a suite were through');
    else if (total + left === 0) {
      failed += 1;
      report.push('a suite without a test');
    }
  }
  const time = `${Math.round(performance.now() - started)} ms`;
  console.log(`${report.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${done}, ${time})`);
  for (const text of report) console.log(text.replace(/^/gm, '     '));
}

if (files.length === 0) {
  console.log('no test file matches');
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
