/** The same faults with ky 2, and on the Node whose binary NODE_24 names. */
import { execFile, execFileSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const ky2 = ['--import', './test/support/ky2.mjs'];
/** Runs the tests of some files; gives their last line, and everything where they fail. */
const tests = (node: string, options: ReadonlyArray<string>, ...parts: ReadonlyArray<string>) =>
  new Promise<string>((resolve) => {
    const args = ['--import', 'tsx', ...options, 'test/run.mjs', ...parts.map((part) => `faults/${part}`)];
    const env = { ...process.env, NODE_V8_COVERAGE: '', TEST_ROOT: '' };
    const { TEST_ROOT: _, ...rest } = env;
    execFile(node, args, { maxBuffer: 1e8, env: rest }, (_error, stdout, stderr) => {
      const last = stdout.trim().split('\n').at(-1) ?? '';
      resolve(/, 0 failed$/.test(last) ? last : `${stdout}\n${stderr}`.slice(-8000));
    });
  });

const versions = suite('the same elsewhere');
const other = process.env['NODE_24'];
const allPass = (result: string) => assert.match(result, /^\d+ passed, 0 failed$/, result);

// All at once, for they mostly wait.
const second = tests(process.execPath, ky2, 'matrix', 'cancellation', 'streams', 'timeouts');

versions('ky 2', async () => allPass(await second));

if (!other) {
  console.log('     Node 24 is SKIPPED: set NODE_24 to the path of its binary');
  versions.skip('Node 24', () => {});
  versions.skip('Node 24 with ky 2', () => {});
} else {
  const first = tests(other, [], 'matrix', 'cancellation', 'streams');
  const both = tests(other, ky2, 'matrix', 'timeouts', 'hostileServer');
  versions('Node 24', async () => {
    assert.match(execFileSync(other, ['--version'], { encoding: 'utf8' }), /^v24\./);
    allPass(await first);
  });
  versions('Node 24 with ky 2', async () => allPass(await both));
}

versions.run();
