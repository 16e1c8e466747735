/** Tasks that are made when they run. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { isLeft, left, right } from './either.js';
import { type InvalidInput, invalidInput } from './errors.js';
import { textOf } from './text.js';

/** Reads arguments; `InvalidInput` where that throws: null in place of options, a getter that throws. */
export const read = <A>(make: () => A): Either<InvalidInput, A> => {
  try {
    return right(make());
  } catch (error) {
    return left(invalidInput(`Unreadable argument: ${textOf(error)}`));
  }
};

/** Makes a task when it runs. If the arguments cannot be read, it is a Left, and nothing is sent. */
export const lazily =
  <E, A>(make: () => TaskEither<E, A>): TaskEither<E | InvalidInput, A> =>
  async () => {
    const task = read(make);
    return isLeft(task) ? task : task.right();
  };
