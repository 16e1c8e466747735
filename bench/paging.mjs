/** Paging: 100,000 documents one by one with `items`, and whether memory stays as it is. */
import { table } from '../tools/table.mjs';
import { fixed, goal, interleave, median, megabytes, ratios, spread } from './support/measure.mjs';
import { applications, startServer, startWorker } from './support/processes.mjs';

export const title = 'Paging';

const clients = { 'raw fetch': 'fetch', 'las-fp': 'las-fp' };

export async function run({ quick }) {
  const [total, rounds] = quick ? [30_000, 1] : [100_000, 2];
  const every = total / 10;
  const { ky1 } = applications();
  const server = await startServer();
  try {
    const names = Object.keys(clients);
    const results = await interleave(names, rounds, async (name) => {
      const worker = await startWorker(ky1, 'paging', [clients[name], server.ready], ['--expose-gc']);
      const result = await worker.ask({ total, every });
      worker.stop();
      if (result.documents !== total) throw new Error(`${name} came to ${result.documents} documents`);
      return result;
    });
    const of = (name, key) => results[name].map((result) => result[key]);
    const growth = (name) => of(name, 'heap').map((heap) => megabytes(heap.at(-1) - heap[0]));
    const grown = Math.max(...growth('las-fp'));
    return {
      output: [
        `${fixed(total, 0)} documents in pages of 100, one page after the other. Heap: what is alive after the first ` +
          `${fixed(every, 0)} and how much more after the last.`,
        table(
          ['', 'seconds', 'CPU seconds', 'CPU to raw fetch', 'heap at first, MB', 'heap more, MB'],
          names.map((name) => [
            name,
            fixed(median(of(name, 'seconds'))),
            fixed(median(of(name, 'cpu'))),
            spread(ratios(of(name, 'cpu'), of('raw fetch', 'cpu'))),
            fixed(median(of(name, 'heap').map((heap) => megabytes(heap[0]))), 1),
            spread(growth(name), 1),
          ]),
        ),
      ],
      goals: [goal(grown <= 1, `the heap grows by ${fixed(grown, 1)} MB (at most 1)`)],
    };
  } finally {
    server.stop();
  }
}
