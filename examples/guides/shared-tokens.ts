/** One token for a fleet of processes: it is kept in Redis. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { TokenStorage } from 'las-fp';

// #region connect
/** A connection that fails soon while Redis is away, so that calls go on with tokens of their own. */
export const connect = (port: number, host = '127.0.0.1'): Redis =>
  new Redis(port, host, { commandTimeout: 1000, enableOfflineQueue: false, maxRetriesPerRequest: 0 })
    // Without a listener each failed attempt to connect is printed.
    .on('error', () => {});
// #endregion connect

// #region storage
const release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end";

/** Keeps a token under `key`. One process at a time renews it: who holds the lock, for 30 seconds at most. */
export const redisStorage = (redis: Redis, key: string): TokenStorage => ({
  get: () => redis.get(key),
  set: async (text) => {
    await (text === null ? redis.del(key) : redis.set(key, text, 'EX', 86_400));
  },
  exclusive: async (renewal, signal) => {
    const [lock, mine] = [`${key}:lock`, randomUUID()];
    while (!(await redis.set(lock, mine, 'PX', 30_000, 'NX'))) {
      await setTimeout(50, undefined, { signal });
    }
    try {
      return await renewal();
    } finally {
      await redis.eval(release, 1, lock, mine);
    }
  },
});
// #endregion storage
