/** Bundles in as many threads as there are cores: terser, which most of the time goes to, uses one. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { bundle } from '../../tools/bundle.mjs';

if (!isMainThread) {
  parentPort.on('message', async ({ bundler, source, folder, alias }) => {
    parentPort.postMessage(await bundle(bundler, source, folder, alias));
  });
}

/** The code of each of the jobs: `{ bundler, source, folder, alias }`. */
export async function bundleAll(jobs) {
  const codes = [];
  const waiting = jobs.entries();
  const lane = async () => {
    const worker = new Worker(fileURLToPath(import.meta.url));
    for (const [i, job] of waiting) {
      worker.postMessage(job);
      [codes[i]] = await once(worker, 'message');
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return codes;
}
