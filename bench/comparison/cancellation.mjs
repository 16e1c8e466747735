/** Whether a signal ends a call, and the connection with it. */
import { ending, nameOf, peers, tableOf } from './peers.mjs';
import { against } from './server.mjs';

export const title = 'Cancellation';

const cases = {
  'aborted before the answer': () => {},
  'aborted in the middle of the body': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"a":');
  },
};

export async function run() {
  const cell = async (peer, begin) => {
    if (!peer.signal) return 'no signal';
    let closed = false;
    const answer = (response) => {
      response.on('close', () => {
        closed = true;
      });
      begin(response);
    };
    return against(answer, async (server) => {
      const controller = new AbortController();
      const call = ending(peer.connect(server).read(controller.signal), 5000);
      await new Promise((done) => setTimeout(done, 500));
      const before = performance.now();
      controller.abort();
      const { error } = await call;
      const took = performance.now() - before;
      await new Promise((done) => setTimeout(done, 300));
      if (!error) return 'goes on';
      return `${nameOf(error)}, ${took < 250 ? 'at once' : 'later'}, connection ${closed ? 'closed' : 'open'}`;
    });
  };
  const table = await tableOf(cases, cell);
  table.rows.push(['where the signal is given', ...peers.map(({ signal }) => signal ?? '-')]);
  return { ...table, notes: [] };
}
