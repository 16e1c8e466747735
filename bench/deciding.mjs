/** Deciding about fields: what it takes beside `JSON.parse` of them. */
import { table } from '../tools/table.mjs';
import { fixed, goal, median, ratios, spread } from './support/measure.mjs';
import { applications, startWorker } from './support/processes.mjs';

export const title = 'Deciding';

const count = 10_000;

const candidate = (label, i) => ({
  label,
  value: `${i}.50`,
  rawValue: `${i},50`,
  confidence: 0.9 + (i % 100) / 1000,
  page: i % 10,
  location: [0.12, 0.34, 0.56, 0.78],
});

const levels = { confidenceLevels: { automated: 0.9 } };

/** Fields of 50 labels, or rows of a table with 5 columns. */
const samples = {
  fields: {
    predictions: Array.from({ length: count }, (_, i) => candidate(`field_${i % 50}`, i)),
    policy: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`field_${i}`, levels])),
  },
  'fields in rows': {
    predictions: [
      {
        label: 'items',
        value: Array.from({ length: count / 5 }, (_, row) =>
          Array.from({ length: 5 }, (_, column) => candidate(`column_${column}`, row)),
        ),
      },
    ],
    policy: {
      items: {
        type: 'lines',
        fields: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`column_${i}`, levels])),
      },
    },
  },
};

export async function run({ quick }) {
  const { ky1 } = applications();
  const rows = [];
  const goals = [];
  for (const [what, { predictions, policy }] of Object.entries(samples)) {
    const text = JSON.stringify(predictions);
    // Rounds in processes of their own: the compiler does not decide the same each time.
    const rounds = { parse: [], decide: [] };
    for (let i = 0; i < (quick ? 3 : 5); i++) {
      const timer = await startWorker(ky1, 'deciding');
      await timer.ask({ text, policy, runs: 10 });
      const times = await timer.ask({ text, policy, runs: quick ? 10 : 30 });
      timer.stop();
      for (const name of Object.keys(rounds)) rounds[name].push(median(times[name]));
    }
    const compared = ratios(rounds.decide, rounds.parse);
    const name = `${count.toLocaleString('en')} ${what}`;
    rows.push([
      `${name} (${fixed(text.length / 1000, 0)} kB)`,
      fixed(median(rounds.parse)),
      fixed(median(rounds.decide)),
      spread(compared),
    ]);
    goals.push(
      goal(
        median(compared) <= 5,
        `${name}: deciding takes ${fixed(median(compared))} of JSON.parse (at most 5.00)`,
      ),
    );
  }
  const output = [
    '`fieldsOf`, `mergePages` and `decide` against `JSON.parse` of the same predictions, in CPU time: medians of each ' +
      'process, then over the processes, with the least and the greatest ratio.',
    table(['', 'parse, ms', 'decide, ms', 'ratio'], rows),
  ];
  return { output, goals };
}
