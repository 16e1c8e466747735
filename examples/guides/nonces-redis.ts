/** Remembers which webhooks were there before, for any number of processes. */
import type { Redis } from 'ioredis';

/** Keeps nonces in Redis. `seconds` is twice the age that a webhook may have. */
export function nonceRedis(redis: Redis, seconds = 600): (nonce: string) => Promise<boolean> {
  // NX: of all processes, one alone sets the key.
  return async (nonce) => (await redis.set(`las:nonce:${nonce}`, '1', 'EX', seconds, 'NX')) === 'OK';
}
