/** The project's folder. */
export const root: string;
/** Packs the package (as it is built) once a process; returns the tarball's path. */
export function pack(): string;
/** Makes a throw-away project that has the packed package installed; returns its folder. */
export function consumer(options?: { readonly ky?: string; readonly others?: ReadonlyArray<string> }): string;
