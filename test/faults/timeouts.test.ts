import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type ContextOptions,
  type ContextOverrides,
  clientCredentials,
  createContext,
  createDataset,
  getDataset,
  isTimeout,
  staticToken,
} from '../../src/index.js';
import { left, pause } from '../support/results.js';
import { serve } from './servers.js';

const id = 'las:dataset:1f';

const timeouts = suite('timeouts');

const context = (origin: string, overrides: ContextOverrides & Partial<ContextOptions>) =>
  createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: staticToken('token-of-the-test'),
    retry: { limit: 2, delay: 1 },
    ...overrides,
  });

timeouts('of an attempt: each has its own, and it is tried again', async () => {
  const server = await serve(() => {});
  const started = performance.now();
  const error = left(await getDataset(context(server.origin, { timeout: 300 }), id)());
  assert.ok(isTimeout(error) && error.scope === 'attempt');
  assert.match(error.message, /after 300 ms \(timeout\).* \(3 attempts\)$/);
  assert.ok(performance.now() - started >= 890);
  assert.is(server.arrived.length, 3);
  await server.close();
});

timeouts('of an attempt: a slow try is followed by a quick one', async () => {
  const server = await serve((response, _, n) => n > 1 && response.writeHead(500).end());
  const ctx = context(server.origin, { timeout: 300, retry: { limit: 1, delay: 1 } });
  const error = left(await getDataset(ctx, id)());
  assert.ok(error._tag === 'HttpError' && error.status === 500);
  assert.is(server.arrived.length, 2);
  await server.close();
});

timeouts('of the whole: attempts and waits share it', async () => {
  const server = await serve((response) => response.writeHead(503).end());
  const ctx = context(server.origin, { totalTimeout: 400, retry: { limit: 1e6, delay: 40, maxDelay: 80 } });
  const started = performance.now();
  const error = left(await getDataset(ctx, id)());
  const took = performance.now() - started;
  assert.ok(isTimeout(error) && error.scope === 'total', error.message);
  assert.match(error.message, /after 400 ms \(totalTimeout\)/);
  assert.ok(took >= 390 && took < 2000, String(took));
  assert.ok(server.arrived.length > 1);
  await server.close();
});

timeouts('of the whole: ends an attempt that has more time of its own', async () => {
  const server = await serve(() => {});
  for (const totalTimeout of [200, 300]) {
    const error = left(await createDataset(context(server.origin, { timeout: 60_000, totalTimeout }))());
    assert.ok(isTimeout(error) && error.scope === 'total');
    assert.match(error.message, /It may have been carried out/);
  }
  await server.close();
});

timeouts('of the whole: ends a wait that the server asks for', async () => {
  const server = await serve((response) => response.writeHead(429, { 'retry-after': '9' }).end());
  const started = performance.now();
  const error = left(await createDataset(context(server.origin, { totalTimeout: 300 }))());
  assert.ok(isTimeout(error) && error.scope === 'total');
  assert.ok(performance.now() - started < 3000);
  assert.is(server.arrived.length, 1);
  await server.close();
});

timeouts('of the whole: the time that a token takes is part of it', async () => {
  const server = await serve((response, { url }) => {
    const token = { access_token: 'token-of-the-test', expires_in: 3600 };
    if (!url?.includes('/token')) response.end('{}');
    else setTimeout(() => response.end(JSON.stringify(token)), 2000);
  });
  const account = () =>
    clientCredentials({ clientId: 'me', clientSecret: 'hunter2', authEndpoint: server.origin });
  const started = performance.now();
  for (const credentials of [account(), { getToken: () => new Promise<never>(() => {}) }]) {
    const error = left(await getDataset(context(server.origin, { totalTimeout: 300, credentials }), id)());
    assert.ok(isTimeout(error) && error.scope === 'total', error._tag);
    assert.match(error.message, /^While waiting for a token: Timed out after 300 ms \(totalTimeout/);
  }
  assert.ok(performance.now() - started < 1900);
  const slow = context(server.origin, { timeout: 300, credentials: account() });
  const error = left(await getDataset(slow, id)());
  assert.ok(isTimeout(error) && error.scope === 'attempt', error._tag);
  assert.match(error.message, /^While waiting for a token: /);
  await pause(1);
  assert.ok(
    server.arrived.every(({ url }) => url.includes('/token')),
    'nothing went to the API',
  );
  await server.close();
});

timeouts('that are no times are refused, and nothing is sent', async () => {
  const server = await serve((response) => response.end('{}'));
  const wrong: ReadonlyArray<ContextOverrides> = [
    { timeout: Number.NaN },
    { timeout: -1 },
    { totalTimeout: Number.NaN },
    { retry: Number.NaN },
    { retry: { delay: Number.NaN } },
    { retry: { maxDelay: -5 } },
    JSON.parse('{ "timeout": "soon" }'),
  ];
  for (const overrides of wrong) {
    const error = left(await getDataset(context(server.origin, overrides), id)());
    assert.is(error._tag, 'InvalidInput', JSON.stringify(overrides));
    assert.match(error.message, /NaN|-1|-5|soon/);
  }
  assert.is(server.arrived.length, 0);
  await server.close();
});

timeouts.run();
