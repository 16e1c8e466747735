/** Aborts calls wherever they can be, and prints how long each went on and what it left behind. */
import {
  type Context,
  clientCredentials,
  collect,
  createContext,
  createDocument,
  createDocuments,
  createTraining,
  getDocumentContent,
  getDocumentStream,
  getModel,
  type LasError,
  LasException,
  listModels,
  putDocumentContent,
  staticToken,
  waitForPrediction,
} from '../../../src/index.js';
import { pause } from '../../support/results.js';

const [origin = '', silent = '', only] = process.argv.slice(2);
const id = 'las:document:1f';
const pdf = new Blob(['%PDF-1.7\n']);
const document = {
  documentId: id,
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
} as const;

interface Outcome {
  readonly _tag: string;
  readonly left?: LasError;
}

interface Case {
  readonly start: (ctx: Context) => Promise<Outcome | ReadonlyArray<Outcome>>;
  readonly change?: (ctx: Context) => Context;
  readonly before?: boolean;
  /** The request that must be under way by then, where it is not the first one. */
  readonly method?: string;
}

const at =
  (place: string) =>
  (ctx: Context): Context => ({ ...ctx, apiEndpoint: `${origin}/${place}` });
const auth = clientCredentials({ clientId: 'me', clientSecret: 'hunter2', authEndpoint: `${origin}/silent` });

const cases: Readonly<Record<string, Case>> = {
  'before it begins': { start: (ctx) => getModel(ctx, 'las:model:1')(), before: true, change: at('silent') },
  'while a token is fetched': {
    start: (ctx) => getModel(ctx, 'las:model:1')(),
    change: (ctx) => ({ ...ctx, credentials: auth }),
  },
  'while a token source thinks': {
    start: (ctx) => getModel(ctx, 'las:model:1')(),
    change: (ctx) => ({ ...ctx, credentials: { getToken: () => new Promise(() => {}) } }),
  },
  'while it connects': {
    start: (ctx) => getModel(ctx, 'las:model:1')(),
    change: (ctx) => ({ ...ctx, apiEndpoint: silent.replace('http:', 'https:') }),
  },
  'before the answer': {
    start: (ctx) => createTraining(ctx, 'las:model:1')(),
    change: at('silent'),
  },
  'in the body': { start: (ctx) => getModel(ctx, 'las:model:1')(), change: at('slow') },
  'in the body of a file': {
    start: (ctx) => getDocumentContent(ctx, { ...document, fileUrl: `${origin}/slow/f` })(),
    change: at('slow'),
  },
  'in a stream': {
    start: async (ctx) => {
      const stream = await getDocumentStream(ctx, { ...document, fileUrl: `${origin}/slow/f` })();
      if (stream._tag === 'Left') return stream;
      try {
        for await (const _ of stream.right);
        return stream;
      } catch (thrown) {
        return thrown instanceof LasException ? { _tag: 'Left', left: thrown.error } : { _tag: 'thrown' };
      }
    },
    change: at('slow'),
  },
  'while a file is sent': {
    start: (ctx) =>
      putDocumentContent(ctx, { ...document, fileUrl: `${origin}/deaf/f` }, new Blob([new Uint8Array(3e7)]), {
        contentType: 'image/png',
      })(),
    change: at('deaf'),
  },
  'in a backoff': { start: (ctx) => createDocument(ctx, pdf)(), change: at('busy') },
  'between pages': {
    start: (ctx) => collect(listModels, ctx, { max: Number.POSITIVE_INFINITY })(),
    change: at('endless'),
  },
  'in a poll': {
    start: (ctx) => waitForPrediction(ctx, 'las:prediction:1', { every: 60_000 })(),
    change: at('running'),
  },
  'in a bulk upload': {
    start: async (ctx) => {
      const sources = Array.from({ length: 20 }, () => ({ content: pdf }));
      return (await createDocuments(ctx, sources, { concurrency: 3, trace: false })()).map(
        ({ result }) => result,
      );
    },
    change: at('created'),
    method: 'PUT',
  },
};

// Node's own fetch goes on connecting for ten seconds, and the process with it.
const heldByNode = ['while it connects'];

const turn = () => new Promise((resolve) => setImmediate(resolve));
// Pipes are those to the parent.
const resources = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'PipeWrap')
    .sort()
    .join(' ');

const found: unknown[] = [];
for (const [name, { start, change = (ctx: Context) => ctx, before, method }] of Object.entries(cases)) {
  const controller = new AbortController();
  const sent: string[] = [];
  const ctx = createContext({
    credentials: staticToken('token-of-the-test'),
    signal: controller.signal,
    retry: { limit: 2, delay: 30_000, maxDelay: 60_000 },
    apiEndpoint: origin,
    onRequest: (record) => sent.push(record.method),
  });
  if (name !== (only ?? name) || (heldByNode.includes(name) && !only)) continue;
  if (before) controller.abort();
  let settled = false;
  const result = start(change(ctx)).finally(() => {
    settled = true;
  });
  for (let i = 0; method && !sent.includes(method) && i < 500; i++) await pause(10);
  if (!before) await pause(100);
  const early = settled;
  controller.abort(new Error('a reason of the caller'));
  const started = process.cpuUsage();
  let turns = 0;
  while (!settled && turns < 1000) {
    await turn();
    turns++;
  }
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  const outcomes = [await result].flat() as ReadonlyArray<Outcome>;
  const tags = [...new Set(outcomes.map((one) => one.left?._tag ?? 'success'))];
  // A socket that is destroyed is gone a little later.
  for (let i = 0; i < 50 && resources() !== ''; i++) await pause(10);
  found.push({ name, early, tags, turns, ms, left: resources() });
}
process.stdout.write(JSON.stringify({ found, ended: Date.now() }), () => only && process.exit());
