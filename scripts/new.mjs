/**
 * Begins an endpoint: `npm run new -- getInvoice GET '/invoices/{invoiceId}'`. It adds the row of the table, the kind of
 * an id that is not known yet, and skeletons of the source and of the test; then it writes what is generated.
 *
 *   --module      the module that the function is of; otherwise the first word of the path
 *   --versions    dates of the versions of the API that have it: 2021-09-23,2024-11-29; otherwise none
 *   --id          an id whose type has another name than the path's word: executionId=WorkflowExecutionId
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { Project } from 'ts-morph';

import { entryOf, files, read, readContract, root, rowsText } from './contract.mjs';
import { newIds, shapeOf, withRow } from './new/shape.mjs';
import { firstLine, imports, sourceText } from './new/source.mjs';
import { testText } from './new/test.mjs';

// What is wrong with the words of the call is one line.
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

const project = new Project({
  tsConfigFilePath: join(root, 'tsconfig.json'),
  skipAddingFilesFromTsConfig: true,
});

/** Imports names into a source, by paths of the repository. */
function withImports(file, text, wanted) {
  const source = project.createSourceFile(join(root, file), text, { overwrite: true });
  for (const [path, names] of Object.entries(wanted)) {
    if (names.length === 0) continue;
    const to = /^(src|test)\//.test(path) ? posix.relative(posix.dirname(file), path) : path;
    const from = to.startsWith('.') || to === path ? to : `./${to}`;
    const found =
      source.getImportDeclaration((one) => one.getModuleSpecifierValue() === from) ??
      source.addImportDeclaration({ moduleSpecifier: from });
    if (names[0] === '* as t') {
      found.setNamespaceImport('t').setIsTypeOnly(true);
      continue;
    }
    const there = found.getNamedImports().map((one) => one.getName());
    for (const name of new Set(names)) {
      const [, type, bare] = /^(type )?(\w+)$/.exec(name);
      if (there.includes(bare)) continue;
      found.addNamedImport({ name: bare, isTypeOnly: Boolean(type) && !found.isTypeOnly() });
    }
  }
  return source.getFullText();
}

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** What a module exports already, by name, with the file that has it; nothing, where there is no module yet. */
function exportsOf(module) {
  const entry = [`src/resources/${module}.ts`, `src/resources/${module}/index.ts`].find((file) =>
    existsSync(join(root, file)),
  );
  if (entry === undefined) return new Map();
  const source = project.addSourceFileAtPath(join(root, entry));
  project.resolveSourceFileDependencies();
  return new Map(
    [...source.getExportedDeclarations()].map(([name, [first]]) => [
      name,
      first.getSourceFile().getFilePath().slice(root.length),
    ]),
  );
}

/** The file of a module that functions are written into, and that of its tests. */
function filesOf(module) {
  const folder = existsSync(join(root, `src/resources/${module}`));
  const name = folder ? `${module}/${module}` : module;
  return { source: `src/resources/${name}.ts`, test: `test/resources/${name}.test.ts` };
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    module: { type: 'string' },
    versions: { type: 'string', default: '' },
    id: { type: 'string', multiple: true, default: [] },
  },
});
const [fn = '', method = '', path = ''] = positionals;
const contract = readContract();
const shape = shapeOf({
  fn,
  method,
  path,
  module: values.module,
  idTypes: Object.fromEntries(values.id.map((pair) => pair.split('='))),
});
const versions = values.versions.split(',').filter(Boolean);

for (const row of contract.operations) {
  if (row.fn === fn || (row.method === method && row.path === path))
    throw new Error(`${files.operations} has ${row.fn} already: ${row.method} ${row.path}`);
}
for (const version of versions) {
  if (!contract.versions.includes(version)) throw new Error(`${files.versions} has no version ${version}`);
}

// -- the table ----------------------------------------------------------------

const ids = [...contract.ids, ...newIds(shape, contract.ids)].sort((a, b) => (a.kind < b.kind ? -1 : 1));
const row = { fn, module: shape.module, method, path, versions, references: [], emulated: false };
const kindOf = ({ type }) => ids.find((one) => one.type === type)?.kind;
const known = {
  ...shape,
  ownKind: kindOf(shape.ownId),
  params: shape.params.map((param) => ({ ...param, kind: kindOf(param) })),
};
write(files.operations, rowsText(withRow(contract.operations, row, shape)));
write(files.ids, rowsText(ids));

// -- source and test ----------------------------------------------------------

const exported = exportsOf(shape.module);
const places = filesOf(shape.module);
// In a folder, a type may be in another file.
const elsewhere = [shape.entity, shape.result]
  .filter((name) => exported.has(name) && exported.get(name) !== places.source)
  .map((name) => [exported.get(name).replace(/\.ts$/, '.js'), [name]]);
const before = read(places.source);
const source = withImports(places.source, sourceText(before, known, exported), {
  ...imports(known, exported),
  ...Object.fromEntries(elsewhere),
});
write(places.source, before === '' ? firstLine(shape) + source : source);
write(
  places.test,
  withImports(places.test, testText(read(places.test), known, !exported.has(shape.entity)), {
    [`src/${entryOf(shape.module)}.js`]: [fn],
    'test/support/operation.js': ['operation'],
  }),
);

execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', places.source, places.test], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
execFileSync(process.execPath, [join(root, 'scripts/sync.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
console.log(`Fill in the fields in ${places.source} and the two answers in ${places.test},
correct the rows in ${files.operations} and ${files.ids}, then: npm run sync && npm run check && npm test`);
