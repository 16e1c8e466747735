import type { Either } from 'fp-ts/lib/Either.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { keepToken, type TokenKeeper } from '../../src/auth/keepToken.js';
import { renewAt, type Token } from '../../src/auth/token.js';
import {
  type Context,
  type ContextOverrides,
  createContext,
  type LasError,
  memoryStorage,
  type TokenStorage,
  withOptions,
} from '../../src/index.js';
import { pause } from '../support/results.js';

const inAnHour = () => Date.now() + 3_600_000;
const token = (accessToken: string, extra: Partial<Token> = {}): Token => ({
  accessToken,
  renewAt: inAnHour(),
  ...extra,
});

interface Asked {
  readonly ctx: Context;
  readonly previous: Token | undefined;
}

type Answer = Either<LasError, Token>;

/** A keeper whose tokens are `token-1`, `token-2`…, or what `answer` makes of it. */
function keeper(
  storage?: TokenStorage,
  answer: (n: number, asked: Asked) => Token | LasError | Promise<Token | LasError> = (n) =>
    token(`token-${n}`),
) {
  const asked: Asked[] = [];
  const kept: TokenKeeper = keepToken(async (ctx, previous): Promise<Answer> => {
    const one = { ctx, previous };
    asked.push(one);
    const result = await answer(asked.length, one);
    return '_tag' in result ? { _tag: 'Left', left: result } : { _tag: 'Right', right: result };
  }, storage);
  const ctx = createContext({ credentials: kept.credentials });
  const get = async (rejected?: string, overrides: ContextOverrides = {}): Promise<string> => {
    const result = await kept.credentials.getToken(withOptions(ctx, overrides), rejected);
    return result._tag === 'Right' ? result.right : result.left._tag;
  };
  return { ...kept, asked, get };
}

/** A promise and what settles it. */
function gate<A = void>() {
  let open: (value: A) => void = () => {};
  const opened = new Promise<A>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const holding = (kept: unknown): TokenStorage => {
  const storage = memoryStorage();
  storage.set(typeof kept === 'string' ? kept : JSON.stringify(kept));
  return storage;
};

// -- order -----------------------------------------------------------------------------------------------------

const order = suite('keepToken: memory, storage, request');

order('memory comes before the storage', async () => {
  let reads = 0;
  const inner = memoryStorage();
  const storage: TokenStorage = {
    ...inner,
    get: () => {
      reads++;
      return inner.get();
    },
  };
  const { get, asked } = keeper(storage);
  assert.is(await get(), 'token-1');
  assert.is(reads, 1);
  inner.set(JSON.stringify(token('other')));
  assert.is(await get(), 'token-1');
  assert.equal([reads, asked.length], [1, 1]);
});

order('the storage comes before a request', async () => {
  const { get, asked } = keeper(holding(token('stored')));
  assert.is(await get(), 'stored');
  assert.is(await get(), 'stored');
  assert.is(asked.length, 0);
});

order('a storage may give and take its text later', async () => {
  const inner = memoryStorage();
  const storage: TokenStorage = {
    get: async () => {
      await pause(1);
      return inner.get();
    },
    set: async (text) => {
      await pause(1);
      await inner.set(text);
    },
  };
  assert.is(await keeper(storage).get(), 'token-1');
  const second = keeper(storage);
  assert.is(await second.get(), 'token-1');
  assert.is(second.asked.length, 0);
});

order('a new token is in memory and in the storage', async () => {
  const storage = memoryStorage();
  const { get, peek } = keeper(storage, () => token('new', { renewAt: 9e15, refreshToken: 'r' }));
  assert.is(await peek(), undefined);
  await get();
  const kept = { accessToken: 'new', renewAt: 9e15, refreshToken: 'r' };
  assert.equal(JSON.parse((await storage.get()) ?? ''), kept);
  assert.equal(await peek(), kept);
});

order('a token that is over is renewed, in memory and in the storage', async () => {
  const storage = holding(token('old', { renewAt: Date.now() - 1 }));
  const { get, asked } = keeper(storage, (n) =>
    token(`token-${n}`, { renewAt: n === 1 ? Date.now() - 1 : 9e15 }),
  );
  assert.is(await get(), 'token-1');
  assert.is(await get(), 'token-2');
  assert.is(await get(), 'token-2');
  assert.equal(
    asked.map(({ previous }) => previous?.accessToken),
    ['old', 'token-1'],
  );
});

order('a token that came another way is kept, and undefined forgets it', async () => {
  const storage = memoryStorage();
  const { get, put, peek, asked } = keeper(storage);
  await put(token('put'));
  assert.is(await get(), 'put');
  assert.is((await peek())?.accessToken, 'put');
  await put(undefined);
  assert.equal([await peek(), await storage.get()], [undefined, null]);
  assert.is(await get(), 'token-1');
  assert.equal(asked[0]?.previous, undefined);
});

order('a failure is not kept', async () => {
  const storage = memoryStorage();
  const { get } = keeper(storage, (n) =>
    n === 1 ? { _tag: 'MissingCredentials', message: 'no' } : token('later'),
  );
  assert.is(await get(), 'MissingCredentials');
  assert.is(await storage.get(), null);
  assert.is(await get(), 'later');
});

order('the refresh token is handed to the renewal, from memory and from the storage', async () => {
  const old = token('old', { renewAt: 0, refreshToken: 'r' });
  const stored = keeper(holding(old));
  await stored.get();
  assert.equal(stored.asked[0]?.previous, old);
  const inMemory = keeper();
  await inMemory.put(old);
  await inMemory.get();
  assert.equal(inMemory.asked[0]?.previous, old);
});

order.run();

// -- storages that fail ----------------------------------------------------------------------------------------

const failing = suite('keepToken: a storage that fails');

const thrown = () => {
  throw new Error('storage');
};
const rejected = () => Promise.reject(new Error('storage'));
const hanging = () => new Promise<never>(() => {});

failing('to give or to keep is no storage', async () => {
  const good = memoryStorage();
  for (const storage of [
    { ...good, get: thrown },
    { ...good, get: rejected },
    { ...good, set: thrown },
    { ...good, set: rejected },
    { get: thrown, set: rejected },
  ] satisfies TokenStorage[]) {
    good.set(null);
    const { get, peek, asked } = keeper(storage);
    assert.is(await peek(), undefined);
    assert.is(await get(), 'token-1');
    assert.is(await get(), 'token-1');
    assert.is(asked.length, 1);
  }
});

failing('to hold a token is empty', async () => {
  for (const kept of [
    '',
    'rubbish',
    'null',
    '7',
    '[]',
    '{}',
    { accessToken: 'a' },
    { accessToken: 7, renewAt: 9e15 },
    { accessToken: 'a', renewAt: '9e15' },
    { accessToken: 'a', renewAt: 9e15, refreshToken: 7 },
    { accessToken: '', renewAt: 9e15 },
    { accessToken: 'a\nb', renewAt: 9e15 },
    { accessToken: 'ключ', renewAt: 9e15 },
  ]) {
    const { get, asked } = keeper(holding(kept));
    assert.is(await get(), 'token-1', JSON.stringify(kept));
    assert.is(asked.length, 1);
    assert.is(asked[0]?.previous, undefined);
  }
  const odd = { ...memoryStorage(), get: () => ({ accessToken: 'a', renewAt: 9e15 }) as unknown as string };
  assert.is(await keeper(odd).get(), 'token-1');
});

failing('to come back obeys the time and the signal of the caller', async () => {
  const { get, asked } = keeper({ get: hanging, set: () => {} });
  assert.is(await get(undefined, { timeout: 10 }), 'Timeout');
  const controller = new AbortController();
  const waiting = get(undefined, { signal: controller.signal, timeout: false });
  await pause(2);
  controller.abort();
  assert.is(await waiting, 'Aborted');
  assert.is(asked.length, 0);
  const deaf = keeper({ get: () => null, set: hanging });
  assert.is(await deaf.get(undefined, { timeout: 10 }), 'Timeout');
  // It is in memory by then.
  assert.is(await deaf.get(undefined, { timeout: 10 }), 'token-1');
  assert.is(deaf.asked.length, 1);
});

failing('to lock renews all the same, once', async () => {
  for (const exclusive of [
    thrown,
    rejected,
    // One that lost the result, and one that never ran the renewal.
    async (renewal: () => Promise<unknown>) => {
      await renewal();
      throw new Error('release');
    },
    async (renewal: () => Promise<unknown>) => void (await renewal()),
    async () => undefined,
  ]) {
    const storage = { get: thrown, set: thrown, exclusive } as TokenStorage;
    const { get, asked } = keeper(storage);
    assert.is(await get(), 'token-1');
    assert.is(asked.length, 1);
  }
});

failing('to get its lock asks for nothing once everybody has gone', async () => {
  let signal: AbortSignal | undefined;
  const { get, asked } = keeper({
    ...memoryStorage(),
    exclusive: (_, given) => {
      signal = given;
      return new Promise((_, reject) => given.addEventListener('abort', () => reject(given.reason)));
    },
  });
  assert.is(await get(undefined, { timeout: 5 }), 'Timeout');
  await pause(2);
  assert.is(signal?.aborted, true);
  assert.is(asked.length, 0);
});

failing.run();

// -- rejections ------------------------------------------------------------------------------------------------

const rejection = suite('keepToken: a token that was refused');

rejection('is not used again, be it in memory or in the storage', async () => {
  const storage = holding(token('bad'));
  const { get, asked } = keeper(storage);
  assert.is(await get(), 'bad');
  assert.is(await get('bad'), 'token-1');
  assert.is(asked.length, 1);
  assert.is(JSON.parse((await storage.get()) ?? '').accessToken, 'token-1');
  const fresh = keeper(holding(token('bad')));
  assert.is(await fresh.get('bad'), 'token-1');
});

rejection('gives way to a newer one of another process, without a request', async () => {
  const storage = holding(token('old'));
  const { get, asked } = keeper(storage);
  assert.is(await get(), 'old');
  storage.set(JSON.stringify(token('newer')));
  assert.is(await get('old'), 'newer');
  assert.is(await get(), 'newer');
  assert.is(asked.length, 0);
});

rejection('does not undo a renewal that was done since', async () => {
  const { get, asked } = keeper();
  assert.is(await get(), 'token-1');
  assert.is(await get('token-1'), 'token-2');
  assert.is(await get('token-1'), 'token-2');
  assert.is(asked.length, 2);
});

rejection('may come back from a renewal that began before: then another one is asked for', async () => {
  const doors = [gate<Token>(), gate<Token>()] as const;
  const { get, asked } = keeper(undefined, (n) => doors[n - 1]?.opened ?? token(`token-${n}`));
  const early = get();
  const late = [get('same'), get('same'), get('same')];
  doors[0].open(token('same'));
  assert.is(await early, 'same');
  await pause(1);
  assert.is(asked.length, 2);
  doors[1].open(token('other'));
  assert.equal(await Promise.all(late), ['other', 'other', 'other']);
  assert.is(asked.length, 2);
});

rejection('that comes back from a renewal of its own is not asked for again', async () => {
  const { get, asked } = keeper(undefined, async () => {
    await pause(1);
    return token('same');
  });
  assert.equal(await Promise.all([get('same'), get('same')]), ['same', 'same']);
  assert.is(asked.length, 1);
});

rejection.run();

// -- many who wait ---------------------------------------------------------------------------------------------

const waiting = suite('keepToken: many who wait');

waiting('get one token', async () => {
  const door = gate<Token>();
  const { get, asked } = keeper(memoryStorage(), () => door.opened);
  const all = Array.from({ length: 50 }, () => get());
  await pause(1);
  door.open(token('one'));
  assert.equal([...new Set(await Promise.all(all))], ['one']);
  assert.is(asked.length, 1);
});

waiting('go one by one, and the last one ends the request', async () => {
  const { get, asked } = keeper(undefined, (n) => (n === 1 ? hanging() : token(`token-${n}`)));
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const all = controllers.map(({ signal }) => get(undefined, { signal }));
  await pause(1);
  const request = asked[0]?.ctx.signal;
  for (const [i, controller] of controllers.entries()) {
    assert.is(request?.aborted, false);
    controller.abort();
    assert.is(await all[i], 'Aborted');
  }
  assert.is(request?.aborted, true);
  assert.is(await get(), 'token-2');
});

waiting('do not share their time or signal with the request', async () => {
  const { get, asked } = keeper();
  const { signal } = new AbortController();
  await get(undefined, { signal, timeout: 7, totalTimeout: 9, headers: { a: 'b' } });
  const ctx = asked[0]?.ctx;
  assert.equal([ctx?.timeout, ctx?.totalTimeout], [false, false]);
  assert.is.not(ctx?.signal, signal);
});

waiting('one who stays gets the token when the others have gone', async () => {
  const door = gate<Token>();
  const { get, asked } = keeper(undefined, () => door.opened);
  const gone = [get(undefined, { timeout: 5 }), get(undefined, { signal: AbortSignal.timeout(5) })];
  const stays = get();
  assert.equal(await Promise.all(gone), ['Timeout', 'Aborted']);
  door.open(token('one'));
  assert.is(await stays, 'one');
  assert.is(asked.length, 1);
});

waiting('one who comes when all have gone asks anew, and a late answer does no harm', async () => {
  const door = gate<Token>();
  const { get, asked } = keeper(undefined, (n) => (n === 1 ? door.opened : token(`token-${n}`)));
  assert.is(await get(undefined, { timeout: 5 }), 'Timeout');
  const next = get();
  door.open(token('late'));
  assert.ok(['token-2', 'late'].includes(await next));
  assert.is(asked.length, 2);
});

waiting('leave no listener on a signal that lives long', async () => {
  const { get } = keeper(undefined, (n) => token(`token-${n}`, { renewAt: 0 }));
  let listeners = 0;
  const { signal } = new AbortController();
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    },
  });
  for (let i = 0; i < 20; i++) await get(undefined, { signal });
  assert.is(listeners, 0);
});

waiting.run();

// -- time ------------------------------------------------------------------------------------------------------

const time = suite('renewAt');

time('is a minute early, or half-way where that is later', () => {
  const now = Date.now;
  Date.now = () => 1_000_000;
  try {
    for (const [lifetime, seconds] of [
      [3600, 3540],
      [121, 61],
      [120, 60],
      [119, 59.5],
      [10, 5],
      [0, 0],
      [-10, -5],
    ] as const) {
      assert.is(renewAt(lifetime), 1_000_000 + seconds * 1000, String(lifetime));
    }
  } finally {
    Date.now = now;
  }
});

time.run();
