/** Who imports whom in the emulator, what it exports, and what its routes say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Node, Project, type SourceFile } from 'ts-morph';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readApi } from '../../scripts/api/sources.mjs';
import { circles, importsOf, target } from '../../test/support/imports.js';
import { routes } from '../src/routes/index.js';
import { root } from './root.js';

// Each line imports what stands in it or above it.
const rooms: ReadonlyArray<RegExp> = [
  /^(json|errors|loopback)$/,
  /^(asl|reader)\//,
  /^base64$/,
  /^(options|store\/\w+)$/,
  /^(bytes|handlers|finishing|api\/\w+)$/,
  /^(predicting|agents\/\w+|workflows\/\w+|auth\/\w+)$/,
  /^files$/,
  /^(jobs|routes\/\w+)$/,
  /^routing$/,
  /^(seed|limits|faults|journal|page|call|clock|app)$/,
  /^(index|node|keeping|profile|seedFile|tls|writing|bin)$/,
];

/** Rooms that know nothing of the others, whatever stands above them. */
const apart = /^(asl|reader)\//;

const roomOf = (module: string) => rooms.findIndex((room) => room.test(module));

function wrongImports(file: string, source: string): ReadonlyArray<string> {
  const module = file.replace(/\.ts$/, '');
  return importsOf(source).flatMap(({ from }) => {
    const to = target(file, from);
    const no = (why: string) => [`${file} imports ${from}: ${why}`];
    if (to === undefined) {
      if (!from.startsWith('node:') && from !== '@hono/node-server') return [];
      return /^(node|bin|keeping|profile|seedFile|tls|writing)$/.test(module) ? [] : no('of Node alone');
    }
    if (to.startsWith('..')) return no('outside of the sources');
    if (roomOf(module) < 0 || roomOf(to) < 0) return no('stands in no room');
    const own = apart.exec(module)?.[0];
    if (own !== undefined && !to.startsWith(own)) return no(`${own} knows nothing of the others`);
    return roomOf(to) > roomOf(module) ? no('stands below it') : [];
  });
}

const folder = join(root, 'emulator/src');
const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]),
);

const project = new Project({ tsConfigFilePath: join(root, 'emulator/tsconfig.build.json') });

/** A file that stands beside the sources, for as long as the test takes. */
const planted = (source: string) =>
  project.createSourceFile(join(folder, 'planted.ts'), source, { overwrite: true });

/** Whether a comment stands above a declaration. */
function isCommented(declaration: Node): boolean {
  const statement = Node.isVariableDeclaration(declaration)
    ? declaration.getVariableStatement()
    : declaration;
  return Node.isJSDocable(statement) && statement.getJsDocs().length > 0;
}

/** The exports of a file that have no comment. Those that it hands on are commented where they are declared. */
const withoutComment = (file: SourceFile): ReadonlyArray<string> =>
  [...file.getExportedDeclarations()].flatMap(([name, declarations]) => {
    const own = declarations.filter((declaration) => declaration.getSourceFile() === file);
    return own.length === 0 || own.some(isCommented) ? [] : [name];
  });

const isState = (node: Node): boolean => node.getType().getSymbol()?.getName() === 'State';

/** The fields of the state that are maps and sets: what is kept. */
const kept: ReadonlySet<string> = new Set(
  project
    .getSourceFileOrThrow(join(folder, 'store/state.ts'))
    .getInterfaceOrThrow('State')
    .getProperties()
    .filter((property) => /^(Map|Set)</.test(property.getTypeNodeOrThrow().getText()))
    .map((property) => property.getName()),
);

/** The field of the state that a node reads: `state.files`, `state['files']`, `const { files } = state`. */
function fieldOfState(node: Node): string | undefined {
  if (Node.isPropertyAccessExpression(node))
    return isState(node.getExpression()) ? node.getName() : undefined;
  if (Node.isElementAccessExpression(node)) {
    const argument = node.getArgumentExpression();
    return isState(node.getExpression()) && Node.isStringLiteral(argument)
      ? argument.getLiteralText()
      : undefined;
  }
  if (!Node.isBindingElement(node)) return undefined;
  return isState(node.getParentOrThrow())
    ? (node.getPropertyNameNode() ?? node.getNameNode()).getText()
    : undefined;
}

/** Whether a node is given another value. */
function isAssigned(node: Node): boolean {
  const parent = node.getParent();
  if (Node.isBinaryExpression(parent)) {
    return parent.getLeft() === node && /^(?:[^=!<>]*)=$/.test(parent.getOperatorToken().getText());
  }
  return (
    Node.isPostfixUnaryExpression(parent) ||
    (Node.isPrefixUnaryExpression(parent) && /^(\+\+|--)/.test(parent.getText()))
  );
}

/** Whether a map is only looked into, where it stands. */
function isRead(node: Node): boolean {
  const parent = node.getParent();
  if (Node.isSpreadElement(parent)) return true;
  if (Node.isForOfStatement(parent)) return parent.getExpression() === node;
  return (
    Node.isPropertyAccessExpression(parent) && /^(get|has|size|keys|values|entries)$/.test(parent.getName())
  );
}

/** Where a file changes what the store keeps, or has one of its maps in hand. */
const reaches = (file: SourceFile): ReadonlyArray<string> =>
  file.getDescendants().flatMap((node) => {
    const field = fieldOfState(node);
    if (field !== undefined) return (kept.has(field) && !isRead(node)) || isAssigned(node) ? [field] : [];
    if (!Node.isCallExpression(node) || node.getExpression().getText() !== 'Object.assign') return [];
    const [target] = node.getArguments();
    const isEntry =
      Node.isPropertyAccessExpression(target) &&
      target.getName() === 'data' &&
      target.getExpression().getType().getSymbol()?.getName() === 'Entry';
    return target !== undefined && (isState(target) || isEntry) ? ['Object.assign'] : [];
  });

const test = suite('emulator: the architecture');

test('modules import downwards, and in no circle', () => {
  assert.ok(sources.size > 50);
  assert.equal(
    [...sources].flatMap(([file, source]) => wrongImports(file, source)),
    [],
  );
  assert.equal(circles(sources), []);
});

for (const [file, source, wrong] of [
  ['store/x.ts', `import { routes } from '../routes/index.js';`, /stands below/],
  ['reader/x.ts', `import type { State } from '../store/state.js';`, /knows nothing/],
  ['asl/x.ts', `import { isFields } from '../json.js';`, /knows nothing/],
  ['routes/x.ts', `import { readFile } from 'node:fs/promises';`, /Node alone/],
  ['routes/x.ts', `import { left } from '../../../src/either.js';`, /outside/],
  ['elsewhere/x.ts', `import { hex } from '../store/ids.js';`, /no room/],
] as const) {
  test(`it is noticed where ${file} has ${source}`, () => {
    assert.match(wrongImports(file, source).join(), wrong);
  });
}

test('a circle is noticed', () => {
  const planted = new Map([
    ['a.ts', `import { b } from './b.js';`],
    ['b.ts', `import type { a } from './a.js';`],
  ]);
  assert.is(circles(planted).length, 1);
});

test('every export has a comment', () => {
  const files = project.getSourceFiles().filter((file) => sources.has(relative(folder, file.getFilePath())));
  assert.is(files.length, sources.size);
  assert.equal(files.flatMap(withoutComment), []);
});

for (const [source, names] of [
  ['export const x = 1;', ['x']],
  ['/** Of the file. */\n\nimport y from "y";\nexport async function x() {}', ['x']],
  ['const x = 1;\nexport { x };', ['x']],
  ['/** X. */\nexport const x = 1;\n/** Y. */\ntype Y = 1;\nexport type { Y };', []],
] as const) {
  test(`comments are looked for in ${JSON.stringify(source)}`, () => {
    assert.equal(withoutComment(planted(source)), names);
  });
}

test('what is kept is changed in the store alone', () => {
  const files = project
    .getSourceFiles()
    .filter((file) => sources.has(relative(folder, file.getFilePath())))
    .filter((file) => !file.getFilePath().startsWith(`${folder}/store/`));
  assert.ok(files.length > 50);
  assert.equal(files.flatMap(reaches), []);
});

for (const [code, names] of [
  ['state.counts.clear();', ['counts']],
  ['const kept = state.pageTokens; kept.clear();', ['pageTokens']],
  ['const { files: kept } = state; kept.clear();', ['files']],
  ["state['work'].clear();", ['work']],
  ['(({ call }: { call: { state: State } }) => call.state.runs.clear())({ call: { state } });', ['runs']],
  ["state.agentId = '';", ['agentId']],
  ['state.seq += 1;', ['seq']],
  ['state.seq++;', ['seq']],
  ["state['month'] = '';", ['month']],
  ['Object.assign(state, { seq: 1 });', ['Object.assign']],
  ['Object.assign(entry.data, { name: null });', ['Object.assign']],
  ['const ids = [...state.files.keys(), ...state.timed]; const file = state.files.get("x");', []],
  ['const id = state.agentId; const at = state.now(); Object.assign({}, entry.data);', []],
] as const) {
  test(`the store is looked for in ${code}`, () => {
    const head = `import type { Entry } from './store/records.js';\nimport type { State } from './store/state.js';\n`;
    const file = planted(
      `${head}declare const state: State;\ndeclare const entry: Entry<'model'>;\n${code}\n`,
    );
    assert.equal(reaches(file), names);
  });
}

test('exported names are none of the SDK', () => {
  const { core, modules, apart: others } = readApi();
  const theirs = new Set(
    [
      ...core,
      ...modules.flatMap(({ operations, rest }) => [...operations, ...rest]),
      ...Object.values(others).flat(),
    ].map(({ name }) => name),
  );
  const ours = ['index.ts', 'node.ts'].flatMap((file) => [
    ...project.getSourceFileOrThrow(join(folder, file)).getExportedDeclarations().keys(),
  ]);
  assert.ok(ours.length > 15);
  assert.equal(
    ours.filter((name) => theirs.has(name)),
    [],
  );
});

test('a route names the kind of each id in its path', () => {
  for (const [operation, { ids }] of Object.entries(routes)) {
    const params = [...operation.matchAll(/:(\w+)/g)].map(([, name]) => name);
    assert.equal(Object.keys(ids), params, operation);
  }
});

test.run();
