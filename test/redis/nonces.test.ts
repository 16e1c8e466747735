/** Nonces in Redis: processes that share it take a webhook once. */
import { Redis } from 'ioredis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nonceRedis } from '../../examples/guides/nonces-redis.js';
import { type RedisServer, serveRedis } from './server.js';

const nonces = suite('nonces in Redis');

let server: RedisServer;
const connections: Redis[] = [];

nonces.before(async () => {
  server = await serveRedis();
  for (let i = 0; i < 5; i += 1) connections.push(new Redis(server.port, '127.0.0.1'));
});
nonces.after(async () => {
  for (const connection of connections) connection.disconnect();
  await server.close();
});

nonces('of those who ask at once, one is told that a nonce is new', async () => {
  const guards = connections.map((connection) => nonceRedis(connection, 60));
  const answers = await Promise.all(guards.map(({ remember }) => remember('a')));
  assert.equal(answers.toSorted(), [false, false, false, false, true]);
  assert.is(await guards[1]?.remember('b'), true);
});

nonces('a nonce that one forgets is new for all', async () => {
  const [one, other] = connections.map((connection) => nonceRedis(connection, 60));
  assert.is(await one?.remember('d'), true);
  await other?.forget('d');
  assert.equal([await other?.remember('d'), await one?.remember('d')], [true, false]);
});

nonces('a nonce is forgotten after its time', async () => {
  const { remember } = nonceRedis(connections[0] as Redis, 1);
  assert.is(await remember('c'), true);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.is(await remember('c'), true);
});

nonces.run();
