/** Which calls are sent again, how often, and with which idempotency key. */
import { ending, peers, tableOf } from './peers.mjs';
import { against, json } from './server.mjs';

export const title = 'Repetitions';

const status = (code, headers) => (response, peer) => json(response, peer.failure('failed'), code, headers);
const broken = (response) => response.socket.destroy();
const halfway = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"a":', () => response.socket.destroy());
};

const faults = {
  ...Object.fromEntries(
    [400, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504].map((code) => [`status ${code}`, status(code)]),
  ),
  'connection broken before the answer': broken,
  'connection broken in the middle of the body': halfway,
  'no answer in a second': () => {},
};

const cases = Object.fromEntries(
  Object.entries(faults).flatMap(([name, fault]) =>
    ['read', 'write'].map((call) => [`${name}, ${call}`, { fault, call }]),
  ),
);

// When the second request comes; where none does within five seconds, whether the call waits or has ended.
async function asked(peer, seconds) {
  const fault = status(429, { 'retry-after': String(seconds) });
  return against(
    (response) => fault(response, peer),
    async (server) => {
      const { error } = await ending(peer.connect(server).read(), 5000);
      const [first, second] = server.requests;
      if (!second) return error ? 'an error at once' : 'waits, still after 5 s';
      const waited = (second.at - first.at) / 1000;
      return waited < 0.9 ? 'again within a second' : `again after ${Math.round(waited)} s`;
    },
  );
}

async function keysOf(peer) {
  return against(
    (response) => json(response, peer.failure('failed'), 503),
    async (server) => {
      await ending(peer.connect(server).write());
      const keys = new Set(server.requests.map(({ headers }) => headers['idempotency-key']));
      if (keys.has(undefined)) return 'none';
      return keys.size === 1 ? `one key for ${server.requests.length} requests` : `${keys.size} keys`;
    },
  );
}

export async function run() {
  const cell = (peer, { fault, call }) =>
    against(
      (response) => fault(response, peer),
      async (server) => {
        const timeout = fault === faults['no answer in a second'] ? 1000 : undefined;
        if (timeout && peer.name === 'hey-api') return 'no limit to set';
        await ending(peer.connect({ ...server, timeout })[call]());
        return server.requests.length === 1 ? '1' : `**${server.requests.length}**`;
      },
    );
  const table = await tableOf(cases, cell);
  // The rows of read and write stand one after the other.
  const rows = Object.keys(faults).map((name, i) => {
    const [[, ...read], [, ...write]] = table.rows.slice(2 * i, 2 * i + 2);
    return [name, ...read.map((cell, j) => (cell === write[j] ? cell : `${cell} / ${write[j]}`))];
  });
  rows.push(['`Idempotency-Key` of a write that is answered 503', ...(await Promise.all(peers.map(keysOf)))]);
  for (const seconds of [1, 3600]) {
    const cells = await Promise.all(peers.map((peer) => asked(peer, seconds)));
    rows.push([`429 with \`Retry-After: ${seconds}\`, a read`, ...cells]);
  }
  return {
    head: table.head,
    rows,
    notes: [
      'How many requests come to the server, with the options that the SDK has by itself: a read / a write where they differ.',
      'A read is a GET and a write a POST; of viem `eth_blockNumber` and `eth_sendRawTransaction`, both POSTs.',
    ],
  };
}
