/**
 * The three functions of fp-ts's Either that the SDK itself needs. Eithers and TaskEithers are plain objects and
 * functions, so that no module of fp-ts has to be loaded for them.
 */
import type { Either, Left, Right } from 'fp-ts/lib/Either.js';

/** A failure. */
export const left = <E>(error: E): Left<E> => ({ _tag: 'Left', left: error });

/** A success. */
export const right = <A>(value: A): Right<A> => ({ _tag: 'Right', right: value });

/** Whether it is a failure. */
export const isLeft = <E>(either: Either<E, unknown>): either is Left<E> => either._tag === 'Left';
