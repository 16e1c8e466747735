import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const run = promisify(execFile);

// UVU_DEFER and the like are of the runner that this test itself runs in.
const node = (...args: string[]) =>
  run(process.execPath, args, { maxBuffer: 1e8, env: { ...process.env, NODE_V8_COVERAGE: '' } }).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  );

const second = suite('ky 2');

second('is what the tests below have', async () => {
  const ask = ['--input-type=module', '-e', "console.log(import.meta.resolve('ky'))"];
  const [first, other] = await Promise.all([
    node(...ask),
    node('--import', './test/support/ky2.mjs', ...ask),
  ]);
  assert.match(first.stdout, /node_modules\/ky\/distribution/);
  assert.match(other.stdout, /node_modules\/ky2\/distribution/);
});

second('does what the first does: the tests of requests pass with it', async () => {
  const { stdout, stderr } = await node(
    ...['--import', 'tsx', '--import', './test/support/ky2.mjs'],
    ...['test/run.mjs', 'request.test.ts', 'exchange/', 'transports/', 'files/', 'resources/document'],
  );
  const lines = stdout.trim().split('\n');
  assert.match(lines.at(-1) ?? '', /^\d{2,} passed, 0 failed$/, `${stdout.slice(-5000)}\n${stderr}`);
});

second.run();
