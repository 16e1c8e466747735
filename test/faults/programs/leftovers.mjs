/**
 * Calls the built package again and again, each call ending by `how`, and tells what each round leaves behind.
 *
 *   node --expose-gc leftovers.mjs <dist> <transport> <how> <address> [leak]
 */
import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [dist, transport, how, address, leak] = process.argv.slice(2);
const load = (file) => import(new URL(file, `${pathToFileURL(dist).href}/`).href);
const { createContext, getModel, staticToken, withOptions } = await load(
  transport === 'fetch' ? 'fetch.js' : 'index.js',
);
const { nodeTransport } = transport === 'node' ? await load('node/index.js') : {};

const held = [];
const options = {
  apiEndpoint: address,
  credentials: staticToken('a-token-of-the-test'),
  retry: { limit: 0 },
  timeout: how === 'timeout' ? 30 : 10_000,
  // A leak that is planted: what a hook is told stays.
  ...(leak && { onRequest: (record) => held.push({ record, ballast: new Array(1000).fill(record) }) }),
};
const ctx = nodeTransport
  ? createContext({ ...options, transport: nodeTransport() })
  : createContext(options);
const whole = new AbortController();
const outcomes = new Map();

async function one() {
  const own = new AbortController();
  const inner = withOptions(ctx, { signal: how === 'abort' ? own.signal : whole.signal });
  const task = getModel(inner, 'las:model:1')();
  if (how === 'abort') setTimeout(() => own.abort(), 10);
  const result = await task;
  const outcome = result._tag === 'Left' ? result.left._tag : result._tag;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

/** What is left of a round, once the platform has had time to let go of it. */
async function round(calls) {
  for (let done = 0; done < calls; done += 25) await Promise.all(Array.from({ length: 25 }, one));
  for (let turn = 0; turn < 10; turn += 1) {
    await pause(50);
    globalThis.gc();
  }
  const resources = process.getActiveResourcesInfo();
  return {
    heap: process.memoryUsage().heapUsed,
    sockets: resources.filter((name) => /TCPSocketWrap|TLSWrap/.test(name)).length,
    timers: resources.filter((name) => name === 'Timeout').length,
    listeners: getEventListeners(whole.signal, 'abort').length,
  };
}

// The first calls fill caches and let code be compiled.
await round(500);
const before = await round(25);
const after = await round(500);
console.log(JSON.stringify({ before, after, outcomes: Object.fromEntries(outcomes) }));
process.exit(0);
