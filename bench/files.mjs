/** Files: how long they take, and what the process holds while it sends or fetches them. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { table } from '../tools/table.mjs';
import { fixed, goal, interleave, median, megabytes, ratios, spread } from './support/measure.mjs';
import { applications, startServer, startWorker } from './support/processes.mjs';

export const title = 'Files';

const contests = {
  upload: { 'raw fetch': 'fetch upload', 'las-fp': 'las-fp upload', 'official SDK': 'official upload' },
  download: {
    'raw fetch': 'fetch download',
    'las-fp, stream': 'las-fp stream',
    'las-fp, Blob': 'las-fp download',
    'official SDK': 'official download',
  },
};
// Whose memory is not to grow with the file.
const frugal = { upload: 'las-fp', download: 'las-fp, stream' };

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
    'From a file (`openAsBlob`) to a server in another process, and back. Raw fetch and the stream ' +
      '(`getDocumentStream`) throw each part of a download away, the Blob (`getDocumentContent`) and the official SDK ' +
      'hand it over as a whole. Memory: the peak above what the process held before, as ' +
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
    for (const [what, contest] of Object.entries(contests)) {
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
        const name = frugal[what];
        const rss = greatest(name, 'rss');
        goals.push(
          goal(
            rss <= 64,
            `${what} of ${megabyte} MB, ${name}: ${fixed(rss, 0)} MB above the start (at most 64)`,
          ),
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
