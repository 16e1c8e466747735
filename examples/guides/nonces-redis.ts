/** Remembers which webhooks were there before, for any number of processes. */
import type { Redis } from 'ioredis';

import type { Nonces } from './nonces.js';

/** Keeps nonces in Redis. `seconds` is twice the age that a webhook may have. */
export function nonceRedis(redis: Redis, seconds = 600): Nonces {
  const key = (nonce: string) => `las:nonce:${nonce}`;
  return {
    // NX: of all processes, only one sets the key.
    remember: async (nonce) => (await redis.set(key(nonce), '1', 'EX', seconds, 'NX')) === 'OK',
    forget: (nonce) => redis.del(key(nonce)),
  };
}
