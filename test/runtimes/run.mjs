/**
 * The packed package, installed by npm from the registry, in every runtime and under every compiler that it is for:
 * a line for each check, and last their count. What the registry or this machine lacks is skipped, aloud.
 *
 *   npm run test:runtimes             everything
 *   npm run test:runtimes -- node 22  the checks whose name has all of these words
 */
import { browsers } from './browsers.mjs';
import { compilers, versionsOfTypeScript } from './compilers.mjs';
import { guide } from './guide.mjs';
import { application, emulator, project } from './projects.mjs';
import { receivers } from './receivers.mjs';
import { nodeOf, runtimes, versionsOfNode } from './runtimes.mjs';

const started = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const named = (entries) => Object.fromEntries(entries);
const nodes = await project(
  'nodes',
  [],
  named(versionsOfNode.map((v) => [`node${v}`, `npm:node-${process.platform}-${process.arch}@${v}`])),
);
const typescripts = versionsOfTypeScript.map((v) => [`typescript-${v}`, `npm:typescript@${v}`]);
const [older, newer, site] = await Promise.all([
  project('older', [...application(), emulator(), '@types/node@20'], named(typescripts), nodeOf(nodes, 20)),
  project(
    'newer',
    [...application(), emulator()],
    {
      ...{ jest: '^30.0.0', '@swc/jest': '^0.2.39', '@swc/core': '^1.0.0', vitest: '^4.0.0', vite: '^8.0.0' },
      ...{ '@playwright/test': '^1.65.1', '@types/node': '^22.0.0' },
      ...{ deno: '^2.0.0', bun: '^1.0.0', miniflare: '^4.0.0' },
    },
    nodeOf(nodes, 22),
  ),
  project(
    'site',
    application(),
    {
      next: '^16.0.0',
      react: '^19.0.0',
      'react-dom': '^19.0.0',
      typescript: '~5.9.0',
      '@types/node': '^22.0.0',
      '@types/react': '^19.0.0',
    },
    nodeOf(nodes, 22),
  ),
]);
console.log(`installed (${seconds(started)})`);

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const projects = { nodes, older, newer, site };
const checks = [runtimes, receivers, browsers, guide, compilers]
  .flatMap((checksOf) => checksOf(projects))
  .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));

let passed = 0;
let failed = 0;

async function carryOut({ name, skip, run }) {
  const since = performance.now();
  if (skip) return console.log(`skip ${name}: ${skip}`);
  try {
    await run();
    passed += 1;
    console.log(`ok   ${name} (${seconds(since)})`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name} (${seconds(since)})\n${String(error.stack ?? error).replace(/^/gm, '     ')}`);
  }
}

// Two at once: one waits for the network or a disk where the other computes.
const queue = checks.values();
await Promise.all(
  [1, 2].map(async () => {
    for (const check of queue) await carryOut(check);
  }),
);

if (checks.length === 0) {
  console.log('no check has such a name');
  failed += 1;
}
console.log(`everything took ${seconds(started)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
