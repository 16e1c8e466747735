/** Type-checking: what a compiler needs for a program that imports one function, or everything. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../tools/consumer.mjs';
import { table } from '../tools/table.mjs';
import { fixed, interleave, median, spread } from './support/measure.mjs';
import { applications } from './support/processes.mjs';

export const title = 'Type-checking';

const programs = {
  'an empty module': 'export {};',
  ky: `import ky from 'ky'; export const text: Promise<string> = ky('https://example.com').text();`,
  'las-fp, one function': `
    import { clientCredentials, createContext, getDocument } from 'las-fp';
    const ctx = createContext({ credentials: clientCredentials({ clientId: 'x', clientSecret: 'x' }) });
    export const document = getDocument(ctx, 'las:document:1');`,
  'las-fp/documents, one function': `
    import { getDocument } from 'las-fp/documents';
    export const get: typeof getDocument = getDocument;`,
  'las-fp, everything': `
    import * as las from 'las-fp';
    import * as emulator from 'las-fp-emulator';
    import * as node from 'las-fp/node';
    export const all: readonly unknown[] = [las, emulator, node];`,
  'official SDK, one function': `
    import { Client } from '@lucidtech/las-sdk-core';
    export const get = (las: Client) => las.getDocument('las:document:1');`,
};

// TypeScript 5.9 beside the project's own, if the registry has it.
function typescript5(folder) {
  const prefix = join(folder, 'typescript-5.9');
  mkdirSync(prefix);
  try {
    execFileSync(
      'npm',
      ['install', '--prefix', prefix, '--prefer-offline', '--no-save', 'typescript@~5.9.0'],
      {
        stdio: 'ignore',
        timeout: 60_000,
      },
    );
    return join(prefix, 'node_modules', 'typescript', 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

export async function run({ quick }) {
  const { ky1 } = applications();
  const older = quick ? undefined : typescript5(ky1);
  const compilers = {
    'TypeScript 7': join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    ...(older && { 'TypeScript 5.9': older }),
  };
  const options = {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    },
  };
  const names = Object.keys(programs);
  for (const [i, name] of names.entries()) {
    const folder = join(ky1, `types-${i}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'app.mts'), programs[name]);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...options, files: ['app.mts'] }));
  }
  const output = ['`tsc --noEmit`, strict, with `skipLibCheck`: the whole time of the process.'];
  for (const [compiler, tsc] of Object.entries(compilers)) {
    const check = (name) => {
      const started = performance.now();
      const project = join(ky1, `types-${names.indexOf(name)}`);
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stdout}`);
      return (performance.now() - started) / 1000;
    };
    for (const name of names.slice(0, 1)) check(name);
    const times = await interleave(names, quick ? 2 : compiler.endsWith('7') ? 7 : 3, check);
    const empty = median(times['an empty module']);
    output.push(
      table(
        [compiler, 'seconds', 'over empty, seconds'],
        names.map((name) => [name, spread(times[name]), fixed(median(times[name]) - empty)]),
      ),
    );
  }
  return { output, goals: [] };
}
