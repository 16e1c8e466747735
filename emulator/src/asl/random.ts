/** Numbers that look random and come from a seed, so that a run can be repeated. */

/** Where a sequence of random numbers stands. */
export interface Random {
  seed: number;
}

/** The next number, from 0 up to 1: mulberry32. */
export function random(state: Random): number {
  state.seed = (state.seed + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** A UUID of version 4. */
export function uuid(state: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const digit = Math.floor(random(state) * 16);
    return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
