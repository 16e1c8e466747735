import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import {
  clientCredentials,
  collect,
  createContext,
  type DocumentId,
  LasException,
  listDocuments,
} from 'las-fp';
import { type EmulatorServer, serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { enqueue, type FileJob } from '../../examples/guides/job-queue.js';
import { freePort, type RedisServer, serveRedis } from './server.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface World {
  redis: RedisServer;
  api: EmulatorServer;
  children: ChildProcess[];
}

/** Starts a program of this folder, with a Redis and an emulator of its own. */
function start({ api, children }: World, program: string, port: number): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', `test/redis/${program}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      REDIS_PORT: `${port}`,
      API_ENDPOINT: api.apiEndpoint,
      AUTH_ENDPOINT: api.authEndpoint,
    },
  });
  children.push(child);
  return child;
}

async function printed(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(child, 'close');
  return text.trim();
}

const tokens = ({ api }: World) =>
  api.emulator.requests.filter(({ path }) => path.endsWith('/oauth2/token')).length;

const contextOf = ({ api }: World) =>
  createContext({
    apiEndpoint: api.apiEndpoint,
    credentials: clientCredentials({
      clientId: 'id',
      clientSecret: 'secret',
      authEndpoint: api.authEndpoint,
    }),
  });

const test = suite<World>('with Redis');

test.before.each(async (world) => {
  world.redis = await serveRedis();
  world.api = await serveEmulator({ clientId: 'id', clientSecret: 'secret', latency: 30, journal: 10_000 });
  world.children = [];
});

test.after.each(async ({ redis, api, children }) => {
  for (const child of children) child.kill('SIGKILL');
  await api.close();
  await redis.close();
});

test('processes that begin together share one token', async (world) => {
  const calls = [1, 2, 3].map(() => printed(start(world, 'caller.ts', world.redis.port)));
  assert.equal(await Promise.all(calls), ['Right', 'Right', 'Right']);
  assert.is(tokens(world), 1);
});

test('without Redis each process has a token of its own', async (world) => {
  const nobody = await freePort();
  const calls = [1, 2].map(() => printed(start(world, 'caller.ts', nobody)));
  assert.equal(await Promise.all(calls), ['Right', 'Right']);
  assert.is(tokens(world), 2);
});

test('a queue whose workers are killed creates each document once', async (world) => {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-queue-'));
  const paths = Array.from({ length: 60 }, (_, i) => join(folder, `${i}.pdf`));
  for (const path of paths) writeFileSync(path, `%PDF-1.7 ${path}`);
  const queue = new Queue<FileJob, DocumentId>('documents', {
    connection: { host: '127.0.0.1', port: world.redis.port },
  });
  try {
    await enqueue(queue, paths);
    await enqueue(queue, paths);
    const workers = [1, 2, 3].map(() => start(world, 'worker.ts', world.redis.port));
    const created = () =>
      world.api.emulator.requests.filter(
        ({ method, path }) => method === 'POST' && path.endsWith('/documents'),
      ).length;
    const until = async (done: () => boolean | Promise<boolean>) => {
      const end = Date.now() + 60_000;
      while (!(await done())) {
        if (Date.now() > end) throw new Error(`Stuck: ${JSON.stringify(await queue.getJobCounts())}`);
        await setTimeout(10);
      }
    };
    await until(() => created() >= 12);
    workers[0]?.kill('SIGKILL');
    await until(() => created() >= 30);
    workers[1]?.kill('SIGKILL');
    assert.ok((await queue.getCompletedCount()) < paths.length);
    await until(
      async () => (await queue.getCompletedCount()) + (await queue.getFailedCount()) === paths.length,
    );

    assert.is(await queue.getFailedCount(), 0);
    const found = await collect(listDocuments, contextOf(world), { max: Infinity })();
    if (found._tag === 'Left') throw new LasException(found.left);
    assert.equal(found.right.map(({ name }) => name).sort(), [...paths].sort());
    assert.ok(found.right.every(({ contentType }) => contentType === 'application/pdf'));
  } finally {
    await queue.close();
    rmSync(folder, { recursive: true });
  }
});

test.run();
