/** Which spelling of an import of fp-ts Node runs, and which bundlers take: the table of docs/bundle-size.md. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundle } from '../../tools/bundle.mjs';
import { consumer } from '../../tools/consumer.mjs';

const folder = consumer();

const program = (from: string) => `
import { chain } from '${from}';
console.log(typeof chain);
`;

const inNode = (from: string): string => {
  const own = mkdtempSync(join(folder, 'spelling-'));
  writeFileSync(join(own, 'app.mjs'), program(from));
  try {
    return execFileSync(process.execPath, ['app.mjs'], { cwd: own, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch (error) {
    return (
      /ERR_[A-Z_]+|SyntaxError/.exec(String((error as { stderr?: unknown }).stderr))?.[0] ?? String(error)
    );
  } finally {
    rmSync(own, { recursive: true });
  }
};

const taken = (bundler: string, from: string, alias?: Readonly<Record<string, string>>) =>
  bundle(bundler, program(from), folder, alias).then(
    () => true,
    () => false,
  );

const test = suite('fp-ts');

test('Node runs fp-ts and fp-ts/lib, and neither the folder nor es6', () => {
  assert.is(inNode('fp-ts/lib/TaskEither.js'), 'function');
  assert.is(inNode('fp-ts/TaskEither'), 'ERR_UNSUPPORTED_DIR_IMPORT');
  assert.match(inNode('fp-ts/es6/TaskEither.js'), /^(SyntaxError|ERR_)/);
});

test('Rollup refuses fp-ts/lib without the alias, and webpack the folder', async () => {
  assert.is(await taken('Rollup', 'fp-ts/lib/TaskEither.js'), false);
  assert.is(await taken('webpack', 'fp-ts/TaskEither'), false);
  assert.is(await taken('Rollup', 'fp-ts/TaskEither'), true);
});

test('with the alias every bundler makes of fp-ts/lib what it makes of es6', async () => {
  for (const bundler of ['esbuild', 'Rollup', 'webpack', 'Vite']) {
    const alias = { 'fp-ts/lib': 'fp-ts/es6' };
    const [aliased, es6] = await Promise.all([
      bundle(bundler, program('fp-ts/lib/TaskEither.js'), folder, alias),
      bundle(bundler, program('fp-ts/es6/TaskEither.js'), folder),
    ]);
    assert.is(aliased, es6, bundler);
  }
});

test.run();
