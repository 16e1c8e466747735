/** What the sources export has every operation of the table, and the files that are generated say so. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readApi } from '../scripts/api/sources.mjs';
import * as overFetch from '../src/fetch.js';
import * as las from '../src/index.js';
import { differences, none, operations, root } from './support/contract.js';

const api = readApi();
const all = [...api.core, ...api.modules.flatMap(({ operations, rest }) => [...operations, ...rest])];

const test = suite('the public names');

test('are what the generated files say', async () => {
  const script = join(root, 'scripts', 'sync.mjs');
  const { stderr } = await promisify(execFile)(process.execPath, [script, '--check']).catch((error) => error);
  assert.is(stderr, '');
});

test("are those that a program finds, in the table's modules or in the core", () => {
  const values = all.filter(({ kind }) => kind !== 'type').map(({ name }) => name);
  assert.equal(differences(values, Object.keys(las)), none);
  const found = api.modules.flatMap(({ name, operations }) =>
    operations.map((one) => `${name}: ${one.name}`),
  );
  assert.equal(
    differences(
      found,
      operations.map(({ module, fn }) => `${module}: ${fn}`),
    ),
    none,
  );
});

test('of functions that call the API have a context first and a result', () => {
  for (const { operations } of api.modules) {
    for (const { name, parameters, result } of operations) {
      assert.match(parameters ?? '', /^\(ctx[,)]/, name);
      assert.ok(result, name);
    }
  }
});

test('each have a comment', () => {
  assert.equal(
    [...all, ...Object.values(api.apart).flat()].filter(({ doc }) => doc === '').map(({ name }) => name),
    [],
  );
});

test('of options have types that are public, and a comment on every option', () => {
  const named = [...all, ...Object.values(api.apart).flat()];
  const withOptions = new Map(named.map(({ name, options }) => [name, options]));
  const taken = named.flatMap(({ takes = [] }) => takes);
  assert.ok(taken.length > 100, `${taken.length} functions with options were found`);
  assert.equal(
    taken.filter((name) => withOptions.get(name) === undefined),
    [],
  );
  assert.equal(
    named.flatMap(({ name, options = [] }) =>
      options.filter(({ doc }) => doc === '').map((option) => `${name}.${option.name}`),
    ),
    [],
  );
});

test('of las-fp/fetch are those of las-fp, but for ky', () => {
  assert.equal(differences(Object.keys(overFetch), Object.keys(las)), {
    ...none,
    missing: ['kyTransport'],
  });
});

test('stand in one place: none is in two modules, or in a module and the core', () => {
  const names = all.map(({ name }) => name);
  assert.equal(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
});

test.run();
