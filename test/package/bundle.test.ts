/** What bundlers make of an application that imports a single function. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { bundle, bundlers } from '../../scripts/bundle.mjs';
import { consumer, root } from '../../scripts/consumer.mjs';

const folder = consumer();

const application = (name: string, from = 'las-fp') => `
  import { createContext, staticToken } from 'las-fp';
  import { ${name} } from '${from}';
  globalThis.app = [createContext({ credentials: staticToken('x') }), ${name}];
`;

// Words that each resource's code has in it and no other's: its paths, and names of its codecs.
const traces: Readonly<Record<string, RegExp>> = {
  models: /\/models|fieldConfig|preprocessConfig/,
  predictions: /\/predictions|PredictedField|rawValue/,
  workflows: /\/workflows|WorkflowList|completedConfig/,
  transitions: /\/transitions|transitionType/,
  secrets: /\/secrets|SecretList/,
  organizations: /\/organizations|numberOfUsersAllowed/,
  browserLogin: /code_challenge|sessionStorage/,
  clientCredentials: /client_credentials|expires_in/,
  paging: /second time/,
  bulk: /everyDocument/,
  list: /DocumentList/,
};
const runtime = /\bnode:|\bBuffer\b|\bprocess\.|\brequire\(/;

const one = suite('an application with getDocument');

for (const bundler of Object.keys(bundlers)) {
  one(`has nothing else of the SDK in it (${bundler})`, async () => {
    const code = await bundle(bundler, application('getDocument'), folder);
    assert.match(code, /\/documents\//);
    for (const [what, trace] of Object.entries(traces)) assert.not.match(code, trace, what);
    assert.not.match(code, runtime);
  });
}

one('has them where it imports them', async () => {
  const code = await bundle('esbuild', "export * from 'las-fp';", folder);
  for (const [what, trace] of Object.entries(traces)) assert.match(code, trace, what);
});

one.run();

const resources = join(root, 'src/resources');
const functions = readdirSync(resources)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const source = readFileSync(join(resources, file), 'utf8');
    return [...source.matchAll(/^export function (\w+)/gm)].map(([, name = '']) => ({ name, file, source }));
  });

const siblings = suite('one function of a resource');

siblings('has no list codec in it, unless it lists', async () => {
  assert.ok(functions.length > 93);
  for (const { name, source } of functions.filter(({ name }) => /^(get|create|update|execute)/.test(name))) {
    const code = await bundle('esbuild', application(name), folder);
    for (const [, list = ''] of source.matchAll(/^export const (\w+List): /gm)) {
      assert.not.match(code, new RegExp(`["']${list}["']`), `${name}: ${list}`);
    }
  }
});

siblings('has a list codec in it where it lists', async () => {
  assert.match(await bundle('esbuild', application('listDocuments'), folder), /DocumentList/);
});

siblings.run();
