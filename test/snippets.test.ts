/** Every snippet of the pages and of the doc comments compiles, with what its platform has. */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { missingImports } from './snippets/imports.js';
import {
  type Platform,
  readSnippets,
  type Snippet,
  snippetsOfPage,
  snippetsOfSource,
} from './snippets/read.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'build/snippets');
const prelude = fileURLToPath(new URL('snippets/prelude.d.ts', import.meta.url));

const libraries: Record<Platform, object> = {
  any: { lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'], types: ['node'] },
  browser: { lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [] },
  node: { lib: ['es2023'], types: ['node'] },
};

/** Compiles snippets for a platform; resolves to a line for each error, with its place in the page. */
async function compile(platform: Platform, snippets: ReadonlyArray<Snippet>): Promise<ReadonlyArray<string>> {
  const place = join(folder, platform);
  await mkdir(place, { recursive: true });
  const offsets = await Promise.all(
    snippets.map(async ({ code }, i) => {
      const imports = missingImports(code, platform);
      await writeFile(join(place, `s${i}.ts`), `${imports.join('\n')}\n${code}\nexport {};\n`);
      return Math.max(1, imports.length);
    }),
  );
  const tsconfig = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: true,
      ...libraries[platform],
      typeRoots: [join(root, 'node_modules/@types')],
    },
    files: [prelude, ...snippets.map((_, i) => `s${i}.ts`)],
  };
  await writeFile(join(place, 'tsconfig.json'), JSON.stringify(tsconfig));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const output = await new Promise<string>((done) => {
    const args = [tsc, '-p', place, '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: place, maxBuffer: 1e8 }, (_, out, err) => done(out + err));
  });
  return (
    output
      .split('\n')
      // A snippet may be the body of a function (TS1108: a return outside of one).
      .filter((line) => /error TS/.test(line) && !line.includes('TS1108'))
      .map((line) => {
        const [, i = '', at = '', why = ''] = /s(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
        const snippet = snippets[Number(i)];
        if (i === '' || snippet === undefined) return line;
        return `${snippet.file}:${snippet.line + Number(at) - (offsets[Number(i)] ?? 0)} ${why}`;
      })
  );
}

const snippets = suite('snippets');

const all = readSnippets(root);
const platforms = ['any', 'browser', 'node'] as const;

snippets.before(() => rm(folder, { recursive: true, force: true }));

for (const platform of platforms) {
  const those = all.filter((snippet) => snippet.platform === platform);
  snippets(`${those.length} compile for ${platform === 'any' ? 'any platform' : platform}`, async () => {
    const errors = await compile(platform, those);
    assert.is(errors.join('\n'), '');
  });
}

snippets('are found in pages and in doc comments', () => {
  const files = new Set(all.map(({ file }) => file));
  for (const file of ['README.md', 'emulator/README.md', 'docs/start/promise.md', 'src/context.ts']) {
    assert.ok(files.has(file), file);
  }
  assert.ok(all.length > 100, `${all.length}`);
});

snippets('have their line and their platform', () => {
  const page = '---\nplatform: node\n---\n\n```ts\nconst a = 1;\n```\n\n```ts browser\nlocation.href;\n```\n';
  assert.equal(
    snippetsOfPage('a.md', page).map(({ line, platform }) => [line, platform]),
    [
      [5, 'node'],
      [9, 'browser'],
    ],
  );
  const source = '/**\n * Does it.\n *\n * @example\n * const b = 2;\n * @see other\n */\n';
  assert.equal(snippetsOfSource('a.ts', source), [
    { file: 'a.ts', line: 4, platform: 'any', code: 'const b = 2;\n' },
  ]);
});

snippets('that are wrong are refused, with their place', async () => {
  const wrong: Snippet = {
    file: 'a.md',
    line: 10,
    platform: 'node',
    code: 'const n: number = await 1;\nlocation.href;\n',
  };
  const missing: Snippet = { file: 'b.md', line: 1, platform: 'node', code: 'getDocument(ctx, modelId);\n' };
  const errors = await compile('node', [wrong, missing]);
  assert.is(errors.length, 2, errors.join('\n'));
  assert.match(errors[0] ?? '', /^a\.md:12 .*location/);
  assert.match(errors[1] ?? '', /^b\.md:2 .*ModelId|cradl:model/);
});

snippets.run();
