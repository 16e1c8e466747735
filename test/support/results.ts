/** What tests expect of results, and a pause. */
import type { LasError } from '../../src/errors.js';

/** The error of a result, which must be one. */
export const left = (result: { readonly _tag: string; readonly left?: LasError }): LasError => {
  if (result._tag !== 'Left' || !result.left) throw new Error(`not an error: ${JSON.stringify(result)}`);
  return result.left;
};

/** The value of a result, which must have succeeded. */
export const right = <A>(result: { readonly _tag: string; readonly right?: A }): A => {
  if (result._tag !== 'Right') throw new Error(`an error: ${JSON.stringify(result)}`);
  return result.right as A;
};

/** Waits for so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
