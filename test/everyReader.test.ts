/** `asReader` of every function that takes a context does what the function does. */
import { setTimeout } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readApi } from '../scripts/api/sources.mjs';
import * as las from '../src/index.js';
import * as node from '../src/node/index.js';
import * as reading from '../src/reading.js';
import { fake, type Sent } from './support/fake.js';

type Loose = (...args: ReadonlyArray<unknown>) => unknown;
type AsReader = (f: Loose) => (...args: ReadonlyArray<unknown>) => (ctx: las.Context) => unknown;

const api = readApi();
const functions = [
  ...api.core,
  ...api.modules.flatMap(({ operations, rest }) => [...operations, ...rest]),
  ...Object.values(api.apart).flat(),
].flatMap(({ name, parameters }) => (/\bctx\b/.test(parameters ?? '') ? [{ name, parameters }] : []));

const operations = new Set(api.modules.flatMap(({ operations }) => operations.map(({ name }) => name)));

const id = 'las:document:1';
const pdf = new TextEncoder().encode('%PDF-1.7');
const codec: las.Struct<las.LasDocument> = las.LasDocument;

/** What to give for a parameter; any id will do for `…Id`. */
const samples: Readonly<Record<string, unknown>> = {
  call: () => ({ method: 'GET', path: '/things' }),
  codec,
  config: { a: 1 },
  content: pdf,
  data: { a: 'b' },
  datasetIds: [id],
  documentOrId: id,
  email: 'a@example.com',
  fieldConfig: { total: { type: 'amount' } },
  filter: { datasetId: id },
  fns: { getDocument: las.getDocument },
  input: { a: 1 },
  list: las.listDocuments,
  options: { datasetId: id, name: 'a', description: 'b', status: 'succeeded' },
  'options?': { datasetId: id },
  outcome: { status: 'succeeded', output: {} },
  overrides: { timeout: 5 },
  permissions: [],
  policy: { total: { type: 'amount' } },
  run: { agentId: id, runId: id, variablesFileUrl: 'https://files.example.com/variables' },
  sources: [{ content: pdf, name: 'a' }],
  specification: { definition: {} },
  // Long enough for a heartbeat.
  task: () => setTimeout(20, { _tag: 'Right', right: 1 }),
  transitionType: 'manual',
};

function argumentsOf(name: string, parameters: string): ReadonlyArray<unknown> {
  return parameters
    .slice(1, -1)
    .split(', ')
    .filter((parameter) => parameter !== 'ctx')
    .flatMap((parameter) => {
      if (parameter === '...args') return name === 'collect' ? [{ max: 2 }] : [{ maxResults: 2 }];
      if (parameter in samples) return [samples[parameter]];
      assert.match(parameter, /Id$/, `${name} has a new parameter: give it a sample`);
      return [id];
    });
}

const file = 'https://files.example.com/1';
const document = { documentId: id, retentionInDays: 1, fileUrl: file, contentType: 'application/pdf' };

const answer = ({ method, url }: Sent): unknown =>
  url.host.startsWith('files.')
    ? new Response(method === 'PUT' ? null : '{"total":{"value":"1"}}')
    : {
        ...document,
        documents: [{ ...document, createdTime: null, createdBy: null, updatedTime: null, updatedBy: null }],
        ...{ createdTime: null, createdBy: null, updatedTime: null, updatedBy: null },
      };

/** What came of it, told as plain values: tasks run, generators end, files are read. */
async function told(value: unknown): Promise<unknown> {
  const result = await (typeof value === 'function' ? value() : value);
  if (typeof result !== 'object' || result === null) return result;
  if (Symbol.asyncIterator in result && !(result instanceof ReadableStream)) {
    const all: unknown[] = [];
    for await (const one of result as AsyncIterable<unknown>) all.push(one);
    return all;
  }
  // When it was, and a number of its own.
  if (Array.isArray(result)) return result.map(({ sentAt, trace, ...rest }) => rest);
  if ('right' in result && result.right instanceof Blob) return result.right.text();
  if ('right' in result && result.right instanceof ReadableStream)
    return new Response(result.right as ReadableStream).text();
  return result;
}

const asReader = las.asReader as unknown as AsReader;
const all: Readonly<Record<string, unknown>> = { ...las, ...reading, ...node };
const test = suite('asReader of everything');

test('finds the operations, and the others', () => {
  const names = new Set(functions.map(({ name }) => name));
  assert.equal(
    [...operations].filter((name) => !names.has(name)),
    [],
  );
  const others = [
    ...[
      'collect',
      'items',
      'pages',
      'request',
      'createDocuments',
      'readDocument',
      'runAgent',
      'withHeartbeats',
    ],
    ...['createPagePredictions', 'reportPagePredictions', 'getAgentRunVariables', 'getDocumentStream'],
    ...['waitForAgentRun', 'waitForPrediction', 'waitForTraining', 'deleteAllDocuments'],
  ];
  assert.equal(
    others.filter((name) => !names.has(name)),
    [],
  );
});

test('of las-fp/node, none takes a context', () => {
  const takes = Object.entries(node).filter(
    ([, f]) => typeof f === 'function' && /^\S*\s*\w*\(ctx\b/.test(`${f}`),
  );
  assert.equal(takes, []);
});

for (const { name, parameters = '' } of functions) {
  test(`of ${name}`, async () => {
    const f = all[name] as Loose;
    const args = argumentsOf(name, parameters);
    const [plain, read] = [fake(answer), fake(answer)];
    const first = parameters.startsWith('(list');
    const direct = first ? f(args[0], plain.ctx, ...args.slice(1)) : f(plain.ctx, ...args);
    const reader = asReader(f)(...args);
    assert.is(read.sent.length, 0);
    const value = reader(read.ctx);
    // It sends nothing.
    if (name === 'withOptions') {
      assert.equal((value as las.Context).timeout, (direct as las.Context).timeout);
      return;
    }
    const of = (made: unknown) =>
      told(name === 'bindContext' ? (made as { getDocument: Loose }).getDocument(id) : made);
    const [wanted, got] = [await of(direct), await of(value)];
    assert.equal(got, wanted);
    const lines = (sent: ReadonlyArray<Sent>) =>
      sent.map(({ method, url, body }) => {
        const text = JSON.stringify(body)?.replace(/"lasFpTrace":"[^"]*"/, '');
        return [method, url.href, text];
      });
    assert.equal(lines(read.sent), lines(plain.sent));
    assert.ok(read.sent.length > 0, `nothing was sent: ${JSON.stringify(got)}`);
  });
}

test.run();
