type Alias = Readonly<Record<string, string>>;
/**
 * Bundles `source`, an ES module, in the folder of a consumer; returns the minified code. With `alias` the bundler takes
 * one folder of a package for another: `{ 'fp-ts/lib': 'fp-ts/es6' }`.
 */
export function bundle(bundler: string, source: string, folder: string, alias?: Alias): Promise<string>;
/** The bundlers by name. */
export const bundlers: Readonly<
  Record<string, (entry: string, folder: string, alias: Alias) => Promise<string>>
>;
/** Bytes of a text, gzipped. */
export function gzipped(code: string): number;
/** esbuild's bundle, and the modules that it consists of in the order in which they stand there. */
export function bundleWithModules(
  source: string,
  folder: string,
  alias?: Alias,
): Promise<{
  readonly code: string;
  readonly modules: ReadonlyArray<{ readonly path: string; readonly bytes: number }>;
}>;
