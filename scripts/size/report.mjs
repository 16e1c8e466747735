/** What was measured, as text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../tools/packageFolder.mjs';
import { table } from '../../tools/table.mjs';
import { applications, heyApi, makers } from './applications.mjs';
import { isPeer } from './measure.mjs';

const count = (bytes) => bytes.toLocaleString('en', { maximumFractionDigits: 0 });

const names = { ...applications, ky: 'ky alone' };
const columns = [...Object.keys(makers), 'hey-api, valibot'];

/** The weights of an application by one maker, a bundler each. */
const weightsOf = (weights, application, maker) =>
  weights.filter((weight) => weight.application === application && weight.maker === maker);

/** What README shows. */
export const shortly = [
  'getDocument',
  'predict',
  'login',
  'everything',
  'quickStart',
  'quickStartEs6',
  'quickStartRoot',
  'quickStartLib',
  'quickStartAlias',
  'ky',
];

/** Each application by each maker: gzipped, with the bundlers that make least and most of it. */
export function comparison(weights, shown = Object.keys(names)) {
  const rows = shown.map((application) => [
    names[application],
    ...columns.map((maker) => {
      const sizes = weightsOf(weights, application, maker).map(({ gzip }) => gzip);
      return sizes.length === 0 ? '–' : `${count(Math.min(...sizes))}-${count(Math.max(...sizes))}`;
    }),
  ]);
  return table(['', ...columns], rows);
}

/** Every application with every bundler. */
function everyBundle(weights) {
  const rows = weights.map(({ application, maker, bundler, min, gzip, brotli }) => {
    const alone = weightsOf(weights, 'ky', maker).find((weight) => weight.bundler === bundler);
    const ours =
      !alone || ['ky', 'context', 'decide', 'values'].includes(application) ? '' : count(gzip - alone.gzip);
    return [names[application], maker, bundler, ...[min, gzip, brotli].map(count), ours];
  });
  return Object.keys(names).map((application) => {
    const name = names[application];
    return table(
      [name, 'bundler', 'minified', 'gzip', 'brotli', 'gzip without ky'],
      rows.filter(([of]) => of === name).map(([, ...row]) => row),
    );
  });
}

const own = ['las-fp', 'ky', 'the application', 'esbuild'];

const packageTable = (shares) =>
  table(
    ['', '', ...own],
    shares
      .filter(({ maker }) => !isPeer(maker))
      .map(({ application, maker, sums }) => [
        names[application],
        maker,
        ...own.map((name) => count(sums.get(name) ?? 0)),
      ]),
  );

const peersPackages = (shares) =>
  shares
    .filter(({ application, maker }) => application === 'getDocument' && isPeer(maker))
    .map(({ maker, sums }) => {
      const parts = [...sums].map(([name, bytes]) => `${name} ${count(bytes)}`);
      return `- ${maker}, ${names.getDocument}: ${parts.join(', ')}`;
    })
    .join('\n');

const statistics = {
  average: (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length,
  most: (numbers) => Math.max(...numbers),
};

const additions = {
  withoutCodec: 'one more function, where its codec is there already',
  withCodec: 'one more function, with its codec',
};

/** The budgets with what was measured. */
export function spent(budgets, weights, functions) {
  return budgets.map((budget) => {
    const { application, maker, bundler, statistic, aim, limit } = budget;
    if (budget.functions) {
      const bytes = statistics[statistic](functions.map((one) => one[budget.functions]));
      return { name: `${additions[budget.functions]}: ${statistic}`, bytes, aim, limit };
    }
    const sizes = weightsOf(weights, application, maker)
      .filter((weight) => bundler === 'worst' || weight.bundler === bundler)
      .map(({ gzip }) => gzip);
    const name = `${names[application]}; ${maker}; ${bundler === 'worst' ? 'worst of the bundlers' : bundler}`;
    return { name, bytes: Math.max(...sizes), aim, limit };
  });
}

export function budgetTable(lines) {
  const rows = lines.map(({ name, bytes, aim, limit }) => [
    name,
    count(bytes),
    count(aim),
    bytes <= aim ? 'met' : `missed by ${count(bytes - aim)}`,
    count(limit),
    ...(bytes <= limit ? [''] : ['EXCEEDED']),
  ]);
  return table(['', 'bytes', 'aim', '', 'limit', ''], rows);
}

function moduleTable({ rows, ours }) {
  const line = ({ name, min, saved, messages, savedByMessages }) => [
    name,
    ...[min, saved, messages, savedByMessages].map(count),
  ];
  return table(
    ['', 'minified', 'gzip without it: less by', 'messages, minified', 'gzip without them: less by'],
    [line(ours), ...rows.map(line)],
  );
}

const version = (name) =>
  `${name === 'ky2' ? 'ky' : name} ${JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')).version}`;

const tools = ['esbuild', 'rollup', 'terser', 'webpack', 'vite', 'ky', 'ky2'];
const peers = ['@lucidtech/las-sdk-core', '@lucidtech/las-sdk-node', 'axios', 'openapi-fetch'];

/** The whole of `bench/SIZES.md`. */
export function report({ weights, shares, functions, modules, lines }) {
  return `# Sizes

Written by \`npm run size\`, and checked in CI. Bytes of whole applications (\`scripts/size/applications\`) made with the packed package, minified, for browsers, target ES2022; 1 kB is 1000 bytes. gzip is level 9, brotli quality 11, both of Node's zlib.

Node ${process.versions.node.split('.')[0]} · ${[...tools, ...peers].map(version).join(', ')}

## Budgets

gzip. A limit fails the build; an aim is what it should come to. One more function: esbuild, ky 1.14.

${budgetTable(lines)}

## Beside others

gzip, with the bundler that makes least of the application and the one that makes most of it: of all four, for the others of esbuild and Vite. –: it has no such thing.

${comparison(weights)}

The others do less: they validate no answer (but for hey-api's), repeat no request, limit no time, check no id. They know no login in a browser (the official SDK's package for it is not on npm); heartbeats they leave to the application, and openapi-fetch leaves it upload and client credentials too. hey-api's client is generated from the document of ${heyApi.version}, ${heyApi.operations} operations, and valibot validates its answers: ${Object.entries(
    heyApi.packages,
  )
    .map((entry) => entry.join(' '))
    .join(
      ', ',
    )}. It was measured with \`node scripts/size/heyApi.mjs\`, which needs the document. The official SDK takes a static token from a class that the application writes.

## Every bundle

gzip without ky: less the bundle that has ky alone, by the same bundler and with the same ky. So it counts the application's own code as ours, and what gzip makes of repetitions between ky and the rest as well. A context alone has no ky in it.

${everyBundle(weights).join('\n\n')}

## Whose bytes

Minified, with esbuild. What is of no module (licences, helpers) is esbuild's.

${packageTable(shares)}

${peersPackages(shares)}

## One more function

gzip, esbuild, ky 1.14. With its codec: added to an application that has a token, \`request\` and \`getDocument\` (for that one: \`getModel\`). Without: added to one that has a token, \`request\`, \`path\` and the codec of the result already, as another function of the same resource does. A function that makes calls of several kinds brings what they need: \`createDocument\` sends a file, \`deleteDataset\` may delete its documents.

${table(
  ['', 'with its codec', 'without'],
  functions.map(({ name, withCodec, withoutCodec }) => [name, count(withCodec), count(withoutCodec)]),
)}

## What stands in the way

Module by module, ${names.getDocument}: esbuild, ky 1.14, ${count(modules.whole)} bytes gzipped. What gzip would save without a module: the bundle less the same bundle with the module's text cut out; modules that resemble each other save more together than one by one. Messages are the strings and templates of more than 20 characters with a space.

${moduleTable(modules)}
`;
}
