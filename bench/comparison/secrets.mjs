/** Whether the key is in what a program prints when a call fails. */
import { inspect } from 'node:util';

import { ending, peers, tableOf } from './peers.mjs';
import { against, json } from './server.mjs';

export const title = 'Secrets in errors';

const key = 'canary-51f0c3e8a97b';

const texts = (value) => {
  const seen = [inspect(value, { depth: 12 }), String(value?.stack ?? value)];
  try {
    seen.push(JSON.stringify(value) ?? '');
  } catch {
    // A cycle, or a BigInt: it cannot be printed so.
  }
  return seen;
};

const shows = (value) => {
  const [inspected, stack, written = ''] = texts(value).map((text) => text.includes(key));
  const where = [inspected && 'inspect', stack && 'stack', written && 'JSON'].filter(Boolean);
  return where.length > 0 ? `**shown** (${where.join(', ')})` : 'not shown';
};

const cases = {
  'an error of 500': (response, peer) => json(response, peer.failure('failed'), 500),
  'a broken connection': (response) => response.socket.destroy(),
  'a server that repeats the key in its error': (response, peer) =>
    json(response, peer.failure(`Invalid key ${key}`), 401),
};

// viem's key may stand in a header or in the address; hey-api's error may be thrown or be part of a result.
const [lasFp, openai, viem, heyApi, stripe] = peers;
const varied = (peer, how, options) => ({
  ...peer,
  name: `${peer.name}, ${how}`,
  connect: (given) => peer.connect({ ...given, ...options }),
});
const columns = [
  lasFp,
  openai,
  varied(viem, 'key in a header', {}),
  varied(viem, 'key in the address', { keyInPath: true }),
  varied(heyApi, 'thrown', {}),
  varied(heyApi, 'its result', { thrown: false }),
  stripe,
];

export async function run() {
  const cell = (peer, fault) =>
    against(
      (response) => fault(response, peer),
      async (server) => {
        const { error, value } = await ending(peer.connect({ ...server, key, once: true }).read());
        return shows(error ?? value);
      },
    );
  const table = await tableOf(cases, cell, columns);
  table.rows.push([
    'the client itself',
    ...columns.map((peer) => shows(peer.connect({ port: 9, key }).client)),
  ]);

  // The loudest log that there is.
  const lines = [];
  const log = (...line) => lines.push(...line.flatMap(texts));
  const logger = { error: log, warn: log, info: log, debug: log };
  await against(
    (response) => json(response, openai.failure('failed'), 500),
    (server) => ending(openai.connect({ ...server, key, once: true, logger, logLevel: 'debug' }).read()),
  );
  const logged = lines.length > 0 && !lines.some((line) => line.includes(key)) ? 'not shown' : '**shown**';
  table.rows.push(['the log at its loudest', '-', logged, ...columns.slice(2).map(() => '-')]);
  return {
    ...table,
    notes: [
      `The key is looked for in \`util.inspect\`, \`stack\` and \`JSON.stringify\` of what is thrown. A dash: it has no such thing.`,
      'Where the server repeats the key, it is the server that gives it away; an SDK can still take it out.',
    ],
  };
}
