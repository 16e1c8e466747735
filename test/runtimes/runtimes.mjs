/** The scenario in Node, Deno, Bun and workerd, and in Jest and Vitest. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';
import { start } from './processes.mjs';
import { alone, jestTest, printed, script, vitestTest, withEmulator, worker } from './programs.mjs';
import { file, has, versionOf } from './projects.mjs';
import { outcome } from './scenario.mjs';

export const versionsOfNode = [20, 22, 24, 26];

const absent = 'the registry has none for this machine';

/** A check that writes a program, runs it with `command`, and wants the scenario's outcome printed. */
const printing = (name, folder, [program, ...args], fileName, text) => ({
  name,
  skip: program ? undefined : absent,
  run: () =>
    withEmulator(async (settings) =>
      start(program, [...args, file(folder, fileName, await text(settings))], { cwd: folder }),
    ),
});

/** The program of a version of Node, where there is one. */
export const nodeOf = (nodes, version) =>
  has(nodes, `node${version}`) ? join(nodes, `node_modules/node${version}/bin/node`) : undefined;

const inNode = ({ nodes, older, newer }, version) => {
  const node = nodeOf(nodes, version);
  const folder = version === 20 ? older : newer;
  const name = `Node ${version}`;
  const withoutModules = [node, '--no-experimental-require-module'];
  return [
    printing(`${name}, import`, folder, [node], `node${version}.mjs`, printed),
    printing(`${name}, require of modules`, folder, [node], `node${version}.cjs`, script(true)),
    printing(`${name}, require of CommonJS`, folder, withoutModules, `old${version}.cjs`, script(false)),
  ];
};

const emulator = ({ nodes, newer }) =>
  Object.entries({ mjs: 'import', cjs: 'require of CommonJS' }).map(([ending, how]) =>
    printing(
      `Node 22, emulator and client of the package alone, ${how}`,
      newer,
      [nodeOf(nodes, 22), '--no-experimental-require-module'],
      `alone.${ending}`,
      () => alone(ending === 'cjs'),
    ),
  );

const kyOf = (folder, version, major) => ({
  name: `npm on Node ${version} installs ky ${major}`,
  run: async () => {
    const found = versionOf(folder, 'ky');
    if (!found.startsWith(`${major}.`)) throw new Error(`it installed ky ${found}`);
  },
});

/** The program for this machine, which is in a package of its own. */
function programOf(folder, scope, ...path) {
  const [platform] = has(folder, scope) ? readdirSync(join(folder, 'node_modules', scope)) : [];
  return platform && join(folder, 'node_modules', scope, platform, ...path);
}

const elsewhere = ({ newer }) => {
  const deno = [
    programOf(newer, '@deno', 'deno'),
    'run',
    '--no-prompt',
    '--no-lock',
    '--allow-net=127.0.0.1',
  ];
  const bun = [programOf(newer, '@oven', 'bin/bun')];
  return [
    printing('Deno, import', newer, [...deno, '--node-modules-dir=manual'], 'deno.mjs', printed),
    printing('Bun, import', newer, bun, 'bun.mjs', printed),
    // It does not look for `module-sync`, but has a condition of its own.
    printing('Bun, require', newer, bun, 'bun.cjs', script(true)),
    printing('Deno, require', newer, [...deno, '--node-modules-dir=manual'], 'deno.cjs', script(true)),
  ];
};

const miniflare = `
import { readFileSync } from 'node:fs';
import { Miniflare } from 'miniflare';
const script = readFileSync('worker.js', 'utf8');
const worker = new Miniflare({ modules: true, script, compatibilityDate: '2025-01-01', cf: false });
console.log(await (await worker.dispatchFetch('http://localhost')).text());
await worker.dispose();
`;

const inWorkerd = ({ nodes, newer }) =>
  printing(
    'workerd, bundle',
    newer,
    [has(newer, 'miniflare') ? nodeOf(nodes, 22) : undefined],
    'miniflare.mjs',
    async (settings) => {
      await build({
        stdin: { contents: worker(settings), resolveDir: newer },
        bundle: true,
        format: 'esm',
        conditions: ['workerd', 'worker', 'browser'],
        outfile: join(newer, 'worker.js'),
      });
      return miniflare;
    },
  );

/** Runners of tests print a report of their own; that they end well is enough. */
const inRunner = ({ nodes, newer }, name, program, args, fileName, text) => ({
  name,
  skip: nodeOf(nodes, 22) && has(newer, program) ? undefined : absent,
  run: () =>
    withEmulator(async (settings) => {
      file(newer, fileName, text(settings));
      await start(nodeOf(nodes, 22), [join(newer, 'node_modules', program), ...args], { cwd: newer });
      return outcome;
    }),
});

export const runtimes = (projects) => [
  kyOf(projects.older, 20, 1),
  kyOf(projects.newer, 22, 2),
  ...versionsOfNode.flatMap((version) => inNode(projects, version)),
  ...emulator(projects),
  ...elsewhere(projects),
  inWorkerd(projects),
  inRunner(
    projects,
    'Jest, in its CommonJS mode',
    'jest/bin/jest.js',
    ['--testMatch', '**/jest.test.cjs'],
    'jest.test.cjs',
    jestTest,
  ),
  inRunner(
    projects,
    'Vitest',
    'vitest/vitest.mjs',
    ['run', 'vitest.test.mjs'],
    'vitest.test.mjs',
    vitestTest,
  ),
];
