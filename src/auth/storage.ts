/** Where tokens outlive a page or a process. */

/**
 * Keeps a text: two functions, so that a file, a browser's storage, Redis or the key-value store of a Worker can be
 * behind it. One that throws, or gives back something else than it was given, is taken for empty.
 */
export interface TokenStorage {
  /** The text, or null or undefined where there is none. */
  readonly get: () => string | null | undefined | Promise<string | null | undefined>;
  /** Keeps a text; null forgets it. */
  readonly set: (text: string | null) => void | Promise<void>;
  /**
   * Runs a renewal while no other process does that uses the same storage, where the storage can see to that. Without
   * it several processes may renew at once, which costs requests and nothing else.
   */
  readonly exclusive?: (<A>(renewal: () => Promise<A>, signal: AbortSignal) => Promise<A>) | undefined;
}

/** Keeps a token in memory: a storage for tests, or one token for several credentials of a process. */
export function memoryStorage(): TokenStorage {
  let kept: string | null = null;
  return {
    get: () => kept,
    set: (text) => {
      kept = text;
    },
  };
}

const webStorage = (storage: () => Storage, key: string): TokenStorage => ({
  get: () => storage().getItem(key),
  set: (text) => (text === null ? storage().removeItem(key) : storage().setItem(key, text)),
});

/** Keeps a token for as long as the browser's tab is open, over reloads. */
export const browserSessionStorage = (key = 'las-fp.token'): TokenStorage =>
  webStorage(() => sessionStorage, key);

/**
 * Keeps a token for all tabs of a site, until the log-out: any script of the site can read it there. Of several tabs
 * one renews it, and the others take what it got.
 */
export const browserLocalStorage = (key = 'las-fp.token'): TokenStorage => ({
  ...webStorage(() => localStorage, key),
  // Browsers have locks on https and loopback alone; without them each tab renews for itself.
  exclusive: (renewal, signal) => navigator.locks.request(key, { signal }, renewal),
});
