import { right } from 'fp-ts/lib/Either.js';
import { expect, test, vi } from 'vitest';

import { emulated, receipt } from './emulated.js';
import { readTotal } from './total.js';

test('a sure total needs no look', async () => {
  const { ctx } = emulated('3420.50', 0.99);
  expect(await readTotal(ctx, receipt)()).toEqual(right({ total: '3420.50', look: false }));
});

test('an unsure total does', async () => {
  const { ctx } = emulated('3420.50', 0.6);
  expect(await readTotal(ctx, receipt)()).toEqual(right({ total: '3420.50', look: true }));
});

test('a prediction is asked for again after 429', async () => {
  const { ctx, emulator } = emulated('3420.50', 0.99);
  const when = /^POST .*predictions/;
  emulator.fail({ status: 429, message: 'Too Many Requests', when });
  expect((await readTotal(ctx, receipt)())._tag).toBe('Right');
  const asked = emulator.requests.filter(({ method, path }) => when.test(`${method} ${path}`));
  expect(asked.map(({ status }) => status)).toEqual([429, 200]);
});

test('a Retry-After of 15 seconds is waited for, and the test waits for nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { ctx, emulator } = emulated('3420.50', 0.99);
    const when = /^POST .*predictions/;
    emulator.fail({ status: 429, message: 'Too Many Requests', headers: { 'retry-after': '15' }, when });
    const reading = readTotal(ctx, receipt)();
    await vi.waitFor(() => expect(emulator.requests.at(-1)?.status).toBe(429), 10_000);
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await reading)._tag).toBe('Right');
  } finally {
    vi.useRealTimers();
  }
});
