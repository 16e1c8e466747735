import { right } from 'fp-ts/lib/Either.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

import { emulated, receipt } from './emulated.js';
import { readTotal } from './total.js';

test('a sure total needs no look', async () => {
  const { ctx } = emulated('3420.50', 0.99);
  assert.equal(await readTotal(ctx, receipt)(), right({ total: '3420.50', look: false }));
});

test('an unsure total does', async () => {
  const { ctx } = emulated('3420.50', 0.6);
  assert.equal(await readTotal(ctx, receipt)(), right({ total: '3420.50', look: true }));
});

test('a prediction is asked for again after 429', async () => {
  const { ctx, emulator } = emulated('3420.50', 0.99);
  const when = /^POST .*predictions/;
  emulator.fail({ status: 429, message: 'Too Many Requests', when });
  assert.is((await readTotal(ctx, receipt)())._tag, 'Right');
  const asked = emulator.requests.filter(({ method, path }) => when.test(`${method} ${path}`));
  assert.equal(
    asked.map(({ status }) => status),
    [429, 200],
  );
});

test.run();
