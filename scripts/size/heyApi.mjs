/**
 * Weighs a client that hey-api generates, with valibot to validate answers, from a document of the API. The document is not
 * in this repository, so the weights are kept in bench/hey-api.json:
 *
 *   node scripts/size/heyApi.mjs <OpenAPI document> <version of it in contract/versions.json>
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import { transform } from 'esbuild';

import { gzipped } from '../../tools/bundle.mjs';
import { root } from '../../tools/consumer.mjs';
import { readContract } from '../contract.mjs';
import { bundleAll } from './threads.mjs';

const [document, version] = process.argv.slice(2);
if (!document || !version) throw new Error('Give the file of the document, and its version.');

const packages = { '@hey-api/openapi-ts': '0.99.0', valibot: '1.5.0', typescript: '5.9' };
const folder = mkdtempSync(join(tmpdir(), 'las-fp-hey-api-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
const specifiers = Object.entries(packages).map((entry) => entry.join('@'));
execFileSync('npm', ['install', '--no-save', '--ignore-scripts', ...specifiers], { cwd: folder });

const options = {
  input: resolve(document),
  output: { path: 'client', tsConfigPath: null },
  logs: { level: 'silent' },
  plugins: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    'valibot',
    { name: '@hey-api/sdk', validator: 'valibot' },
  ],
};
const program = `import { createClient } from '@hey-api/openapi-ts'; await createClient(${JSON.stringify(options)});`;
execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });

const client = join(folder, 'client');
const files = readdirSync(client, { recursive: true }).filter((name) => name.endsWith('.ts'));
for (const name of files) {
  const { code } = await transform(readFileSync(join(client, name), 'utf8'), {
    loader: 'ts',
    target: 'es2022',
  });
  writeFileSync(join(client, name.replace(/\.ts$/, '.js')), code);
}

// hey-api makes the name of the method and the path: GET /documents/{documentId} is getDocumentsByDocumentId.
const words = (path) => path.match(/\w+/g).map((word) => word[0].toUpperCase() + word.slice(1));
const nameOf = ({ method, path }) => method.toLowerCase() + words(path.replaceAll('{', 'By ')).join('');
const there = readFileSync(join(client, 'sdk.gen.js'), 'utf8');
const names = readContract()
  .operations.filter(({ versions }) => versions.includes(version))
  .map(nameOf);
const missing = names.filter((name) => !there.includes(`const ${name} = `));
if (missing.length > 0) throw new Error(`The client has no ${missing.join(', ')}.`);

const start = `import { client } from '../client/client.gen.js';
client.setConfig({ baseUrl: 'https://api.lucidtech.ai/v1', auth: () => 'token' });`;
const applications = {
  getDocument: `${start}
import { getDocumentsByDocumentId } from '../client/sdk.gen.js';
getDocumentsByDocumentId({ path: { documentId: 'las:document:1' } }).then(console.log);`,
  operations: `${start}
import { ${names.join(', ')} } from '../client/sdk.gen.js';
console.log(${names.join(', ')});`,
};

const jobs = Object.entries(applications).flatMap(([application, source]) =>
  ['esbuild', 'Vite'].map((bundler) => ({ application, bundler, source, folder })),
);
const codes = await bundleAll(jobs);
const weights = jobs.map(({ application, bundler }, i) => ({
  application,
  bundler,
  min: Buffer.byteLength(codes[i]),
  gzip: gzipped(codes[i]),
  brotli: brotliCompressSync(codes[i]).length,
}));
const text = JSON.stringify({ version, operations: names.length, packages, weights }, null, 2);
writeFileSync(join(root, 'bench', 'hey-api.json'), `${text}\n`);
console.log(text);
