/** The runner of the tests: what it must notice. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { root } from './support/contract.js';

const runner = join(root, 'test/run.mjs');

/** What the runner prints for these files, and how it ends. */
function run(files: Readonly<Record<string, string>>, ...wanted: ReadonlyArray<string>) {
  // Within the repository, so that the files find uvu.
  const folder = mkdtempSync(join(root, 'build-runner-'));
  try {
    const tests = join(folder, 'test');
    for (const name of [tests, join(folder, 'emulator/test')]) mkdirSync(name, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(tests, name, '..'), { recursive: true });
      writeFileSync(join(tests, name), text);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [runner, ...wanted], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TEST_ROOT: tests, TEST_TIMEOUT: '3000' },
    });
    const text = `${stdout}${stderr}`.trim();
    return { status, text, last: text.split('\n').at(-1) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const file = (body: string, end = 'test.run();') => `
import { suite } from 'uvu';
const test = suite('a suite');
${body}
${end}
`;
const fine = file(`test('is fine', () => {}); test.skip('is left out', () => {});`);

const test = suite('the runner of the tests');

test('counts what passed and what was skipped, of all files', () => {
  const { status, last } = run({ 'a.test.js': fine, 'folder/b.test.js': fine });
  assert.is(last, '2 passed, 0 failed, 2 skipped');
  assert.is(status, 0);
});

for (const [what, text, problem] of [
  ['a test that fails', file(`test('no', () => { throw new Error('planted'); });`), /planted/],
  ['a file that throws', `throw new Error('planted');`, /planted/],
  ['a suite that nobody runs', file(`test('no', () => {});`, ''), /no `\.run\(\)`/],
  ['a suite without tests', file(''), /a suite without a test/],
  ['a hook that throws', file(`test.before(() => { throw new Error('x'); }); test('no', () => {});`), /hook/],
  ['a process that ends', file(`test('no', () => process.exit(0));`), /its process ended/],
  [
    'a test that never ends',
    file(`test('no', () => new Promise((r) => setTimeout(r, 1e6)));`),
    /no end after/,
  ],
] as const) {
  test(`notices ${what}, and goes on with the others`, () => {
    const { status, text: printed, last } = run({ 'a.test.js': text, 'b.test.js': fine });
    assert.match(printed, problem);
    assert.match(last ?? '', /^1 passed, 1 failed, 1 skipped$/);
    assert.is(status, 1);
  });
}

test('runs the files that are asked for, and fails where there are none', () => {
  const files = { 'a.test.js': fine, 'conformance/b.test.js': fine };
  assert.is(run(files, 'conformance/').last, '1 passed, 0 failed, 1 skipped');
  assert.is(run(files).last, '1 passed, 0 failed, 1 skipped');
  const none = run(files, 'nothing');
  assert.match(none.text, /no test file matches/);
  assert.is(none.status, 1);
});

test.run();
