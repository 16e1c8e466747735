/**
 * What applications weigh in a bundle: minified and gzipped, of the packed package, with both majors of ky.
 *
 *   npm run size             prints the tables and writes the first into README.md
 *   npm run size -- --check  fails where README.md has other figures
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { bundle, bundlers, gzipped } from './bundle.mjs';
import { consumer, root } from './consumer.mjs';

const context = `
  import { createContext, staticToken } from 'las-fp';
  const ctx = createContext({ credentials: staticToken('x') });
`;

const applications = {
  'one function: `getDocument`, with a token': `${context}
    import { getDocument } from 'las-fp';
    getDocument(ctx, 'las:document:1')().then(console.log);`,
  'upload and predict, with client credentials': `
    import { clientCredentials, createContext, createDocument, createPrediction } from 'las-fp';
    const ctx = createContext({ credentials: clientCredentials({ clientId: 'x', clientSecret: 'x' }) });
    createDocument(ctx, new Blob(['%PDF']))().then((d) =>
      createPrediction(ctx, d.right.documentId, 'las:model:invoice')().then(console.log));`,
  'everything but the emulator': `import * as las from 'las-fp'; console.log(las);`,
};

const kys = { 'ky 1.14': consumer({ ky: 'ky' }), 'ky 2': consumer({ ky: 'ky2' }) };
const names = Object.keys(bundlers);

const rows = [];
for (const [name, source] of Object.entries({
  ...applications,
  'ky alone': `import ky from 'ky'; console.log(ky);`,
})) {
  for (const [ky, folder] of Object.entries(kys)) {
    const sizes = await Promise.all(
      names.map(async (bundler) => gzipped(await bundle(bundler, source, folder))),
    );
    rows.push([name, ky, ...sizes.map((size) => size.toLocaleString('en'))]);
  }
}

const table = [['', '', ...names], ['---', '---', ...names.map(() => '---:')], ...rows].map(
  (row) => `| ${row.join(' | ')} |`,
);
console.log(`Bytes, minified and gzipped:\n\n${table.join('\n')}\n`);

if (!process.argv.includes('--check')) {
  const folder = kys['ky 1.14'];
  const weigh = async (source) => gzipped(await bundle('esbuild', source, folder));
  const bare = await weigh(`${context} globalThis.app = ctx;`);
  const functions = readFileSync(join(root, 'api.md'), 'utf8').matchAll(/^\| `(\w+)\(/gm);
  console.log(`What each function adds to a context with a token (${bare} bytes; esbuild, ky 1.14):\n`);
  const request = await weigh(
    `${context} import { request as way } from 'las-fp'; globalThis.app = [ctx, way];`,
  );
  console.log(`${String(request - bare).padStart(6)}  any function: the way to the API`);
  for (const [, name] of functions) {
    const size = await weigh(
      `${context} import { ${name} as it, request as way } from 'las-fp'; globalThis.app = [ctx, way, it];`,
    );
    console.log(`${String(size - request).padStart(6)}  ${name}`);
  }
}

const readme = join(root, 'README.md');
const before = readFileSync(readme, 'utf8');
const after = before.replace(
  /(<!-- size -->\n)[\s\S]*?(\n<!-- \/size -->)/,
  (_, begin, end) => `${begin}\n${table.join('\n')}\n${end}`,
);
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('README.md has other sizes than were measured: run `npm run size`.');
    process.exitCode = 1;
  }
} else if (before !== after) writeFileSync(readme, after);
