/** What bundlers make of an application that imports a single function. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as las from '../../src/index.js';
import { bundle, bundlers } from '../../tools/bundle.mjs';
import { consumer, root } from '../../tools/consumer.mjs';
import { operations } from '../support/contract.js';

const folder = consumer();

const application = (name: string, from = 'las-fp') => `
  import { createContext, staticToken } from 'las-fp';
  import { ${name} } from '${from}';
  globalThis.app = [createContext({ credentials: staticToken('x') }), ${name}];
`;

// Words that each resource's code has in it and no other's: its paths, and names of its codecs.
const traces: Readonly<Record<string, RegExp>> = {
  models: /\/models|fieldConfig|preprocessConfig/,
  predictions: /\/predictions|PredictedField|inferenceTime/,
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
const runtime = /\bnode:|\bBuffer\b|\bprocess\b|\brequire\(/;

/** The sources of a folder by name. */
const sourcesIn = (directory: string, recursive = false): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(root, directory), { recursive })
      .map((file) => String(file).replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(root, directory, file), 'utf8')]),
  );

const sources = new Map(
  [...sourcesIn('src/resources', true)].filter(([file]) => !file.endsWith('/index.ts')),
);

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/\w+/g));

/** The names of the fields of all codecs in a source. */
const fieldsOf = (source: string): ReadonlyArray<string> =>
  [...source.matchAll(/struct<\w+>\(([\s\S]*?)\n\);/g)].flatMap(([, text = '']) =>
    [...text.matchAll(/(\w+): \w/g)].map(([, field = '']) => field),
  );

/** A resource's source, with those of the other resources that it imports. */
function sourceOf(file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return '';
  seen.add(file);
  const source = sources.get(file) ?? '';
  const imported = [...source.matchAll(/from '(\.\.?\/[\w/]+)\.js'/g)].map(([, from = '']) =>
    join(dirname(file), `${from}.ts`).replaceAll('\\', '/'),
  );
  return [source, ...imported.map((other) => sourceOf(other, seen))].join('\n');
}

const core = wordsOf(
  [
    ...['src', 'src/transports', 'src/exchange', 'src/files'].flatMap((room) => [
      ...sourcesIn(room).values(),
    ]),
    await bundle('esbuild', "import ky from 'ky'; globalThis.app = ky;", folder),
  ].join('\n'),
);

/** The fields that an application with a function of this resource has no use for. */
function foreignTo(file: string): ReadonlyArray<string> {
  const own = wordsOf(sourceOf(file));
  const all = new Set([...sources.values()].flatMap(fieldsOf));
  return [...all].filter((field) => !own.has(field) && !core.has(field));
}

const one = suite('an application with getDocument');

for (const bundler of Object.keys(bundlers)) {
  one(`has nothing else of the SDK in it, and nothing of Node (${bundler})`, async () => {
    const code = await bundle(bundler, application('getDocument'), folder);
    assert.match(code, /\/documents\//);
    for (const [what, trace] of Object.entries(traces)) assert.not.match(code, trace, what);
    const words = wordsOf(code);
    assert.equal(
      foreignTo('documents/documents.ts').filter((field) => words.has(field)),
      [],
    );
    assert.not.match(code, runtime);
  });
}

one('has no Standard Schema in it, unless it imports it', async () => {
  const all = await bundle('esbuild', "export * from 'las-fp';", folder);
  assert.not.match(all, /~standard/);
  const asked = await bundle('esbuild', "export * from 'las-fp/standard-schema';", folder);
  assert.match(asked, /~standard/);
});

one('has them where it imports them', async () => {
  const code = await bundle('esbuild', "export * from 'las-fp';", folder);
  for (const [what, trace] of Object.entries(traces)) assert.match(code, trace, what);
  const words = wordsOf(code);
  const foreign = foreignTo('documents/documents.ts');
  assert.ok(foreign.length > 50, `${foreign.length} fields`);
  assert.equal(
    foreign.filter((field) => !words.has(field)),
    [],
  );
});

one.run();

const functions = [...sources]
  .filter(([, source]) => !source.includes('@internal'))
  .flatMap(([file, source]) =>
    [...source.matchAll(/^export function (\w+)/gm)].map(([, name = '']) => ({ name, file, source })),
  );

const siblings = suite('one function of a resource');

siblings('has no list codec in it, unless it lists', async () => {
  assert.ok(functions.length > operations.length);
  for (const { name, source } of functions.filter(
    ({ name }) => name in las && /^(get|create|update|execute)/.test(name),
  )) {
    const code = await bundle('esbuild', application(name), folder);
    for (const [, list = ''] of source.matchAll(/^export const (\w+List): /gm)) {
      assert.not.match(code, new RegExp(`["']${list}["']`), `${name}: ${list}`);
    }
  }
});

siblings('has no field of another resource in it', async () => {
  for (const file of new Set(functions.map((each) => each.file))) {
    const { name = '' } = functions.find((each) => each.file === file) ?? {};
    const words = wordsOf(await bundle('esbuild', application(name), folder));
    assert.equal(
      foreignTo(file).filter((field) => words.has(field)),
      [],
      name,
    );
  }
});

siblings('has a list codec in it where it lists', async () => {
  assert.match(await bundle('esbuild', application('listDocuments'), folder), /DocumentList/);
});

siblings.run();
