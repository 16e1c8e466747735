/** Remembers which webhooks were there before. */

/** Where nonces are kept. */
export interface Nonces {
  /** Tells whether a nonce is new. From then on it is not. */
  readonly remember: (nonce: string) => boolean | Promise<boolean>;
  /** Makes a nonce new again: the work has failed, so the same webhook may come once more. */
  readonly forget: (nonce: string) => unknown;
}

/** Keeps nonces in memory: for one process. `seconds` is twice the age that a webhook may have. */
export function nonceMemory(seconds = 600): Nonces {
  const until = new Map<string, number>();
  const remember = (nonce: string) => {
    const now = Date.now();
    // A Map goes in the order of insertion: the oldest come first.
    for (const [old, end] of until) {
      if (end > now) break;
      until.delete(old);
    }
    if (until.has(nonce)) return false;
    until.set(nonce, now + seconds * 1000);
    return true;
  };
  return { remember, forget: (nonce) => until.delete(nonce) };
}
