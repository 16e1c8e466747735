import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveEmulator } from '../../emulator/src/node.js';
import { keepToken } from '../../src/auth/keepToken.js';
import type { Token } from '../../src/auth/token.js';
import { type Context, createContext, staticToken, type TokenStorage } from '../../src/index.js';
import { tokenCache } from '../../src/node/index.js';
import { pause } from '../support/results.js';
import {
  buildWorker,
  environmentOf,
  putFile,
  startWorker,
  unprivileged,
  withHome,
} from './fixtures/support.js';

const never = new AbortController().signal;
const inAnHour = () => Math.floor(Date.now() / 1000) * 1000 + 3_600_000;

const put = (storage: TokenStorage, token: Token | null) =>
  storage.set(token === null ? null : JSON.stringify(token));
const get = async (storage: TokenStorage): Promise<Token | null> =>
  JSON.parse((await storage.get()) ?? 'null');

const exclusive = <A>(
  storage: TokenStorage,
  renewal: () => Promise<A>,
  signal: AbortSignal = never,
): Promise<A> => {
  if (!storage.exclusive) throw new Error('no exclusive');
  return storage.exclusive(renewal, signal);
};

const parsed = async (path: string): Promise<Record<string, Record<string, unknown>>> =>
  JSON.parse(await readFile(path, 'utf8'));

/** Credentials that get their tokens `token-1`, `token-2`… and count how often. */
function counting(storage: TokenStorage) {
  let asked = 0;
  const { credentials } = keepToken(async () => {
    asked++;
    return { _tag: 'Right', right: { accessToken: `token-${asked}`, renewAt: inAnHour() } };
  }, storage);
  const ctx: Context = createContext({ credentials, timeout: 5000 });
  return {
    token: async (rejected?: string) => {
      const token = await credentials.getToken(ctx, rejected);
      return token._tag === 'Right' ? token.right : token.left._tag;
    },
    asked: () => asked,
  };
}

// -- the file --------------------------------------------------------------------------------------------------

const file = suite('tokenCache: the file');

file('is the one of the Python SDK, in its form', () =>
  withHome(async (home) => {
    const storage = tokenCache({ section: 'default', environment: environmentOf(home) });
    const renewAt = inAnHour();
    await put(storage, { accessToken: 'abc', renewAt });
    const path = join(home, '.lucidtech', 'token-cache.json');
    // Python's token lives until a minute after we renew it.
    assert.equal(await parsed(path), {
      default: { access_token: 'abc', expires_in: renewAt / 1000 + 60 },
    });
    assert.equal(await get(storage), { accessToken: 'abc', renewAt });
    // What Python writes: a float, in the middle of a second.
    await writeFile(path, JSON.stringify({ default: { access_token: 'def', expires_in: 1_700_000_000.25 } }));
    assert.equal(await get(storage), { accessToken: 'def', renewAt: 1_699_999_940_250 });
  }),
);

file('has the expiry of a token that lives for a short time', () =>
  withHome(async (home) => {
    const path = join(home, 'c.json');
    const storage = tokenCache({ section: 's', path });
    // Renewed half-way: 20 s of 40 s, from now.
    await put(storage, { accessToken: 'a', renewAt: Date.now() + 20_000 });
    const { s } = await parsed(path);
    assert.ok(Math.abs(Number(s?.['expires_in']) - Date.now() / 1000 - 40) < 2);
    await put(storage, { accessToken: 'a', renewAt: Date.now() - 5000 });
    assert.ok(Number((await parsed(path))['s']?.['expires_in']) < Date.now() / 1000);
  }),
);

file('keeps other sections, and keys that it does not know', () =>
  withHome(async (home) => {
    const path = join(home, 'c.json');
    const other = { access_token: 'x', expires_in: 1, more: [1, { a: null }] };
    await writeFile(path, JSON.stringify({ other, odd: 7, mine: { access_token: 'old', note: 'n' } }));
    const storage = tokenCache({ section: 'mine', path });
    const renewAt = inAnHour();
    await put(storage, { accessToken: 'new', renewAt });
    assert.equal(await parsed(path), {
      other,
      odd: 7,
      mine: { access_token: 'new', note: 'n', expires_in: renewAt / 1000 + 60 },
    });
    await put(storage, null);
    assert.equal(await parsed(path), { other, odd: 7 });
    assert.is(await get(storage), null);
  }),
);

file('keeps a refresh token, until there is another or none', () =>
  withHome(async (home) => {
    const storage = tokenCache({ section: 's', path: join(home, 'c.json') });
    const token = { accessToken: 'a', renewAt: inAnHour() };
    await put(storage, { ...token, refreshToken: 'r' });
    assert.equal(await get(storage), { ...token, refreshToken: 'r' });
    await put(storage, token);
    assert.equal(await get(storage), token);
  }),
);

file('does not give the token of one client to another', () =>
  withHome(async (home) => {
    const path = join(home, 'c.json');
    const [mine, yours, anybody] = ['me', 'you', undefined].map((clientId) =>
      tokenCache({ section: 's', path, clientId }),
    ) as [TokenStorage, TokenStorage, TokenStorage];
    const token = { accessToken: 'a', renewAt: inAnHour() };
    await put(mine, token);
    assert.equal(await get(mine), token);
    assert.is(await get(yours), null);
    assert.equal(await get(anybody), token);
    // As Python writes it, without saying whose it is.
    await put(anybody, token);
    assert.equal(await get(yours), token);
  }),
);

file('takes any name of a section', () =>
  withHome(async (home) => {
    const names = ['__proto__', 'constructor', 'a/b', '../x', 'é 🎉', '', 'x'.repeat(500), 'a\nb', '*'];
    const path = join(home, 'c.json');
    for (const section of names) assert.is(await get(tokenCache({ section, path })), null, section);
    for (const [i, section] of names.entries()) {
      const storage = tokenCache({ section, path });
      await exclusive(storage, async () => put(storage, { accessToken: `t${i}`, renewAt: inAnHour() }));
    }
    for (const [i, section] of names.entries()) {
      assert.is((await get(tokenCache({ section, path })))?.accessToken, `t${i}`, section);
    }
    assert.equal(await readdir(home), ['c.json']);
  }),
);

file('is for its owner alone, like its folder', () =>
  withHome(async (home) => {
    const storage = tokenCache({ section: 'default', environment: environmentOf(home) });
    const token = { accessToken: 'abc', renewAt: inAnHour() };
    await put(storage, token);
    const folder = join(home, '.lucidtech');
    const path = join(folder, 'token-cache.json');
    assert.is((await stat(folder)).mode & 0o777, 0o700);
    assert.is((await stat(path)).mode & 0o777, 0o600);
    await chmod(path, 0o666);
    const umask = process.umask(0);
    try {
      await put(storage, token);
    } finally {
      process.umask(umask);
    }
    assert.is((await stat(path)).mode & 0o777, 0o600);
    assert.equal(await readdir(folder), ['token-cache.json']);
  }),
);

file('keeps nothing else than tokens', () =>
  withHome(async (home) => {
    const storage = tokenCache({ section: 's', path: join(home, 'c.json') });
    for (const text of ['rubbish', '[]', '"text"', '{"accessToken":1,"renewAt":1}', '{"accessToken":"a"}']) {
      const error = await Promise.resolve(storage.set(text)).catch((thrown: unknown) => thrown);
      assert.instance(error, Error, text);
    }
    assert.equal(await readdir(home), []);
  }),
);

file('shows no token when the storage is printed', () =>
  withHome(async (home) => {
    const storage = tokenCache({ section: 's', path: join(home, 'c.json') });
    await put(storage, { accessToken: 'hunter2', renewAt: inAnHour() });
    await storage.get();
    assert.not.match(
      inspect(storage, { depth: null, showHidden: true }) + JSON.stringify(storage),
      /hunter2/,
    );
  }),
);

file.run();

// -- what is broken --------------------------------------------------------------------------------------------

const broken = suite('tokenCache: what is broken');

broken('is replaced', () =>
  withHome(async (home) => {
    const path = join(home, 'c.json');
    for (const text of [
      '',
      ' \n',
      '{"s": null}',
      '{"s": []}',
      '{"s": {"access_token": 7, "expires_in": 9e9}}',
      '{"s": {"access_token": "x", "expires_in": "9e9"}}',
      '{"s": {"access_token": "", "expires_in": 9e9}}',
      '{"s": {"access_token": "a\\nb", "expires_in": 9e9}}',
    ]) {
      await writeFile(path, text);
      const { token, asked } = counting(tokenCache({ section: 's', path }));
      assert.is(await token(), 'token-1', text.slice(0, 80));
      assert.is(asked(), 1);
      assert.is((await parsed(path))['s']?.['access_token'], 'token-1');
    }
    assert.equal(await readdir(home), ['c.json']);
  }),
);

broken('stays as it is where it is no cache, and the token is in memory', () =>
  withHome(async (home) => {
    const huge = JSON.stringify({ s: { access_token: 'x', expires_in: 9e9 }, pad: 'x'.repeat(2 ** 21) });
    const path = join(home, 'c.json');
    for (const text of [
      'rubbish',
      '{"s": {"access_tok',
      '[]',
      '[{"access_token":"x","expires_in":9e9}]',
      'null',
      '7',
      '"s"',
      '\0',
      huge,
    ]) {
      await writeFile(path, text);
      const { token, asked } = counting(tokenCache({ section: 's', path }));
      for (let i = 0; i < 2; i++) assert.is(await token(), 'token-1', text.slice(0, 80));
      assert.is(asked(), 1);
      assert.is(await readFile(path, 'utf8'), text);
    }
    assert.equal(await readdir(home), ['c.json']);
  }),
);

broken('through a link it writes where that leads, and what a killed process left goes', () =>
  withHome(async (home) => {
    const real = join(home, 'real.json');
    const link = join(home, 'link.json');
    await writeFile(real, '{"other":{"kept":1}}');
    await symlink(real, link);
    const left = `${real}.01234567-89ab-cdef-0123-456789abcdef.tmp`;
    await writeFile(left, '{"s":{"access_token":"a secret"}}');
    await writeFile(`${real}.mine.tmp`, 'not ours');
    const { token } = counting(tokenCache({ section: 's', path: link }));
    assert.is(await token(), 'token-1');
    assert.is((await lstat(link)).isSymbolicLink(), true);
    assert.equal(Object.keys(await parsed(real)).sort(), ['other', 's']);
    assert.equal((await readdir(home)).sort(), ['link.json', 'real.json', 'real.json.mine.tmp']);
  }),
);

broken('does not keep anybody from a token', () =>
  withHome(async (home) => {
    await mkdir(join(home, 'folder'));
    await writeFile(join(home, 'plain'), '');
    await symlink(join(home, 'loop'), join(home, 'loop'));
    for (const [path, kept] of [
      [join(home, 'folder'), false],
      [join(home, 'plain', 'c.json'), false],
      [join(home, 'loop', 'c.json'), false],
      [join(home, 'a\0b'), false],
      [join(home, 'new', 'er', 'c.json'), true],
    ] as const) {
      const first = counting(tokenCache({ section: 's', path }));
      assert.is(await first.token(), 'token-1', path);
      assert.is(await first.token(), 'token-1', path);
      assert.is(first.asked(), 1, path);
      const second = counting(tokenCache({ section: 's', path }));
      await second.token();
      assert.is(second.asked(), kept ? 0 : 1, path);
    }
    assert.is((await stat(join(home, 'folder'))).isDirectory(), true);
    assert.equal(await readdir(join(home, 'folder')), []);
    assert.equal((await readdir(home)).sort(), ['folder', 'loop', 'new', 'plain']);
  }),
);

broken('may be what this user must not read or write', () =>
  withHome(async (home) => {
    await chmod(home, 0o755);
    const shut = join(home, 'shut');
    await mkdir(shut, { mode: 0o755 });
    await writeFile(join(shut, 'c.json'), '{"s":{"access_token":"x","expires_in":9e9}}', { mode: 0o600 });
    const open = join(home, 'open');
    await mkdir(open);
    await chmod(open, 0o777);
    await writeFile(join(open, 'c.json'), '{"s":{"access_token":"x","expires_in":9e9}}');
    await chmod(join(open, 'c.json'), 0o000);
    if (process.getuid?.() !== 0) await chmod(shut, 0o500);
    await unprivileged(async () => {
      const inShut = counting(tokenCache({ section: 's', path: join(shut, 'd.json') }));
      assert.is(await inShut.token(), 'token-1');
      const inOpen = counting(tokenCache({ section: 's', path: join(open, 'c.json') }));
      assert.is(await inOpen.token(), 'token-1');
      assert.is((await parsed(join(open, 'c.json')))['s']?.['access_token'], 'token-1');
    });
    await chmod(shut, 0o700);
    assert.equal(await readdir(shut), ['c.json']);
  }),
);

broken.run();

// -- locks -----------------------------------------------------------------------------------------------------

const locks = suite('tokenCache: one at a time');

const world = (home: string) => {
  const path = join(home, 'c.json');
  return { path, lock: `${path}.s.lock`, storage: () => tokenCache({ section: 's', path }) };
};

locks('one renews while the others wait', () =>
  withHome(async (home) => {
    const { storage } = world(home);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        exclusive(storage(), async () => {
          most = Math.max(most, ++inside);
          await pause(2);
          inside--;
        }),
      ),
    );
    assert.is(most, 1);
    assert.equal(await readdir(home), []);
  }),
);

locks('sections do not wait for each other', () =>
  withHome(async (home) => {
    const path = join(home, 'c.json');
    await exclusive(tokenCache({ section: 'a', path }), () =>
      exclusive(tokenCache({ section: 'b', path }), async () => {}),
    );
    assert.equal(await readdir(home), []);
  }),
);

locks('the lock is for its owner alone, says who has it, and goes also when the renewal fails', () =>
  withHome(async (home) => {
    const { storage, lock } = world(home);
    const failing = exclusive(storage(), async () => {
      assert.is((await stat(lock)).mode & 0o777, 0o600);
      const { pid, host, time } = JSON.parse(await readFile(lock, 'utf8'));
      assert.equal([pid, host], [process.pid, hostname()]);
      assert.ok(Math.abs(Date.parse(time) - Date.now()) < 5000);
      throw new Error('renewal');
    });
    assert.match(await failing.catch(String), /renewal/);
    assert.equal(await readdir(home), []);
  }),
);

locks('who waits goes when the signal aborts', () =>
  withHome(async (home) => {
    const { storage } = world(home);
    await exclusive(storage(), async () => {
      const controller = new AbortController();
      let renewed = false;
      const waiting = exclusive(
        storage(),
        async () => {
          renewed = true;
        },
        controller.signal,
      ).catch(() => 'gone');
      await pause(30);
      controller.abort();
      assert.is(await waiting, 'gone');
      assert.is(renewed, false);
      assert.is(
        await exclusive(storage(), async () => 'in', AbortSignal.abort()).catch(() => 'gone'),
        'gone',
      );
    });
    assert.equal(await readdir(home), []);
  }),
);

const hour = 3600;
// No process has this number: it is above what any system gives.
const nobody = 2 ** 30;

/** A lock that somebody left. */
async function leave(lock: string, pid: unknown, host: string, secondsAgo: number): Promise<void> {
  await writeFile(lock, JSON.stringify({ pid, host, time: '', id: Math.random() }));
  const time = Date.now() / 1000 - secondsAgo;
  await utimes(lock, time, time);
}

locks('a stale lock is taken over by one', () =>
  withHome(async (home) => {
    const { storage, lock } = world(home);
    const left: readonly (() => Promise<void>)[] = [
      () => leave(lock, nobody, hostname(), 0),
      () => leave(lock, process.pid, hostname(), 31),
      () => leave(lock, 1, 'elsewhere', hour),
      // The clock was set back since.
      () => leave(lock, 1, 'elsewhere', -hour),
      async () => {
        await writeFile(lock, '');
        await utimes(lock, 0, 0);
      },
      async () => {
        await leave(lock, nobody, hostname(), 0);
        // Somebody who took it over ended at that.
        await leave(`${lock}.takeover`, nobody, hostname(), 0);
      },
    ];
    for (const plant of [...left, ...left]) {
      await plant();
      let inside = 0;
      let most = 0;
      let done = 0;
      await Promise.all(
        Array.from({ length: 12 }, () =>
          exclusive(storage(), async () => {
            most = Math.max(most, ++inside);
            await Promise.resolve();
            inside--;
            done++;
          }),
        ),
      );
      assert.equal([most, done], [1, 12]);
      assert.equal(await readdir(home), []);
    }
  }),
);

locks('a lock that is not stale is left alone', () =>
  withHome(async (home) => {
    const { storage, lock } = world(home);
    for (const plant of [
      () => leave(lock, process.pid, hostname(), 0),
      // A number of another machine says nothing here.
      () => leave(lock, nobody, 'elsewhere', 0),
      () => leave(lock, 'x', hostname(), 0),
      () => leave(lock, -1, hostname(), 25),
      () => writeFile(lock, ''),
    ]) {
      await plant();
      const text = await readFile(lock, 'utf8');
      const waiting = exclusive(storage(), async () => 'in', AbortSignal.timeout(60)).catch(() => 'gone');
      assert.is(await waiting, 'gone', text);
      assert.is(await readFile(lock, 'utf8'), text);
    }
  }),
);

locks('who was too slow does not take away the lock of the next', () =>
  withHome(async (home) => {
    const { storage, lock } = world(home);
    let other = '';
    await exclusive(storage(), async () => {
      await leave(lock, process.pid, hostname(), 0);
      other = await readFile(lock, 'utf8');
    });
    assert.is(await readFile(lock, 'utf8'), other);
  }),
);

locks('a lock that cannot be had does not keep anybody from a token', () =>
  withHome(async (home) => {
    const { storage, lock } = world(home);
    await mkdir(lock);
    await utimes(lock, 0, 0);
    const { token } = counting(storage());
    assert.is(await token(), 'token-1');
  }),
);

locks('a wait for the lock obeys the time of the caller', () =>
  withHome(async (home) => {
    const { storage, lock } = world(home);
    await leave(lock, process.pid, hostname(), 0);
    const keeper = keepToken(
      async () => ({
        _tag: 'Right',
        right: { accessToken: 'token', renewAt: 0 },
      }),
      storage(),
    );
    const ctx = createContext({ credentials: staticToken('x'), timeout: 40 });
    const result = await keeper.credentials.getToken(ctx);
    assert.ok(result._tag === 'Left' && result.left._tag === 'Timeout');
    await pause(40);
    assert.equal(await readdir(home), ['c.json.s.lock']);
  }),
);

locks.run();

// -- several of one process ------------------------------------------------------------------------------------

const shared = suite('tokenCache: one token for several credentials');

shared('is fetched once', () =>
  withHome(async (home) => {
    const { storage } = world(home);
    const keepers = Array.from({ length: 5 }, () => counting(storage()));
    const tokens = await Promise.all(
      keepers.flatMap(({ token }) => Array.from({ length: 10 }, () => token())),
    );
    assert.equal([...new Set(tokens)], ['token-1']);
    assert.is(
      keepers.reduce((sum, { asked }) => sum + asked(), 0),
      1,
    );
  }),
);

shared('is renewed once, when it is refused', () =>
  withHome(async (home) => {
    const { storage } = world(home);
    const keepers = Array.from({ length: 5 }, () => counting(storage()));
    await put(storage(), { accessToken: 'old', renewAt: inAnHour() });
    assert.equal(await Promise.all(keepers.map(({ token }) => token())), Array(5).fill('old'));
    assert.equal(await Promise.all(keepers.map(({ token }) => token('old'))), Array(5).fill('token-1'));
    assert.is(
      keepers.reduce((sum, { asked }) => sum + asked(), 0),
      1,
    );
  }),
);

shared.run();

// -- processes -------------------------------------------------------------------------------------------------

const processes = suite<{ folder: string; worker: string }>('tokenCache: processes', {
  folder: '',
  worker: '',
});

processes.before(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'las-fp-'));
  context.worker = await buildWorker(context.folder);
});
processes.after(({ folder }) => rm(folder, { recursive: true, force: true }));

const go = async (home: string, workers: readonly ReturnType<typeof startWorker>[]) => {
  await Promise.all(workers.map(({ said }) => said('ready')));
  await writeFile(join(home, 'go'), '');
};

processes('two with fifty calls each at once send one token request', ({ worker }) =>
  withHome(async (home) => {
    const lines: string[] = [];
    const server = await serveEmulator({
      clientId: 'id',
      clientSecret: 'secret',
      log: (line) => lines.push(line),
    });
    const workers = [1, 2].map(() => startWorker(worker, 'calls', home, '50'));
    try {
      await putFile(
        home,
        `[default]\nclient_id = id\nclient_secret = secret\nuse_cache = true\n` +
          `auth_endpoint = ${server.authEndpoint}\napi_endpoint = ${server.apiEndpoint}\n`,
      );
      await go(home, workers);
      for (const { output } of workers) {
        assert.equal(JSON.parse((await output).replace('ready', '')), Array(50).fill('Right'));
      }
      assert.is(lines.filter((line) => line.includes('/oauth2/token')).length, 1);
      assert.is(lines.filter((line) => line.includes('/models')).length, 100);
      assert.equal((await readdir(join(home, '.lucidtech'))).sort(), ['credentials.cfg', 'token-cache.json']);
    } finally {
      for (const { kill } of workers) kill();
      await server.close();
    }
  }),
);

processes(
  'eight that renew two sections lose no entry, and a killed one keeps nobody waiting',
  ({ worker }) =>
    withHome(async (home) => {
      const path = join(home, 'token-cache.json');
      const holder = startWorker(worker, 'hold', home);
      await holder.said('held');
      const waiting = exclusive(tokenCache({ section: 'default', path }), async () => 'in');
      await pause(60);
      assert.equal(await readdir(home), ['token-cache.json.default.lock']);
      const killed = Date.now();
      holder.kill();
      assert.is(await waiting, 'in');
      assert.ok(Date.now() - killed < 5000);

      const each = 8;
      const workers = Array.from({ length: 8 }, () => startWorker(worker, 'hammer', home, String(each)));
      // Left by processes that are no more.
      for (const name of ['one.lock', 'two.lock', 'lock']) {
        await leave(`${path}.${name}`, nobody, hostname(), 0);
      }
      try {
        await go(home, workers);
        let running = true;
        const done = Promise.all(workers.map(({ output }) => output)).finally(() => {
          running = false;
        });
        done.catch(() => {});
        const seen = new Set<string>();
        while (running) {
          const text = await readFile(path, 'utf8').catch(() => '{}');
          const sections = Object.keys(JSON.parse(text));
          for (const section of seen) assert.ok(sections.includes(section), `${section} is lost`);
          for (const section of sections) seen.add(section);
          await pause(3);
        }
        await done;
        for (const section of ['one', 'two']) {
          assert.is(await readFile(join(home, section), 'utf8'), String(8 * each));
          assert.is((await parsed(path))[section]?.['access_token'], `${section}-${8 * each - 1}`);
        }
        assert.equal((await readdir(home)).sort(), ['go', 'one', 'token-cache.json', 'two']);
      } finally {
        for (const { kill } of workers) kill();
      }
    }),
);

processes.run();
