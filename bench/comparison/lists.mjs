/** What a loop over all pages does when the server never comes to an end, or has an empty page. */
import { createContext, items, listDocuments, staticToken } from 'las-fp';
import OpenAI from 'openai';
import Stripe from 'stripe';
import { createPublicClient, http } from 'viem';
import { iterateLogs } from 'viem/actions';

import { nameOf } from './peers.mjs';
import { against, json } from './server.mjs';

export const title = 'Lists';

const most = 50;
const base = (port) => `http://127.0.0.1:${port}`;
const hex = (n) => String(n).padStart(32, '0');

// Each: how to loop, and a page with `entries` and whether another follows.
const lists = {
  'las-fp': {
    loop: async function* ({ port }) {
      const ctx = createContext({ apiEndpoint: base(port), credentials: staticToken('key') });
      for await (const item of items(listDocuments, ctx)) {
        if (item._tag === 'Left') throw item.left;
        yield item.right;
      }
    },
    page: (entries, token) => ({
      documents: entries.map((n) => ({ documentId: `las:document:${hex(n)}` })),
      nextToken: token,
    }),
  },
  'openai-node': {
    loop: ({ port }) => new OpenAI({ apiKey: 'key', baseURL: base(port) }).files.list(),
    page: (entries, token) => ({ data: entries.map((n) => ({ id: `file-${n}` })), has_more: Boolean(token) }),
  },
  viem: {
    loop: async function* ({ port }) {
      const client = createPublicClient({ transport: http(base(port)) });
      for await (const { logs } of iterateLogs(client, { fromBlock: 0n, toBlock: 99n, blockRange: 10n }))
        yield* logs;
    },
    page: (entries) => ({
      jsonrpc: '2.0',
      id: 1,
      result: entries.map((n) => ({ blockNumber: '0x1', logIndex: `0x${n}`, topics: [], data: '0x' })),
    }),
  },
  'stripe-node': {
    loop: ({ port }) =>
      new Stripe('key', { host: '127.0.0.1', port, protocol: 'http', telemetry: false }).customers.list(),
    page: (entries, token) => ({
      object: 'list',
      url: '/v1/customers',
      data: entries.map((n) => ({ id: `cus_${n}` })),
      has_more: Boolean(token),
    }),
  },
};

async function loopOver({ loop, page }, pages) {
  return against(
    (response, _request, n) => json(response, page(...pages(n))),
    async (server) => {
      let entries = 0;
      try {
        for await (const _ of loop(server)) {
          entries += 1;
          if (server.requests.length >= most) return `goes on: ${most} requests, then stopped here`;
        }
        return `ends: entries ${entries}, pages ${server.requests.length}`;
      } catch (error) {
        return `error after ${server.requests.length} pages: ${error?._tag ?? nameOf(error)}`;
      }
    },
  );
}

const cases = {
  'three pages of one entry': (n) => [[n], n < 3 ? `token ${n}` : undefined],
  'the same page again and again': () => [[1], 'token'],
  'an empty page between two others': (n) => [n === 2 ? [] : [n], n < 3 ? `token ${n}` : undefined],
};

export async function run() {
  const names = ['las-fp', 'openai-node', 'viem', 'hey-api', 'stripe-node'];
  const rows = [];
  for (const [name, pages] of Object.entries(cases)) {
    const cells = names.map((peer) => (lists[peer] ? loopOver(lists[peer], pages) : 'no such loop'));
    rows.push([name, ...(await Promise.all(cells))]);
  }
  return {
    head: ['', ...names],
    rows,
    notes: [
      'viem has no lists with cursors: its `iterateLogs` counts blocks, here 100 in tens, so that the server has no say in the end.',
    ],
  };
}
