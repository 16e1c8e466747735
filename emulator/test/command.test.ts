/** The command, as a process. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { root } from './root.js';

const bin = join(root, 'emulator/src/bin.ts');

interface Running {
  readonly variables: Readonly<Record<string, string>>;
  readonly told: () => string;
  readonly call: (path: string, method?: string, body?: unknown) => Promise<Record<string, never>>;
  readonly end: () => Promise<number | null>;
}

/** Starts the command, and waits for what it prints. */
async function start(...args: ReadonlyArray<string>): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', bin, ...args], { cwd: root });
  let [out, told] = ['', ''];
  child.stderr?.on('data', (chunk) => {
    told += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (out.includes('CRADL_CLIENT_SECRET=') && told.includes('Ctrl-C')) resolve();
    };
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      look();
    });
    child.stderr?.on('data', look);
    ended.then(() => reject(new Error(told)));
  });
  const variables = Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  let token: string | undefined;
  const call: Running['call'] = async (path, method = 'GET', body) => {
    const basic = btoa(`${variables['LAS_CLIENT_ID']}:${variables['LAS_CLIENT_SECRET']}`);
    if (token === undefined) {
      const url = `${variables['LAS_AUTH_ENDPOINT']}/oauth2/token?grant_type=client_credentials`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization: `Basic ${basic}` } });
      token = (await answer.json()).access_token;
    }
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return (await fetch(`${variables['LAS_API_ENDPOINT']}${path}`, init)).json();
  };
  return {
    variables,
    told: () => told,
    call,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'las-fp-emulator-'));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const test = suite('emulator: the command');

test('tells where it is, shows its page, and ends when it is told to', async () => {
  const { variables, told, end } = await start();
  const origin = String(variables['LAS_AUTH_ENDPOINT']);
  assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.is(variables['CRADL_AUTH_ENDPOINT'], `${origin}/oauth2/token`);
  assert.match(told(), /password [0-9a-f]{12}\./);
  const page = await (await fetch(origin)).text();
  assert.match(page, /<title>Emulator<\/title>/);
  const { time, organizations } = await (await fetch(`${origin}/emulator/overview`)).json();
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000, time);
  assert.ok(organizations[0].kinds.some(({ kind }: { kind: string }) => kind === 'model'));
  assert.is(await end(), 0);
});

test('--data keeps everything between runs, and --seed makes it the first time', async () => {
  await inFolder(async (folder) => {
    const [data, seed] = [join(folder, 'data'), join(folder, 'seed.json')];
    await copyFile(join(root, 'examples/sample-invoice.pdf'), join(folder, 'invoice.pdf'));
    const resources = {
      '/datasets': [{ datasetId: 'cradl:dataset:mine', name: 'Mine' }],
      '/documents': [
        { documentId: 'cradl:document:one', datasetId: 'cradl:dataset:mine', file: 'invoice.pdf' },
      ],
    };
    await writeFile(seed, JSON.stringify(resources));
    const first = await start('--data', data, '--seed', seed);
    const asked = { documentId: 'cradl:document:one', modelId: 'cradl:model:invoice' };
    const { predictionId } = await first.call('/predictions', 'POST', asked);
    assert.is(await first.end(), 0);
    assert.equal(await readdir(data), ['emulator.json']);
    assert.is((await stat(join(data, 'emulator.json'))).mode & 0o777, 0o600);

    const again = await start('--data', data, '--seed', seed);
    assert.is(again.variables['LAS_CLIENT_SECRET'], first.variables['LAS_CLIENT_SECRET']);
    assert.is((await again.call(`/predictions/${predictionId}`))['status'], 'succeeded');
    assert.is((await again.call('/datasets'))['datasets']?.['length'], 1);
    await again.end();

    await writeFile(join(data, 'emulator.json'), 'no JSON');
    const broken = await start('--data', data).catch((error: Error) => error.message);
    assert.match(String(broken), /is not what an emulator keeps/);
  });
});

test('--tls serves https with a certificate that it makes', async () => {
  await inFolder(async (folder) => {
    const { variables, end } = await start('--tls', '--data', folder);
    const origin = String(variables['LAS_AUTH_ENDPOINT']);
    assert.match(origin, /^https:/);
    const program = `console.log((await fetch('${origin}')).status)`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: String(variables['NODE_EXTRA_CA_CERTS']) },
    });
    assert.is(stdout.trim(), '200');
    assert.instance(await fetch(origin).catch((error: Error) => error), TypeError);
    await end();
  });
});

test('--profile writes into a file of its own, and leaves the other profiles', async () => {
  await inFolder(async (folder) => {
    const [ini, json] = [join(folder, 'credentials.cfg'), join(folder, 'credentials.json')];
    await writeFile(ini, '[other]\nclient_id = a\n\n[emulator]\nclient_id = old\n');
    const first = await start('--profile', 'emulator', '--credentials', ini);
    const text = await readFile(ini, 'utf8');
    assert.match(text, /^\[other\]\nclient_id = a\n\n\[emulator\]\n/);
    assert.match(text, new RegExp(`client_id = ${first.variables['LAS_CLIENT_ID']}`));
    assert.not.match(text, /old/);
    await first.end();
    const second = await start('--profile', 'emulator', '--credentials', json);
    const { emulator } = JSON.parse(await readFile(json, 'utf8'));
    assert.is(emulator.client_secret, second.variables['LAS_CLIENT_SECRET']);
    assert.is(emulator.auth_endpoint, second.variables['CRADL_AUTH_ENDPOINT']);
    await second.end();
  });
});

test('a profile that cannot be written ends it, and nothing stays behind', async () => {
  await inFolder(async (folder) => {
    const place = join(folder, 'credentials.cfg');
    await mkdir(place);
    const args = ['--import', 'tsx', bin, '--profile', 'emulator', '--credentials', place];
    const error = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 30_000 }).then(
      () => undefined,
      (reason: { readonly code?: unknown }) => reason,
    );
    assert.is(error?.code, 2);
    assert.equal(await readdir(folder), ['credentials.cfg']);
  });
});

test('what it does not understand ends it with 2 and the usage', async () => {
  for (const [args, told] of [
    [['--port', 'x'], /Not a number for --port: x/],
    [['--port', '99999'], /Not a number for --port/],
    [['--ids', 'both'], /Not a kind of ids: both/],
    [['--nonsense'], /Unknown option '--nonsense'/],
    [['--profile', 'x'], /--profile and --credentials go together/],
    [['--seed', '/nowhere/seed.json'], /no such file/],
  ] as const) {
    const problem = await promisify(execFile)(process.execPath, ['--import', 'tsx', bin, ...args], {
      cwd: root,
    }).catch((error: { readonly code: number; readonly stderr: string }) => error);
    assert.is('code' in problem && problem.code, 2, args.join(' '));
    assert.match(problem.stderr, told);
    assert.match(problem.stderr, /Usage: las-fp-emulator/);
  }
});

test.run();
