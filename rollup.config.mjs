/** One file for pages without a bundler: everything but the emulator, with ky in it. */
import resolve from '@rollup/plugin-node-resolve';
import { minify } from 'terser';

const minified = {
  name: 'minified',
  renderChunk: async (code) => ({ code: (await minify(code, { module: true, ecma: 2020 })).code, map: null }),
};

export default {
  input: 'dist/index.js',
  plugins: [resolve({ browser: true }), minified],
  output: { file: 'dist/las-fp.browser.js', format: 'es' },
};
