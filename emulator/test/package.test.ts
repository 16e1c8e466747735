/** The packed emulator in a project elsewhere. */
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { consumer, pack } from '../../tools/consumer.mjs';
import { root } from './root.js';

const folder = consumer({ others: ['@types/node'], emulator: true });
const own = join(folder, 'node_modules/las-fp-emulator');

/** What a program of Node prints, its errors too. */
const node = (...args: ReadonlyArray<string>) =>
  new Promise<{ readonly code: unknown; readonly text: string }>((done) => {
    execFile(process.execPath, args, { cwd: folder, env: {} }, (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, text: `${stdout}${stderr}`.trim() }),
    );
  });

const program = (load: (name: string) => string) => `
(async () => {
  const { createEmulator } = ${load('las-fp-emulator')};
  const { serveEmulator } = ${load('las-fp-emulator/node')};
  const { apiEndpoint, authEndpoint, emulator, close } = await serveEmulator(createEmulator());
  const basic = btoa(emulator.clientId + ':' + emulator.clientSecret);
  const token = await fetch(authEndpoint + '/oauth2/token?grant_type=client_credentials', {
    method: 'POST',
    headers: { authorization: 'Basic ' + basic },
  });
  const { access_token } = await token.json();
  const headers = { authorization: 'Bearer ' + access_token, 'content-type': 'application/json' };
  const ask = async (path, body) =>
    (await fetch(apiEndpoint + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  const content = '${readFileSync(join(root, 'examples/sample-invoice.pdf')).toString('base64')}';
  const { documentId } = await ask('/documents', { content });
  const { predictions } = await ask('/predictions', { documentId, modelId: 'las:model:invoice' });
  console.log(predictions.find(({ label }) => label === 'total_amount').value);
  await close();
})();`;

const typed = `
import { createEmulator, type Emulator, type EmulatorOptions } from 'las-fp-emulator';
import { type EmulatorServer, serveEmulator } from 'las-fp-emulator/node';

const options: EmulatorOptions = { clientId: 'x', predict: () => [{ label: 'a', value: null, confidence: 0 }] };
export const emulator: Emulator = createEmulator(options);
export const server: Promise<EmulatorServer> = serveEmulator(emulator, { port: 0 });
// @ts-expect-error: no such option
createEmulator({ clientID: 'x' });
`;
for (const name of ['emulator.mts', 'emulator.cts', 'emulator.ts']) writeFileSync(join(folder, name), typed);

const tsc = (module: string, resolution: string, ...files: ReadonlyArray<string>) =>
  node(
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'],
    ...['--target', 'es2022', '--lib', 'es2023,dom,dom.iterable', '--types', 'node'],
    ...['--module', module, '--moduleResolution', resolution, ...files],
  );

const command = (...args: ReadonlyArray<string>) => node(join(own, 'bin/las-fp-emulator.js'), ...args);

// All at once: what one waits for is the other's time.
const results = [
  {
    name: 'a module serves an emulator and reads a document of it',
    run: node(
      '--input-type=module',
      '--eval',
      program((name) => `await import('${name}')`),
    ),
    prints: /^3420\.50$/,
  },
  {
    name: 'a script does so with CommonJS alone',
    run: node(
      ...['--no-experimental-require-module', '--input-type=commonjs', '--eval'],
      program((name) => `require('${name}')`),
    ),
    prints: /^3420\.50$/,
  },
  {
    name: 'type-checks under nodenext, as a module and as CommonJS',
    run: tsc('nodenext', 'nodenext', 'emulator.mts', 'emulator.cts'),
    prints: /^$/,
  },
  { name: 'type-checks under bundler', run: tsc('esnext', 'bundler', 'emulator.ts'), prints: /^$/ },
  {
    name: 'its command says how it is used',
    run: command('--help'),
    prints: /^Usage: las-fp-emulator \[options\]/,
  },
  {
    name: 'its command refuses what is no port',
    run: command('--port', '70000'),
    code: 2,
    prints: /^Not a number for --port: 70000/,
  },
  { name: 'its command refuses other options', run: command('--prot', '1'), code: 2, prints: /--prot/ },
];

const use = suite('a project that uses the emulator');

for (const { name, run, code = 0, prints } of results) {
  use(name, async () => {
    const { text, ...rest } = await run;
    assert.equal(rest, { code }, text);
    assert.match(text, prints);
  });
}

use('its command serves until it is ended', async () => {
  const served = spawn(process.execPath, [join(own, 'bin/las-fp-emulator.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => served.once('exit', resolve));
  const settings = new Map<string, string>();
  for await (const line of createInterface({ input: served.stdout })) {
    const [name = '', ...value] = line.split('=');
    settings.set(name, value.join('='));
    if (name === 'LAS_CLIENT_SECRET') break;
  }
  const endpoint = settings.get('LAS_API_ENDPOINT') ?? '';
  assert.match(endpoint, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  assert.is((await fetch(`${endpoint}/models`)).status, 401);
  served.kill('SIGTERM');
  assert.is(await ended, 0);
});

use('has nothing of las-fp in it', () => {
  const files = readdirSync(own, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.[cm]?[jt]s$/.test(name),
  );
  assert.ok(files.length > 50);
  for (const name of files) {
    const specifiers = [
      ...readFileSync(join(own, name), 'utf8').matchAll(
        /^(?:import|export)\b.*? from '([^']+)';$|\brequire\('([^']+)'\)/gm,
      ),
    ];
    for (const [, from, required] of specifiers)
      assert.not.match(from ?? required ?? '', /^las-fp|^fp-ts|^io-ts|^ky/, name);
  }
});

use('is fine with publint, strictly', async () => {
  const { messages } = await publint({ pkgDir: own, pack: false, strict: true });
  assert.equal(messages, []);
});

use('has right types under every resolution of TypeScript (arethetypeswrong, strictly)', async () => {
  const tarball = new Uint8Array(readFileSync(pack('las-fp-emulator')));
  const checked = await checkPackage(createPackageFromTarballData(tarball));
  assert.ok(checked.types);
  if (checked.types) assert.equal(checked.problems, []);
});

use('its bundle for browsers, without the reader and the page, has 45 kB and nothing of Node', async () => {
  const { build } = await import('esbuild');
  const { gzipSync } = await import('node:zlib');
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `import { createEmulator } from 'las-fp-emulator'; globalThis.emulator = createEmulator({ predict: () => [] });`,
      resolveDir: folder,
    },
    ...{ bundle: true, minify: true, write: false, metafile: true, format: 'esm', platform: 'browser' },
    plugins: [
      {
        name: 'without the reader and the page',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /\/reader\/|\/page\.js$|^unpdf$/ }, ({ path }) => ({
            path,
            namespace: 'left-out',
          }));
          onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
            contents: 'export const readFields = 0, textOf = 0, choosePages = 0, page = 0, overview = 0;',
          }));
        },
      },
    ],
  });
  const bytes = gzipSync(outputFiles?.[0]?.contents ?? '', { level: 9 }).length;
  assert.ok(bytes > 20_000 && bytes <= 45_000, `${bytes} bytes`);
  assert.equal(
    Object.values(metafile?.inputs ?? {}).flatMap(({ imports }) =>
      imports.filter(({ path }) => path.startsWith('node:')),
    ),
    [],
  );
});

use.run();
