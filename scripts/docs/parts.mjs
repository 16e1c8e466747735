/** What pages include that is written elsewhere: the tables of bench/SIZES.md, and the sample invoice. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/consumer.mjs';

const docs = join(root, 'docs');
const sizes = readFileSync(join(root, 'bench/SIZES.md'), 'utf8');

/** The first table of a section. */
function tableOf(section) {
  const text = sizes.split(`\n## ${section}\n`)[1] ?? '';
  const found = /(?:^\|.*\n)+/m.exec(text)?.[0];
  if (!found) throw new Error(`bench/SIZES.md has no table below ${section}.`);
  return found.trim().split('\n');
}

const cells = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const line = (row) => `| ${row.join(' | ')} |`;

/** Of each column what the heaviest bundle weighs, in a row for each way. */
function short(table, application) {
  const [head, , ...rows] = table.map(cells);
  const row = rows.find(([name]) => name.startsWith(application));
  if (!row) throw new Error(`bench/SIZES.md has no application ${application}.`);
  const found = head.map((name, i) => [name, row[i].split('-').at(-1)]).slice(1);
  return [line(['made with', 'bytes']), line(['---', '---:']), ...found.map(line)].join('\n');
}

const bundlerNames = ['esbuild', 'Rollup', 'webpack', 'Vite'];

/** How the quick start imports fp-ts, and whether Node runs that (test/package/fpTs.test.ts). */
const spellings = [
  ['Quick start, without fp-ts', 'no fp-ts: `await` instead', 'runs'],
  ['Quick start with fp-ts from `fp-ts/es6/TaskEither.js`', '`fp-ts/es6/TaskEither.js`', 'does not load'],
  ['Quick start with fp-ts from `fp-ts/TaskEither`', '`fp-ts/TaskEither`', 'refused'],
  ['Quick start with fp-ts from `fp-ts`', '`fp-ts` (`{ taskEither, function }`)', 'runs'],
  ['Quick start with fp-ts from `fp-ts/lib/TaskEither.js`', '`fp-ts/lib/TaskEither.js`', 'runs'],
  [
    'Quick start with fp-ts from `fp-ts/lib/TaskEither.js`, and the alias',
    'the same with the alias below',
    'runs',
  ],
];

/** What each bundler makes of each spelling with `las-fp/fetch`; what has no weight was refused. */
function fpTs() {
  const rows = spellings.map(([application, spelling, inNode]) => {
    const made = sizes
      .split(`\n| ${application} `)
      .map((part) => part.match(/^ *\| bundler .*\n(?:\|.*\n?)+/)?.[0])
      .find(Boolean)
      ?.split('\n')
      .map(cells);
    if (!made) throw new Error(`bench/SIZES.md has no bundles of ${application}.`);
    const bytes = bundlerNames.map(
      (name) =>
        made.find(([maker, bundler]) => maker === 'las-fp/fetch' && bundler === name)?.[3] ?? 'refused',
    );
    return line([spelling, ...bytes, inNode]);
  });
  const head = ['`TaskEither` and `pipe` from', ...bundlerNames, 'Node, `import`'];
  return [line(head), line(head.map((_, i) => (i === 0 || i === 5 ? '---' : '---:'))), ...rows].join('\n');
}

mkdirSync(join(docs, '.generated'), { recursive: true });
mkdirSync(join(docs, 'public'), { recursive: true });
const beside = tableOf('Beside others');
writeFileSync(join(docs, '.generated/sizes.md'), short(beside, 'one function'));
// A header without a text is none for those who hear it.
const most = beside.slice(2).map((row) => line(cells(row).map((cell) => cell.replace(/^[\d,]+-(?=\d)/, ''))));
const named = [beside[0].replace(/^\| +\|/, '| application |'), beside[1], ...most];
writeFileSync(join(docs, '.generated/sizes-all.md'), named.join('\n'));
writeFileSync(join(docs, '.generated/fp-ts.md'), fpTs());
copyFileSync(join(root, 'examples/sample-invoice.pdf'), join(docs, 'public/sample-invoice.pdf'));
