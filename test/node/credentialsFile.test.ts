import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type ContextOptions, createContext, listModels, withOptions } from '../../src/index.js';
import { type CredentialsFileOptions, credentialsFromFile } from '../../src/node/index.js';
import { iniValue, parseIni } from '../../src/node/ini.js';
import { environmentOf, putFile, unprivileged, withHome } from './fixtures/support.js';

const canary = 'hunter2-the-canary';

const full = `[default]
client_id = me
client_secret = ${canary}
auth_endpoint = auth.example.com
api_endpoint = https://api.example.com/v1
`;

const load = (home: string, options: CredentialsFileOptions = {}) =>
  credentialsFromFile({ environment: environmentOf(home), ...options })();

async function found(home: string, options?: CredentialsFileOptions): Promise<ContextOptions> {
  const result = await load(home, options);
  if (result._tag === 'Left') throw new Error(result.left.message);
  return result.right;
}

async function refused(home: string, options?: CredentialsFileOptions): Promise<string> {
  const result = await load(home, options);
  if (result._tag === 'Right') throw new Error('there is an account');
  assert.is(result.left._tag, 'MissingCredentials');
  assert.not.match(inspect(result, { depth: null, showHidden: true }), /hunter2/);
  return result.left.message;
}

/** What leaves when an account is used. */
async function used(account: ContextOptions): Promise<Readonly<Record<string, string | null>>> {
  const seen: Record<string, string | null> = {};
  const ctx = createContext({
    ...account,
    fetch: async (request) => {
      const url = new URL(request.url);
      if (url.pathname.endsWith('/token')) {
        seen['auth'] = url.origin + url.pathname;
        seen['client'] = Buffer.from(
          request.headers.get('authorization')?.slice('Basic '.length) ?? '',
          'base64',
        ).toString();
        return Response.json({ access_token: 'token', expires_in: 3600 });
      }
      seen['api'] = url.href;
      seen['key'] = request.headers.get('x-api-key');
      return Response.json({ models: [] });
    },
  });
  const result = await listModels(ctx)();
  if (result._tag === 'Left') throw new Error(result.left.message);
  return seen;
}

// -- the file --------------------------------------------------------------------------------------------------

const file = suite('credentialsFromFile: the file');

file('is ~/.lucidtech/credentials.cfg, its section [default]', () =>
  withHome(async (home) => {
    await putFile(home, full);
    assert.equal(await used(await found(home)), {
      auth: 'https://auth.example.com/oauth2/token',
      client: `me:${canary}`,
      api: 'https://api.example.com/v1/models',
      key: null,
    });
  }),
);

file('is the one that is given, and the section that is named', () =>
  withHome(async (home) => {
    await putFile(home, 'rubbish');
    const path = join(home, 'other file.cfg');
    await writeFile(path, `${full}[two]\n${full.replace('[default]', '').replace('me', 'you')}api_key = k\n`);
    assert.is((await used(await found(home, { path })))['client'], `me:${canary}`);
    assert.is((await used(await found(home, { path, profile: '' })))['client'], `me:${canary}`);
    const two = await used(await found(home, { path, profile: 'two' }));
    assert.is(two['client'], `you:${canary}`);
    assert.is(two['key'], 'k');
  }),
);

file('is read when the task runs, each time', () =>
  withHome(async (home) => {
    const task = credentialsFromFile({ environment: environmentOf(home) });
    assert.is((await task())._tag, 'Left');
    await putFile(home, full);
    assert.is((await task())._tag, 'Right');
  }),
);

file('may have values in [DEFAULT], for all sections', () =>
  withHome(async (home) => {
    await putFile(home, `${full.replace('default', 'DEFAULT')}[default]\n[two]\nclient_id = you\n`);
    assert.is((await used(await found(home)))['client'], `me:${canary}`);
    assert.is((await used(await found(home, { profile: 'DEFAULT' })))['client'], `me:${canary}`);
    assert.is((await used(await found(home, { profile: 'two' })))['client'], `you:${canary}`);
  }),
);

file('may have the line ends and the mark of Windows', () =>
  withHome(async (home) => {
    await putFile(home, `\ufeff${full.replaceAll('\n', '\r\n')}`);
    assert.is((await used(await found(home)))['client'], `me:${canary}`);
  }),
);

file('keeps what a secret may be made of', () =>
  withHome(async (home) => {
    await putFile(home, full.replace(canary, 'a=b:c;d#e%%f %(client_id)s "q"'));
    assert.is((await used(await found(home)))['client'], 'me:a=b:c;d#e%f me "q"');
  }),
);

file('is not looked for in any other home folder', () =>
  withHome(async (home) => {
    const message = await refused(home);
    assert.is(
      message,
      `File not found: ${join(home, '.lucidtech', 'credentials.cfg')}. Write into it what the service issued.`,
    );
  }),
);

file.run();

// -- what is wrong ---------------------------------------------------------------------------------------------

const wrong = suite('credentialsFromFile: what is wrong');

wrong('names the keys that are missing, or empty, and where', () =>
  withHome(async (home) => {
    for (const [text, keys] of [
      ['[default]\n', 'client_id, client_secret, auth_endpoint, api_endpoint'],
      [full.replace('client_id = me', ''), 'client_id'],
      [full.replace('client_id = me', 'client_id =  '), 'client_id'],
      [full.replace('client_secret', 'secret'), 'client_secret'],
      [full.replace('auth_endpoint', '#').replace('api_endpoint', ';'), 'auth_endpoint, api_endpoint'],
    ] as const) {
      const path = await putFile(home, text);
      assert.is(
        await refused(home),
        `Missing ${keys} in section [default] of ${path}: write there what the service issued.`,
      );
    }
  }),
);

wrong('names the sections that exist', () =>
  withHome(async (home) => {
    const path = await putFile(home, full.replace('default', 'one').concat('[Default]\n[DEFAULT]\n'));
    assert.is(await refused(home), `Missing section [default] of ${path}: the file has [one], [Default].`);
    assert.match(await refused(home, { profile: 'two' }), /^Missing section \[two\]/);
    for (const text of ['', '\n# nothing\n']) {
      await putFile(home, text);
      assert.is(await refused(home), `Missing section [default] of ${path}: the file has no sections.`);
    }
  }),
);

wrong('names the line of what is no INI', () =>
  withHome(async (home) => {
    for (const [text, said] of [
      [
        `client_secret = ${canary}\n${full}`,
        /credentials\.cfg cannot be used: line 1 is outside of a section/,
      ],
      [`${full}${canary}`, /line 6 is not “key = value”/],
      [`${full}= ${canary}`, /line 6 is not “key = value”/],
      [`${full}Client_Secret: ${canary}`, /line 6 gives a key for the second time/],
      [`${full}[default]\nx = ${canary}`, /line 6 begins a section for the second time/],
      [full.replace(canary, `${canary}%`), /client_secret in .*\.cfg cannot be used: it has a single %/],
      [full.replace(canary, `%(${canary})s`), /client_secret in .* refers to a key that does not exist/],
      [full.replace(canary, '%(client_secret)s'), /client_secret in .* refers to itself/],
      [`${full}use_cache = ${canary}`, /^use_cache in section \[default\] of .* must be true or false/],
    ] as const) {
      await putFile(home, text);
      assert.match(await refused(home), said);
    }
  }),
);

wrong('says why a file cannot be read', () =>
  withHome(async (home) => {
    const path = await putFile(home, Buffer.from(full, 'utf16le'));
    assert.match(await refused(home), /^Not UTF-8: /);
    await putFile(home, Buffer.from([0x5b, 0xff, 0x5d]));
    assert.is(await refused(home), `Not UTF-8: ${path}. Save it in UTF-8.`);
    await rm(path);
    await mkdir(path);
    assert.match(await refused(home), /credentials\.cfg cannot be read \(EISDIR\)/);
    await rm(path, { recursive: true });
    await symlink(path, path);
    assert.match(await refused(home), /credentials\.cfg cannot be read \(ELOOP\)/);
    assert.match(await refused(join(home, 'nowhere')), /^File not found: /);
    await writeFile(join(home, 'plain'), '');
    assert.match(await refused(join(home, 'plain')), /^File not found: /);
    assert.match(await refused(home, { path: 'a\0b' }), /cannot be read/);
  }),
);

wrong('says that a file is not for this user', () =>
  withHome(async (home) => {
    const path = await putFile(home, full);
    await chmod(path, 0o000);
    await chmod(home, 0o755);
    await unprivileged(async () => assert.match(await refused(home), /cannot be read \(EACCES\)/));
  }),
);

wrong('is said without a value of the file, whatever was done to it', () =>
  withHome(async (home) => {
    const text = `${full}api_key = ${canary}\nuse_cache = no\n`;
    const edit = fc.tuple(
      fc.nat(text.length),
      fc.nat(8),
      fc.constantFrom('', '[', ']', '=', ':', '%', '\n', '\n ', '#', '\0', '[default]\n'),
    );
    await fc.assert(
      fc.asyncProperty(edit, async ([at, gone, added]) => {
        await putFile(home, text.slice(0, at) + added + text.slice(at + gone));
        const result = await load(home);
        if (result._tag === 'Left') assert.not.match(inspect(result, { depth: null }), /hunter|canary/);
      }),
    );
  }),
);

wrong.run();

// -- secrets ---------------------------------------------------------------------------------------------------

const secrets = suite('credentialsFromFile: secrets');

secrets('are in nothing that is printed, and the key is sent all the same', () =>
  withHome(async (home) => {
    await putFile(home, `${full}api_key = ${canary}-key\nuse_cache = true\n`);
    const account = await found(home);
    const ctx = createContext(account);
    const shown: readonly unknown[] = [
      account,
      account.credentials,
      ctx,
      withOptions(ctx, { timeout: 1 }),
      await load(home),
    ];
    for (const value of shown) {
      assert.not.match(inspect(value, { depth: null, showHidden: true }), /hunter2/);
      assert.not.match(`${JSON.stringify(value)}${value}`, /hunter2/);
    }
    assert.is(ctx.headers()['x-api-key'], `${canary}-key`);
    assert.is(createContext({ ...account, timeout: 1 }).headers()['x-api-key'], `${canary}-key`);
    assert.is((await used(account))['key'], `${canary}-key`);
  }),
);

secrets.run();

// -- use_cache -------------------------------------------------------------------------------------------------

const cached = suite('credentialsFromFile: use_cache');

cached('keeps the token in ~/.lucidtech/token-cache.json, under the name of the section', () =>
  withHome(async (home) => {
    for (const word of ['true', 'TRUE', 'yes', 'on', '1']) {
      await putFile(home, `${full.replace('default', 'a b')}use_cache = ${word}\n`);
      await used(await found(home, { profile: 'a b' }));
      const path = join(home, '.lucidtech', 'token-cache.json');
      const { 'a b': entry, ...others } = JSON.parse(await readFile(path, 'utf8'));
      assert.is(entry.access_token, 'token');
      assert.ok(Math.abs(entry.expires_in - Date.now() / 1000 - 3600) < 5);
      assert.equal(others, {});
      assert.is((await stat(path)).mode & 0o777, 0o600);
      const again = await used(await found(home, { profile: 'a b' }));
      assert.is(again['auth'], undefined);
      await rm(path);
    }
  }),
);

cached('is off by default', () =>
  withHome(async (home) => {
    for (const line of [
      '',
      'use_cache = false',
      'use_cache = No',
      'use_cache=0',
      'use_cache = off',
      'use_cache =',
    ]) {
      const path = await putFile(home, `${full}${line}\n`);
      await used(await found(home));
      assert.is(await stat(join(dirname(path), 'token-cache.json')).catch(() => 'none'), 'none', line);
    }
  }),
);

cached('does not use the token of an account that had the section before', () =>
  withHome(async (home) => {
    await putFile(home, `${full}use_cache = true\n`);
    await used(await found(home));
    await putFile(home, `${full.replace('me', 'you')}use_cache = true\n`);
    assert.is((await used(await found(home)))['client'], `you:${canary}`);
    assert.is((await used(await found(home)))['client'], undefined);
  }),
);

cached('works without it where the folder cannot be written', () =>
  withHome(async (home) => {
    const path = await putFile(home, `${full}use_cache = true\n`);
    await chmod(dirname(path), 0o555);
    await chmod(home, 0o755);
    await chown(path, 65534, 65534).catch(() => {});
    await unprivileged(async () => {
      const account = await found(home);
      assert.is((await used(account))['client'], `me:${canary}`);
      assert.is((await used(account))['client'], undefined);
    });
    await chmod(dirname(path), 0o755);
    assert.is(await stat(join(dirname(path), 'token-cache.json')).catch(() => 'none'), 'none');
  }),
);

cached.run();

// -- INI -------------------------------------------------------------------------------------------------------

type Sections = Readonly<Record<string, Readonly<Record<string, string | null>>>> | null;

/** What our reader makes of a text, in the words of `readIni.py`. */
function ours(text: string): Sections {
  const ini = parseIni(text);
  if (ini._tag === 'Left') return null;
  const { sections, defaults } = ini.right;
  return Object.fromEntries(
    [...sections.keys(), 'DEFAULT'].map((section) => {
      const keys = new Set([...(sections.get(section)?.keys() ?? []), ...defaults.keys()]);
      return [
        section,
        Object.fromEntries(
          [...keys].map((key) => {
            const value = iniValue(ini.right, section, key);
            return [key, value._tag === 'Left' ? null : (value.right ?? null)];
          }),
        ),
      ];
    }),
  );
}

/** What Python makes of the same; undefined where there is no Python. */
function pythons(texts: readonly string[]): readonly Sections[] | undefined {
  const script = fileURLToPath(new URL('fixtures/readIni.py', import.meta.url));
  const input = JSON.stringify(texts.map((text) => Buffer.from(text).toString('base64')));
  const { status, stdout, stderr, error } = spawnSync('python3', [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) {
    console.log(`  (not compared with Python: ${error.message})`);
    return undefined;
  }
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const sorted = (sections: Sections): unknown =>
  sections &&
  Object.entries(sections)
    .map(([name, keys]) => [name, Object.entries(keys).sort()])
    .sort();

const ini = suite('INI files');

ini('are read in all the ways that configparser takes them', async () => {
  const text = await readFile(new URL('fixtures/default.cfg', import.meta.url), 'utf8');
  const defaults = {
    host: 'example.com',
    auth_endpoint: 'auth.example.com',
    api_endpoint: 'https://api.example.com/v1',
  };
  const expected: Sections = {
    default: {
      ...defaults,
      client_id: 'id-of-default',
      client_secret: 'a=b:c # no comment ; nor this %',
      api_key: '',
    },
    empty: defaults,
    indented: {
      ...defaults,
      client_id: 'id-of-indented',
      client_secret: 'first\nsecond\n\nthird\nfourth',
      api_key: 'key',
      use_cache: 'On',
    },
    'with spaces': {
      ...defaults,
      client_id: '"quoted"',
      client_secret: "'é🎉'",
      api_endpoint: 'http://localhost:3000',
    },
    DEFAULT: defaults,
  };
  assert.equal(sorted(ours(text)), sorted(expected));
  assert.equal(sorted(ours(text.replaceAll('\n', '\r\n'))), sorted(expected));
  const [python] = pythons([text]) ?? [expected];
  assert.equal(sorted(python ?? null), sorted(expected));
});

ini('are read as Python reads them', () => {
  const parts = [
    ...'[]=:#; \t%()saAé\x0b\x0c\x1c\x85\u00a0\u2028\u3000\ufeffİΣ',
    ...['\n', '\n', '\n', '\r\n', '\r', '\n\n', '\n ', '\n  ', '\n\t', '\n#', '\n ;'],
    ...['[default]', '\n[default]\n', '\n[DEFAULT]\n', '\n[b]\n', '\na = ', '\nb: ', '\nc=', '\n A = '],
    ...['%%', '%(a)s', '%(b)s', '%(C)s', '%(d)s', 'value'],
  ];
  const text = fc
    .tuple(
      fc.constantFrom('', '[default]\n', '[default]\na=1\n', '[DEFAULT]\na = %(b)s\n[x]\n'),
      fc.array(fc.constantFrom(...parts), { maxLength: 25 }),
    )
    .map(([head, rest]) => head + rest.join(''));
  const deep = (n: number) =>
    `[x]\n${Array.from({ length: n }, (_, i) => `k${i} = %(k${i + 1})s`).join('\n')}\nk${n} = end\n`;
  const texts = [
    ...fc.sample(text, 3000),
    ...[8, 9, 10, 11, 12].map(deep),
    ...[9, 10, 11].map((n) => `${deep(n)}%%`),
  ];
  const python = pythons(texts);
  if (!python) return;
  let sound = 0;
  for (const [i, text] of texts.entries()) {
    const mine = ours(text);
    if (mine) sound++;
    assert.equal(sorted(mine), sorted(python[i] ?? null), JSON.stringify(text));
  }
  assert.ok(sound > 300, `only ${sound} of the texts are INI files`);
});

ini('give back what was written, in any layout', () => {
  const value = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/\s|\p{Cc}/gu, '_'));
  const space = fc.constantFrom('', ' ', '\t', '  ');
  const layout = fc.record({
    before: space,
    after: space,
    delimiter: fc.constantFrom('=', ':'),
    end: fc.constantFrom('\n', '\r\n', '\n\n', '\n# x = 1\n', '\n;[y]\n'),
    upper: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, layout), { maxLength: 6 }), (lines) => {
      const text = lines
        .map(([value, { before, after, delimiter, end, upper }], i) => {
          const key = `${upper ? 'KEY' : 'key'}${i}`;
          return `${key}${before}${delimiter}${after}${value.replaceAll('%', '%%')}${end}`;
        })
        .join('');
      assert.equal(
        ours(`[s]\n${text}`)?.['s'],
        Object.fromEntries(lines.map(([value], i) => [`key${i}`, value])),
      );
    }),
  );
});

ini('of any kind are no reason to throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void ours(`[s]\n${text}`)));
  assert.equal(
    ours('[__proto__]\nconstructor = 1\n'),
    JSON.parse('{"__proto__":{"constructor":"1"},"DEFAULT":{}}'),
  );
});

ini.run();
