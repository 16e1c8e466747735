/** What else a program can get at: headers, ids of requests, other endpoints, the request before it leaves, events. */
import * as t from 'io-ts';
import { createContext, getDocument, request, staticToken, toPromise, withOptions } from 'las-fp';
import Stripe from 'stripe';
import { createPublicClient, http } from 'viem';
import { getBlockNumber, getChainId, getGasPrice } from 'viem/actions';

import { peers } from './peers.mjs';
import { against, json } from './server.mjs';

export const title = 'Access';

const base = (port) => `http://127.0.0.1:${port}`;
const [lasFp, openai, viem, heyApi, stripe] = peers;
const client = (peer, server) => peer.connect({ ...server, once: true }).client;
const ids = { 'x-request-id': 'id-7', 'request-id': 'id-7', 'x-novel': 'novel' };
const withHeader = async (input, init) => {
  const changed = new Request(input, init);
  changed.headers.set('x-added', 'added');
  return fetch(changed);
};

// Each: [what it is called, a function that gets at it], or why not.
const headers = {
  'las-fp': 'no: `onResponse` tells status, id of the request and duration',
  'openai-node': [
    '`withResponse()`',
    async (server) =>
      (await client(openai, server).models.retrieve('m').withResponse()).response.headers.get('x-novel'),
  ],
  viem: [
    '`onFetchResponse`',
    async ({ port }) => {
      let seen;
      const onFetchResponse = (response) => {
        seen = response.headers.get('x-novel');
      };
      await getBlockNumber(createPublicClient({ transport: http(base(port), { onFetchResponse }) }));
      return seen;
    },
  ],
  'hey-api': [
    '`response` of the result',
    async (server) =>
      (await heyApi.connect({ ...server, thrown: false }).read()).response.headers.get('x-novel'),
  ],
  'stripe-node': [
    '`lastResponse`',
    async (server) =>
      (await client(stripe, server).customers.retrieve('cus_1')).lastResponse.headers['x-novel'],
  ],
};

const thrown = async (peer, server) => {
  try {
    await peer.connect({ ...server, once: true }).read();
    return undefined;
  } catch (error) {
    return error;
  }
};
const failedId = {
  'las-fp': ['`requestId`', async (server) => (await thrown(lasFp, server)).error.requestId],
  'openai-node': ['`requestID`', async (server) => (await thrown(openai, server)).requestID],
  viem: [
    '`headers` of the error or its cause',
    async (server) => {
      const error = await thrown(viem, server);
      return error.walk((each) => each.headers)?.headers.get('x-request-id');
    },
  ],
  'hey-api': [
    'a header of `response`',
    async (server) =>
      (await heyApi.connect({ ...server, thrown: false }).read()).response.headers.get('x-request-id'),
  ],
  'stripe-node': ['`requestId`', async (server) => (await thrown(stripe, server)).requestId],
};

// These send a header `x-added`.
const changed = {
  'las-fp': [
    'a `fetch` of your own; `headers` for a call',
    ({ port }) =>
      toPromise(
        getDocument(
          withOptions(createContext({ apiEndpoint: base(port), credentials: staticToken('key') }), {
            headers: { 'x-added': 'added' },
          }),
          lasFp.read.documentId,
        ),
      ),
  ],
  'openai-node': [
    'a `fetch` of your own; `headers` for a call',
    (server) => client(openai, server).models.retrieve('m', { headers: { 'x-added': 'added' } }),
  ],
  viem: [
    '`onFetchRequest`',
    ({ port }) => {
      const onFetchRequest = (_request, init) => ({
        ...init,
        headers: { ...init.headers, 'x-added': 'added' },
      });
      return getBlockNumber(createPublicClient({ transport: http(base(port), { onFetchRequest }) }));
    },
  ],
  'hey-api': [
    '`interceptors`; `headers` for a call',
    (server) => {
      const connected = heyApi.connect(server);
      connected.client.interceptors.request.use((outgoing) => {
        outgoing.headers.set('x-added', 'added');
        return outgoing;
      });
      return connected.read();
    },
  ],
  'stripe-node': [
    'a `fetch` of your own (`createFetchHttpClient`)',
    ({ port }) =>
      new Stripe('key', {
        host: '127.0.0.1',
        port,
        protocol: 'http',
        httpClient: Stripe.createFetchHttpClient(withHeader),
      }).customers.retrieve('cus_1'),
  ],
};

const elsewhere = {
  'las-fp': [
    '`request`, with a codec',
    (server) => toPromise(request(client(lasFp, server), { method: 'GET', path: '/novel' }, t.unknown)),
  ],
  'openai-node': ['`client.get`', (server) => client(openai, server).get('/novel')],
  viem: ['`client.request`', (server) => client(viem, server).request({ method: 'novel' })],
  'hey-api': ['`client.get`', (server) => client(heyApi, server).get({ url: '/novel' })],
  'stripe-node': ['`rawRequest`', (server) => client(stripe, server).rawRequest('GET', '/v1/novel')],
};

const events = {
  'las-fp': 'no: the API sends none',
  'openai-node': [
    '`stream: true`',
    async (server) => {
      const stream = await client(openai, server).responses.create({ model: 'm', input: 'x', stream: true });
      for await (const { type } of stream) return type;
      return undefined;
    },
  ],
  viem: 'over WebSocket (`webSocket`), not tried here',
  'hey-api': [
    '`client.sse`',
    async (server) => {
      const { stream } = await client(heyApi, server).sse.get({ url: '/events' });
      for await (const { type } of stream) return type;
      return undefined;
    },
  ],
  'stripe-node': 'no',
};

const together = {
  'las-fp': 'no',
  'openai-node': 'no',
  viem: [
    'JSON-RPC in batches',
    async ({ port }) => {
      const batched = createPublicClient({ transport: http(base(port), { batch: true }) });
      await Promise.all([getBlockNumber(batched), getChainId(batched), getGasPrice(batched)]);
    },
  ],
  'hey-api': 'no',
  'stripe-node': 'no',
};

const usual = (response, _request, peer) => json(response, peer.read, 200, ids);
const cases = [
  ['headers of an answer', headers, usual, (given) => given === 'novel'],
  [
    'id of a request that failed',
    failedId,
    (response, _request, peer) => json(response, peer.failure('failed'), 404, ids),
    (given) => given === 'id-7',
  ],
  [
    'a request changed before it leaves',
    changed,
    usual,
    (_given, [{ headers: sent }]) => sent['x-added'] === 'added',
  ],
  [
    'an endpoint that it does not know',
    elsewhere,
    usual,
    (_given, [{ url, body }]) => `${url}${body}`.includes('novel'),
  ],
  [
    'server-sent events',
    events,
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('event: begun\ndata: {"type":"begun"}\n\n');
    },
    (given) => given === 'begun',
  ],
  [
    'several calls in one request',
    together,
    (response, { body }) =>
      json(
        response,
        JSON.parse(body).map(({ id }) => ({ jsonrpc: '2.0', id, result: '0x1' })),
      ),
    (_given, requests) => requests.length === 1,
  ],
];

async function cell(peer, way, answer, holds) {
  if (typeof way === 'string') return way;
  const [name, get] = way;
  return against(
    (response, sent) => answer(response, sent, peer),
    async (server) => {
      const given = await get(server);
      if (!holds(given, server.requests)) throw new Error(`${peer.name}: ${name} gave ${given}`);
      return name;
    },
  );
}

// How many requests two equal reads at once make.
const twice = (peer) =>
  against(
    (response) => setTimeout(json, 100, response, peer.read),
    async (server) => {
      const { read } = peer.connect(server);
      await Promise.all([read(), read()]);
      return String(server.requests.length);
    },
  );

export async function run() {
  const rows = [];
  for (const [name, ways, answer, holds] of cases) {
    rows.push([
      name,
      ...(await Promise.all(peers.map((peer) => cell(peer, ways[peer.name], answer, holds)))),
    ]);
  }
  rows.push(['requests for two equal reads at once', ...(await Promise.all(peers.map(twice)))]);
  return {
    head: ['', ...peers.map(({ name }) => name)],
    rows,
    notes: ['Each way that is named was taken, and gave what it should.'],
  };
}
