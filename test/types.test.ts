import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

// The tests run from the project's folder, compiled or not; types are only there before.
const folder = resolve('test/types');

interface Compiled {
  readonly code: number;
  /** `ids.ts:12` of each error. */
  readonly errors: ReadonlyArray<string>;
}

function compile(project: string): Promise<Compiled> {
  const args = [resolve('node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'];
  return new Promise((done) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 24 }, (error, stdout) => {
      const found = stdout.matchAll(/([\w.-]+)\((\d+),\d+\): error TS/g);
      done({
        code: typeof error?.code === 'number' ? error.code : 0,
        errors: [...found].map(([, file, line]) => `${file}:${line}`),
      });
    });
  });
}

const marker = /^\s*\/\/ @ts-expect-error .*$/;

/** The project without its `@ts-expect-error`: each misuse must be an error, and nothing else. */
async function unmarked(): Promise<{ readonly compiled: Compiled; readonly misuses: ReadonlyArray<string> }> {
  const copy = await mkdtemp(join(tmpdir(), 'las-fp-types-'));
  try {
    const misuses: string[] = [];
    const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
    for (const file of files) {
      const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
      lines.forEach((line, i) => {
        if (marker.test(line)) misuses.push(`${file}:${i + 2}`);
      });
      const text = lines.map((line) => (marker.test(line) ? '' : line)).join('\n');
      await writeFile(join(copy, file), text.replaceAll("'../../src/", `'${resolve('src')}/`));
    }
    const project = {
      extends: resolve('tsconfig.base.json'),
      compilerOptions: {
        noEmit: true,
        types: ['node'],
      },
      files,
    };
    await symlink(resolve('node_modules'), join(copy, 'node_modules'));
    await writeFile(join(copy, 'package.json'), '{ "type": "module" }');
    await writeFile(join(copy, 'tsconfig.json'), JSON.stringify(project));
    return { compiled: await compile(copy), misuses };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const test = suite('types');

const [marked, control] = await Promise.all([compile(folder), unmarked()]);

test('what is right compiles, and what is wrong does not', () => {
  assert.equal(marked, { code: 0, errors: [] });
});

test('each misuse is the error that is expected', () => {
  const { compiled, misuses } = control;
  assert.ok(misuses.length > 80, `${misuses.length} misuses`);
  assert.is.not(compiled.code, 0);
  assert.equal([...new Set(compiled.errors)].sort(), [...misuses].sort());
});

test.run();
