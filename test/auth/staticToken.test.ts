import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createContext, listModels, staticToken } from '../../src/index.js';
import { fake, status } from '../support/fake.js';

const it = suite('staticToken');

const withToken = (token: string) => ({ credentials: staticToken(token) }) as object;

it('sends the token as it is', async () => {
  const { ctx, sent } = fake({ models: [] }, withToken('abc.def'));
  assert.is((await listModels(ctx)())._tag, 'Right');
  assert.is(sent[0]?.headers.get('authorization'), 'Bearer abc.def');
});

it('asks for a token where there is none', async () => {
  for (const token of ['', undefined as unknown as string]) {
    const { ctx, sent } = fake({ models: [] }, withToken(token));
    assert.equal(await listModels(ctx)(), {
      _tag: 'Left',
      left: { _tag: 'MissingCredentials', message: 'The token is empty: give a bearer token.' },
    });
    assert.is(sent.length, 0);
  }
});

it('cannot renew it', async () => {
  const { ctx, sent } = fake(() => status(401, 'Unauthorized'), withToken('abc'));
  const result = await listModels(ctx)();
  assert.ok(
    result._tag === 'Left' && result.left._tag === 'InvalidCredentials' && result.left.status === 401,
  );
  assert.is(sent.length, 1);
});

it('shows it nowhere', () => {
  const credentials = staticToken('hunter2');
  for (const value of [credentials, createContext({ credentials })]) {
    assert.not.match(inspect(value, { depth: 9, showHidden: true }) + JSON.stringify(value), /hunter2/);
  }
});

it.run();
