/** What a time limit limits, and which there are when none is given. */
import { ending, nameOf, peers, tableOf } from './peers.mjs';
import { against } from './server.mjs';

export const title = 'Time limits';

const head = (response) => response.writeHead(200, { 'content-type': 'application/json' });

// A body that takes four seconds, or never ends.
const cases = {
  'no answer': () => {},
  'a body that stops': (response) => head(response).write('{"a":'),
  'a body that comes as a byte every 100 ms, for 4 s': (response, body) => {
    head(response);
    const text = JSON.stringify(body).padEnd(40).slice(0, 40);
    let sent = 0;
    const timer = setInterval(() => {
      response.write(text[sent]);
      sent += 1;
      if (sent === 40) {
        clearInterval(timer);
        response.end();
      }
    }, 100);
    response.on('close', () => clearInterval(timer));
  },
};

const defaults = {
  'las-fp': ({ timeout, totalTimeout }) => `${timeout} ms an attempt; total: ${totalTimeout || 'none'}`,
  'openai-node': ({ timeout }) => `${timeout} ms an attempt`,
  viem: ({ transport }) => `${transport.timeout} ms an attempt`,
  'hey-api': ({ getConfig }) => (getConfig().timeout ? 'some' : 'none of its own'),
  'stripe-node': (client) => `${client.getConstant('DEFAULT_TIMEOUT')} ms an attempt`,
};

export async function run() {
  const cell = async (peer, begin) => {
    if (peer.name === 'hey-api') return 'no limit to set';
    return against(
      (response) => begin(response, {}),
      async (server) => {
        const before = performance.now();
        const { value, error } = await ending(
          peer.connect({ ...server, timeout: 1000, once: true }).read(),
          10_000,
        );
        const seconds = ((performance.now() - before) / 1000).toFixed(0);
        if (!error && value === undefined) return 'still waiting after 10 s';
        return `${error ? nameOf(error) : 'an answer'} after ${seconds} s`;
      },
    );
  };
  const table = await tableOf(cases, cell);
  const byDefault = peers.map((peer) => defaults[peer.name](peer.connect({ port: 9 }).client));
  table.rows.unshift(['without an option', ...byDefault]);
  return { ...table, notes: ['The limit is 1000 ms, and no call is repeated.'] };
}
