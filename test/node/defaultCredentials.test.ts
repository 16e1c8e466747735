import { join } from 'node:path';
import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type ContextOptions, createContext, listModels } from '../../src/index.js';
import {
  type CredentialsFileOptions,
  credentialsFromEnvironment,
  defaultCredentials,
} from '../../src/node/index.js';
import { environmentOf, putFile, withHome } from './fixtures/support.js';

const canary = 'hunter2-the-canary';

const variables = {
  LAS_CLIENT_ID: 'id-of-environment',
  LAS_CLIENT_SECRET: canary,
  LAS_AUTH_ENDPOINT: 'auth.example.com',
  LAS_API_ENDPOINT: 'https://environment.example.com/v1',
};

const file = (name: string) => `[${name}]
client_id = id-of-${name}
client_secret = ${canary}
auth_endpoint = auth.example.com
api_endpoint = https://file.example.com/${name}
`;

/** Where an account comes from, and what is sent with it; or why there is none. */
async function lookUp(options: CredentialsFileOptions): Promise<readonly (string | null)[] | string> {
  const result = await defaultCredentials(options)();
  assert.not.match(inspect(result, { depth: null, showHidden: true }) + JSON.stringify(result), /hunter2/);
  if (result._tag === 'Right') return sent(result.right);
  assert.is(result.left._tag, 'MissingCredentials');
  return result.left.message;
}

async function sent(account: ContextOptions): Promise<readonly (string | null)[]> {
  let client = '';
  let api: readonly (string | null)[] = [];
  const fetch = async (request: Request) => {
    if (!request.url.includes('/token')) {
      api = [request.url, request.headers.get('x-api-key')];
      return Response.json({ models: [] });
    }
    client = atob(request.headers.get('authorization')?.slice('Basic '.length) ?? '');
    return Response.json({ access_token: 'token', expires_in: 3600 });
  };
  await listModels(createContext({ ...account, fetch }))();
  return [client, ...api];
}

const fromEnvironment = [`id-of-environment:${canary}`, 'https://environment.example.com/v1/models', null];
const fromFile = (name: string) => [
  `id-of-${name}:${canary}`,
  `https://file.example.com/${name}/models`,
  null,
];

const it = suite('defaultCredentials');

it('takes the environment where it is complete', () =>
  withHome(async (home) => {
    await putFile(home, file('default'));
    const environment = { ...environmentOf(home), ...variables };
    assert.equal(await lookUp({ environment }), fromEnvironment);
    assert.equal(await lookUp({ environment: { ...environment, LAS_API_KEY: '' } }), fromEnvironment);
    assert.equal(await lookUp({ environment: { ...environment, LAS_API_KEY: `${canary}-key` } }), [
      ...fromEnvironment.slice(0, 2),
      `${canary}-key`,
    ]);
  }));

it('takes the file where the environment lacks anything', () =>
  withHome(async (home) => {
    await putFile(home, file('default'));
    assert.equal(await lookUp({ environment: environmentOf(home) }), fromFile('default'));
    for (const name of Object.keys(variables)) {
      for (const value of ['', undefined]) {
        const environment = { ...environmentOf(home), ...variables, [name]: value };
        assert.equal(await lookUp({ environment }), fromFile('default'), name);
      }
    }
  }));

it('takes the file alone where a profile is named', () =>
  withHome(async (home) => {
    const path = await putFile(home, file('default') + file('two'));
    const environment = { ...environmentOf(home), ...variables };
    assert.equal(await lookUp({ environment, profile: 'two' }), fromFile('two'));
    assert.equal(await lookUp({ environment, profile: 'default' }), fromFile('default'));
    assert.equal(await lookUp({ environment, profile: '' }), fromEnvironment);
    assert.is(
      await lookUp({ environment, profile: 'three' }),
      `Missing section [three] of ${path}: the file has [default], [two].`,
    );
  }));

it('names what the environment lacks and the file that was looked for', () =>
  withHome(async (home) => {
    const path = join(home, '.lucidtech', 'credentials.cfg');
    const { LAS_CLIENT_SECRET, LAS_API_ENDPOINT } = variables;
    assert.is(
      await lookUp({ environment: { ...environmentOf(home), LAS_CLIENT_SECRET, LAS_API_ENDPOINT } }),
      'Missing environment variables: LAS_CLIENT_ID, LAS_AUTH_ENDPOINT. Set what the service issued. ' +
        `File not found: ${path}. Write into it what the service issued.`,
    );
    await putFile(home, `[default]\nclient_secret = ${canary}`);
    assert.match(
      String(await lookUp({ environment: environmentOf(home) })),
      /^Missing environment variables: LAS_CLIENT_ID, .*Missing client_id, auth_endpoint, api_endpoint in section/,
    );
    assert.match(
      String(await lookUp({ environment: environmentOf(home), path: join(home, 'x.cfg') })),
      /File not found: .*x\.cfg\. /,
    );
  }));

it('looks when the task runs, in the environment of the process', () =>
  withHome(async (home) => {
    const before = { ...process.env };
    try {
      for (const name of [...Object.keys(variables), 'LAS_API_KEY']) delete process.env[name];
      Object.assign(process.env, environmentOf(home));
      const task = defaultCredentials();
      assert.is((await task())._tag, 'Left');
      await putFile(home, file('default'));
      const account = await task();
      assert.ok(account._tag === 'Right');
      assert.equal(await sent(account.right), fromFile('default'));
      Object.assign(process.env, variables);
      const other = await task();
      assert.ok(other._tag === 'Right');
      assert.equal(await sent(other.right), fromEnvironment);
    } finally {
      for (const name of [...Object.keys(variables), 'LAS_API_KEY', 'HOME', 'USERPROFILE']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  }));

it.run();

const environment = suite('credentialsFromEnvironment');

environment('shows no secret, and hands on the key all the same', async () => {
  const account = credentialsFromEnvironment({ ...variables, LAS_API_KEY: `${canary}-key` });
  assert.ok(account._tag === 'Right');
  const ctx = createContext(account.right);
  for (const value of [account, account.right, ctx]) {
    assert.not.match(inspect(value, { depth: null, showHidden: true }), /hunter2/);
    assert.not.match(`${JSON.stringify(value)}${value}`, /hunter2/);
  }
  assert.is(ctx.headers()['x-api-key'], `${canary}-key`);
  const [, , key] = await sent(account.right);
  assert.is(key, `${canary}-key`);
});

environment('names what is lacking, and nothing of what is there', () => {
  const account = credentialsFromEnvironment({
    ...variables,
    LAS_API_ENDPOINT: '',
    LAS_CLIENT_ID: undefined,
  });
  assert.equal(account, {
    _tag: 'Left',
    left: {
      _tag: 'MissingCredentials',
      message: 'Missing environment variables: LAS_CLIENT_ID, LAS_API_ENDPOINT. Set what the service issued.',
    },
  });
});

environment.run();
