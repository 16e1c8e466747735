/**
 * Works the SDK hard for a while, 64 calls at once over a connection that fails, and checks that nothing piles up
 * and nothing is lost or done twice. Ends with 1 where something is wrong.
 *
 *   node bench/soak.mjs                 ten minutes
 *   node bench/soak.mjs --minutes 0.5
 *
 * What grows is told from the medians of the second and the last quarter of the time: heap after a garbage
 * collection at most 10 % and 2 MB more, active resources and sockets at most 10 % and 16 more. In the end no
 * connection and no more than two timers may be left.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { clientCredentials, createContext } from '../dist/index.js';
import { traffic } from './soakTraffic.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    faults: { type: 'string', default: '0.05' },
    seed: { type: 'string', default: '1' },
  },
});
const duration = Number(values.minutes) * 60_000;
if (!(duration > 0)) throw new Error(`--minutes ${values.minutes} is no time`);
const atOnce = 64;
const tellEvery = Math.min(30_000, duration / 4);
const lookEvery = Math.min(2000, duration / 40);
const tolerances = { heap: [0.1, 2e6], handles: [0.1, 16], sockets: [0.1, 16] };

const script = fileURLToPath(new URL('soakServer.mjs', import.meta.url));
const server = fork(script, [values.faults, values.seed], { execArgv: ['--import', 'tsx'] });
process.on('exit', () => server.kill());
const [{ direct, proxied, ...account }] = await once(server, 'message');
const credentials = clientCredentials(account);
const retry = { limit: 2, delay: 20, maxDelay: 1500 };
const ctx = createContext({ apiEndpoint: proxied, credentials, timeout: 5000, fileTimeout: 5000, retry });
const work = await traffic(ctx, createContext({ apiEndpoint: direct, credentials }));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const lag = monitorEventLoopDelay({ resolution: 10 });

function look(started) {
  const at = performance.now() - started;
  const handles = process.getActiveResourcesInfo();
  lag.disable();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  lag.enable();
  const sockets = handles.filter((name) => name === 'TCPSocketWrap').length;
  return { at, heap: heapUsed + arrayBuffers, handles: handles.length, sockets };
}

const text = (counts) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ') || 'none';
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const ms = (nanoseconds) => `${(nanoseconds / 1e6).toFixed(0)} ms`;

const samples = [];
const started = performance.now();
let total = 0;
const tell = () => {
  const { heap, handles, sockets } = samples.at(-1);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${seconds.toFixed(0)} s: ${total} operations (${(total / seconds).toFixed(0)} a second), heap ${mb(heap)}, ` +
      `${handles} handles, ${sockets} sockets, lag p99 ${ms(lag.percentile(99))}, most ${ms(lag.max)}\n` +
      `    done: ${text(work.done)}\n    errors: ${text(work.errors)}`,
  );
  lag.reset();
};

lag.enable();
const looking = setInterval(() => samples.push(look(started)), lookEvery);
const telling = setInterval(() => samples.length > 0 && tell(), tellEvery);
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (performance.now() - started < duration) {
      await work.once();
      total++;
    }
  }),
);
clearInterval(looking);
clearInterval(telling);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const wrong = [];
const quarter = (n) => samples.filter(({ at }) => at > ((n - 1) / 4) * duration && at <= (n / 4) * duration);
for (const [what, [part, more]] of Object.entries(tolerances)) {
  const [second, last] = [2, 4].map((n) => median(quarter(n).map((sample) => sample[what])));
  const limit = second * (1 + part) + more;
  const show = what === 'heap' ? mb : String;
  console.log(
    `${what}: ${show(second)} in the second quarter, ${show(last)} in the last, ${show(Math.round(limit))} allowed`,
  );
  // Written so that a missing sample fails, too.
  if (!(last <= limit)) wrong.push(`${what} grows`);
}
const { wrong: unaccounted, account: sums } = await work.audit();
server.send('faults');
const [met] = await once(server, 'message');
console.log(`${sums}\nfaults met: ${text(met)}`);
// Connections that nobody uses are closed after some seconds, unless a call was left behind on them.
const countOf = (kind) => process.getActiveResourcesInfo().filter((name) => name === kind).length;
for (let i = 0; i < 15 && countOf('TCPSocketWrap') > 0; i++) await setTimeout(1000);
const [timers, sockets] = [countOf('Timeout'), countOf('TCPSocketWrap')];
console.log(`left: ${timers} timers, ${sockets} sockets`);
if (timers > 2) wrong.push(`${timers} timers are left`);
if (sockets > 0) wrong.push(`${sockets} connections are left`);
wrong.push(...unaccounted.slice(0, 10));
if (total === 0 || Object.keys(work.errors).length === 0) wrong.push('nothing was put to the test');
for (const line of wrong) console.log(`WRONG: ${line}`);
console.log(wrong.length === 0 ? `ok: ${total} operations` : 'not ok');
process.exit(wrong.length === 0 ? 0 : 1);
