/**
 * Measures the package, as it is built, beside others of its kind, and prints how they compare.
 *
 *   node bench/run.mjs                      everything: about four minutes
 *   node bench/run.mjs --quick requests     less of it, and fewer rounds
 *   node bench/run.mjs --write              also writes bench/RESULTS.md
 *
 * The parts: requests, decoding, deciding, files, paging, imports, types, emulator.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

import { root } from '../tools/consumer.mjs';
import { packageFolder } from '../tools/packageFolder.mjs';

const parts = ['requests', 'decoding', 'deciding', 'files', 'paging', 'imports', 'types', 'emulator'];
const args = process.argv.slice(2);
const flags = ['--quick', '--write'];
const unknown = args.filter((arg) => !flags.includes(arg) && !parts.includes(arg));
if (unknown.length > 0 || !existsSync(join(root, 'dist', 'index.js'))) {
  console.error(
    unknown.length > 0
      ? `There is no ${unknown.join(', ')}: the parts are ${parts.join(', ')}.`
      : 'There is no build: npm run build.',
  );
  process.exit(1);
}
const quick = args.includes('--quick');
const wanted = parts.filter((part) => args.includes(part));
const chosen = wanted.length > 0 ? wanted : parts;

const version = (name) => JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')).version;
const versions = [
  'ky',
  'ky2',
  'fp-ts',
  'io-ts',
  '@lucidtech/las-sdk-core',
  'axios',
  'openapi-fetch',
  'typescript',
];
const machine = [
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory, ${process.platform} ${process.arch}`,
  `Node ${process.versions.node} (undici ${process.versions.undici})`,
  versions.map((name) => `${name} ${version(name)}`).join(', '),
  `load when it began ${loadavg()[0].toFixed(1)}`,
].join(' · ');

const sections = [
  '# Benchmarks',
  'Written by `npm run bench -- --write`. Ratios carry over to other machines, seconds do not.',
  machine,
];
const missed = [];
console.log(`${machine}\n`);
const started = performance.now();

for (const part of chosen) {
  const { title, run } = await import(`./${part}.mjs`);
  console.log(`## ${title}\n`);
  const before = performance.now();
  const { output, goals } = await run({ quick });
  const list = goals.map((line) => `- ${line}`).join('\n');
  const section = [...output, ...(list ? [list] : [])].join('\n\n');
  missed.push(...goals.filter((line) => line.startsWith('MISSED')));
  sections.push(`## ${title}`, section);
  console.log(`${section}\n\n(${Math.round((performance.now() - before) / 1000)} s)\n`);
}

console.log(`${missed.length} goals missed, ${Math.round((performance.now() - started) / 1000)} s`);
if (args.includes('--write')) {
  writeFileSync(join(root, 'bench', 'RESULTS.md'), `${sections.join('\n\n')}\n`);
}
process.exit();
