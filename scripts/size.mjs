/**
 * What applications weigh in a bundle, with the packed package, and what others of its kind make of them.
 *
 *   npm run size             prints it, and writes bench/SIZES.md and README's table
 *   npm run size -- --check  fails where these say something else than is measured
 *
 * Both fail when a limit of budgets.mjs is exceeded.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/consumer.mjs';
import { budgets } from './budgets.mjs';
import { applications, makers, sourceOf } from './size/applications.mjs';
import { agrees } from './size/compare.mjs';
import { measureFunctions } from './size/functions.mjs';
import { measureApplications } from './size/measure.mjs';
import { modulesOf, packagesOf } from './size/modules.mjs';
import { budgetTable, comparison, report, shortly, spent } from './size/report.mjs';

const checking = process.argv.includes('--check');

const weights = await measureApplications();
const functions = await measureFunctions();
const modules = await modulesOf('getDocument', 'las-fp, ky 1.14');
const shares = [];
for (const application of Object.keys(applications)) {
  for (const maker of Object.keys(makers)) {
    if ((await sourceOf(application, maker)) === undefined) continue;
    shares.push({ application, maker, sums: await packagesOf(application, maker) });
  }
}
const lines = spent(budgets, weights, functions);

const sizes = join(root, 'bench', 'SIZES.md');
const readme = join(root, 'README.md');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const table = `<!-- size -->\n\n${comparison(weights, shortly)}\n\n<!-- /size -->`;
const texts = {
  [sizes]: report({ weights, shares, functions, modules, lines }),
  [readme]: read(readme).replace(/<!-- size -->[\s\S]*<!-- \/size -->/, () => table),
};
const node = /^Node (\d+)/m;
const sameNode = node.exec(read(sizes))?.[1] === node.exec(texts[sizes])[1];

console.log(checking ? budgetTable(lines) : texts[sizes]);
for (const [file, text] of Object.entries(texts)) {
  if (!checking) writeFileSync(file, text);
  else if (!agrees(read(file), text, sameNode)) {
    console.error(`${file.slice(root.length)} says something else than was measured: run \`npm run size\`.`);
    process.exitCode = 1;
  }
}
if (lines.some(({ bytes, limit }) => bytes > limit)) {
  console.error('A limit of scripts/budgets.mjs is exceeded.');
  process.exitCode = 1;
}
