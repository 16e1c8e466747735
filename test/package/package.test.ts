/** What is packed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { consumer, pack, root } from '../../tools/consumer.mjs';

const folder = join(consumer(), 'node_modules/las-fp');

const filesOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
const packed = filesOf(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

// The entry points that are lists of what `las-fp.js` exports, and those that have code of their own.
const { exports }: { readonly exports: Readonly<Record<string, { readonly default?: string }>> } = JSON.parse(
  read('package.json'),
);
const entries = Object.values(exports).flatMap(
  (entry) => /^\.\/dist\/(.*)\.js$/.exec(entry.default ?? '')?.[1] ?? [],
);
const separate = entries.filter((name) =>
  /^(index$|fetch$|node\/|extraction\/|reading$|standardSchema$|webhooks$)/.test(name),
);
const listed = entries.filter((name) => /^resources\//.test(name));

const contents = suite('what is packed');

contents('is the sources, what was made of them, and no more', () => {
  const modules = filesOf(join(root, 'src')).map((name) => name.replace(/\.ts$/, ''));
  const wanted = [
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
    ...['dist/las-fp.browser.js', 'dist/las-fp.fetch.browser.js'],
    ...modules.flatMap((name) => [
      `src/${name}.ts`,
      ...['d.ts', 'd.ts.map'].map((ending) => `dist/${name}.${ending}`),
      `dist/cjs/${name}.d.cts`,
      `dist/modules/${name}.js`,
    ]),
    ...['las-fp', ...listed, ...separate].flatMap((name) => [`dist/${name}.js`, `dist/cjs/${name}.cjs`]),
    ...['las-fp', ...separate].map((name) => `dist/${name}.js.map`),
  ];
  assert.ok(modules.length > 50 && listed.length > 20 && separate.length === 7);
  assert.equal([...packed].sort(), wanted.sort());
  const bytes = packed.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const kB = (size: number) => `${Math.round(size / 1000)} kB`;
  console.log(
    `     the package: ${kB(statSync(pack()).size)}, unpacked ${kB(bytes)} in ${packed.length} files`,
  );
});

contents('has maps whose sources are in it', () => {
  const maps = packed.filter((name) => name.endsWith('.map'));
  assert.ok(maps.some((name) => name.endsWith('.d.ts.map')) && maps.some((name) => name.endsWith('.js.map')));
  for (const name of maps) {
    const { sources }: { readonly sources: ReadonlyArray<string> } = JSON.parse(read(name));
    assert.ok(name.endsWith('.js.map') ? sources.length > 0 : sources.length === 1, name);
    for (const source of sources)
      assert.ok(packed.includes(join(dirname(name), source)), `${name}: ${source}`);
  }
});

contents('has maps that lead to the sources', () => {
  for (const [line, source, file] of [
    ['function createUser(', 'src/resources/users.ts', 'las-fp'],
    ['function createContext(', 'src/createContext.ts', 'index'],
    ['function createContext(', 'src/fetch.ts', 'fetch'],
  ] as const) {
    const code = read(`dist/${file}.js`).split('\n');
    const map = new SourceMap(JSON.parse(read(`dist/${file}.js.map`)));
    const found = code.findIndex((text) => text.startsWith(line));
    assert.ok(found > 0, line);
    const entry = map.findEntry(found, 0);
    assert.ok('originalSource' in entry, line);
    assert.is(join('dist', entry.originalSource), source);
    assert.match(read(source).split('\n')[entry.originalLine] ?? '', line);
  }
});

contents('has the core and the resources once, whatever is imported', () => {
  for (const name of listed) {
    const up = name.includes('/')
      ? name
          .replace(/[^/]+$/, '')
          .replace(/[^/]+\//g, '../')
          .slice(0, -1)
      : '.';
    assert.match(read(`dist/${name}.js`), new RegExp(`^export \\{[^}]+\\} from '${up}/las-fp\\.js';\\n$`));
    const required = [...read(`dist/cjs/${name}.cjs`).matchAll(/\brequire\('(.*)'\)/g)];
    assert.equal(
      required.map(([, from]) => from),
      [`${up}/las-fp.cjs`],
    );
  }
});

contents('has ky in its root alone', () => {
  const importsKy = (name: string) => /from ['"]ky['"]/.test(read(name).replace(/\/\*[\s\S]*?\*\//g, ''));
  assert.equal(packed.filter((name) => /^dist\/.*\.js$/.test(name) && importsKy(name)).sort(), [
    'dist/index.js',
    'dist/modules/transports/ky.js',
  ]);
});

contents('has as many pure annotations in its modules as in its sources', () => {
  const count = (names: ReadonlyArray<string>) =>
    names.reduce((sum, name) => sum + (read(name).match(/\/\*#__PURE__\*\//g)?.length ?? 0), 0);
  const sources = count(packed.filter((name) => name.startsWith('src/')));
  assert.ok(sources > 80);
  assert.is(count(packed.filter((name) => name.startsWith('dist/modules/'))), sources);
  assert.is(
    count(packed.filter((name) => /^dist\/(?!cjs\/|modules\/|las-fp\..*browser).*\.js$/.test(name))),
    sources,
  );
});

contents('has every map and module that its files name', () => {
  let count = 0;
  for (const name of packed.filter((name) => /^dist\/.*\.([cm]?js|d\.c?ts)$/.test(name))) {
    const text = read(name).replace(/\/\*[\s\S]*?\*\/|^\/\/ .*$/gm, '');
    const named = /sourceMappingURL=(\S+)|(?:from|import|require)\s*\(?\s*["'](\.[^"']+)["']/g;
    for (const [, map, module = ''] of text.matchAll(named)) {
      count += 1;
      const path = join(dirname(name), map ?? module);
      // Types are there for every module, code for the entry points and what they share.
      const wanted = /\.d\.c?ts$/.test(name) ? path.replace(/\.(c?)js$/, '.d.$1ts') : path;
      assert.ok(packed.includes(wanted), `${name}: ${map ?? module}`);
      if (module) assert.is(/\.cjs$/.test(module), name.startsWith('dist/cjs/'), `${name}: ${module}`);
    }
  }
  assert.ok(count > 500);
});

contents('has no emulator in it', () => {
  assert.equal(
    packed.filter(
      (name) =>
        name.includes('emulator') ||
        (/\.[cm]?[jt]s$/.test(name) && /['"](hono|@hono\/.*|unpdf|las-fp-emulator)['"/]/.test(read(name))),
    ),
    [],
  );
});

contents('has no install script', () => {
  const { scripts = {} } = JSON.parse(read('package.json'));
  assert.equal(
    Object.keys(scripts).filter((name) => /install|prepare|prepublish/.test(name)),
    [],
  );
});

contents('names the license of what is built in', () => {
  const withKy = packed.filter((name) => /\.c?js$/.test(name) && read(name).includes('HTTPError'));
  assert.equal(withKy.sort(), ['dist/cjs/index.cjs', 'dist/las-fp.browser.js']);
  for (const name of withKy) assert.match(read(name), /MIT License © Sindre Sorhus/);
});

contents.run();
