/**
 * What is made of tsc's modules:
 * - `dist/las-fp.browser.js`, one file for pages without a bundler: everything but the emulator, with ky in it;
 * - `dist/cjs/`, the same modules for `require` where it cannot load modules: Node before 22.12, Jest. ky, which has no
 *   CommonJS of its own, is in the one that imports it.
 */
import { readdirSync } from 'node:fs';

import resolve from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';

const modules = readdirSync('dist', { recursive: true }).filter((file) => /^(?!cjs).*\.js$/.test(file));

const minified = {
  name: 'minified',
  renderChunk: (code) => transform(code, { minify: true, format: 'esm', legalComments: 'inline' }),
};

export default [
  {
    input: 'dist/index.js',
    plugins: [resolve({ browser: true }), minified],
    output: { file: 'dist/las-fp.browser.js', format: 'es' },
  },
  {
    input: Object.fromEntries(modules.map((file) => [file.replace(/\.js$/, ''), `dist/${file}`])),
    external: [/^node:/, /^hono\b/, /^@hono\//, 'unpdf'],
    plugins: [resolve()],
    output: {
      dir: 'dist/cjs',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      // Jest has `require` alone.
      dynamicImportInCjs: false,
      // A module of nothing but exports is an entry point as well.
      exports: 'named',
      hoistTransitiveImports: false,
    },
  },
];
