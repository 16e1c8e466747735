/** The same over each transport: requests, faults, aborts, streams, hostile servers. ky's are in the other groups. */
import { execFile } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/** Runs the tests of some files over a transport; gives their last line, and everything where they fail. */
const tests = (transport: string, ...parts: ReadonlyArray<string>) =>
  new Promise<string>((resolve) => {
    const options = ['--import', 'tsx', '--import', './test/support/transport.mjs'];
    const { TEST_ROOT: _, ...env }: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_V8_COVERAGE: '',
      TRANSPORT: transport,
    };
    const settings = { maxBuffer: 1e8, env };
    execFile(process.execPath, [...options, 'test/run.mjs', ...parts], settings, (_error, stdout, stderr) => {
      const last = stdout.trim().split('\n').at(-1) ?? '';
      resolve(/, 0 failed(, \d+ skipped)?$/.test(last) ? last : `${stdout}\n${stderr}`.slice(-8000));
    });
  });

const faults = ['matrix', 'timeouts', 'cancellation', 'streams', 'hostile', 'total', 'secrets', 'random'];
const files = [
  'request',
  'exchange/',
  'files/',
  'resources/documents',
  ...faults.map((name) => `faults/${name}`),
];

const transports = suite('every transport');

for (const transport of ['fetch', 'node']) {
  transports(`${transport}Transport passes the tests of requests and of faults`, async () => {
    const result = await tests(transport, ...files);
    assert.match(result, /^\d{3,} passed, 0 failed(, \d+ skipped)?$/, result);
  });
}

transports('a transport that is not known is an error', async () => {
  assert.match(await tests('pigeon', 'exchange/'), /TRANSPORT is pigeon: give one of fetch,node/);
});

transports.run();
