/** The project's folder. */
export const root: string;
/** Packs a package of this repository (as it is built) once a process; returns the tarball's path. */
export function pack(name?: 'las-fp' | 'las-fp-emulator'): string;
/** Makes a throw-away project that has the packed package installed; returns its folder. */
export function consumer(options?: {
  readonly ky?: string;
  readonly others?: ReadonlyArray<string>;
  readonly emulator?: boolean;
}): string;
