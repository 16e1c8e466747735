/** The programs of the start pages run, against the emulator. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import worker from './worker.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const invoice = here('../sample-invoice.pdf');

const run = (name: string, ...args: ReadonlyArray<string>) =>
  new Promise<{ readonly code: number; readonly text: string }>((done) => {
    const all = ['--import', 'tsx', here(`${name}.ts`), ...args];
    const child = execFile(process.execPath, all, { timeout: 60_000 }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, text: out + err }),
    );
  });

const start = suite('start pages');

start('the first call prints the models', async () => {
  const { code, text } = await run('first-call');
  assert.is(text, "[ 'cradl:model:invoice' ]\n");
  assert.is(code, 0);
});

start('the first pipeline prints what its page says', async () => {
  const { text } = await run('first-pipeline', invoice);
  assert.match(text, /^total 3420\.50\na person must look at /);
  assert.ok((await readFile(here('../../docs/start/index.md'), 'utf8')).includes(text));
});

start('the first pipeline says what is wrong with a path', async () => {
  const { code, text } = await run('first-pipeline', 'nowhere.pdf');
  assert.is(text, 'File not found: nowhere.pdf. Check the path.\n');
  assert.is(code, 1);
});

start('fp-ts and Promises read the same total', async () => {
  for (const name of ['fp-ts', 'promise']) assert.match((await run(name, invoice)).text, /3420\.50/, name);
});

start('the service reads what it is sent', async () => {
  const { apiEndpoint, authEndpoint, emulator, close } = await serveEmulator();
  const child = spawn(process.execPath, ['--import', 'tsx', here('node-service.ts')], {
    env: {
      ...process.env,
      PORT: '0',
      CRADL_CLIENT_ID: emulator.clientId,
      CRADL_CLIENT_SECRET: emulator.clientSecret,
      CRADL_AUTH_ENDPOINT: `${authEndpoint}/oauth2/token`,
      CRADL_API_ENDPOINT: apiEndpoint,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [printed] = await once(child.stdout, 'data');
    const port = /port: (\d+)/.exec(String(printed))?.[1];
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: await readFile(invoice),
    });
    assert.is(response.status, 200);
    assert.equal(await response.json(), { total_amount: '3420.50', look: true });
  } finally {
    child.kill();
    await once(child, 'exit');
    await close();
  }
});

start('the worker reads what it is sent', async () => {
  const { apiEndpoint, authEndpoint, emulator, close } = await serveEmulator();
  try {
    const env = {
      CLIENT_ID: emulator.clientId,
      CLIENT_SECRET: emulator.clientSecret,
      AUTH_ENDPOINT: `${authEndpoint}/oauth2/token`,
      API_ENDPOINT: apiEndpoint,
    };
    const request = new Request('http://worker/', { method: 'POST', body: await readFile(invoice) });
    const response = await worker.fetch(request, env);
    assert.match(await response.text(), /3420\.50/);
    assert.is((await worker.fetch(new Request('http://worker/'), env)).status, 405);
  } finally {
    await close();
  }
});

start('the page for browsers can be bundled for them', async () => {
  const { outputFiles } = await build({
    entryPoints: [here('browser.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  assert.ok((outputFiles[0]?.text.length ?? 0) > 1000);
});

start.run();
