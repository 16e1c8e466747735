/** The applications that are weighed, with what is to be installed for them. */
import { existsSync, readFileSync } from 'node:fs';

import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

import { consumer } from '../../tools/consumer.mjs';
import { readContract } from '../contract.mjs';

/** What each does; the names are those of the files in `applications/`. */
export const applications = {
  context: 'a context with a token, and no call',
  getDocument: 'one function: `getDocument`, with a token',
  predict: 'upload and predict, with client credentials',
  login: 'log in (authorization code) and upload',
  operator: 'a page for manual steps of workflows, with a token',
  operations: 'the operations of 2024 alone, with a token',
  demonstration: 'the demonstration page (`examples/browser`), without the renderer of PDFs',
  everything: 'everything but the emulator',
  webhook: '`verifyWebhook`, without a call',
  decide: '`fieldsOf`, `best` and `decide`, without a call',
  values: '`decodeFields` with three codecs, without a call',
  quickStart: 'Quick start, without fp-ts',
  quickStartEs6: 'Quick start with fp-ts from `fp-ts/es6/TaskEither.js`',
  quickStartFolder: 'Quick start with fp-ts from `fp-ts/TaskEither`',
  quickStartRoot: 'Quick start with fp-ts from `fp-ts`',
  quickStartLib: 'Quick start with fp-ts from `fp-ts/lib/TaskEither.js`',
  quickStartAlias: 'Quick start with fp-ts from `fp-ts/lib/TaskEither.js`, and the alias',
};

const refused = {
  // It is CommonJS, which Rollup does not read by itself.
  quickStartLib: ['Rollup'],
  // webpack refuses the import of a folder in an ES module.
  quickStartFolder: ['webpack'],
};

/** Whether a bundler can make the application. */
export const canMake = (bundler, application) => !refused[application]?.includes(bundler);

const aliased = { quickStartAlias: { 'fp-ts/lib': 'fp-ts/es6' } };

/** What a bundler is told to take for something else when it makes the application. */
export const aliasOf = (application) => aliased[application];

// The peers' own dependencies as well, for webpack looks for them from the application on.
const peers = [
  '@lucidtech/las-sdk-core',
  '@lucidtech/las-sdk-node',
  'axios',
  'base64-js',
  'buffer',
  'ieee754',
  'js-base64',
  'openapi-fetch',
];

const ky1 = consumer({ ky: 'ky', others: peers });
const ky2 = consumer({ ky: 'ky2' });

/** Who the applications are made with: the folder of their sources, and that of their packages. */
export const makers = {
  'las-fp/fetch': { sources: 'las-fp', folder: ky1, entry: 'las-fp/fetch' },
  'las-fp, ky 1.14': { sources: 'las-fp', folder: ky1 },
  'las-fp, ky 2': { sources: 'las-fp', folder: ky2 },
  'official SDK': { sources: 'official', folder: ky1 },
  'openapi-fetch': { sources: 'openapi-fetch', folder: ky1 },
};

// Nobody writes this one, so it comes from the table.
const inTable = readContract().operations.filter(({ versions }) => versions.includes('2024-11-29'));
const names = inTable.map(({ fn }) => fn).join(', ');
const operations = `import { createContext, staticToken, ${names} } from 'las-fp';
const ctx = createContext({ credentials: staticToken('token') });
console.log(ctx, ${names});`;

// The same program with the other spellings.
const quickStartEs6 = () =>
  readFileSync(new URL('applications/las-fp/quickStartEs6.ts', import.meta.url), 'utf8');
const quickStartLib = () => quickStartEs6().replaceAll('fp-ts/es6/', 'fp-ts/lib/');
const quickStartFolder = () => quickStartEs6().replace(/fp-ts\/es6\/(\w+)\.js/g, 'fp-ts/$1');

// The page's own files as one, with its imports of the package left for the bundlers. The renderer is loaded when a PDF
// is drawn, from a file of its own.
async function demonstration() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../examples/browser/main.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', external: ['las-fp'] },
    plugins: [
      {
        name: 'without the renderer',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^unpdf$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
          onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
            contents: 'export const getDocumentProxy = undefined;',
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

// Applications that are made of something else than a file.
const ours = {
  operations: () => operations,
  demonstration,
  quickStartLib,
  quickStartFolder,
  quickStartAlias: quickStartLib,
};

/** The application as JavaScript; undefined where the maker has no such thing. */
export async function sourceOf(application, maker) {
  const { sources, entry = 'las-fp' } = makers[maker];
  const file = new URL(`applications/${sources}/${application}.ts`, import.meta.url);
  const generated = sources === 'las-fp' ? await ours[application]?.() : undefined;
  if (!generated && !existsSync(file)) return undefined;
  const text = generated ?? readFileSync(file, 'utf8');
  const { code } = await transform(text, { loader: 'ts', target: 'es2022' });
  return code.replace(/(['"])las-fp\1/g, `'${entry}'`);
}

/** A maker whose weights are measured by hand, for it needs a document of the API (`heyApi.mjs`). */
export const heyApi = JSON.parse(readFileSync(new URL('../../bench/hey-api.json', import.meta.url), 'utf8'));
