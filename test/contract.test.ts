/** The table of the API against what else knows a part of it. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { routes } from '../emulator/src/routes/index.js';
import { differences, ids, none, operations, references, versions } from './support/contract.js';

const table = suite('the table of the API');

table('has each function, each call and each kind of id once', () => {
  const twice = (names: ReadonlyArray<string>) => names.filter((name, i) => names.indexOf(name) !== i);
  assert.equal(twice(operations.map(({ fn }) => fn)), []);
  assert.equal(twice(operations.map(({ method, path }) => `${method} ${path}`)), []);
  assert.equal(twice(ids.flatMap(({ type, kind }) => [type, kind])), []);
});

table('knows the versions and the references of its rows', () => {
  const known = [...versions, ...references.map(({ name }) => name)];
  const named = operations.flatMap((row) => [...row.versions, ...row.references]);
  assert.equal(differences(new Set(named), known), none);
});

table('says of the routes of the emulator, and of no other operation, that they are emulated', () => {
  assert.equal(
    differences(
      // Hono's way to write a parameter.
      Object.keys(routes).map((route) => route.replace(/:(\w+)/g, '{$1}')),
      operations.filter(({ emulated }) => emulated).map(({ method, path }) => `${method} ${path}`),
    ),
    none,
  );
});

table.run();
