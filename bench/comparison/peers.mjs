/**
 * The SDKs, each behind the same few names. `read` is a GET of one thing, `write` a POST that makes one (viem: JSON-RPC, so
 * both are POSTs), and both end in a result or throw. A peer without `signal` takes none.
 */
import { createContext, createDataset, getDocument, staticToken, toPromise, withOptions } from 'las-fp';
import OpenAI from 'openai';
import Stripe from 'stripe';
import { createPublicClient, http } from 'viem';
import { getBlockNumber, sendRawTransaction } from 'viem/actions';

import * as plain from '../hey-api/plain.mjs';
import * as validated from '../hey-api/validated.mjs';

const base = (port) => `http://127.0.0.1:${port}`;
const hex = '1'.padStart(32, '0');

const lasFp = {
  name: 'las-fp',
  read: { documentId: `las:document:${hex}` },
  write: { datasetId: `las:dataset:${hex}` },
  failure: (message) => ({ message }),
  connect({ port, key = 'key', timeout, once = false }) {
    const client = createContext({
      apiEndpoint: base(port),
      credentials: staticToken(key),
      ...(timeout && { timeout }),
      ...(once && { retry: 0 }),
    });
    return {
      client,
      read: (signal) => toPromise(getDocument(withOptions(client, { signal }), `las:document:${hex}`)),
      write: () => toPromise(createDataset(client, { name: 'x' })),
    };
  },
  signal: 'an option of the context',
};

const openai = {
  name: 'openai-node',
  read: { id: 'm', object: 'model', created: 1, owned_by: 'x' },
  write: { id: 'r', object: 'response', output: [] },
  failure: (message) => ({ error: { message, type: 'x' } }),
  connect({ port, key = 'key', timeout, once = false, ...others }) {
    const client = new OpenAI({
      apiKey: key,
      baseURL: base(port),
      ...(timeout && { timeout }),
      ...(once && { maxRetries: 0 }),
      ...others,
    });
    return {
      client,
      read: (signal) => client.models.retrieve('m', { signal }),
      write: () => client.responses.create({ model: 'm', input: 'x' }),
    };
  },
  signal: 'an option of the request',
};

const viem = {
  name: 'viem',
  read: { jsonrpc: '2.0', id: 1, result: '0x10' },
  write: { jsonrpc: '2.0', id: 1, result: `0x${'1'.repeat(64)}` },
  failure: (message) => ({ jsonrpc: '2.0', id: 1, error: { code: -32099, message } }),
  // `keyInPath`: nodes that are rented mostly take their key in the address.
  connect({ port, key = 'key', timeout, once = false, keyInPath = false }) {
    const transport = http(keyInPath ? `${base(port)}/v2/${key}` : base(port), {
      fetchOptions: keyInPath ? {} : { headers: { authorization: `Bearer ${key}` } },
      ...(timeout && { timeout }),
      ...(once && { retryCount: 0 }),
    });
    const client = createPublicClient({ transport });
    return {
      client,
      read: (signal) =>
        signal
          ? client.request({ method: 'eth_blockNumber' }, { signal })
          : getBlockNumber(client, { cacheTime: 0 }),
      write: () => sendRawTransaction(client, { serializedTransaction: '0x02' }),
    };
  },
  signal: 'an option of `client.request`; actions such as `getBlockNumber` take none',
};

const heyApi = (name, { createClient, getThing, createThing }) => ({
  name,
  read: { id: 'a', name: 'b', state: 'new' },
  write: { id: 'a', name: 'b', state: 'new' },
  failure: (message) => ({ message }),
  connect({ port, key = 'key', thrown = true }) {
    const client = createClient({ baseUrl: base(port), auth: () => key, throwOnError: thrown });
    const given = thrown ? async (result) => (await result).data : (result) => result;
    return {
      client,
      read: (signal) => given(getThing({ client, path: { id: 'a' }, signal })),
      write: () => given(createThing({ client, body: { id: 'a', name: 'b', state: 'new' } })),
    };
  },
  signal: 'that of `fetch`, an option of the request',
});

const stripe = {
  name: 'stripe-node',
  read: { id: 'cus_1', object: 'customer', tax_exempt: 'none' },
  write: { id: 'cus_1', object: 'customer', tax_exempt: 'none' },
  failure: (message) => ({ error: { message, type: 'api_error' } }),
  connect({ port, key = 'key', timeout, once = false }) {
    const client = new Stripe(key, {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      telemetry: false,
      ...(timeout && { timeout }),
      ...(once && { maxNetworkRetries: 0 }),
    });
    return {
      client,
      read: () => client.customers.retrieve('cus_1'),
      write: () => client.customers.create({ name: 'x' }),
    };
  },
  signal: undefined,
};

/** hey-api's client with its validator. Only answers.mjs asks it: elsewhere it does as the plain one. */
export const heyApiValidated = heyApi('hey-api, valibot', validated);

/** In the order of the comparison's columns. */
export const peers = [lasFp, openai, viem, heyApi('hey-api', plain), stripe];

/** A table with a column for each peer: `cell(peer, case)` for each of the cases, by name, one case after another. */
export async function tableOf(cases, cell, columns = peers) {
  const rows = [];
  for (const [name, one] of Object.entries(cases)) {
    rows.push([name, ...(await Promise.all(columns.map((peer) => cell(peer, one))))]);
  }
  return { head: ['', ...columns.map(({ name }) => name)], rows };
}

/** How a promise ends: `{ value }` or `{ error }`; after `ms` milliseconds, `{}`. */
export const ending = (promise, ms = 30_000) => {
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(done, ms, {});
  });
  const settled = promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  return Promise.race([settled, late]).finally(() => clearTimeout(timer));
};

/** What an error is: its tag, or the name of its class. */
export const nameOf = (error) => {
  if (error?.error?._tag) return error.error._tag;
  const name = error?.constructor?.name ?? typeof error;
  return name === 'DOMException' ? error.name : name;
};
