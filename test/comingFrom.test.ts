/** The pages for users of the official SDKs: what their tables name exists, here and in the SDK that is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ModuleResolutionKind, Project } from 'ts-morph';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readApi } from '../scripts/api/sources.mjs';
import { type ComingFromRow, comingFrom, differences, none, operations, root } from './support/contract.js';

const api = readApi();
const entries = [...api.core, ...api.modules.flatMap(({ operations, rest }) => [...operations, ...rest])];
const byName = new Map(entries.map((entry) => [entry.name, entry]));

/** What a function of ours can be given: its arguments, and its options. */
function inputsOf(name: string): ReadonlyArray<string> {
  const { parameters = '()', takes = [] } = byName.get(name) ?? {};
  const named = parameters
    .slice(1, -1)
    .split(', ')
    .map((parameter) => parameter.replace('?', ''));
  const options = takes.flatMap((type) => byName.get(type)?.options ?? []);
  return [...named, ...options.map((option) => option.name)];
}

/** Whether a row's function has what stands for an option: `name`, `argument.member` or `function.name`. */
function isThere({ ours }: ComingFromRow, name: string): boolean {
  const [first = '', member] = name.split('.');
  if (inputsOf(ours).includes(first)) return true;
  return member !== undefined && inputsOf(first).includes(member);
}

const test = suite('the tables for users of the official SDKs');

test('have rows of three SDKs, each method once', () => {
  const names = comingFrom.map(({ sdk, theirs }) => `${sdk}: ${theirs}`);
  assert.equal([...new Set(comingFrom.map(({ sdk }) => sdk))], ['las-sdk', 'lucidtech-las', 'cradl']);
  assert.equal(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
});

test('name functions and options that exist', () => {
  assert.equal(
    comingFrom.map(({ ours }) => ours).filter((name) => !byName.has(name)),
    [],
  );
  const missing = comingFrom.flatMap((row) =>
    row.options
      .filter(([, name]) => name !== null && !isThere(row, name))
      .map(([theirs, name]) => `${row.sdk}: ${row.theirs}(${theirs}): ${row.ours}(${name})`),
  );
  assert.equal(missing, []);
});

test('say why where an option has no counterpart', () => {
  const silent = comingFrom.flatMap(({ theirs, options }) =>
    options.filter(([, name, why]) => name === null && !why).map(([name]) => `${theirs}(${name})`),
  );
  assert.equal(silent, []);
});

test('have every operation that the references of the table have', () => {
  for (const [sdk, names] of [
    ['las-sdk', ['js 2021']],
    ['lucidtech-las', ['py 2020', 'py 2021']],
    ['cradl', ['py 2026']],
  ] as const) {
    const rows = new Set(comingFrom.filter((row) => row.sdk === sdk).map(({ ours }) => ours));
    assert.equal(
      operations
        .filter(({ references }) => names.some((name) => references.includes(name)))
        .filter(({ fn }) => !rows.has(fn))
        .map(({ fn }) => `${sdk}: ${fn}`),
      [],
    );
  }
});

/** The methods of the installed SDK's client, with arguments and options as the rows have them. */
function installed(): ReadonlyArray<string> {
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    compilerOptions: {
      module: ModuleKind.Preserve,
      moduleResolution: ModuleResolutionKind.Bundler,
      skipLibCheck: true,
      strict: true,
    },
  });
  const file = join(root, 'node_modules/@lucidtech/las-sdk-core/lib/client.d.ts');
  const source = project.addSourceFileAtPath(file);
  project.resolveSourceFileDependencies();
  return source
    .getClassOrThrow('Client')
    .getMethods()
    .filter((method) => method.getScope() !== 'private')
    .flatMap((method) =>
      method
        .getParameters()
        .flatMap((parameter) => {
          const members = parameter.getType().getNonNullableType().getProperties();
          return /^(options|data)$/.test(parameter.getName()) &&
            !/^(any|Record<)/.test(parameter.getTypeNode()?.getText() ?? '')
            ? members.map((member) => member.getName())
            : [parameter.getName()];
        })
        // Options of axios; a context has ours.
        .filter((name) => name !== 'requestConfig')
        .map((name) => `${method.getName()}: ${name}`)
        .concat(`${method.getName()}()`),
    );
}

test('have every method of the installed JavaScript SDK, with its arguments and options', () => {
  const rows = comingFrom
    .filter(({ sdk, theirs, older }) => sdk === 'las-sdk' && !older && /^[a-z]\w*$/.test(theirs))
    .flatMap(({ theirs, options }) => [...options.map(([name]) => `${theirs}: ${name}`), `${theirs}()`]);
  const theirs = installed();
  assert.ok(theirs.length > 200, `${theirs.length} methods and options were found`);
  assert.equal(differences(rows, theirs), none);
});

test('stand on a page each', () => {
  for (const sdk of ['las-sdk', 'lucidtech-las', 'cradl']) {
    const file = join(root, 'docs/coming-from', `${sdk}.md`);
    assert.ok(existsSync(file), file);
    const text = readFileSync(file, 'utf8');
    for (const { theirs } of comingFrom.filter((row) => row.sdk === sdk))
      assert.ok(text.includes(`| \`${theirs}`), `${theirs} is not in ${file}`);
  }
});

test.run();
