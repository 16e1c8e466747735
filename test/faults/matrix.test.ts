import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { faults, manual, runMatrix } from './matrix.js';
import { serve } from './servers.js';

const matrix = suite('fault matrix');

matrix('every fault with every method ends as the rules say', async () => {
  assert.ok(faults.length > 35);
  assert.equal(await runMatrix(), []);
});

matrix('control: a rule that is wrong is told', async () => {
  const [fault] = faults.filter(({ name }) => name === '409');
  assert.ok(fault);
  const wrong = { tag: 'NotFound', attempts: 2, unsure: true, scope: 'attempt', status: 404 } as const;
  const found = await runMatrix([{ ...fault, rule: () => wrong }]);
  assert.is(found.length, 5 * 6);
  assert.match(
    found.join('\n'),
    /409, PATCH: outcome: HttpError, not NotFound \(The API answered 409 to PATCH/,
  );
});

matrix('control: a wait that is too short is told, and so is a request that strays', async () => {
  const [busy] = faults.filter(({ name }) => name === '429');
  const [moved] = faults.filter(({ name }) => name === 'redirect to another origin');
  assert.ok(busy && moved?.place);
  const { place } = moved;
  const patient = { ...busy, rule: (method: 'GET') => ({ ...busy.rule(method), wait: 5000 }) };
  const strayed = {
    ...moved,
    place: async () => {
      const places = await place();
      await fetch(places.elsewhere?.origin ?? '');
      return places;
    },
  };
  const found = (await runMatrix([patient as typeof busy, strayed])).join('\n');
  assert.match(found, /429, DELETE: waits \d+\.?\d* ms, not 5000/);
  assert.match(found, /redirect to another origin: 1 requests followed it/);
});

matrix('no write is sent again where the first one may have been carried out', () => {
  for (const { name, rule } of faults) {
    for (const method of ['POST', 'PATCH'] as const) {
      const { attempts, tag } = rule(method);
      assert.ok(attempts === 1 || tag === 'TooManyRequests' || tag === 'InvalidCredentials', name);
    }
  }
});

// The table is of undici's responses.
const table = process.env['TRANSPORT'] === 'node' ? matrix.skip : matrix;

table('its table is in README.md', () => {
  const { is, shouldBe } = manual();
  assert.ok(is.includes('| 50 MB of JSON '), 'no table');
  assert.is(is, shouldBe, 'stale: node --import tsx test/faults/matrix.ts --write');
});

matrix('control: its servers count', async () => {
  const server = await serve((response) => response.end('{}'));
  await (await fetch(`${server.origin}/a?b`, { method: 'POST', body: 'x' })).text();
  assert.equal(
    server.arrived.map(({ method, url }) => `${method} ${url}`),
    ['POST /a?b'],
  );
  await server.close();
});

matrix.run();
