/**
 * Every fault with every method, against real servers: what a call ends in, how often its request leaves, and
 * whether it waits in between. The rules are written by hand; a run is held against them.
 *
 *     node --import tsx test/faults/matrix.ts           runs it and prints the table
 *     node --import tsx test/faults/matrix.ts --write   writes it into README.md beside this file, too
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import {
  type Context,
  type ContextOverrides,
  createContext,
  createDocument,
  credentials,
  deleteDocument,
  getDocument,
  type LasDocument,
  type LasError,
  putDocumentContent,
  updateDocument,
} from '../../src/index.js';
import { pause } from '../support/results.js';
import { type Answering, certificate, type Listening, nobody, serve, serveTls } from './servers.js';

const methods = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'] as const;
type Method = (typeof methods)[number];

// -- rules -----------------------------------------------------------------------------------------------------

/** What is to be expected of a fault with a method. */
interface Expected {
  readonly tag: LasError['_tag'] | 'success';
  /** Attempts; as many requests arrive, unless there is no connection. */
  readonly attempts: number;
  /** Milliseconds between two attempts, at least; absent: none. */
  readonly wait?: number;
  /** Whether the error says that the work may have been done. */
  readonly unsure?: boolean;
  readonly scope?: 'attempt';
  readonly status?: number;
}

type Rule = (method: Method) => Expected;

const isWrite = (method: Method) => method === 'POST' || method === 'PATCH';
// Jitter is held at one half of 40 ms and more; on a busy machine the first of two requests may be seen late.
const backoff = 8;

/** Nothing is repeated. */
const once =
  (tag: Expected['tag'], more: Partial<Expected> = {}): Rule =>
  () => ({ tag, attempts: 1, ...more });

/** Refused before any work was done: every method, three times. */
const refusedEarly =
  (tag: Expected['tag'], more: Partial<Expected> = {}): Rule =>
  () => ({ tag, attempts: 3, wait: backoff, ...more });

/** The work may be done: GET, PUT and DELETE three times; POST and PATCH once, and the error says so. */
const lost =
  (tag: Expected['tag'], more: Partial<Expected> = {}): Rule =>
  (method) =>
    isWrite(method)
      ? { tag, attempts: 1, unsure: true, ...more, wait: 0 }
      : { tag, attempts: 3, wait: backoff, ...more };

/** Nothing is repeated; a write may have been carried out. */
const undecodable: Rule = (method) => ({ tag: 'DecodeError', attempts: 1, unsure: isWrite(method) });

/** No connection, so nothing can be done: POST and PATCH once all the same, but without that note. */
const unreachable: Rule = (method) => ({ ...lost('NetworkError')(method), unsure: false });

/** The file server's answer to a file has no meaning besides its status. */
const butFile =
  (rule: Rule): Rule =>
  (method) =>
    method === 'PUT' ? { tag: 'success', attempts: 1 } : rule(method);

/** A DELETE may be answered with nothing. */
const butDelete =
  (rule: Rule): Rule =>
  (method) =>
    method === 'DELETE' ? { tag: 'success', attempts: 1 } : rule(method);

// -- faults ----------------------------------------------------------------------------------------------------

interface Fault {
  readonly name: string;
  readonly rule: Rule;
  /** What the server does; absent where there is none. */
  readonly answer?: Answering;
  /** In place of an HTTP server. */
  readonly place?: () => Promise<Place>;
  readonly overrides?: ContextOverrides;
  /** Runs when the others are through: it keeps the process busy, or must not find it busy. */
  readonly apart?: 'timed' | 'heavy';
}

interface Place {
  readonly origin: string;
  /** Where redirects point to: nothing may arrive there. */
  readonly elsewhere?: Listening;
  /** Absent where there is nobody to count. */
  readonly server?: Listening;
}

const document: LasDocument = {
  documentId: 'las:document:1f',
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answering =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

const bytes =
  (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answering =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);

const status = (code: number, rule: Rule, message = `status ${code}`, more: Partial<Fault> = {}): Fault => ({
  name: String(code),
  answer: json(code, { message }),
  ...more,
  rule: (method) => ({ ...rule(method), status: code }),
});

const tooMany = (name: string, after: () => string, wait: number | undefined): Fault =>
  status(
    429,
    wait === undefined ? once('TooManyRequests') : refusedEarly('TooManyRequests', { wait }),
    undefined,
    {
      name: `429, Retry-After: ${name}`,
      answer: (response, request, n) =>
        json(429, { message: 'Too Many Requests' }, { 'retry-after': after() })(response, request, n),
    },
  );

const redirect = (name: string, to: (own: Listening, other: Listening) => string): Fault => ({
  name,
  rule: once('HttpError', { status: 307 }),
  place: async () => {
    const elsewhere = await serve(json(200, document));
    const server = await serve((response) =>
      response.writeHead(307, { location: to(server, elsewhere) }).end(),
    );
    return { origin: server.origin, server, elsewhere };
  },
});

const text = JSON.stringify(document);
const named = JSON.stringify({ ...document, name: 'Bjørn' });
const largest = (entries: number) =>
  Buffer.from(`${text.slice(0, -1)},"more":[${`"${'x'.repeat(998)}",`.repeat(entries).slice(0, -1)}]}`);

let pair: ReturnType<typeof certificate> | 'none';

export const faults: ReadonlyArray<Fault> = [
  { name: 'connection refused', rule: unreachable, place: async () => ({ origin: await nobody() }) },
  {
    name: 'name of the host unknown',
    rule: unreachable,
    place: async () => ({ origin: 'https://api.las-fp.invalid' }),
  },
  {
    name: 'certificate that nobody trusts',
    rule: unreachable,
    place: async () => {
      pair ??= certificate() ?? 'none';
      if (pair === 'none') return { origin: await nobody() };
      const server = await serveTls(pair, json(200, document));
      return { origin: server.origin, server };
    },
  },
  {
    name: 'reset before the answer',
    rule: lost('NetworkError'),
    answer: (_, { socket }) => socket.resetAndDestroy(),
  },
  {
    name: 'reset in the middle of the answer',
    rule: lost('NetworkError'),
    answer: (response, { socket }) => {
      response.writeHead(200, { 'content-length': text.length }).write(text.slice(0, 20));
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
  },
  {
    name: 'no answer',
    rule: lost('Timeout', { scope: 'attempt' }),
    answer: () => {},
    overrides: { timeout: 500, fileTimeout: 500 },
    apart: 'timed',
  },
  {
    name: 'a byte a second',
    rule: lost('Timeout', { scope: 'attempt' }),
    answer: (response) => {
      response.writeHead(200, { 'content-length': text.length }).write(text.slice(0, 1));
      const timer = setInterval(() => response.write('1'), 1000);
      response.on('close', () => clearInterval(timer));
    },
    overrides: { timeout: 500, fileTimeout: 500 },
    apart: 'timed',
  },

  status(400, once('BadRequest')),
  // Once more at once, with a fresh token, which is no repetition; a wait would be far longer than the test.
  status(401, (method) => ({ ...once('InvalidCredentials')(method), attempts: 2 }), undefined, {
    overrides: { retry: { delay: 60_000, maxDelay: 60_000 } },
  }),
  status(403, once('InvalidCredentials'), 'Forbidden', { name: '403 `Forbidden`' }),
  status(403, once('HttpError'), undefined, { name: '403, anything else' }),
  status(404, once('NotFound')),
  status(408, lost('HttpError')),
  status(409, once('HttpError')),
  status(413, once('HttpError')),
  status(415, once('HttpError')),
  status(429, refusedEarly('TooManyRequests'), 'Too Many Requests'),
  tooMany('1', () => '1', 990),
  {
    // A date has whole seconds: between two and three are left of three, which is enough of waiting for once.
    ...tooMany('a date', () => new Date(Date.now() + 3000).toUTCString(), 990),
    overrides: { retry: { limit: 1 } },
    rule: refusedEarly('TooManyRequests', { status: 429, wait: 990, attempts: 2 }),
  },
  tooMany('rubbish', () => 'soon', backoff),
  tooMany('3600', () => '3600', undefined),
  status(429, once('LimitExceeded'), 'Limit Exceeded', { name: '429 `Limit Exceeded`' }),
  status(500, lost('HttpError')),
  status(502, lost('HttpError')),
  status(503, lost('HttpError')),
  status(503, lost('HttpError', { wait: 990 }), undefined, {
    name: '503, Retry-After: 1',
    answer: json(503, { message: 'later' }, { 'retry-after': '1' }),
  }),
  status(504, lost('HttpError')),

  redirect('redirect to the same origin', () => '/v1/elsewhere'),
  redirect('redirect to another origin', (_, other) => `${other.origin}/v1/documents`),
  redirect('redirect to itself', () => ''),

  { name: '204', rule: butDelete(butFile(undecodable)), answer: (response) => response.writeHead(204).end() },
  { name: '200 with nothing', rule: butDelete(butFile(undecodable)), answer: bytes('') },
  {
    name: '200 with HTML',
    rule: butFile(undecodable),
    answer: bytes('<!doctype html><title>Welcome</title>', { 'content-type': 'text/html' }),
  },
  { name: 'JSON that is cut', rule: butFile(undecodable), answer: bytes(text.slice(0, -9)) },
  {
    name: 'JSON in Latin-1',
    rule: once('success'),
    answer: bytes(Buffer.from(named, 'latin1'), { 'content-type': 'application/json; charset=iso-8859-1' }),
  },
  {
    name: 'JSON in UTF-16',
    rule: butFile(undecodable),
    answer: bytes(Buffer.from(named, 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }),
  },
  {
    name: 'gzip that is cut',
    // undici takes it for whole, nodeTransport does not.
    rule: process.env['TRANSPORT'] === 'node' ? lost('NetworkError') : butDelete(butFile(undecodable)),
    answer: bytes(gzipSync(largest(9)).subarray(0, 50), { 'content-encoding': 'gzip' }),
  },
  { name: '50 MB of JSON', rule: once('success'), answer: bytes(largest(50_000)), apart: 'heavy' },
  { name: 'JSON of another shape', rule: butFile(undecodable), answer: json(200, { documents: 7 }) },
];

// -- a run -----------------------------------------------------------------------------------------------------

const id = 'las:document:1f';
const pdf = new Blob(['%PDF-1.7\n'], { type: 'application/pdf' });

const calls: Readonly<Record<Method, (ctx: Context, origin: string) => TaskEither<LasError, unknown>>> = {
  GET: (ctx) => getDocument(ctx, id),
  POST: (ctx) => createDocument(ctx, pdf, { upload: 'inline' }),
  PATCH: (ctx) => updateDocument(ctx, id, { name: 'x' }),
  DELETE: (ctx) => deleteDocument(ctx, id),
  PUT: (ctx, origin) => putDocumentContent(ctx, { ...document, fileUrl: `${origin}/files/1f` }, pdf),
};

/** What there was to see of a fault with a method. */
export interface Observed {
  readonly outcome: LasError | 'success';
  readonly attempts: number;
  readonly arrived: number | undefined;
  /** The shortest time between the end of an attempt and the next one, in milliseconds. */
  readonly wait: number | undefined;
  /** The shortest time between two arrivals, in milliseconds. */
  readonly apart: number | undefined;
}

const least = (gaps: ReadonlyArray<number>) => (gaps.length > 0 ? Math.min(...gaps) : undefined);

async function observe(fault: Fault, method: Method, { origin, server }: Place): Promise<Observed> {
  const waits: number[] = [];
  let attempts = 0;
  let ended = 0;
  let n = 0;
  const ctx = createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: credentials(() => `token-${++n}`),
    timeout: 60_000,
    fileTimeout: 60_000,
    ...fault.overrides,
    retry: { limit: 2, delay: 40, maxDelay: 5000, ...(fault.overrides?.retry as object) },
    onRequest: () => {
      if (++attempts > 1) waits.push(performance.now() - ended);
    },
    onResponse: () => {
      ended = performance.now();
    },
  });
  const result = await calls[method](ctx, origin)();
  const arrivals = () =>
    server?.arrived.filter((one) => one.method === method || one.method === 'handshake') ?? [];
  // The client knows of a handshake that failed before the server does.
  for (let i = 0; server && arrivals().length < attempts && i < 100; i++) await pause(10);
  const arrived = arrivals();
  return {
    outcome: result._tag === 'Left' ? result.left : 'success',
    attempts,
    arrived: server && arrived.length,
    wait: least(waits),
    apart: least(arrived.slice(1).map(({ at }, i) => at - (arrived[i]?.at ?? 0))),
  };
}

/** In which respects what was seen is not what the rule says. */
function differences(expected: Expected, seen: Observed): ReadonlyArray<string> {
  const { outcome } = seen;
  const error = outcome === 'success' ? undefined : outcome;
  const wanted: ReadonlyArray<readonly [string, unknown, unknown]> = [
    ['outcome', error?._tag ?? 'success', expected.tag],
    ['attempts', seen.attempts, expected.attempts],
    ['arrived', seen.arrived ?? expected.attempts, expected.attempts],
    ['scope', error && 'scope' in error ? error.scope : undefined, expected.scope],
    [
      'status',
      expected.status === undefined ? undefined : error && 'status' in error && error.status,
      expected.status,
    ],
    ['unsure', /may have been carried out/.test(error?.message ?? ''), expected.unsure ?? false],
  ];
  const wait = expected.wait ?? 0;
  return [
    ...wanted
      .filter(([, is, should]) => is !== should)
      .map(([what, is, should]) => `${what}: ${is}, not ${should}`),
    ...[seen.wait, seen.apart]
      .filter((gap) => gap !== undefined && gap < wait)
      .map((gap) => `waits ${gap} ms, not ${wait}`),
    ...(expected.wait === undefined && (seen.wait ?? 0) > 20_000 ? ['waits where it should not'] : []),
  ];
}

async function runFault(fault: Fault): Promise<ReadonlyArray<string>> {
  // A handshake that fails does not tell its method, so such a fault is met by one method after the other.
  const shared = fault.place === undefined || fault.name.startsWith('redirect');
  const placeOf = async (): Promise<Place> => {
    if (fault.place) return fault.place();
    const server = await serve(fault.answer ?? (() => {}));
    return { origin: server.origin, server };
  };
  const common = shared ? await placeOf() : undefined;
  const found = await Promise.all(
    methods.map(async (method) => {
      const place = common ?? (await placeOf());
      const seen = await observe(fault, method, place);
      if (!common) await place.server?.close();
      return differences(fault.rule(method), seen).map((text) => {
        const said = seen.outcome === 'success' ? '' : ` (${seen.outcome.message})`;
        return `${fault.name}, ${method}: ${text}${said}`;
      });
    }),
  );
  await common?.server?.close();
  await common?.elsewhere?.close();
  const strayed = common?.elsewhere?.arrived.length ?? 0;
  return [...found.flat(), ...(strayed > 0 ? [`${fault.name}: ${strayed} requests followed it`] : [])];
}

/** Runs faults, most of them at a time; gives in which respects they break the rules. */
export async function runMatrix(which: ReadonlyArray<Fault> = faults): Promise<ReadonlyArray<string>> {
  const random = Math.random;
  Math.random = () => 0.5;
  try {
    const found: string[][] = [];
    for (const apart of [undefined, 'timed', 'heavy']) {
      const together = await Promise.all(which.filter((fault) => fault.apart === apart).map(runFault));
      found.push(together.flat());
    }
    return found.flat();
  } finally {
    Math.random = random;
  }
}

// -- its table -------------------------------------------------------------------------------------------------

const cell = ({ tag, attempts, wait = 0, scope, unsure }: Expected) =>
  [
    tag + (scope ? ` (${scope})` : ''),
    attempts > 1 ? ` ×${attempts}` : '',
    attempts > 1 && wait > 0 ? ' …' : '',
    unsure ? ' ?' : '',
  ].join('');

/** The rules as a table in Markdown. */
export function table(): string {
  const head = ['fault', 'GET', 'POST', 'PATCH', 'DELETE', 'PUT of a file'];
  const rows = faults.map(({ name, rule }) => [name, ...methods.map((method) => cell(rule(method)))]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: ReadonlyArray<string>) =>
    `| ${row.map((c, i) => c.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const readme = 'test/faults/README.md';
const marks = /(<!-- matrix -->\n)[\s\S]*?(<!-- \/matrix -->)/;

/** README.md as it is, and as it should be. */
export function manual(): { readonly is: string; readonly shouldBe: string } {
  const is = readFileSync(readme, 'utf8');
  return { is, shouldBe: is.replace(marks, (_, begin, end) => `${begin}\n${table()}\n\n${end}`) };
}

if (/matrix\.[jt]s$/.test(process.argv[1] ?? '')) {
  const broken = await runMatrix();
  console.log(broken.length > 0 ? broken.join('\n') : table());
  if (broken.length === 0 && process.argv.includes('--write')) writeFileSync(readme, manual().shouldBe);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
