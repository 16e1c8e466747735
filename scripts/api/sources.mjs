/** What the sources export, as TypeScript's own parser and checker read it. */
import { join } from 'node:path';
import { Node, Project } from 'ts-morph';

import { entryOf, files, readContract, root } from '../contract.mjs';
import { optionsOf, optionsTypeOf } from './options.mjs';

/** Code on one line, as short as it can be. */
const oneLine = (text) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/([([{<]) | (?=[)\]>])/g, '$1')
    .replace(/,(?=[)\]>])/g, '')
    .trim();

/** `A` of `TaskEither<LasError, A>`; any other type as it is. */
function resultOf(type) {
  const [error, value] =
    Node.isTypeReference(type) && type.getTypeName().getText() === 'TaskEither'
      ? type.getTypeArguments()
      : [];
  return oneLine((error?.getText() === 'LasError' ? value : type).getText());
}

const parameterOf = (parameter) => {
  const optional = parameter.hasQuestionToken() || parameter.hasInitializer();
  return `${parameter.isRestParameter() ? '...' : ''}${parameter.getName()}${optional ? '?' : ''}`;
};

/** Kind of a declaration and, of a function, parameters and result. */
function read(declaration) {
  if (Node.isFunctionDeclaration(declaration)) {
    const type = declaration.getReturnTypeNode();
    if (type === undefined) throw new Error(`${declaration.getName()} has no type of its result`);
    const parameters = `(${declaration.getParameters().map(parameterOf).join(', ')})`;
    const takes = declaration.getParameters().map(optionsTypeOf).filter(Boolean);
    return { kind: 'function', parameters, result: resultOf(type), takes };
  }
  if (Node.isVariableDeclaration(declaration)) {
    if (/^(t\.Type|Struct)</.test(declaration.getTypeNode()?.getText() ?? '')) return { kind: 'codec' };
    return { kind: declaration.getType().getCallSignatures().length > 0 ? 'function' : 'value' };
  }
  if (Node.isClassDeclaration(declaration)) return { kind: 'class' };
  if (Node.isInterfaceDeclaration(declaration) || Node.isTypeAliasDeclaration(declaration))
    return { kind: 'type' };
  throw new Error(`not understood: ${declaration.getText().split('\n', 1)[0]}`);
}

/** The text of a declaration's doc comment. */
function docOf(declaration) {
  const statement = Node.isVariableDeclaration(declaration)
    ? declaration.getVariableStatement()
    : declaration;
  return statement?.getJsDocs().at(-1)?.getInnerText() ?? '';
}

/** The calls that a doc comment names: `GET /documents`. */
const callsIn = (doc) =>
  [...doc.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/g)].map((match) => match[1]);

/** The exports of a file, in order, what it hands on last. */
function exportsOf(source) {
  const entries = [...source.getExportedDeclarations()].map(([name, declarations]) => {
    const [first, ...more] = declarations.toSorted((a, b) => a.getPos() - b.getPos());
    const parts = [first, ...more].map(read);
    const doc = docOf(first);
    return {
      name,
      ...parts[0],
      // A type and its codec share a name and are one entry, as the signatures of a function are.
      kind: [...new Set(parts.map(({ kind }) => kind))].join(' and '),
      file: first.getSourceFile(),
      doc,
      calls: callsIn(doc),
      options: parts.length === 1 ? optionsOf(first) : undefined,
      handedOn: first.getSourceFile() !== source,
    };
  });
  return [...entries.filter(({ handedOn }) => !handedOn), ...entries.filter(({ handedOn }) => handedOn)];
}

/** Fails where something of a list is missing, and names all of it. */
function complete(where, missing) {
  if (missing.length > 0) throw new Error(`Missing in ${where}: ${missing.join(', ')}`);
}

/** A module of the table: the functions of its operations, in the table's order, and its other exports. */
function moduleOf(name, rows, entries) {
  const functions = new Map(
    entries.filter(({ kind }) => kind === 'function').map((entry) => [entry.name, entry]),
  );
  complete(
    `src/${entryOf(name)}.ts`,
    rows.map(({ fn }) => fn).filter((fn) => !functions.has(fn)),
  );
  const operations = rows.map((row) => {
    const entry = functions.get(row.fn);
    const call = `${row.method} ${row.path}`;
    if (entry.calls[0] !== call)
      throw new Error(`The comment of ${row.fn} says ${entry.calls[0]}, ${files.operations} says ${call}`);
    return { ...entry, ...row };
  });
  const known = new Set(rows.map(({ fn }) => fn));
  return { name, operations, rest: entries.filter((entry) => !known.has(entry.name)) };
}

/**
 * Every public name: those of each module of the table, with the operations that the table has; the core, which is what is
 * left of `src/index.ts`; and what is no part of it.
 */
export function readApi() {
  const contract = readContract();
  const project = new Project({ tsConfigFilePath: join(root, 'tsconfig.build.json') });
  const sourceOf = (file) => project.getSourceFileOrThrow(join(root, 'src', `${file}.ts`));
  const modules = contract.modules.map((name) => {
    const rows = contract.operations.filter(({ module }) => module === name);
    return moduleOf(name, rows, exportsOf(sourceOf(entryOf(name))));
  });
  const inModules = modules.flatMap(({ operations, rest }) => [...operations, ...rest]);

  const reached = new Set(inModules.map(({ file }) => file));
  const handsOn = (source) => source.getBaseName() === 'index.ts';
  const internal = (source) => source.getFullText().includes('@internal');
  complete(
    files.operations,
    project
      .getSourceFiles()
      .filter((source) => source.getFilePath().startsWith(join(root, 'src/resources/')))
      .filter((source) => !reached.has(source) && !handsOn(source) && !internal(source))
      .map((source) => `the module of ${source.getBaseName()}`),
  );

  const taken = new Set(inModules.map(({ name }) => name));
  const core = exportsOf(sourceOf('index')).filter(({ name }) => !taken.has(name));
  const apart = {
    extraction: exportsOf(sourceOf('extraction/index')),
    reading: exportsOf(sourceOf('reading')),
    'standard-schema': exportsOf(sourceOf('standardSchema')),
    webhooks: exportsOf(sourceOf('webhooks')),
  };
  return { ...contract, modules, core, apart };
}
