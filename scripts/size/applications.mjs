/** The applications that are weighed, with what is to be installed for them. */
import { existsSync, readFileSync } from 'node:fs';

import { transform } from 'esbuild';

import { consumer } from '../../tools/consumer.mjs';

/** What each does; the names are those of the files in `applications/`. */
export const applications = {
  context: 'a context with a token, and no call',
  getDocument: 'one function: `getDocument`, with a token',
  predict: 'upload and predict, with client credentials',
  login: 'log in (authorization code) and upload',
  operator: 'a page for manual steps of workflows, with a token',
  everything: 'everything but the emulator',
  decide: '`fieldsOf`, `best` and `decide`, without a call',
  values: '`decodeFields` with three codecs, without a call',
};

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
  'las-fp, ky 1.14': { sources: 'las-fp', folder: ky1 },
  'las-fp, ky 2': { sources: 'las-fp', folder: ky2 },
  'official SDK': { sources: 'official', folder: ky1 },
  'openapi-fetch': { sources: 'openapi-fetch', folder: ky1 },
};

/** The application as JavaScript; undefined where the maker has no such thing. */
export async function sourceOf(application, maker) {
  const file = new URL(`applications/${makers[maker].sources}/${application}.ts`, import.meta.url);
  if (!existsSync(file)) return undefined;
  return (await transform(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2022' })).code;
}
