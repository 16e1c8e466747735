/** Requests a second: `getDocument` beside raw fetch, ky alone, the official SDK and openapi-fetch. */
import { table } from '../tools/table.mjs';
import { fixed, goal, interleave, median, ratios, spread } from './support/measure.mjs';
import { applications, startServer, startWorker } from './support/processes.mjs';
import { documentId } from './support/samples.mjs';

const clients = {
  'raw fetch': ['ky1', 'fetch'],
  'fetch with AbortController and timer': ['ky1', 'fetchThatEnds'],
  'ky 1.14': ['ky1', 'ky'],
  'ky 2': ['ky2', 'ky'],
  'las-fp, ky 1.14': ['ky1', 'las-fp'],
  'las-fp, ky 2': ['ky2', 'las-fp'],
  'las-fp/fetch': ['ky1', 'las-fp/fetch'],
  'las-fp, nodeTransport': ['ky1', 'nodeTransport'],
  'official SDK': ['ky1', 'official'],
  'openapi-fetch': ['ky1', 'openapi-fetch'],
};

const aims = [
  ['las-fp/fetch', 'fetch with AbortController and timer', 0.9],
  ['las-fp, nodeTransport', 'official SDK', 1],
  ['las-fp, ky 1.14', 'ky 1.14', 0.8],
];

export const title = 'Requests a second';

export async function run({ quick }) {
  const folders = applications();
  const server = await startServer();
  const workers = {};
  for (const [name, [folder, client]] of Object.entries(clients)) {
    workers[name] = await startWorker(folders[folder], 'requests', [client, server.ready, documentId]);
  }
  const names = Object.keys(clients);
  const [rounds, requests] = quick ? [3, 200] : [5, 1500];
  const output = [
    'The same document, fetched with a token and parsed; las-fp validates it besides. ky has its retries and its ' +
      'timeout off. The official SDK uses axios over node:http, the others fetch. Each client is a process of its ' +
      'own, the server another one. A client that can be ended pays for it, so fetch is there with an AbortController and a timer too. The ratio is the median of the rounds, with the least and the greatest.',
  ];
  const goals = [];
  try {
    for (const atOnce of [1, 16, 64]) {
      const measure = (name) => workers[name].ask({ atOnce, requests });
      // Until the compiler is done with it.
      await interleave(names, quick ? 1 : 2, measure);
      const results = await interleave(names, rounds, measure);
      const rates = (name) => results[name].map(({ rate }) => rate);
      const compared = (name, to) => ratios(rates(name), rates(to));
      output.push(
        table(
          [`${atOnce} at once`, 'a second', 'to raw fetch', 'to the official SDK', 'CPU µs each'],
          names.map((name) => [
            name,
            fixed(median(rates(name)), 0),
            spread(compared(name, 'raw fetch')),
            spread(compared(name, 'official SDK')),
            fixed(median(results[name].map(({ cpu }) => cpu)), 0),
          ]),
        ),
      );
      for (const [name, to, least] of aims) {
        const ratio = median(compared(name, to));
        const text = `${name}, ${atOnce} at once: ${fixed(ratio)} of ${to} (at least ${fixed(least)})`;
        goals.push(goal(ratio >= least, text));
      }
    }
  } finally {
    for (const { stop } of [server, ...Object.values(workers)]) stop();
  }
  return { output, goals };
}
