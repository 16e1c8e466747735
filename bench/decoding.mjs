/** Decoding: what it adds to `JSON.parse`, in time and in memory. */
import { table } from '../tools/table.mjs';
import { fixed, goal, median, ratios, spread } from './support/measure.mjs';
import { applications, startWorker } from './support/processes.mjs';
import { documentPage, predictionPage } from './support/samples.mjs';

export const title = 'Decoding';

export async function run({ quick }) {
  const pages = {
    documents: JSON.stringify({ documents: documentPage(1000), nextToken: 'next' }),
    predictions: JSON.stringify({ predictions: predictionPage(1000), nextToken: null }),
  };
  const { ky1 } = applications();
  const rows = [];
  const goals = [];
  for (const [what, text] of Object.entries(pages)) {
    // A young generation that holds a whole page: nothing is collected while its memory is counted.
    const flags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
    const counter = await startWorker(ky1, 'decoding', [], flags);
    const bytes = await counter.ask({ what, text, runs: 40, memory: true });
    counter.stop();
    // Rounds in processes of their own: the compiler does not decide the same each time.
    const rounds = { parse: [], decode: [] };
    for (let i = 0; i < (quick ? 3 : 5); i++) {
      const timer = await startWorker(ky1, 'decoding');
      await timer.ask({ what, text, runs: quick ? 8 : 20 });
      const times = await timer.ask({ what, text, runs: quick ? 12 : 40 });
      timer.stop();
      for (const name of Object.keys(rounds)) rounds[name].push(median(times[name]));
    }
    const compared = ratios(rounds.decode, rounds.parse);
    rows.push([
      `1000 ${what} (${fixed(text.length / 1000, 0)} kB)`,
      fixed(median(rounds.parse)),
      fixed(median(rounds.decode)),
      spread(compared),
      fixed(median(bytes.parse) / 1000, 0),
      fixed(median(bytes.decode) / 1000, 1),
    ]);
    goals.push(
      goal(
        median(compared) <= 0.5,
        `1000 ${what}: decoding takes ${fixed(median(compared))} of JSON.parse (at most 0.50)`,
      ),
    );
  }
  const output = [
    'The codec of a page against `JSON.parse` of its text, in CPU time: medians of each process, then over the processes, with ' +
      'the least and the greatest ratio. Memory is what one run allocates.',
    table(['', 'parse, ms', 'decode, ms', 'ratio', 'parse, kB', 'decode, kB'], rows),
  ];
  return { output, goals };
}
