/** The scenario as a program of each kind. Each has an emulator of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { serveEmulator } from 'las-fp-emulator/node';
import { root } from '../../tools/consumer.mjs';
import { outcome, scenario } from './scenario.mjs';

const pdf = readFileSync(join(root, 'examples/sample-invoice.pdf')).toString('base64');

/** Runs `use` with the settings of a served emulator; what it resolves to must be the scenario's outcome. */
export async function withEmulator(use) {
  const server = await serveEmulator();
  const { apiEndpoint, authEndpoint, emulator } = server;
  const { clientId, clientSecret } = emulator;
  try {
    const printed = await use({ apiEndpoint, authEndpoint, clientId, clientSecret, pdf });
    if (printed !== outcome) throw new Error(`it printed: ${printed}`);
  } finally {
    await server.close();
  }
}

const call = (settings) => `(${scenario})(las, documents, ${JSON.stringify(settings)})`;

/** The body of an ES module whose result is in `result`. */
export const module = (settings, from = 'las-fp') => `
import * as las from '${from}';
import * as documents from '${from === 'las-fp' ? 'las-fp/documents' : from}';
const result = ${call(settings)};
`;

export const printed = (settings) => `${module(settings)}console.log(await result);`;

/** A CommonJS program. `shared`: whether `import` must give the very modules that `require` gave. */
export const script = (shared) => (settings) =>
  `
const las = require('las-fp');
const documents = require('las-fp/documents');
(async () => {
  const imported = await import('las-fp');
  if ((imported.LasException === las.LasException) !== ${shared}) throw new Error('shared: ${!shared}');
  console.log(await ${call(settings)});
})();
`;

/** A test file of Jest in its CommonJS mode. */
export const jestTest = (settings) => `
const las = require('las-fp');
const documents = require('las-fp/documents');
test('las-fp', async () => expect(await ${call(settings)}).toBe('${outcome}'), 60_000);
`;

/** A test file of Vitest. */
export const vitestTest = (settings) => `${module(settings)}
import { expect, test } from 'vitest';
test('las-fp', async () => expect(await result).toBe('${outcome}'), 60_000);
`;

/** A Worker that answers with the result. */
export const worker = (settings) => `
import * as las from 'las-fp';
import * as documents from 'las-fp/documents';
export default {
  fetch: () => ${call(settings)}.then((text) => new Response(text), (error) => new Response(error.stack)),
};
`;

/** A server of the emulator and its client in one program, of the installed package alone. */
export const alone = (commonjs) => {
  const load = (name) => (commonjs ? `require('${name}')` : `await import('${name}')`);
  return `
(async () => {
  const { serveEmulator } = ${load('las-fp-emulator/node')};
  const { apiEndpoint, authEndpoint, emulator, close } = await serveEmulator();
  const { clientId, clientSecret } = emulator;
  const las = ${load('las-fp')};
  const documents = ${load('las-fp/documents')};
  const pdf = '${pdf}';
  console.log(await (${scenario})(las, documents, { apiEndpoint, authEndpoint, clientId, clientSecret, pdf }));
  await close();
})();
`;
};
