/** A server that floods or leads elsewhere, and an id that is none. */
import { getDocument, toPromise } from 'las-fp';

import * as plain from '../hey-api/plain.mjs';
import { ending, nameOf, peers } from './peers.mjs';
import { against, json, serve } from './server.mjs';

export const title = 'Hostile servers and inputs';

const part = Buffer.alloc(1_000_000, ' ');

// 100 MB of blanks before the answer.
async function flood(response, body) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => {});
  for (let i = 0; i < 100 && !response.destroyed; i++) {
    await new Promise((done) => {
      response.once('close', done);
      response.write(part, () => {
        response.off('close', done);
        done();
      });
    });
  }
  response.end(JSON.stringify(body));
}

const flooded = (peer) =>
  against(
    (response) => flood(response, peer.read),
    async (server) => {
      const { error } = await ending(peer.connect({ ...server, once: true }).read());
      return error ? `error: ${nameOf(error)}` : 'read to the end';
    },
  );

async function redirected(peer) {
  const other = await serve((response) => json(response, peer.read));
  try {
    return await against(
      (response) => {
        response.writeHead(307, { location: `http://localhost:${other.port}/stolen` });
        response.end();
      },
      async (server) => {
        await ending(peer.connect({ ...server, once: true }).read());
        if (other.requests.length === 0) return 'not followed';
        const [{ headers }] = other.requests;
        return headers.authorization ? '**followed, with the key**' : 'followed, without the key';
      },
    );
  } finally {
    other.close();
  }
}

const id = '../other?a=b';
const reads = {
  'las-fp': (client) => toPromise(getDocument(client, id)),
  'openai-node': (client) => client.models.retrieve(id),
  viem: undefined,
  'hey-api': (client) => plain.getThing({ client, path: { id } }),
  'stripe-node': (client) => client.customers.retrieve(id),
};

const smuggled = (peer) =>
  against(
    (response) => json(response, peer.read),
    async (server) => {
      if (!reads[peer.name]) return 'no ids in addresses';
      const { error } = await ending(reads[peer.name](peer.connect({ ...server, once: true }).client));
      const [request] = server.requests;
      return request ? `sent as \`${request.url}\`` : `not sent: ${nameOf(error)}`;
    },
  );

const cases = {
  'an answer of 100 MB': flooded,
  'a redirect to another host (307)': redirected,
  [`the id \`${id}\``]: smuggled,
};

export async function run() {
  const rows = [];
  for (const [name, ask] of Object.entries(cases)) {
    const cells = [];
    for (const peer of peers) cells.push(await ask(peer));
    rows.push([name, ...cells]);
  }
  return {
    head: ['', ...peers.map(({ name }) => name)],
    rows,
    notes: ['With the options that each has by itself.'],
  };
}
