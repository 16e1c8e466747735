/** What to say of an error, and a repetition of one's own around a call. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { LasError } from 'las-fp';

// #region tell
/** What a user is told. The compiler asks for a case for each error. */
export function tell(error: LasError): string {
  switch (error._tag) {
    case 'InvalidInput':
    case 'BadRequest':
      return 'This document cannot be taken. Choose another file.';
    case 'MissingCredentials':
    case 'InvalidCredentials':
      return 'You are not logged in, or may not do this.';
    case 'NotFound':
      return 'It is not there any more.';
    case 'LimitExceeded':
      return 'The quota of this month is used up.';
    case 'TooManyRequests':
      return `Too much at once. Try again in ${error.retryAfter ?? 60} seconds.`;
    case 'NetworkError':
    case 'Timeout':
    case 'HttpError':
      return 'The service cannot be reached. Try again later.';
    case 'Aborted':
      return 'Cancelled.';
    case 'DecodeError':
    case 'Failed':
      return 'The service gave no usable answer. We look into it.';
  }
}
// #endregion tell

// #region patiently
/** Runs a call again after these milliseconds, for as long as it is limited. Nothing was done by a call that is. */
export const patiently =
  <A>(call: TaskEither<LasError, A>, waits: ReadonlyArray<number>): TaskEither<LasError, A> =>
  async () => {
    for (const wait of waits) {
      const result = await call();
      if (result._tag === 'Right' || result.left._tag !== 'TooManyRequests') return result;
      const asked = (result.left.retryAfter ?? 0) * 1000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(wait, asked)));
    }
    return call();
  };
// #endregion patiently
