/** The emulator with 50,000 documents: what a page of each list takes, and how much memory they do. */
import { createEmulator } from 'las-fp-emulator';
import { table } from '../tools/table.mjs';
import { goal, median } from './support/measure.mjs';

export const title = 'The emulator';

const api = 'https://api.cradl.ai/v1';

/** A client of an emulator, without the SDK. */
async function clientOf(emulator) {
  const answer = await emulator.fetch('https://auth.cradl.ai/oauth2/token?grant_type=client_credentials', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${emulator.clientId}:${emulator.clientSecret}`)}` },
  });
  const authorization = `Bearer ${(await answer.json()).access_token}`;
  const headers = { authorization, 'content-type': 'application/json' };
  return async (path, body) => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await emulator.fetch(`${api}${path}`, init)).json();
  };
}

export async function run({ quick }) {
  const count = quick ? 5000 : 50_000;
  const before = process.memoryUsage().heapUsed;
  const emulator = createEmulator({ tokenLifetime: 1e6, journal: 10 });
  const call = await clientOf(emulator);
  const datasets = [];
  for (let i = 0; i < 100; i++) datasets.push((await call('/datasets', {})).datasetId);
  for (let i = 0; i < count; i++) {
    const groundTruth = [{ label: 'total_amount', value: `${i}.00` }];
    await call('/documents', { datasetId: datasets[i % 100], name: `invoice ${i}.pdf`, groundTruth });
  }
  let deep = await call('/documents');
  for (let page = 1; page < count / 200; page++) deep = await call(`/documents?nextToken=${deep.nextToken}`);
  const lists = {
    'GET /documents': '/documents',
    'its middle': `/documents?nextToken=${deep.nextToken}`,
    'newest first': '/documents?sortBy=createdTime&order=descending',
    'of one dataset': `/documents?datasetId=${datasets[7]}`,
    'GET /datasets': '/datasets',
    'GET /models': '/models',
    'GET /organizations': '/organizations',
  };
  const rows = [];
  const times = [];
  for (const [name, path] of Object.entries(lists)) {
    const measured = [];
    for (let i = 0; i < (quick ? 20 : 60); i++) {
      const started = process.cpuUsage();
      await call(path);
      const { user, system } = process.cpuUsage(started);
      measured.push((user + system) / 1000);
    }
    times.push(median(measured));
    rows.push([name, median(measured).toFixed(2)]);
  }
  globalThis.gc?.();
  const memory = (process.memoryUsage().heapUsed - before) / 1e6;
  return {
    output: [
      table(['a page of a list', 'CPU, ms'], rows),
      `${count} documents, 100 datasets: ${memory.toFixed(0)} MB of heap.`,
    ],
    goals: [
      goal(
        Math.max(...times) < 5,
        `a page of any list takes less than 5 ms of CPU time: ${Math.max(...times).toFixed(2)} at most`,
      ),
      goal(memory < 200, `so many documents take less than 200 MB: ${memory.toFixed(0)}`),
    ],
  };
}
