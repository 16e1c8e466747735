/** The receivers of the guide to webhooks in what they are written for. They get what an agent of an emulator exports. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { build } from 'esbuild';

import { root } from '../../tools/consumer.mjs';
import { deliver } from './deliveries.mjs';
import { start, withServer } from './processes.mjs';
import { file, has } from './projects.mjs';
import { nodeOf } from './runtimes.mjs';

const guides = join(root, 'examples/guides');
const absent = 'the registry has none for this machine';
const hmacSecret = 'a secret of the webhook';

const lines = (texts) => [...texts].sort().join('\n');

/** Waits until a receiver has printed that it has read the documents, each once, and nothing else. */
async function readOnce(documentIds, printed) {
  const expected = lines(documentIds.map((id) => `Read ${id}`));
  const found = () => lines(printed().match(/Read .*/g) ?? []);
  for (let tries = 0; tries < 600 && found() !== expected; tries += 1) await setTimeout(50);
  if (found() !== expected) throw new Error('it has not read each document once');
}

// The consumer of the queue stands for the program that does the work.
const miniflare = `
import { Miniflare } from 'miniflare';
const consumer = \`export default {
  queue: (batch) => batch.messages.forEach(({ body }) => console.log('Read', body.context.documentId)),
};\`;
const common = { modules: true, compatibilityDate: '2025-01-01' };
const worker = new Miniflare({
  host: '127.0.0.1',
  port: 0,
  cf: false, // asks the network
  workers: [
    {
      ...common,
      name: 'receiver',
      scriptPath: 'webhook-worker.js',
      bindings: { LAS_WEBHOOK_SECRET: ${JSON.stringify(hmacSecret)} },
      durableObjects: { NONCES: { className: 'Nonce', useSQLite: true } },
      queueProducers: { INVOICES: 'invoices' },
    },
    { ...common, name: 'consumer', script: consumer, queueConsumers: { invoices: { maxBatchTimeout: 0 } } },
  ],
});
console.log((await worker.ready).origin);
`;

const worker = ({ nodes, newer }) => ({
  name: 'webhooks: a Worker in workerd',
  skip: nodeOf(nodes, 22) && has(newer, 'miniflare') ? undefined : absent,
  run: async () => {
    copyFileSync(join(guides, 'webhook-worker.ts'), join(newer, 'webhook-worker.ts'));
    await build({
      entryPoints: [join(newer, 'webhook-worker.ts')],
      bundle: true,
      format: 'esm',
      conditions: ['workerd', 'worker', 'browser'],
      outfile: join(newer, 'webhook-worker.js'),
    });
    const command = [nodeOf(nodes, 22), file(newer, 'webhook-worker.mjs', miniflare)];
    await withServer(command, { cwd: newer, env: { TMPDIR: newer } }, async (address, printed) => {
      const url = `${address}/webhooks/las`;
      await readOnce(await deliver({ url, send: fetch, hmacSecret }), printed);
    });
  },
});

// The address that the action calls: a proxy stands there.
const outside = 'https://invoices.example/webhooks/las';

const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    jsx: 'react-jsx',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    isolatedModules: true,
  },
};

const next = ({ nodes, site }) => ({
  name: 'webhooks: a route of Next.js',
  skip: nodeOf(nodes, 22) && has(site, 'next') ? undefined : absent,
  run: async () => {
    const route = join(site, 'app/webhooks/las');
    mkdirSync(route, { recursive: true });
    copyFileSync(join(guides, 'webhook-next.ts'), join(route, 'route.ts'));
    copyFileSync(join(guides, 'nonces.ts'), join(route, 'nonces.ts'));
    file(site, 'tsconfig.json', JSON.stringify(tsconfig));
    const program = [nodeOf(nodes, 22), join(site, 'node_modules/next/dist/bin/next')];
    const env = {
      NEXT_TELEMETRY_DISABLED: '1',
      LAS_WEBHOOK_SECRET: hmacSecret,
      LAS_WEBHOOK_URL: outside,
    };
    await start(program[0], [program[1], 'build'], { cwd: site, env, timeout: 300_000 });
    const server = [...program, 'start', '--hostname', '127.0.0.1', '--port', '0'];
    await withServer(server, { cwd: site, env }, async (address, printed) => {
      const send = (request) => fetch(new Request(`${address}/webhooks/las`, request));
      await readOnce(await deliver({ url: outside, send, hmacSecret }), printed);
    });
  },
});

export const receivers = (projects) => [worker(projects), next(projects)];
