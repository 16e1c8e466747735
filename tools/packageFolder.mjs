/** Where a package is that tests, sizes and benchmarks use. */
import { fileURLToPath } from 'node:url';
import { ky2 } from './ky2.mjs';

/** The folder of an installed package; `ky2` is ky 2. */
export const packageFolder = (name) =>
  name === 'ky2' ? ky2 : fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
