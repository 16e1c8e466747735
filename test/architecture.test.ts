/** Who may import whom, and what no module may do: what keeps the core portable and the bundles small. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { parseAst } from 'rollup/parseAst';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { circles, importsOf, target } from './support/imports.js';

// -- rules -----------------------------------------------------------------------------------------------------

const areaOf = (file: string) => /^(resources|auth|node)\//.exec(file)?.[1] ?? 'core';

// Each line imports what stands in it or above it.
const rooms: ReadonlyArray<RegExp> = [
  /^(text|either|codec|audited|ids|errors|lazy|scope|transport|url|concurrency|standardSchema)$/,
  /^transports\//,
  /^(context|createContext)$/,
  /^exchange\//,
  /^call$/,
  /^(request|files\/\w+|auth\/\w+)$/,
  /^(lists|waiting|interop)$/,
  /^resources\//,
  /^extraction\//,
  /^(bulk|reading|webhooks)$/,
  /^everything$/,
  /^(index|fetch|node\/[\w/]+)$/,
];

const roomOf = (module: string) => rooms.findIndex((room) => room.test(module));

const kyFile = 'transports/ky.ts';

function wrongImports(file: string, source: string): ReadonlyArray<string> {
  const area = areaOf(file);
  const room = roomOf(file.replace(/\.ts$/, ''));
  return importsOf(source).flatMap(({ from, typeOnly }) => {
    const to = target(file, from);
    const no = (why: string) => [`${file} imports ${from}: ${why}`];
    if (to === undefined) {
      if (/^fp-ts|^io-ts\//.test(from) && !/^(fp|io)-ts\/lib\/\w+\.js$/.test(from)) {
        return no('spell it fp-ts/lib/X.js');
      }
      if (from === 'ky') return file === kyFile ? [] : no(`${kyFile} alone knows ky`);
      if (area === 'node' || from.startsWith('node:')) return [];
      if (from.startsWith('fp-ts/')) return typeOnly ? [] : no('types alone, either.ts has what runs');
      return from === 'io-ts' ? [] : no('no such dependency');
    }
    if (!from.endsWith('.js')) return no('name the file, with .js');
    if (to.startsWith('..')) return no('outside of the sources');
    const there = areaOf(`${to}.ts`);
    if (there === 'node' && there !== area) return no(`${there}/ is imported by nobody`);
    if (/^(index|fetch)$/.test(to) && area !== 'node') return no(`${to} is for users`);
    if (room < 0 || roomOf(to) < 0) return no('stands in no room of the picture');
    return roomOf(to) > room ? no('stands below it') : [];
  });
}

const ofPlatforms = [
  'Buffer',
  'process',
  'window',
  'document',
  'global',
  '__dirname',
  '__filename',
  'require',
  'setImmediate',
];

/** Names of one platform alone; the compiler's `define` replaces those that the module does not declare itself. */
async function wrongGlobals(file: string, source: string): Promise<ReadonlyArray<string>> {
  if (areaOf(file) === 'node') return [];
  const define = Object.fromEntries(
    ofPlatforms.flatMap((name) => [
      [name, `forbidden_${name}`],
      [`globalThis.${name}`, `forbidden_${name}`],
    ]),
  );
  const { code } = await transform(source, { loader: 'ts', define });
  const used = [...code.matchAll(/\bforbidden_(\w+)/g)].map((found) => `${file} uses ${found[1]}`);
  // No built-in is of every platform.
  const built = importsOf(source).filter(({ from }) => from.startsWith('node:'));
  return [...new Set(used), ...built.map(({ from }) => `${file} imports ${from}`)];
}

interface Node {
  readonly type: string;
  readonly _rollupAnnotations?: ReadonlyArray<{ readonly type: string }>;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Calls that run when a module is loaded and bundlers must keep. */
function impureCalls(node: Node): ReadonlyArray<Node> {
  const later =
    /Function|MethodDefinition/.test(node.type) || (node.type === 'PropertyDefinition' && !node['static']);
  if (later) return [];
  const own =
    /^(Call|New|TaggedTemplate)Expression$/.test(node.type) &&
    !node._rollupAnnotations?.some(({ type }) => type === 'pure')
      ? [node]
      : [];
  const children = Object.values(node).flat().filter(isNode);
  return [...own, ...children.flatMap(impureCalls)];
}

async function wrongCalls(file: string, source: string): Promise<ReadonlyArray<string>> {
  if (areaOf(file) === 'node') return [];
  // Types go, comments stay; constructors without effect (`new WeakMap()`) are marked on the way.
  const { code } = await transform(source, { loader: 'ts', target: 'es2022' });
  const { body } = parseAst(code) as unknown as { readonly body: ReadonlyArray<Node> };
  return body
    .flatMap(impureCalls)
    .map(
      ({ start, end }) =>
        `${file} calls when loaded: ${code.slice(Number(start), Math.min(Number(start) + 60, Number(end)))}`,
    );
}

function wrongShape(file: string, source: string): ReadonlyArray<string> {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '');
  return [
    ...(/^export default\b|^export\s*\{[^}]*\bas default\b/m.test(code)
      ? [`${file} has a default export`]
      : []),
    ...(/^(index|everything)\.ts$/.test(file)
      ? code
          .split('\n')
          .filter(
            (line) => line.trim() && !/^export (\*|(type )?\{[\w\s,]+\}) from '\.\/[\w/]+\.js';$/.test(line),
          )
          .map((line) => `${file} has more than exports: ${line}`)
      : []),
  ];
}

async function violations(files: ReadonlyMap<string, string>): Promise<ReadonlyArray<string>> {
  const found = await Promise.all(
    [...files].map(async ([file, source]) => [
      ...wrongImports(file, source),
      ...(await wrongGlobals(file, source)),
      ...(await wrongCalls(file, source)),
      ...wrongShape(file, source),
    ]),
  );
  return [...found.flat(), ...circles(files)];
}

// -- tests -----------------------------------------------------------------------------------------------------

const sources = async () => {
  const names = (await readdir('src', { recursive: true }))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join('src', name), 'utf8')] as const)),
  );
};

const architecture = suite('architecture');

architecture('of the sources is as it should be', async () => {
  const files = await sources();
  assert.ok(files.size > 20);
  assert.ok(files.has(kyFile) && files.has('resources/documents/documents.ts'));
  assert.equal(await violations(files), []);
});

architecture('of the sources is read rightly', async () => {
  const files = await sources();
  const of = (file: string) => importsOf(files.get(file) ?? '').map(({ from }) => from);
  assert.ok(of(kyFile).includes('ky'));
  assert.ok(of('resources/documents/documents.ts').includes('../../codec.js'));
  assert.ok(of('request.ts').includes('./url.js'));
  assert.ok(of('everything.ts').includes('./resources/documents/index.js'));
});

// Each rule has to fail on what breaks it, and on nothing else.
const planted: ReadonlyArray<readonly [file: string, source: string, violation: RegExp]> = [
  ['exchange/x.ts', `import { request } from '../request.js';`, /imports \.\.\/request\.js: stands below it/],
  ['url.ts', `import { exchange } from './exchange/exchange.js';`, /stands below it/],
  ['transports/x.ts', `import { retry } from '../exchange/retry.js';`, /stands below it/],
  ['lists.ts', `import { getModel } from './resources/models.js';`, /stands below it/],
  ['helpers.ts', `import { left } from './either.js';`, /stands in no room/],
  ['request.ts', `import { left } from './helpers.js';`, /stands in no room/],
  ['resources/x.ts', `import { tryCatch } from 'fp-ts/lib/TaskEither.js';`, /types alone/],
  ['resources/x.ts', `import { pipe } from 'fp-ts/lib/function.js';`, /types alone/],
  ['resources/x.ts', `import {\n  type A,\n  b,\n} from 'fp-ts/lib/Option.js';`, /types alone/],
  ['resources/x.ts', `import '../node/index.js';`, /node\/ is imported by nobody/],
  ['request.ts', `import { createEmulator } from '../emulator/src/index.js';`, /outside of the sources/],
  ['node/x.ts', `import { createEmulator } from '../../emulator/src/index.js';`, /outside of the sources/],
  ['request.ts', `import { createEmulator } from 'las-fp-emulator';`, /no such dependency/],
  ['request.ts', `export const f = () => import('./node/index.js');`, /node\/ is imported by nobody/],
  ['request.ts', `import { getModel } from './resources/models.js';`, /stands below it/],
  ['request.ts', `import { createDocuments } from './bulk.js';`, /stands below it/],
  ['resources/x.ts', `import { createDocuments } from '../bulk.js';`, /stands below it/],
  ['auth/x.ts', `import { left } from 'fp-ts/lib/Either.js';`, /types alone/],
  ['resources/x.ts', `import axios from 'axios';`, /no such dependency/],
  ['request.ts', `import { getModel } from './index.js';`, /index is for users/],
  ['request.ts', `import { decode } from './url';`, /name the file/],
  ['request.ts', `import x from '../package.json.js';`, /outside of the sources/],
  ['request.ts', `import ky from 'ky';`, /transports\/ky\.ts alone knows ky/],
  ['node/x.ts', `import ky from 'ky';`, /transports\/ky\.ts alone knows ky/],
  ['request.ts', `import axios from 'axios';`, /no such dependency/],
  ['request.ts', `import { left } from 'fp-ts/Either';`, /spell it/],
  ['request.ts', `import { left } from 'fp-ts/lib/Either';`, /spell it/],
  ['node/x.ts', `import { left } from 'fp-ts/es6/Either.js';`, /spell it/],
  ['node/x.ts', `import { pipe } from 'fp-ts';`, /spell it/],
  ['request.ts', `import { stat } from 'node:fs';`, /imports node:fs$/],
  ['request.ts', `export const f = () => Buffer.from('a');`, /uses Buffer/],
  ['request.ts', `export const f = () => process.env;`, /uses process/],
  ['request.ts', `export const f = () => typeof window === 'undefined';`, /uses window/],
  ['request.ts', `export const f = () => globalThis.process;`, /uses process/],
  ['resources/x.ts', `export const f = () => document.title;`, /uses document/],
  ['auth/x.ts', `export const f = () => global.fetch;`, /uses global/],
  ['resources/x.ts', `export const X = struct('X', () => ({}));`, /calls when loaded: struct\(/],
  [
    'resources/x.ts',
    `export const X = /*#__PURE__*/ struct('X', fields());`,
    /calls when loaded: fields\(\)/,
  ],
  ['ids.ts', `export const x = { a: [f()] };`, /calls when loaded: f\(\)/],
  ['request.ts', `export const x = new Thing();`, /calls when loaded: new Thing/],
  ['request.ts', 'export const x = path`/a`;', /calls when loaded: path`/],
  ['request.ts', `register();`, /calls when loaded: register\(\)/],
  ['request.ts', `export default 1;`, /default export/],
  ['node/x.ts', `const x = 1;\nexport { x as default };`, /default export/],
  [
    'index.ts',
    `export * from './request.js';\nexport const version = '1';`,
    /more than exports: export const/,
  ],
  ['index.ts', `import './request.js';`, /more than exports/],
  ['everything.ts', `import './request.js';`, /more than exports/],
];

for (const [file, source, violation] of planted) {
  architecture(`control: ${file} with ${source.split('\n').join(' ')}`, async () => {
    const found = await violations(new Map([[file, source]]));
    assert.is(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', violation);
  });
}

architecture('control: a circle of imports is found, by way of a type as well', async () => {
  const found = await violations(
    new Map([
      ['resources/a.ts', `import { b } from './b.js';`],
      ['resources/b.ts', `import type { C } from './c.js';`],
      ['resources/c.ts', `export * from './a.js';`],
    ]),
  );
  assert.equal(found, [
    'imports in a circle: resources/a.ts → resources/b.ts → resources/c.ts → resources/a.ts',
  ]);
});

architecture('control: nothing is found where nothing is wrong', async () => {
  const fine = new Map([
    [
      'resources/x.ts',
      `/** import { a } from 'somewhere'; process.exit() */
      import type { Either } from 'fp-ts/lib/Either.js';
import { isLeft } from '../either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import {
  arrayOf,
  struct,
} from '../codec.js';
import { Model } from './models.js';
export const X: t.Type<X> = /*#__PURE__*/ struct<X>('X', () => ({ a: arrayOf(Model) }), () => ({ b: f() }));
export const y: Either<never, Y> = /*#__PURE__*/ left(/*#__PURE__*/ g());
const z = { process: 1, window: 2 }.process;
export function f(document: Z) { const process = 1; return document.id + process + z.window; }`,
    ],
    ['node/x.ts', `import { stat } from 'node:fs';\nexport const x = process.env;\nconst y = f();`],
    ['node/y.ts', `import { x } from './x.js';\nexport const b = Buffer.alloc(1);`],
    [
      'text.ts',
      `const all = new WeakSet<object>();\nconst r = /x/;\nexport class A extends Error { b = f(); }`,
    ],
    [kyFile, `import ky from 'ky';\nimport type { Either } from 'fp-ts/lib/Either.js';`],
    ['node/z.ts', `import { left } from 'fp-ts/lib/Either.js';`],
    ['bulk.ts', `import { createDocument } from './resources/documents.js';`],
    ['index.ts', `/** All. */\nexport * from './auth/x.js';\nexport type { A, B } from './codec.js';`],
  ]);
  assert.equal(await violations(fine), []);
});

architecture('bench/ and scripts/ import nothing of each other: both import tools/', async () => {
  const crossing: string[] = [];
  let seen = 0;
  for (const [folder, other] of [
    ['bench', 'scripts'],
    ['scripts', 'bench'],
    ['tools', 'scripts'],
    ['tools', 'bench'],
  ] as const) {
    for (const name of await readdir(folder, { recursive: true })) {
      if (!/\.m?[jt]s$/.test(name)) continue;
      const file = join(folder, name);
      for (const { from } of importsOf(await readFile(file, 'utf8'))) {
        seen++;
        if (from.startsWith('.') && join(file, '..', from).startsWith(`${other}/`)) {
          crossing.push(`${file} imports ${from}`);
        }
      }
    }
  }
  assert.ok(seen > 100, `${seen} imports`);
  assert.equal(crossing, []);
});

architecture.run();
