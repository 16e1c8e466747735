/** A Redis of the test's own, on loopback, that keeps nothing on disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface RedisServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts it, and waits until it answers. */
export async function serveRedis(): Promise<RedisServer> {
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no'];
  const child: ChildProcess = spawn('redis-server', options, { stdio: 'ignore' });
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  await Promise.race([failed, answers(port)]);
  failed.catch(() => {});
  return {
    port,
    close: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function answers(port: number): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: null });
    try {
      await client.connect();
      return;
    } catch {
      await setTimeout(50);
    } finally {
      client.disconnect();
    }
  }
  throw new Error('Redis does not answer.');
}
