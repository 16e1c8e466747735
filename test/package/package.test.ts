/** What is packed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { consumer, pack, root } from '../../scripts/consumer.mjs';

const folder = join(consumer(), 'node_modules/las-fp');

const filesOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
const packed = filesOf(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const contents = suite('what is packed');

contents('is the sources, what was made of them, and no more', () => {
  const modules = filesOf(join(root, 'src')).map((name) => name.replace(/\.ts$/, ''));
  const wanted = [
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'dist/las-fp.browser.js'],
    ...modules.flatMap((name) => [
      `src/${name}.ts`,
      ...['js', 'js.map', 'd.ts', 'd.ts.map'].map((ending) => `dist/${name}.${ending}`),
      ...['cjs', 'd.cts'].map((ending) => `dist/cjs/${name}.${ending}`),
    ]),
  ];
  assert.ok(modules.length > 50);
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
    assert.is(sources.length, 1, name);
    for (const source of sources)
      assert.ok(packed.includes(join(dirname(name), source)), `${name}: ${source}`);
  }
});

contents('has every map and module that its files name', () => {
  let count = 0;
  for (const name of packed.filter((name) => /^dist\/.*\.([cm]?js|d\.c?ts)$/.test(name))) {
    const text = read(name).replace(/\/\*[\s\S]*?\*\/|^\/\/ .*$/gm, '');
    const named = /sourceMappingURL=(\S+)|(?:from|import|require)\s*\(?\s*["'](\.[^"']+)["']/g;
    for (const [, map, module = ''] of text.matchAll(named)) {
      count += 1;
      const path = join(dirname(name), map ?? module);
      const there = packed.includes(path) && (!module || /\.d\.c?ts$/.test(name) || path.endsWith('js'));
      const types = packed.includes(path.replace(/\.(c?)js$/, '.d.$1ts'));
      assert.ok(there && (types || map), `${name}: ${map ?? module}`);
      if (module) assert.is(/\.cjs$/.test(module), name.startsWith('dist/cjs/'), `${name}: ${module}`);
    }
  }
  assert.ok(count > 500);
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
  assert.equal(withKy.sort(), ['dist/cjs/transport.cjs', 'dist/las-fp.browser.js']);
  for (const name of withKy) assert.match(read(name), /MIT License © Sindre Sorhus/);
});

contents.run();
