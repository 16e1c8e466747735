/**
 * Runs every `*.test.ts` (or, for coverage, its compiled `*.test.js`) below this folder, `emulator/test` and `examples` with uvu, on
 * all cores, and prints one total. Arguments pick files by a part of their path: `npm test -- request`. Without one,
 * what has a command of its own (`elsewhere`) stays out.
 *
 * uvu's own runner exits 0 when a `before` hook throws and says nothing of a suite whose `.run()` was
 * forgotten; this one fails on both (`support/runFiles.mjs`), on a file that hangs and on a process that does not end.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = process.env.TEST_ROOT ?? here;
const wanted = process.argv.slice(2);

/** Milliseconds that a file may take. */
const limit = Number(process.env.TEST_TIMEOUT ?? 180_000);

/** Programs with a runner of their own, and what is compiled only. */
const never = ['browser/', 'runtimes/', 'types/'];
/** Slow, or in need of what is not in the repository: `npm run test:faults`, `test:versions` and so on. */
const elsewhere = ['redis/', 'faults/', 'versions/', 'conformance/', 'endpoint/', '../emulator/test/schema'];
/** Files that take seconds start first, so that none of them is the last one running. */
const slow = ['versions/', 'faults/', 'package/', 'node/', 'exchange/', 'auth/'];
/** Files that start processes which measure memory or the time of a turn of the event loop: nothing runs beside them. */
const alone = ['faults/streams', 'faults/cancellation'];

const startsWithOne = (parts) => (file) => parts.some((part) => file.startsWith(part));
const rank = (file) => {
  const found = slow.findIndex((part) => file.startsWith(part));
  return found < 0 ? slow.length : found;
};

/** The files of a folder, as seen from that of the tests. */
const filesOf = async (folder) =>
  existsSync(folder)
    ? (await readdir(folder, { recursive: true })).map((file) => join(relative(root, folder), file))
    : [];
const folders = [root, ...['../emulator/test', '../examples'].map((folder) => join(root, folder))];
const files = (await Promise.all(folders.map(filesOf)))
  .flat()
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.test\.[tj]s$/.test(file) && !startsWithOne(never)(file))
  .filter((file) =>
    wanted.length === 0 ? !startsWithOne(elsewhere)(file) : wanted.some((part) => file.includes(part)),
  )
  .sort()
  .sort((a, b) => rank(a) - rank(b));

const total = { passed: 0, failed: 0, skipped: 0 };

/** Prints what a file wrote and how it went. */
function report(file, { text, passed = 0, failed = 0, skipped = 0, problems = [], since }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const name = relative(process.cwd(), join(root, file));
  const time = `${Math.round(performance.now() - since)} ms`;
  if (text.trim()) console.log(text.trimEnd());
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name} (${passed}, ${time})`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '     '));
}

/** A process that runs one file at a time. */
function start() {
  const child = fork(join(here, 'support/runFiles.mjs'), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const closed = new Promise((resolve) => child.once('close', (...how) => resolve(how)));
  let written = () => {};
  child.stdout.setEncoding('utf8').on('data', (chunk) => written('stdout', chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk) => written('stderr', chunk));
  return {
    /** Resolves to what the file wrote and how it went; `ended` when the process ended before the file did. */
    run: (file) =>
      new Promise((resolve) => {
        const since = performance.now();
        const texts = { stdout: '', stderr: '' };
        const text = () => `${texts.stdout}${texts.stderr}`.replaceAll('\0', '');
        let hung = false;
        const timer = setTimeout(() => {
          hung = true;
          child.kill('SIGKILL');
        }, limit);
        let result;
        // What it wrote and the result travel by ways of their own: the file is through when all three are here.
        const check = () => {
          if (!result || !Object.values(texts).every((all) => all.endsWith('\0'))) return;
          clearTimeout(timer);
          resolve({ ...result, text: text(), since });
        };
        written = (stream, chunk) => {
          texts[stream] += chunk;
          check();
        };
        child.once('message', (message) => {
          result = message;
          check();
        });
        closed.then(([code, signal]) => {
          clearTimeout(timer);
          const problem = hung ? `no end after ${limit} ms` : `its process ended (${signal ?? code})`;
          resolve({ text: text(), failed: 1, problems: [problem], since, ended: true });
        });
        child.send(join(root, file));
      }),
    /** Lets the process end; resolves to what kept it from that, if something did. */
    end: async () => {
      let rest = '';
      written = (_, chunk) => {
        rest += chunk;
      };
      // Node emits no `close` where the parent disconnects.
      child.send('end');
      const [code, signal] = await closed;
      return code === 0 ? undefined : `${rest}a process of tests ended with ${signal ?? code}`;
    },
  };
}

/** Runs the files of a queue in a process of its own, and in another one where that has ended. */
async function work(queue) {
  let worker;
  for (const file of queue) {
    worker ??= start();
    const result = await worker.run(file);
    report(file, result);
    if (result.ended) worker = undefined;
  }
  const problem = await worker?.end();
  if (problem) {
    total.failed += 1;
    console.log(`FAIL ${problem}`);
  }
}

const together = files.filter((file) => !startsWithOne(alone)(file)).values();
await Promise.all(Array.from({ length: availableParallelism() }, () => work(together)));
await work(files.filter(startsWithOne(alone)));

if (files.length === 0) {
  console.log('no test file matches');
  total.failed += 1;
}
const { passed, failed, skipped } = total;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
