/** What an answer may have in it that the SDK does not know. */
import { createPublicClient, http } from 'viem';
import { getTransactionReceipt } from 'viem/actions';

import { ending, heyApiValidated, nameOf, peers, tableOf } from './peers.mjs';
import { against, json } from './server.mjs';

export const title = 'Unknown and wrong answers';

// viem's block number has no keys: a receipt is read in its place.
const receipt = {
  transactionHash: `0x${'1'.repeat(64)}`,
  blockNumber: '0x1',
  status: '0x1',
  type: '0x2',
  logs: [],
};
const read = {
  viem: ({ port }) =>
    getTransactionReceipt(createPublicClient({ transport: http(`http://127.0.0.1:${port}`) }), {
      hash: receipt.transactionHash,
    }),
};

// By peer: the key of words that the SDK knows, a word that it does not know, a key that must be there.
const keys = {
  'las-fp': { words: 'contentType', novel: 'application/novel', needed: 'documentId' },
  'openai-node': { words: 'object', novel: 'novel', needed: 'id' },
  viem: { words: 'status', novel: '0x7', needed: 'blockNumber' },
  'hey-api': { words: 'state', novel: 'novel', needed: 'id' },
  'hey-api, valibot': { words: 'state', novel: 'novel', needed: 'id' },
  'stripe-node': { words: 'tax_exempt', novel: 'novel', needed: 'id' },
};

// How the answer differs from a usual one, and what is told of the result.
const cases = {
  'a usual answer': { change: (body) => body, tell: () => 'taken' },
  'a key that is not known': {
    change: (body) => ({ ...body, novelKey: 'x' }),
    tell: (value) => ('novelKey' in value ? 'kept' : 'dropped'),
  },
  'a word that is not known': {
    change: (body, { words, novel }) => ({ ...body, [words]: novel }),
    tell: (value, { words, novel }) => (value[words] === novel ? 'kept' : `becomes ${value[words]}`),
  },
  'a key that must be there is missing': {
    change: ({ ...body }, { needed }) => {
      delete body[needed];
      return body;
    },
    tell: () => 'taken as it is',
  },
  'an object in place of a text': {
    change: (body, { needed }) => ({ ...body, [needed]: {} }),
    tell: () => 'taken as it is',
  },
  'null in place of the thing': { change: () => null, tell: (value) => `taken as ${value}` },
  'text that is no JSON': { change: () => '<html>', tell: (value) => `taken as ${typeof value}` },
};

export async function run() {
  const cell = async (peer, { change, tell }) => {
    const body = peer.name === 'viem' ? receipt : peer.read;
    const changed = change(body, keys[peer.name]);
    const wrapped =
      peer.name === 'viem' && changed !== '<html>' ? { ...peer.read, result: changed } : changed;
    return against(
      (response) => json(response, wrapped === null ? 'null' : wrapped),
      async (server) => {
        const call = read[peer.name] ?? (({ port }) => peer.connect({ port, once: true }).read());
        const { value, error } = await ending(call(server));
        return error ? `error: ${nameOf(error)}` : tell(value, keys[peer.name]);
      },
    );
  };
  return {
    ...(await tableOf(cases, cell, [...peers.slice(0, 4), heyApiValidated, peers[4]])),
    notes: ['viem reads a receipt here (`getTransactionReceipt`), the others what they read elsewhere.'],
  };
}
