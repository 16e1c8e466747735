/** What an abort, a timeout and a reset leave behind in a process that goes on, measured on the built package. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { root } from '../support/contract.js';
import { serve } from './servers.js';

interface Left {
  readonly heap: number;
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
}

const program = join(root, 'test/faults/programs/leftovers.mjs');
const outcomes = { abort: 'Aborted', timeout: 'Timeout', reset: 'NetworkError' } as const;

async function leftBy(transport: string, how: keyof typeof outcomes, ...more: ReadonlyArray<string>) {
  const server = await serve((response, request) => {
    // The rest never answers: it is for the caller to end it.
    if (how === 'reset') request.socket.destroy();
    else if (request.url?.endsWith('slow')) response.writeHead(200);
  });
  try {
    const args = ['--expose-gc', program, join(root, 'dist'), transport, how, `${server.origin}/v1`, ...more];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
    return JSON.parse(stdout) as {
      readonly before: Left;
      readonly after: Left;
      readonly outcomes: Readonly<Record<string, number>>;
    };
  } finally {
    await server.close();
  }
}

/** Bytes that 500 calls may add: 2 kB each. A result, a signal or a connection that stays holds more. */
const most = 1_000_000;

const test = suite('what is left behind');

for (const transport of ['ky', 'fetch', 'node']) {
  for (const how of ['abort', 'timeout', 'reset'] as const) {
    test(`by calls over ${transport} that end by ${how}: nothing`, async () => {
      let left = await leftBy(transport, how);
      // On a busy machine the platform lets go late. What leaks is there each time.
      for (let again = 0; again < 2 && left.after.heap - left.before.heap >= most; again += 1) {
        left = await leftBy(transport, how);
      }
      const { before, after, outcomes: seen } = left;
      assert.equal(seen, { [outcomes[how]]: 1025 });
      assert.ok(after.heap - before.heap < most, `${after.heap - before.heap} bytes more`);
      assert.ok(after.sockets <= before.sockets + 2, `${before.sockets}, then ${after.sockets} sockets`);
      assert.ok(after.timers <= before.timers + 2, `${before.timers}, then ${after.timers} timers`);
      assert.is(after.listeners, 0);
    });
  }
}

test('a leak would be noticed', async () => {
  const { before, after } = await leftBy('fetch', 'reset', 'leak');
  assert.ok(after.heap - before.heap > most, `${after.heap - before.heap} bytes more`);
});

test.run();
