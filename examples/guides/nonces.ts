/** Remembers which webhooks were there before. */

/** Keeps nonces in memory: for one process. `seconds` is twice the age that a webhook may have. */
export function nonceMemory(seconds = 600): (nonce: string) => boolean {
  const until = new Map<string, number>();
  return (nonce) => {
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
}
