/** Logins under way: each has a state, by which its redirect is known, and a verifier, which its code needs. */
import type { Either } from 'fp-ts/lib/Either.js';
import { left, right } from '../either.js';
import type { TokenStorage } from './storage.js';

/** The logins that this browser began and has not completed. */
export interface PendingLogins {
  readonly add: (state: string, verifier: string) => Promise<void>;
  /** Takes the verifier of a login out, once; a Left tells why there is none. */
  readonly take: (state: string) => Promise<Either<string, string>>;
}

const maxPending = 20;

/** Keeps the logins under way in a storage, a line each, and in memory where the storage fails. */
export function pendingLogins(storage: TokenStorage): PendingLogins {
  const taken = new Set<string>();
  let lines: ReadonlyArray<string> = [];

  // No wait between reading and writing where the storage answers at once, so that no other tab comes between.
  const change = async (edit: () => ReadonlyArray<string>) => {
    try {
      const text = storage.get();
      lines = ((text instanceof Promise ? await text : text) ?? '').split('\n');
    } catch {
      // The lines in memory are the last ones known.
    }
    // The latest first.
    lines = edit().slice(0, maxPending);
    try {
      await storage.set(lines.join('\n') || null);
    } catch {
      // The lines stay in memory.
    }
  };

  return {
    add: (state, verifier) => change(() => [`${state} ${verifier}`, ...lines]),
    take: async (state) => {
      let login: string | undefined;
      await change(() => {
        login = lines.find((line) => line.startsWith(`${state} `));
        return lines.filter((line) => line !== login);
      });
      if (taken.has(state)) return left('The redirect was used already');
      if (login === undefined) {
        return left(lines[0] ? 'The state belongs to no login that began here' : 'No login began here');
      }
      taken.add(state);
      return right(login.slice(state.length + 1));
    },
  };
}
