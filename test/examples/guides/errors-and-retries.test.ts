import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { clientCredentials, createContext, createDocument, type LasError, listModels } from 'las-fp';
import { getDocument } from 'las-fp/documents';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { patiently, tell } from '../../../examples/guides/errors-and-retries.js';

const world = () => {
  const emulator = createEmulator();
  const { clientId, clientSecret, fetch } = emulator;
  const ctx = createContext({ credentials: clientCredentials({ clientId, clientSecret }), fetch, retry: 0 });
  const sent = (method: string) => emulator.requests.filter((request) => request.method === method).length;
  return { ctx, emulator, sent };
};

async function errorOf(call: TaskEither<LasError, unknown>): Promise<LasError> {
  const result = await call();
  if (result._tag === 'Right') throw new Error('it succeeded');
  return result.left;
}

const test = suite('guide: errors and retries');

test('a user is told what went wrong', async () => {
  const { ctx, emulator } = world();
  assert.match(tell(await errorOf(getDocument(ctx, 'cradl:document:missing'))), /not there any more/);
  emulator.fail({ status: 503, when: /models/ });
  assert.match(tell(await errorOf(listModels(ctx))), /cannot be reached/);
});

test('a call that is limited is made again, until it is not or the waits are over', async () => {
  const { ctx, emulator } = world();
  emulator.fail({ status: 429, when: /models/, times: 2 });
  assert.is((await patiently(listModels(ctx), [1, 1])())._tag, 'Right');
  emulator.fail({ status: 429, when: /models/, times: 3 });
  assert.is((await errorOf(patiently(listModels(ctx), [1, 1])))._tag, 'TooManyRequests');
});

test('a POST that failed with 503 is sent once', async () => {
  const { ctx, emulator, sent } = world();
  await listModels(ctx)();
  const before = sent('POST');
  emulator.fail({ status: 503, when: /^POST .*documents/ });
  const file = new Blob(['%PDF-1.7'], { type: 'application/pdf' });
  assert.is((await errorOf(patiently(createDocument(ctx, file), [1, 1])))._tag, 'HttpError');
  assert.is(sent('POST') - before, 1);
});

test.run();
