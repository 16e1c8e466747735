/** Bundles an application with each of the bundlers, minified, for browsers. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import resolve from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import Minimizer from 'minimizer-webpack-plugin';
import { rollup } from 'rollup';
import { minify } from 'terser';
import * as vite from 'vite';
import webpack from 'webpack';

const esbuildOptions = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  write: false,
  logLevel: 'error',
};

const withEsbuild = async (entry, _, alias) => {
  const { outputFiles } = await esbuild.build({ ...esbuildOptions, alias, entryPoints: [entry] });
  return outputFiles[0].text;
};

// An import that cannot be resolved would be left out of the bundle, and so out of its size.
const strictly = (warning) => {
  if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
};

// Rollup has no setting for it.
const aliases = (alias) => ({
  name: 'aliases',
  resolveId(source, importer) {
    const from = Object.keys(alias).find((each) => source.startsWith(`${each}/`));
    return from ? this.resolve(source.replace(from, alias[from]), importer) : null;
  },
});

const withRollup = async (entry, _, alias) => {
  const bundle = await rollup({
    input: entry,
    plugins: [aliases(alias), resolve({ browser: true })],
    onwarn: strictly,
  });
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true });
  await bundle.close();
  return (await minify(output[0].code, { module: true, ecma: 2020 })).code;
};

const withWebpack = (entry, folder, alias) =>
  new Promise((done, fail) => {
    const compiler = webpack({
      mode: 'production',
      target: ['web', 'es2022'],
      entry,
      context: folder,
      // Modules get numbers made of their paths: real ones would make the size depend on where the checkout is.
      resolve: { symlinks: false, alias },
      // webpack's own settings, without a thread to start for each bundle.
      optimization: {
        minimizer: [new Minimizer({ parallel: false, terserOptions: { compress: { passes: 2 } } })],
      },
      output: { path: folder, filename: 'out.js', module: true, chunkFormat: 'module' },
      experiments: { outputModule: true },
      performance: false,
    });
    compiler.run((error, stats) => {
      compiler.close(() => {});
      if (error || stats.hasErrors()) fail(error ?? new Error(stats.toString('errors-only')));
      else done(readFileSync(join(folder, 'out.js'), 'utf8'));
    });
  });

const withVite = async (entry, folder, alias) => {
  const { NODE_ENV } = process.env;
  const { output } = await vite.build({
    root: folder,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias },
    build: {
      target: 'es2022',
      minify: true,
      write: false,
      modulePreload: false,
      rolldownOptions: { input: entry, onwarn: strictly },
    },
  });
  // Vite sets it for the whole process.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  if (output.length !== 1) throw new Error(`Vite made ${output.length} files of one.`);
  return output[0].code;
};

export const bundlers = { esbuild: withEsbuild, Rollup: withRollup, webpack: withWebpack, Vite: withVite };

// A folder of its own for each: that of the application has the packages.
function entryOf(source, folder) {
  const own = mkdtempSync(join(folder, 'bundle-'));
  const entry = join(own, 'app.mjs');
  writeFileSync(entry, source);
  return { own, entry };
}

/** The bundle of `source`, an ES module, in the folder of a consumer. `alias`: folders of packages, by what stands for them. */
export async function bundle(bundler, source, folder, alias = {}) {
  const { own, entry } = entryOf(source, folder);
  return bundlers[bundler](entry, own, alias);
}

/** esbuild's bundle, and the modules that it consists of in the order in which they stand there. */
export async function bundleWithModules(source, folder, alias = {}) {
  const { entry } = entryOf(source, folder);
  const options = { ...esbuildOptions, alias, entryPoints: [entry], metafile: true, absWorkingDir: folder };
  const { outputFiles, metafile } = await esbuild.build(options);
  const [{ inputs }] = Object.values(metafile.outputs);
  const modules = Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }));
  return { code: outputFiles[0].text, modules };
}

export const gzipped = (code) => gzipSync(code, { level: 9 }).length;
