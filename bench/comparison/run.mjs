/**
 * Asks las-fp and the other SDKs of COMPARISON.md the same questions, and prints what came out. It installs the versions of
 * versions.json into a temporary folder: npm's registry must be within reach.
 *
 *   npm run -s build && node bench/comparison/run.mjs           everything: about three minutes
 *   node bench/comparison/run.mjs lists secrets                 some of it
 *   node bench/comparison/run.mjs --write                       also writes RESULTS.md
 */
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { root } from '../../tools/consumer.mjs';
import { install, versions } from './install.mjs';
import { packages } from './packages.mjs';
import { generated } from './plugins.mjs';
import { sizes } from './sizes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const probes = [
  'answers',
  'cancellation',
  'timeouts',
  'repetitions',
  'secrets',
  'lists',
  'webhooks',
  'access',
  'hostile',
];
// These look at the packages from outside.
const outside = { sizes, packages, plugins: generated };

const names = [...probes, ...Object.keys(outside)];
const args = process.argv.slice(2).filter((arg) => arg !== '--write');
const unknown = args.filter((arg) => !names.includes(arg));
if (unknown.length > 0 || !existsSync(join(root, 'dist', 'index.js'))) {
  console.error(
    unknown.length > 0
      ? `There is no ${unknown.join(', ')}: the questions are ${names.join(', ')}.`
      : 'There is no build: npm run build.',
  );
  process.exit(1);
}

const table = ({ head, rows }) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const installed = await install();
const { folder, node } = installed;
const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
const sections = [
  '# Asked of each SDK',
  'Written by `node bench/comparison/run.mjs --write`; each part says which file asks. [README](README.md)',
  `${new Date().toISOString().slice(0, 10)} · ${listed.join(', ')}`,
];
for (const name of names.filter((name) => args.length === 0 || args.includes(name))) {
  const asked = probes.includes(name)
    ? JSON.parse((await promisify(execFile)(node, [join(folder, 'comparison', 'child.mjs'), name])).stdout)
    : await outside[name](installed);
  const { title, notes, ...cells } = asked;
  const section = [`## ${title}`, `[${name}.mjs](${name}.mjs)`, ...notes, table(cells)].join('\n\n');
  console.log(`${section}\n`);
  sections.push(section);
}
if (process.argv.includes('--write') && args.length === 0) {
  writeFileSync(join(here, 'RESULTS.md'), `${sections.join('\n\n')}\n`);
}
process.exit();
