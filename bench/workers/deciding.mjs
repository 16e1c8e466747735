/** Decides about fields, whenever it is told to: CPU milliseconds of each run, and of parsing the same fields. */
import { decide, fieldsOf, mergePages } from 'las-fp/extraction';

// What a run gives must outlive it, or the compiler might leave it out.
export let kept;

process.on('message', ({ text, policy, runs }) => {
  const predictions = JSON.parse(text);
  const works = {
    parse: () => {
      kept = JSON.parse(text);
    },
    decide: () => {
      kept = decide(mergePages([fieldsOf(predictions, policy)], policy), policy);
      if (kept.look) throw new Error('nobody should have to look');
    },
  };
  const results = { parse: [], decide: [] };
  for (let i = 0; i < runs; i++) {
    for (const [name, work] of Object.entries(works)) {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      results[name].push((user + system) / 1000);
    }
  }
  process.send(results);
});
process.on('disconnect', () => process.exit());
process.send('ready');
