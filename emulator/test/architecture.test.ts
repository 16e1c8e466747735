/** Who imports whom in the emulator, what it exports, and what its routes say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  /^(index|node|keeping|profile|seedFile|tls|bin)$/,
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
      return /^(node|bin|keeping|profile|seedFile|tls)$/.test(module) ? [] : no('of Node alone');
    }
    if (to.startsWith('..')) return no('outside of the sources');
    if (roomOf(module) < 0 || roomOf(to) < 0) return no('stands in no room');
    const own = apart.exec(module)?.[0];
    if (own !== undefined && !to.startsWith(own)) return no(`${own} knows nothing of the others`);
    return roomOf(to) > roomOf(module) ? no('stands below it') : [];
  });
}

const exported = /^export (?:default )?(?:async )?(?:function\*?|const|interface|type|class|enum) (\w+)/gm;

/** The exports that have no comment above them. */
const withoutComment = (file: string, source: string): ReadonlyArray<string> =>
  [...source.matchAll(exported)]
    .filter(({ index }) => !/\*\/\s*$/.test(source.slice(0, index)))
    .map(([, name]) => `${file}: ${name} has no comment`);

const folder = join(root, 'emulator/src');
const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]),
);

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
  assert.equal(
    [...sources].flatMap(([file, source]) => withoutComment(file, source)),
    [],
  );
  assert.is(withoutComment('x.ts', '\nexport const x = 1;\n/** Y. */\nexport type Y = 1;').length, 1);
});

test('resources are kept in the store alone: nobody else reaches into its maps', () => {
  const maps =
    'tables|files|assets|clients|tokens|refreshTokens|codes|sessions|jobs|owners|definitions|machines|timed|runs|read';
  const reach = new RegExp(`state\\.(${maps})\\.(set|delete|clear|add)\\(|Object\\.assign\\(\\w+\\.data`);
  const wrong = [...sources].filter(([file, source]) => !file.startsWith('store/') && reach.test(source));
  assert.equal(
    wrong.map(([file]) => file),
    [],
  );
});

test('exported names are none of the SDK', () => {
  const { core, modules, apart: others } = readApi();
  const theirs = new Set(
    [
      ...core,
      ...modules.flatMap(({ operations, rest }) => [...operations, ...rest]),
      ...Object.values(others).flat(),
    ].map(({ name }) => name),
  );
  const ours = ['index.ts', 'node.ts'].flatMap((file) => {
    const source = sources.get(file) ?? '';
    const again = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.replace(/\btype\b/, '').trim()),
    );
    return [...again, ...[...source.matchAll(exported)].map(([, name]) => name)];
  });
  assert.ok(ours.length > 15);
  assert.equal(
    ours.filter((name) => theirs.has(name ?? '')),
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
