import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import * as overFetch from '../src/fetch.js';
import {
  clientCredentials,
  contextWith,
  createContext,
  fetchTransport,
  staticToken,
  type Transport,
  withOptions,
} from '../src/index.js';

const credentials = staticToken('token-of-the-test');
const context = suite('createContext');

context('has what the documentation says for what is not given', () => {
  const { headers, transport, ...rest } = createContext({ credentials });
  assert.type(transport, 'function');
  assert.equal(headers(), {});
  assert.equal(rest, {
    apiEndpoint: 'https://api.lucidtech.ai/v1',
    credentials,
    timeout: 60_000,
    fileTimeout: 600_000,
    totalTimeout: false,
    maxBody: 64_000_000,
    retry: { limit: 2, delay: 300, maxDelay: 20_000 },
    signal: undefined,
    onRequest: undefined,
    onResponse: undefined,
  });
});

context('takes everything that is given', () => {
  const given = {
    apiEndpoint: 'http://localhost:1/v1',
    credentials,
    timeout: 1,
    fileTimeout: 2,
    totalTimeout: 3,
    maxBody: 4,
    signal: new AbortController().signal,
    onRequest: () => {},
    onResponse: () => {},
  };
  const { headers, retry, transport, ...rest } = createContext({
    ...given,
    transport: fetchTransport,
    apiKey: 'key',
    headers: { 'x-mine': '1' },
    retry: { limit: 1, delay: 2, maxDelay: 3 },
  });
  assert.equal(rest, given);
  assert.is(transport, fetchTransport);
  assert.equal(retry, { limit: 1, delay: 2, maxDelay: 3 });
  assert.equal(headers(), { 'x-api-key': 'key', 'x-mine': '1' });
});

context('treats undefined as not given', () => {
  const ctx = createContext({
    credentials,
    apiEndpoint: undefined,
    apiKey: undefined,
    timeout: undefined,
    totalTimeout: undefined,
    fileTimeout: undefined,
    retry: undefined,
    headers: undefined,
    signal: undefined,
    fetch: undefined,
  });
  assert.equal({ ...ctx, headers: 0 }, { ...createContext({ credentials }), headers: 0 });
  assert.equal(ctx.headers(), {});
});

context('checks nothing, so that a call says what is wrong', () => {
  assert.is(createContext({ credentials, apiEndpoint: 'nonsense' }).apiEndpoint, 'nonsense');
});

context('shows no secret when it is printed', () => {
  const ctx = createContext({
    credentials: clientCredentials({ clientId: 'me', clientSecret: 'hunter2' }),
    apiKey: 'hunter2',
    headers: { cookie: 'hunter2' },
  });
  for (const value of [ctx, withOptions(ctx, { timeout: 1 })]) {
    assert.not.match(JSON.stringify(value), /hunter2/);
    assert.not.match(inspect(value, { depth: 9, showHidden: true, getters: true }), /hunter2/);
    assert.not.match(JSON.stringify(Object.entries(value)), /hunter2/);
  }
});

context('has the transport that is given, and a fetch option in place of both', async () => {
  const asked: string[] = [];
  const named =
    (name: string): Transport =>
    async () => {
      asked.push(name);
      return new Response();
    };
  const init = { method: 'GET', headers: {}, body: null, redirect: 'manual' } as const;
  const send = (ctx: { readonly transport: Transport }) =>
    ctx.transport('http://localhost/', { ...init, signal: new AbortController().signal });
  const request = async ({ url }: Request) => named(`fetch ${url}`)(url, {} as never) as Promise<Response>;
  const ctx = contextWith(named('first'), { credentials });
  await send(ctx);
  await send(createContext({ credentials, transport: named('option') }));
  await send(overFetch.createContext({ credentials, transport: named('option') }));
  await send(withOptions(ctx, { transport: named('second') }));
  await send(withOptions(ctx, { transport: named('third'), fetch: request }));
  await send(createContext({ credentials, transport: named('third'), fetch: request }));
  assert.equal(asked, [
    'first',
    'option',
    'option',
    'second',
    'fetch http://localhost/',
    'fetch http://localhost/',
  ]);
});

context('of las-fp/fetch differs in the transport alone', () => {
  const { transport, ...fetched } = overFetch.createContext({ credentials });
  const { transport: overKy, ...ky } = createContext({ credentials });
  assert.is(transport, fetchTransport);
  assert.is.not(overKy, fetchTransport);
  assert.equal({ ...fetched, headers: 0 }, { ...ky, headers: 0 });
});

context.run();

const options = suite('withOptions');

options('changes what is given in a copy', () => {
  const ctx = createContext({ credentials, timeout: 5 });
  const before = { ...ctx };
  const { signal } = new AbortController();
  const other = withOptions(ctx, { signal, totalTimeout: 7 });
  assert.equal({ ...ctx }, before);
  assert.is(other.signal, signal);
  assert.is(other.totalTimeout, 7);
  assert.is(other.timeout, 5);
  assert.is(other.credentials, ctx.credentials);
  assert.is(withOptions(other, {}).signal, signal);
  assert.is(withOptions(other, { signal: undefined }).signal, signal);
});

options('can switch off a time', () => {
  const ctx = createContext({ credentials, totalTimeout: 5 });
  const off = withOptions(ctx, { timeout: false, fileTimeout: false, totalTimeout: false });
  assert.equal([off.timeout, off.fileTimeout, off.totalTimeout], [false, false, false]);
});

options('merges headers and retry', () => {
  const ctx = createContext({ credentials, apiKey: 'key', headers: { a: '1', b: '2' }, retry: { delay: 5 } });
  const other = withOptions(ctx, { headers: { b: '3', c: '4' }, retry: 9 });
  assert.equal(other.headers(), { 'x-api-key': 'key', a: '1', b: '3', c: '4' });
  assert.equal(other.retry, { limit: 9, delay: 5, maxDelay: 20_000 });
  assert.equal(withOptions(other, { retry: { maxDelay: 6 } }).retry, { limit: 9, delay: 5, maxDelay: 6 });
  assert.is(withOptions(other, { retry: 0 }).retry.limit, 0);
  assert.equal(ctx.headers(), { 'x-api-key': 'key', a: '1', b: '2' });
});

options('keeps the defaults of retry where undefined is given', () => {
  const retry = { limit: undefined, delay: undefined, maxDelay: undefined } as unknown as { limit: number };
  assert.equal(createContext({ credentials, retry }).retry, { limit: 2, delay: 300, maxDelay: 20_000 });
});

options('merges headers whatever their case', () => {
  const ctx = createContext({ credentials, apiKey: 'old', headers: { 'X-Mine': '1' } });
  const sent = new Headers(withOptions(ctx, { headers: { 'X-API-Key': 'new', 'x-mine': '2' } }).headers());
  assert.equal(
    [...sent],
    [
      ['x-api-key', 'new'],
      ['x-mine', '2'],
    ],
  );
});

options('takes a copy of the headers', () => {
  const headers = { a: '1' };
  const ctx = createContext({ credentials, headers });
  headers.a = '2';
  assert.equal(ctx.headers(), { a: '1' });
});

options.run();
