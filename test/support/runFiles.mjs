/** The process that `run.mjs` sends files to: runs one at a time with uvu and sends back how it went. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

// uvu reads this when it is loaded: it then leaves the running to us.
globalThis.UVU_DEFER = 1;

/** Milliseconds that the process may go on when there are no more files. */
const grace = 10_000;

async function run(file) {
  const suites = [];
  globalThis.UVU_QUEUE = [suites];
  globalThis.UVU_INDEX = 0;
  const result = { passed: 0, failed: 0, skipped: 0, problems: [] };
  const fail = (problem) => {
    result.failed += 1;
    result.problems.push(problem);
  };
  try {
    const text = await readFile(file, 'utf8');
    const count = (pattern) => text.match(pattern)?.length ?? 0;
    if (count(/\bsuite\(/g) > count(/\.run\(\)/g)) throw new Error('a suite has no `.run()`');
    await import(pathToFileURL(file).href);
    if (suites.length === 0) throw new Error('no suite ran: is a `.run()` missing?');
  } catch (error) {
    fail(error?.stack ?? String(error));
  }
  for (const suite of suites) {
    const [errors, ran, left, total] = await suite();
    result.passed += ran;
    result.skipped += left;
    result.failed += total - ran;
    if (typeof errors === 'string') result.problems.push(errors);
    else if (ran < total) result.problems.push('a hook threw before the tests of a suite were through');
    else if (total + left === 0) fail('a suite without a test');
  }
  return result;
}

process.on('message', async (file) => {
  if (file === 'end') return process.disconnect();
  const result = await run(file);
  process.stdout.write('\0');
  process.stderr.write('\0');
  process.send(result);
});

process.on('disconnect', () =>
  setTimeout(() => {
    console.log(`something is left open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, grace).unref(),
);
