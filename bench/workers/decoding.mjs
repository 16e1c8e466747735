/** Parses and decodes pages, whenever it is told to: CPU milliseconds of each run, or the bytes that one allocates. */
import { DocumentList } from 'las-fp/documents';
import { PredictionList } from 'las-fp/predictions';

const codecs = { documents: DocumentList, predictions: PredictionList };

// What a run gives must outlive it, or the compiler might leave it out.
export let kept;

process.on('message', ({ what, text, runs, memory }) => {
  const codec = codecs[what];
  const value = JSON.parse(text);
  const works = {
    parse: () => {
      kept = JSON.parse(text);
    },
    decode: () => {
      kept = codec.decode(value);
      if (kept._tag === 'Left') throw new Error(`${what} cannot be decoded`);
    },
  };
  const measure = (work) => {
    if (memory) {
      globalThis.gc();
      const before = process.memoryUsage().heapUsed;
      work();
      return process.memoryUsage().heapUsed - before;
    }
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const results = { parse: [], decode: [] };
  for (let i = 0; i < runs; i++) {
    for (const [name, work] of Object.entries(works)) results[name].push(measure(work));
  }
  process.send(results);
});
process.on('disconnect', () => process.exit());
process.send('ready');
