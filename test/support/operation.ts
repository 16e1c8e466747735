/** The same cases for every function that is one call to the API. */
import { readdir } from 'node:fs/promises';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Context, LasError } from '../../src/index.js';
import { apiKey, endpoint, fake, status, token } from './fake.js';

type Answer = Readonly<Record<string, unknown>>;

/** One way to call a function, and the versions of the API that it is for. */
export interface CallFor {
  readonly call: (ctx: Context) => TaskEither<LasError, unknown>;
  /**
   * By their dates; absent: all that have the operation; empty: none, for it has keys of several. Conformance holds the
   * request to the documents of these.
   */
  readonly versions?: ReadonlyArray<string>;
}

/** One way to call a function and the request that must leave. */
export interface Sends extends CallFor {
  readonly method: string;
  /** Below the endpoint, percent-encoded. */
  readonly path: string;
  /** In order; a key that repeats stands twice. */
  readonly query?: ReadonlyArray<readonly [string, string]>;
  readonly body?: unknown;
}

export interface Operation {
  /** The first one is used for the answers; with least and with full options, at least. */
  readonly sends: ReadonlyArray<Sends>;
  /** Answers that decode, and come back as they are: the fullest first, then the least. Absent: answers 204. */
  readonly answers?: readonly [full: Answer, least: Answer];
  /** Where the full answer has words that may grow: `['status']`, `['transitions.0.transitionType']`. */
  readonly words?: ReadonlyArray<string>;
  /** A key without which the answer does not decode, and the path that the error names. */
  readonly required?: string;
}

const errors: ReadonlyArray<readonly [number, string, LasError['_tag']]> = [
  [400, 'no', 'BadRequest'],
  [403, 'Forbidden', 'InvalidCredentials'],
  [403, 'not for you', 'HttpError'],
  [404, 'no such thing', 'NotFound'],
  [415, 'no', 'HttpError'],
  [429, 'Limit Exceeded', 'LimitExceeded'],
  [429, 'Too Many Requests', 'TooManyRequests'],
  [500, 'no', 'HttpError'],
];

/** Sets what stands at a path of keys in a copy of a value. */
export function withValue(value: unknown, keys: string, replacement: unknown): unknown {
  const copy = structuredClone(value);
  const [last = '', ...rest] = keys.split('.').reverse();
  const parent = rest.reverse().reduce((at, key) => (at as Record<string, unknown>)[key], copy);
  if (!(last in (parent as object))) throw new Error(`nothing stands at ${keys}`);
  if (replacement === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = replacement;
  return copy;
}

const registered = new Map<string, ReadonlyArray<CallFor>>();
let collecting = false;

/** Makes calls of a function known to conformance, for which `operation` has no test: they send more than one request. */
export function callsOf(name: string, calls: ReadonlyArray<CallFor>): void {
  registered.set(name, [...(registered.get(name) ?? []), ...calls]);
}

/**
 * How the tests of the resources call each function: what they give to `operation` and `callsOf`. Their files are
 * loaded once more for that, and their tests do not run.
 */
export function collectCalls(): Promise<ReadonlyMap<string, ReadonlyArray<CallFor>>> {
  // Once a process: a module is loaded once, and with it what it registers.
  calls ??= collect();
  return calls;
}

let calls: ReturnType<typeof collect> | undefined;

async function collect(): Promise<ReadonlyMap<string, ReadonlyArray<CallFor>>> {
  const folder = new URL('../resources/', import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.test\.[tj]s$/.test(file));
  const uvu = globalThis as { UVU_QUEUE?: unknown[][]; UVU_INDEX?: number };
  const { UVU_QUEUE, UVU_INDEX } = uvu;
  registered.clear();
  collecting = true;
  try {
    for (const file of files.sort()) {
      // Suites that the file makes itself come here.
      Object.assign(uvu, { UVU_QUEUE: [[]], UVU_INDEX: 0 });
      // A module of its own, so that the file can still be loaded for its tests.
      await import(new URL(`${file.replaceAll('\\', '/')}?calls`, folder).href);
    }
  } finally {
    collecting = false;
    Object.assign(uvu, { UVU_QUEUE, UVU_INDEX });
  }
  return new Map(registered);
}

/** Tests a function that is one call to the API. */
export function operation(name: string, { sends, answers, words = [], required }: Operation): void {
  callsOf(name, sends);
  if (collecting) return;
  const test = suite(name);
  const [first] = sends;
  if (!first) throw new Error(`${name}: no way to call it`);
  const good = () => (answers ? Response.json(answers[0]) : new Response(null, { status: 204 }));

  sends.forEach(({ call, method, path, query = [], body }, i) => {
    test(`sends its request, and nothing before it runs (${i + 1} of ${sends.length})`, async () => {
      const { ctx, sent } = fake(good);
      const task = call(ctx);
      await new Promise((resolve) => setTimeout(resolve, 0));
      assert.is(sent.length, 0);
      const result = await task();
      assert.is(result._tag, 'Right', JSON.stringify(result));
      assert.is(sent.length, 1);
      const [request] = sent;
      assert.is(request?.method, method);
      assert.is(`${request?.url.origin}${request?.url.pathname}`, endpoint + path);
      assert.equal(
        [...(request?.url.searchParams ?? [])],
        query.map((pair) => [...pair]),
      );
      assert.equal(request?.body, body);
      assert.is(request?.headers.get('authorization'), `Bearer ${token}`);
      assert.is(request?.headers.get('x-api-key'), apiKey);
      assert.is(request?.headers.get('content-type'), body === undefined ? null : 'application/json');
      await task();
      assert.is(sent.length, 2, 'running it twice sends twice');
    });
  });

  const result = (answer: unknown) => first.call(fake(answer).ctx)();

  if (answers) {
    const [full, least] = answers;
    test('decodes a full answer', async () => {
      assert.equal(await result(full), { _tag: 'Right', right: full });
    });
    test('decodes the least answer', async () => {
      assert.equal(await result(least), { _tag: 'Right', right: least });
    });
    test('keeps unknown keys and takes unknown words', async () => {
      const grown = words.reduce<unknown>((answer, word) => withValue(answer, word, 'a-new-word'), {
        ...full,
        keyOfTomorrow: { x: [1] },
      });
      assert.equal(await result(grown), { _tag: 'Right', right: grown });
    });
  }
  // A collection is answered with what was deleted of it.
  if (answers && first.method === 'DELETE' && first.path.split('/').length > 2) {
    test('takes 204 for an answer', async () => {
      assert.equal(await result(() => new Response(null, { status: 204 })), {
        _tag: 'Right',
        right: undefined,
      });
    });
  }
  if (answers && required) {
    test(`refuses an answer without ${required}`, async () => {
      const got = await result(withValue(answers[1], required, undefined));
      assert.is(
        got._tag === 'Left' && got.left._tag === 'DecodeError' && got.left.path,
        required.replace(/\.(\d+)/g, '[$1]'),
      );
    });
  }

  test('tells errors apart', async () => {
    for (const [code, message, tag] of errors) {
      const got = await result(() => status(code, message));
      assert.is(got._tag === 'Left' && got.left._tag, tag, `${code} ${message}`);
    }
  });

  test.run();
}
