import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Effect, Fiber } from 'effect';
import { expectTypeOf } from 'expect-type';
import { clientCredentials, createContext, createDocument, type LasError, staticToken } from 'las-fp';
import { getDocument } from 'las-fp/documents';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findDocument, toEffect } from '../../../examples/guides/effect.js';

const world = () => {
  const emulator = createEmulator();
  const { clientId, clientSecret, fetch } = emulator;
  return createContext({ credentials: clientCredentials({ clientId, clientSecret }), fetch, retry: 0 });
};

const test = suite('guide: effect');

test('a result is a success, an error a failure with its type', async () => {
  const ctx = world();
  const file = new Blob(['%PDF-1.7'], { type: 'application/pdf' });
  const { documentId } = await Effect.runPromise(toEffect(ctx, (own) => createDocument(own, file)));
  assert.is((await Effect.runPromise(findDocument(ctx, documentId)))?.documentId, documentId);
  const missing = 'cradl:document:missing';
  assert.is(await Effect.runPromise(findDocument(ctx, missing)), undefined);
  const call = toEffect(ctx, (own) => getDocument(own, missing));
  expectTypeOf<Effect.Error<typeof call>>().toEqualTypeOf<LasError>();
  assert.is((await Effect.runPromise(Effect.flip(call)))._tag, 'NotFound');
});

test('an interruption closes the connection, and so does the signal of the context', async () => {
  const server = createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ctx = createContext({ apiEndpoint, credentials: staticToken('token') });
  try {
    const fiber = Effect.runFork(findDocument(ctx, 'cradl:document:one'));
    const [request] = await once(server, 'request');
    const closed = once(request.socket, 'close');
    await Effect.runPromise(Fiber.interrupt(fiber));
    await closed;
    const controller = new AbortController();
    const own = createContext({ apiEndpoint, credentials: staticToken('t'), signal: controller.signal });
    const failure = Effect.runPromise(Effect.flip(findDocument(own, 'cradl:document:one')));
    await once(server, 'request');
    controller.abort();
    assert.is((await failure)._tag, 'Aborted');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.run();
