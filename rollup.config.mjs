/**
 * What is made of tsc's modules, which bundlers get as they are (`dist/modules/`):
 * - `dist/`, a module for each entry point. The core and the resources are in one file, `las-fp.js`, and their entry
 *   points are lists of exports of it: loading fifty files takes longer than loading one. ky is for `index.js` alone;
 * - `dist/cjs/`, the same for `require` where it cannot load modules: Node before 22.12, Jest. ky, which has no CommonJS
 *   of its own, is in `index.cjs`;
 * - `dist/las-fp.browser.js` and `dist/las-fp.fetch.browser.js`, one file for pages without a bundler: with ky, and without.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import resolve from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';

const modules = 'dist/modules';
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports)
  .map(({ types }) => /^\.\/dist\/(.*)\.d\.ts$/.exec(types?.default ?? '')?.[1])
  .filter((name) => name !== undefined);

const apart = [
  'index',
  'fetch',
  'reading',
  'standardSchema',
  'webhooks',
  'createContext',
  'transports/ky',
].map((name) => join(process.cwd(), modules, `${name}.js`));

/** One file for the core and all resources, so that whichever entry points are loaded, nothing is there twice. */
const shared = (id) => {
  if (!id.startsWith(join(process.cwd(), modules))) return undefined;
  if (/[\\/]extraction[\\/]/.test(id)) return 'extraction/index';
  return apart.includes(id) || /[\\/]node[\\/]/.test(id) ? undefined : 'las-fp';
};

const separate = {
  input: Object.fromEntries(entries.map((name) => [name, `${modules}/${name}.js`])),
  external: [/^node:/],
  treeshake: { moduleSideEffects: false },
};

const named = (ending) => ({
  entryFileNames: `[name].${ending}`,
  chunkFileNames: `[name].${ending}`,
  manualChunks: shared,
  minifyInternalExports: false,
  hoistTransitiveImports: false,
});

/** Starts from the maps that tsc wrote, so that those written here lead to the sources; lists of exports need none. */
const mapped = {
  name: 'mapped',
  load: (id) => ({ code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) }),
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk' || file.map.sources.length > 0) continue;
      delete files[file.sourcemapFileName];
      file.code = file.code.replace(/^\/\/# sourceMappingURL=.*\n/m, '');
    }
  },
};

const minified = {
  name: 'minified',
  renderChunk: (code) => transform(code, { minify: true, format: 'esm', legalComments: 'inline' }),
};

export default [
  {
    ...separate,
    external: [...separate.external, 'ky'],
    plugins: [mapped],
    output: { ...named('js'), dir: 'dist', format: 'es', sourcemap: true, sourcemapExcludeSources: true },
  },
  {
    ...separate,
    plugins: [resolve()],
    output: {
      ...named('cjs'),
      dir: 'dist/cjs',
      format: 'cjs',
      // Jest has `require` alone.
      dynamicImportInCjs: false,
      // A module of nothing but exports is an entry point as well.
      exports: 'named',
    },
  },
  ...['', '.fetch'].map((kind) => ({
    input: `${modules}/${kind === '' ? 'index' : 'fetch'}.js`,
    plugins: [resolve({ browser: true }), minified],
    output: { file: `dist/las-fp${kind}.browser.js`, format: 'es' },
  })),
];
