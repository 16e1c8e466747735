/** Files: how long they take, and what the process holds while it sends or fetches them. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { fixed, goal, interleave, median, megabytes, ratios, spread, table } from './support/measure.mjs';
import { applications, startServer, startWorker } from './support/processes.mjs';

export const title = 'Files';

// A download as a stream is what raw fetch does anyhow.
const contests = {
  upload: { 'raw fetch': 'fetch upload', 'las-fp': 'las-fp upload', 'official SDK': 'official upload' },
  download: {
    'raw fetch': 'fetch download',
    'las-fp': 'las-fp download',
    'official SDK': 'official download',
  },
  stream: { 'raw fetch': 'fetch download', 'las-fp': 'las-fp stream' },
};

// Its HTTP client takes no body of more than 10 MB.
const officialMaximum = 10;

export async function run({ quick }) {
  const { ky1 } = applications();
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-files-'));
  const make = (size) => {
    const path = join(folder, `${size}.pdf`);
    writeFileSync(path, '%PDF-1.7\n');
    truncateSync(path, size);
    return path;
  };
  const server = await startServer();
  const output = [
    'From a file (`openAsBlob`) to a server in another process, and back. Raw fetch and `stream` throw each part of ' +
      'a download away, the others hand it over as a whole. Memory: the peak above what the process held before, as ' +
      'the system sees it (rss) and outside of the heap (external), the greatest of the rounds; a MB is 2^20 bytes. ' +
      `The official SDK sends no more than ${officialMaximum} MB.`,
  ];
  const goals = [];
  const small = make(1000);
  const sizes = quick ? { 1: 3, 100: 1 } : { 1: 5, 100: 3, 500: 2 };
  const measure = async (job, size, path) => {
    const [client, what] = job.split(' ');
    const worker = await startWorker(ky1, 'files', [client, server.ready], ['--expose-gc']);
    const result = await worker.ask({ what, path, size, small });
    worker.stop();
    return result;
  };
  try {
    const { getDocumentStream } = await import(pathToFileURL(join(ky1, 'node_modules/las-fp/dist/index.js')));
    for (const [what, contest] of Object.entries(contests)) {
      if (what === 'stream' && getDocumentStream === undefined) continue;
      const rows = [];
      for (const [megabyte, rounds] of Object.entries(sizes)) {
        const size = megabyte * 2 ** 20;
        const path = make(size);
        const names = Object.keys(contest).filter(
          (name) => !(what === 'upload' && name === 'official SDK' && megabyte > officialMaximum),
        );
        const results = await interleave(names, rounds, (name) => measure(contest[name], size, path));
        rmSync(path);
        const of = (name, key) => results[name].map((result) => result[key]);
        const greatest = (name, key) => megabytes(Math.max(...of(name, key)));
        for (const name of names) {
          rows.push([
            `${megabyte} MB, ${name}`,
            fixed(median(of(name, 'seconds')), 3),
            spread(ratios(of(name, 'seconds'), of('raw fetch', 'seconds'))),
            fixed(greatest(name, 'rss'), 0),
            fixed(greatest(name, 'external'), 0),
          ]);
        }
        const rss = greatest('las-fp', 'rss');
        goals.push(
          goal(rss <= 64, `${what} of ${megabyte} MB: ${fixed(rss, 0)} MB above the start (at most 64)`),
        );
      }
      output.push(table([what, 'seconds', 'to raw fetch', 'rss, MB', 'external, MB'], rows));
    }
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { output, goals };
}
