import { inspect } from 'node:util';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveEmulator } from '../../emulator/src/node.js';
import { createContext } from '../../src/index.js';
import { credentialsFromEnvironment } from '../../src/node/index.js';
import { type Environment, programOf } from './fixtures/program.js';

const program = await programOf('account');

const run = async (environment: Environment): Promise<unknown> =>
  JSON.parse((await program(environment)).stdout);

const account = {
  LAS_CLIENT_ID: 'the-client',
  LAS_CLIENT_SECRET: 'the-secret',
  LAS_AUTH_ENDPOINT: 'auth.example.com',
  LAS_API_ENDPOINT: 'https://api.example.com/v1',
};

const test = suite('credentialsFromEnvironment');

test('names each variable that is missing or empty, and no other', () =>
  fc.assert(
    fc.property(fc.subarray(Object.keys(account)), fc.boolean(), (missing, empty) => {
      const gone = Object.fromEntries(missing.map((name) => [name, empty ? '' : undefined]));
      const result = credentialsFromEnvironment({ ...account, ...gone });
      if (missing.length === 0) return assert.is(result._tag, 'Right');
      return assert.equal(result, {
        _tag: 'Left',
        left: {
          _tag: 'MissingCredentials',
          message: `Missing environment variables: ${missing.join(', ')}. Set what the service issued.`,
        },
      });
    }),
  ));

test('is what createContext takes', () => {
  const result = credentialsFromEnvironment(account);
  assert.ok(result._tag === 'Right');
  const ctx = createContext(result.right);
  assert.is(ctx.apiEndpoint, 'https://api.example.com/v1');
  assert.equal(ctx.headers(), {});
});

test('an API key is sent where there is one', () => {
  for (const [LAS_API_KEY, headers] of [
    ['the-key', { 'x-api-key': 'the-key' }],
    ['', {}],
    [undefined, {}],
  ] as const) {
    const result = credentialsFromEnvironment({ ...account, LAS_API_KEY });
    assert.ok(result._tag === 'Right');
    assert.equal(createContext(result.right).headers(), headers);
  }
});

test('printing the account or its context shows no secret', () => {
  const result = credentialsFromEnvironment(account);
  assert.ok(result._tag === 'Right');
  for (const one of [result, createContext(result.right)]) {
    assert.not.match(inspect(one, { depth: 9 }) + JSON.stringify(one), /the-secret/);
  }
});

test('reads the environment of the process', async () => {
  const server = await serveEmulator({ apiKey: 'key' });
  try {
    const { clientId, clientSecret } = server.emulator;
    const environment = {
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_AUTH_ENDPOINT: server.authEndpoint,
      LAS_API_ENDPOINT: server.apiEndpoint,
    };
    const [complete, keyless, none] = await Promise.all([
      run({ ...environment, LAS_API_KEY: 'key' }),
      run(environment),
      run({ LAS_CLIENT_ID: clientId }),
    ]);
    assert.is((complete as { _tag: string })._tag, 'Right', JSON.stringify(complete));
    assert.is((keyless as { left: { _tag: string } }).left._tag, 'InvalidCredentials');
    assert.equal(none, {
      _tag: 'Left',
      left: {
        _tag: 'MissingCredentials',
        message:
          'Missing environment variables: LAS_CLIENT_SECRET, LAS_AUTH_ENDPOINT, LAS_API_ENDPOINT. Set what the service issued.',
      },
    });
  } finally {
    await server.close();
  }
});

test.run();
