/** Bundles `source`, an ES module, in the folder of a consumer; returns the minified code. */
export function bundle(bundler: string, source: string, folder: string): Promise<string>;
/** The bundlers by name. */
export const bundlers: Readonly<Record<string, (entry: string, folder: string) => Promise<string>>>;
/** Bytes of a text, gzipped. */
export function gzipped(code: string): number;
