/** How the package is resolved: by Node, bundlers, TypeScript and what imitates them. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { consumer, pack } from '../../tools/consumer.mjs';

const folder = consumer();
const own = join(folder, 'node_modules/las-fp');

interface Entry {
  readonly types: { readonly require: string; readonly default: string };
  readonly bun: string;
  readonly module: string;
  readonly 'module-sync': string;
  readonly require: string;
  readonly default: string;
}

const { exports }: { readonly exports: Readonly<Record<string, Entry>> } = JSON.parse(
  readFileSync(join(own, 'package.json'), 'utf8'),
);
const entries = Object.entries(exports).filter(([name]) => name !== './package.json');
const specifiers = entries.map(([name]) => name.replace('.', 'las-fp'));

/** What Node resolves each specifier to, and the names that it then finds there. */
async function inNode(
  require: boolean,
  ...flags: ReadonlyArray<string>
): Promise<ReadonlyArray<readonly [file: string, names: ReadonlyArray<string>]>> {
  const program = `
    import { createRequire } from 'node:module';
    import { fileURLToPath } from 'node:url';
    const require = createRequire(${JSON.stringify(join(folder, 'x.js'))});
    const found = [];
    for (const name of ${JSON.stringify(specifiers)}) {
      const file = ${require ? 'require.resolve(name)' : 'fileURLToPath(import.meta.resolve(name))'};
      found.push([file, Object.keys(${require ? 'require(name)' : 'await import(name)'}).sort()]);
    }
    console.log(JSON.stringify(found));`;
  const args = [...flags, '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout);
}

/** The files of the package that a bundler takes for all of the specifiers. */
async function inBundle(
  text: (name: string, i: number) => string,
  conditions?: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  const { metafile } = await build({
    stdin: { contents: specifiers.map(text).join('\n'), resolveDir: folder },
    absWorkingDir: own,
    bundle: true,
    platform: 'browser',
    external: ['node:*'],
    format: 'esm',
    write: false,
    ...(conditions && { conditions: [...conditions] }),
    metafile: true,
  });
  return Object.keys(metafile.inputs).filter((name) => /^(dist|src)\//.test(name));
}

// They run beside each other, and beside what follows.
const found = Promise.all([inNode(false), inNode(true), inNode(true, '--no-experimental-require-module')]);
found.catch(() => {});

const resolution = suite('each entry point');

resolution('has types first, default last, and files for all of them', () => {
  assert.ok(entries.length > 20);
  for (const [name, entry] of entries) {
    assert.equal(Object.keys(entry), ['types', 'bun', 'module', 'module-sync', 'require', 'default'], name);
    assert.equal(Object.keys(entry.types), ['require', 'default'], name);
    const files = [
      ...Object.values(entry.types),
      entry.module,
      entry['module-sync'],
      entry.require,
      entry.default,
    ];
    for (const file of files) assert.ok(existsSync(join(own, file)), `${name}: ${file}`);
    // The one file for pages has the types of the module that it was made of.
    const module = entry.default
      .replace('las-fp.fetch.browser.js', 'fetch.js')
      .replace('las-fp.browser.js', 'index.js');
    assert.equal(entry, {
      types: {
        require: module.replace('./dist/', './dist/cjs/').replace(/\.js$/, '.d.cts'),
        default: module.replace(/\.js$/, '.d.ts'),
      },
      bun: entry.default,
      module: name.endsWith('/browser') ? entry.default : entry.default.replace('./dist/', './dist/modules/'),
      'module-sync': entry.default,
      require: module.replace('./dist/', './dist/cjs/').replace(/\.js$/, '.cjs'),
      default: entry.default,
    });
  }
});

resolution('is the same module for import and require in Node, and CommonJS where it cannot be', async () => {
  const [imported, required, old] = await found;
  const files = (condition: 'require' | 'default') => entries.map(([, entry]) => join(own, entry[condition]));
  const names = imported.map(([, names]) => names);
  for (const [i, specifier] of specifiers.entries()) assert.ok(names[i]?.length, specifier);
  assert.equal(
    [imported, required, old].map((all) => all.map(([file]) => file)),
    [files('default'), files('default'), files('require')],
  );
  for (const all of [required, old]) {
    assert.equal(
      all.map(([, names]) => names),
      names,
    );
  }
});

resolution('is separate modules for bundlers, whether they see import or require', async () => {
  for (const text of [
    (name: string, i: number) => `export * as x${i} from '${name}';`,
    (name: string) => `require('${name}');`,
  ]) {
    const bundled = await inBundle(text);
    assert.ok(bundled.includes('dist/modules/index.js') && bundled.includes('dist/modules/node/index.js'));
    assert.equal(
      bundled.filter((name) => !name.startsWith('dist/modules/')),
      ['dist/las-fp.browser.js', 'dist/las-fp.fetch.browser.js'],
    );
  }
});

resolution('is one file for bundlers that do not know the condition `module`', async () => {
  const imported = await inBundle((name, i) => `export * as x${i} from '${name}';`, []);
  assert.ok(imported.includes('dist/las-fp.js') && imported.includes('dist/node/index.js'));
  assert.equal(
    imported.filter((name) => /^dist\/(cjs|modules)\//.test(name)),
    [],
  );
});

resolution.run();

const checks = suite('the package');

checks('is fine with publint, strictly', async () => {
  const { messages } = await publint({ pkgDir: own, pack: false, strict: true });
  assert.equal(messages, []);
});

checks('has right types under every resolution of TypeScript (arethetypeswrong, strictly)', async () => {
  const checked = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(pack()))));
  assert.ok(checked.types);
  if (checked.types) assert.equal(checked.problems, []);
});

checks.run();
