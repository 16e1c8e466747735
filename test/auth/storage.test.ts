import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  browserLocalStorage,
  browserSessionStorage,
  clientCredentials,
  createContext,
  listModels,
  memoryStorage,
  type TokenStorage,
} from '../../src/index.js';

type Kind = 'sessionStorage' | 'localStorage';

/** Runs with another value of a global, or one that throws when it is touched. */
async function withGlobal(name: Kind, get: () => unknown, run: () => Promise<void> | void): Promise<void> {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { configurable: true, get });
  try {
    await run();
  } finally {
    if (before) Object.defineProperty(globalThis, name, before);
    else Reflect.deleteProperty(globalThis, name);
  }
}

/** A storage as browsers have them. */
function browserStorage(texts = new Map<string, string>()) {
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}

/** Calls with a storage: how many ended well, and how many tokens were fetched. */
async function calls(storage: TokenStorage, count = 2): Promise<readonly [well: number, fetched: number]> {
  let fetched = 0;
  const ctx = createContext({
    credentials: clientCredentials({ clientId: 'me', clientSecret: 'secret', storage }),
    retry: 0,
    fetch: async (request) =>
      Response.json(
        request.url.includes('/token')
          ? { access_token: `token-${++fetched}`, expires_in: 3600 }
          : { models: [] },
      ),
  });
  let well = 0;
  for (let i = 0; i < count; i++) if ((await listModels(ctx)())._tag === 'Right') well++;
  return [well, fetched];
}

const throwing = (name: string) => () => {
  throw new DOMException('The operation is insecure.', name);
};

const memory = suite('memoryStorage');

memory('keeps a text, and forgets it', () => {
  const storage = memoryStorage();
  assert.is(storage.get(), null);
  storage.set('one');
  assert.is(storage.get(), 'one');
  storage.set('two');
  assert.is(storage.get(), 'two');
  storage.set(null);
  assert.is(storage.get(), null);
  assert.is(storage.exclusive, undefined);
});

memory('is one token for several credentials', async () => {
  const storage = memoryStorage();
  assert.equal(await calls(storage), [2, 1]);
  assert.equal(await calls(storage), [2, 0]);
  assert.equal(await calls(memoryStorage()), [2, 1]);
});

memory('shows nothing when it is printed', () => {
  const storage = memoryStorage();
  storage.set('hunter2');
  assert.not.match(inspect(storage, { depth: null, showHidden: true }) + JSON.stringify(storage), /hunter2/);
});

memory.run();

for (const [name, make] of [
  ['sessionStorage', browserSessionStorage],
  ['localStorage', browserLocalStorage],
] as const satisfies readonly (readonly [Kind, (key?: string) => TokenStorage])[]) {
  const it = suite(name);

  it('keeps a text under a key, and forgets it', () => {
    const fake = browserStorage();
    return withGlobal(
      name,
      () => fake,
      () => {
        const [storage, other] = [make(), make('mine')];
        assert.is(storage.get(), null);
        storage.set('one');
        other.set('two');
        assert.equal(
          [...fake.texts],
          [
            ['las-fp.token', 'one'],
            ['mine', 'two'],
          ],
        );
        assert.equal([storage.get(), other.get()], ['one', 'two']);
        storage.set(null);
        assert.equal([...fake.texts.keys()], ['mine']);
      },
    );
  });

  it('keeps a token over reloads', () => {
    const fake = browserStorage();
    return withGlobal(
      name,
      () => fake,
      async () => {
        assert.equal(await calls(make()), [2, 1]);
        assert.equal(await calls(make()), [2, 0]);
        fake.texts.clear();
        assert.equal(await calls(make()), [2, 1]);
      },
    );
  });

  it('is touched when it is used, not when it is made', async () => {
    let touched = 0;
    await withGlobal(
      name,
      () => touched++,
      () => {
        make();
        assert.is(touched, 0);
      },
    );
  });

  it('that is refused to the page keeps nobody from a token', async () => {
    await withGlobal(name, throwing('SecurityError'), async () => {
      assert.throws(() => make().get());
      assert.equal(await calls(make()), [2, 1]);
    });
    await withGlobal(
      name,
      () => null,
      async () => assert.equal(await calls(make()), [2, 1]),
    );
    // As in Node.
    await withGlobal(
      name,
      () => undefined,
      async () => assert.equal(await calls(make()), [2, 1]),
    );
  });

  it('that is full keeps nobody from a token', () =>
    withGlobal(
      name,
      () => ({ ...browserStorage(), setItem: throwing('QuotaExceededError') }),
      async () => assert.equal(await calls(make()), [2, 1]),
    ));

  it('that holds something else is taken for empty', async () => {
    for (const text of ['', 'rubbish', '[]', '{"accessToken":"a"}', '{"accessToken":"a","renewAt":"9e15"}']) {
      const fake = browserStorage(new Map([['las-fp.token', text]]));
      await withGlobal(
        name,
        () => fake,
        async () => assert.equal(await calls(make()), [2, 1], text),
      );
    }
  });

  it.run();
}
