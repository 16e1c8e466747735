/** A clock that stands. */
import type { EmulatorClock } from './options.js';

/** A clock that stands at a time, now when absent, until it is advanced. */
export function standingClock(start: Date | number = Date.now()): Required<EmulatorClock> {
  let time = Number(start);
  return {
    now: () => time,
    advance: (milliseconds) => {
      if (!(milliseconds >= 0)) throw new Error('A clock goes on by 0 milliseconds or more.');
      time += milliseconds;
    },
  };
}
