/** Many at once, but not too many. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';

/** An item and what became of it. */
export interface Traversed<A, E, B> {
  readonly item: A;
  readonly result: Either<E, B>;
}

/**
 * Runs a task for each item, at most `n` at once. The results stand in the order of the items, each beside its own;
 * one that fails does not keep the others from running. Items are taken when their turn comes, so that a generator
 * can make them as it goes.
 *
 * @example
 * const deleted = await traverseWithLimit(8)(documentIds, (id) => deleteDocument(ctx, id))();
 * const failed = deleted.filter(({ result }) => isLeft(result));
 */
export const traverseWithLimit =
  (n: number) =>
  <A, E, B>(
    items: Iterable<A>,
    f: (item: A, index: number) => TaskEither<E, B>,
  ): Task<ReadonlyArray<Traversed<A, E, B>>> =>
  async () => {
    const results: Traversed<A, E, B>[] = [];
    const queue = items[Symbol.iterator]();
    let next = 0;
    let over = false;
    const work = async () => {
      while (!over) {
        // An iterator that throws is not asked again.
        over = true;
        const entry = queue.next();
        if (entry.done) return;
        over = false;
        const index = next++;
        results[index] = { item: entry.value, result: await f(entry.value, index)() };
      }
    };
    const workers: Promise<void>[] = [];
    const limit = Math.max(1, Math.floor(n) || 1);
    // No more of them than items: `n` may be Infinity.
    while (!over && workers.length < limit) workers.push(work());
    await Promise.all(workers);
    return results;
  };
