/**
 * Bundles the page: `main.ts` and `style.css` with what they import. The renderer of PDFs is a bundle already, and
 * copied.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { build, transform } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const typescript = {
  name: 'typescript',
  transform: async (code, id) =>
    id.endsWith('.ts') ? { code: (await transform(code, { loader: 'ts' })).code, map: null } : null,
};

// The package that this folder is a part of; an application finds it in its node_modules.
const self = {
  name: 'self',
  resolveId: (id) => (/^las-fp(\/|$)/.test(id) ? fileURLToPath(import.meta.resolve(id)) : null),
};

const renderer = {
  name: 'renderer',
  resolveId: (id) => (id === 'unpdf/pdfjs' ? { id: './pdfjs.mjs', external: true } : null),
  generateBundle() {
    const source = readFileSync(fileURLToPath(import.meta.resolve('unpdf/pdfjs')));
    this.emitFile({ type: 'asset', fileName: 'pdfjs.mjs', source });
  },
};

const styles = {
  name: 'styles',
  async generateBundle() {
    const { outputFiles } = await build({ entryPoints: [here('style.css')], bundle: true, write: false });
    this.emitFile({ type: 'asset', fileName: 'style.css', source: outputFiles[0].contents });
  },
};

export default {
  input: here('main.ts'),
  plugins: [
    self,
    renderer,
    styles,
    typescript,
    resolve({ browser: true, extensions: ['.mjs', '.js', '.ts'] }),
  ],
  output: {
    dir: here('../../build/example-browser'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  },
};
