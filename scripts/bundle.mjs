/** Bundles an application with each of the bundlers, minified, for browsers. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import resolve from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { minify } from 'terser';
import webpack from 'webpack';

const withEsbuild = async (entry) => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
};

const withRollup = async (entry) => {
  const bundle = await rollup({
    input: entry,
    plugins: [resolve({ browser: true })],
    onwarn: (warning) => {
      // An import that cannot be resolved would be left out of the bundle, and so out of its size.
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true });
  await bundle.close();
  return (await minify(output[0].code, { module: true, ecma: 2020 })).code;
};

const withWebpack = (entry, folder) =>
  new Promise((done, fail) => {
    const path = mkdtempSync(join(folder, 'webpack-'));
    const compiler = webpack({
      mode: 'production',
      target: ['web', 'es2022'],
      entry,
      context: folder,
      output: { path, filename: 'out.js', module: true, chunkFormat: 'module' },
      experiments: { outputModule: true },
      performance: false,
    });
    compiler.run((error, stats) => {
      compiler.close(() => {});
      if (error || stats.hasErrors()) fail(error ?? new Error(stats.toString('errors-only')));
      else done(readFileSync(join(path, 'out.js'), 'utf8'));
    });
  });

export const bundlers = { esbuild: withEsbuild, Rollup: withRollup, webpack: withWebpack };

let count = 0;

/** The bundle of `source`, an ES module, in the folder of a consumer. */
export async function bundle(bundler, source, folder) {
  const entry = join(folder, `entry-${count++}.mjs`);
  writeFileSync(entry, source);
  return bundlers[bundler](entry, folder);
}

export const gzipped = (code) => gzipSync(code, { level: 9 }).length;
