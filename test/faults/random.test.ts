/**
 * A random caller: every function against a server that lies, in an order that a seed decides. Whatever comes, each call
 * settles as a value, no write runs twice unless it was refused before any work was done, no secret is told, and nothing is
 * left open. `SEED=7 CALLS=20000 npm test -- faults/random` is another order, and more of it.
 */
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Context, createContext, type LasError, staticToken, withOptions } from '../../src/index.js';
import { collectCalls } from '../support/operation.js';
import { seeded } from './bulkProxy.js';
import { serveRaw } from './servers.js';

const seed = Number(process.env['SEED'] ?? 20_261_126);
const total = Number(process.env['CALLS'] ?? 1000);

const secrets = {
  token: 'canary-token+with/odd=characters',
  apiKey: 'canary-api-key-c44d',
  header: 'canary-header-13f8',
} as const;

const calls = [...(await collectCalls())].flatMap(([name, all]) =>
  all.slice(0, 1).map(({ call }) => ({ name, call: call as (ctx: Context) => () => Promise<unknown> })),
);

const head = (status: string, ...lines: ReadonlyArray<string>) =>
  ['HTTP/1.1 ', status, '\r\n', ...lines.map((line) => `${line}\r\n`), '\r\n'].join('');
const json = (status: string, value: unknown, ...lines: ReadonlyArray<string>) => {
  const text = JSON.stringify(value);
  return head(status, `content-length: ${Buffer.byteLength(text)}`, ...lines) + text;
};
const quoted = { message: `${Object.values(secrets).join(' ')}`, authorization: `Bearer ${secrets.token}` };
const inBase64 = Buffer.from(`x${secrets.token}`).toString('base64');

interface Lie {
  readonly name: string;
  readonly text: string;
  /** Refused before any work was done: a write may be sent again. */
  readonly early?: boolean;
  /** What becomes of the connection; it stays open where nothing is said. */
  readonly after?: 'end' | 'reset';
}

const lies: ReadonlyArray<Lie> = [
  { name: 'nothing, for ever', text: '' },
  { name: 'the end at once', text: '', after: 'end' },
  { name: 'a reset', text: '', after: 'reset' },
  { name: 'half a head', text: 'HTTP/1.1 200 OK\r\ncontent-', after: 'end' },
  { name: 'no HTTP', text: 'SSH-2.0-OpenSSH_9\r\n', after: 'end' },
  { name: 'half a body', text: `${head('200 OK', 'content-length: 100')}{"a":`, after: 'reset' },
  { name: 'a body without its end', text: `${head('200 OK', 'content-length: 100')}{"a":` },
  {
    name: 'chunks that are none',
    text: `${head('200 OK', 'transfer-encoding: chunked')}zz\r\n`,
    after: 'end',
  },
  {
    name: 'two lengths',
    text: `${head('200 OK', 'content-length: 2', 'content-length: 3')}{}x`,
    after: 'end',
  },
  { name: 'gzip that is none', text: `${head('200 OK', 'content-encoding: gzip', 'content-length: 2')}{}` },
  { name: 'an empty object', text: json('200 OK', {}) },
  { name: 'a list', text: json('200 OK', [1]) },
  { name: 'null', text: json('200 OK', null) },
  { name: 'HTML', text: `${head('200 OK', 'content-length: 6')}<html>` },
  { name: 'nothing', text: head('200 OK', 'content-length: 0') },
  { name: 'nothing, and 204', text: head('204 No Content') },
  { name: 'the request, as a result', text: json('200 OK', quoted) },
  { name: 'the request, as an error', text: json('400 Bad Request', quoted) },
  {
    name: 'the request, escaped',
    text: json('400 Bad Request', { message: JSON.stringify(quoted).replaceAll('/', '\\/') }),
  },
  {
    name: 'the request, in an address',
    text: json('403 No', { message: encodeURIComponent(quoted.message) }),
  },
  { name: 'the request, in base64', text: json('500 No', { message: inBase64 }) },
  { name: 'a redirect', text: head('302 Found', 'location: http://127.0.0.1:1/', 'content-length: 0') },
  { name: '401', text: json('401 Unauthorized', {}), early: true },
  { name: '404', text: json('404 Not Found', {}) },
  { name: '429', text: json('429 Slow', { message: 'Too Many Requests' }, 'retry-after: 0'), early: true },
  { name: 'the quota', text: json('429 No', { message: 'Limit Exceeded' }) },
  { name: '500', text: json('500 No', {}) },
  { name: '503 and a wait', text: json('503 No', {}, 'retry-after: 3600') },
  { name: 'a status beyond all', text: head('999 No', 'content-length: 0') },
  { name: 'many headers', text: head('200 OK', ...Array(3000).fill('x-a: 1')), after: 'end' },
  {
    name: 'gzip',
    text:
      head('200 OK', 'content-encoding: gzip', `content-length: ${gzipSync('{}').length}`) +
      gzipSync('{}').toString('latin1'),
  },
];

const tells = (value: unknown) => {
  const text = JSON.stringify(value) ?? '';
  const encoded = [
    encodeURIComponent(secrets.token),
    secrets.token.replaceAll('/', '\\/'),
    inBase64.slice(4, 30),
  ];
  return [...Object.values(secrets), ...encoded].filter((secret) => text.includes(secret));
};

const caller = suite('a random caller');

caller(
  `${total} calls of a server that lies: each settles, nothing runs twice, nothing is told`,
  async () => {
    const random = seeded(seed);
    const pick = <A>(list: ReadonlyArray<A>): A => list[Math.floor(random() * list.length)] as A;
    const plans = new Map<
      string,
      { readonly lies: Lie[]; readonly arrived: Array<readonly [string, Lie]> }
    >();
    const server = await serveRaw((socket, n) => {
      const arrival = server.arrived[n - 1];
      const plan = plans.get(arrival?.headers['x-call'] as string);
      const lie = plan?.lies.shift() ?? pick(lies);
      plan?.arrived.push([arrival?.method ?? '', lie]);
      if (lie.text) socket.write(lie.text, 'latin1');
      if (lie.after === 'end') socket.end();
      if (lie.after === 'reset') socket.resetAndDestroy();
    });
    const base = createContext({
      apiEndpoint: server.origin,
      credentials: staticToken(secrets.token),
      apiKey: secrets.apiKey,
      headers: { 'x-mine': secrets.header },
      timeout: 150,
      fileTimeout: 150,
      totalTimeout: 1500,
      retry: { limit: 2, delay: 1, maxDelay: 5 },
    });
    const one = async (index: number) => {
      const { name, call } = pick(calls);
      const id = String(index);
      const plan = {
        lies: Array.from({ length: 3 }, () => pick(lies)),
        arrived: [] as Array<readonly [string, Lie]>,
      };
      plans.set(id, plan);
      const where = `seed ${seed}, call ${index}: ${name}, ${plan.lies.map((lie) => lie.name).join('; ')}`;
      const hung = setTimeout(() => console.error(`     no end: ${where}`), 10_000);
      const result = (await call(withOptions(base, { headers: { 'x-call': id } }))().catch(
        (thrown: unknown) => {
          throw new Error(`${where} rejected: ${thrown}`);
        },
      )) as { readonly _tag: string; readonly left?: LasError };
      clearTimeout(hung);
      assert.ok(result._tag === 'Left' || result._tag === 'Right', where);
      if (result.left) assert.equal(tells(result.left), [], where);
      for (const [i, [method, lie]] of plan.arrived.entries()) {
        const again = i + 1 < plan.arrived.length && plan.arrived[i + 1]?.[0] === method;
        // Composites make several writes of one kind, each at its own path: they are told apart by their functions' tests.
        if (again && (method === 'POST' || method === 'PATCH')) assert.ok(lie.early, `${where} ran twice`);
      }
      plans.delete(id);
    };
    let next = 0;
    const lane = async () => {
      while (next < total) await one(next++);
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    assert.ok(server.arrived.length > total / 2, `${server.arrived.length} requests arrived`);
    await server.close();
  },
);

caller.run();
