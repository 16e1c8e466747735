import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createEmulator } from '../src/index.js';
import { serveEmulator } from '../src/node.js';
import { sampleInvoice } from './support.js';

const test = suite('emulator: server');

async function tokenAt(authEndpoint: string): Promise<string> {
  const answer = await fetch(`${authEndpoint}/oauth2/token?grant_type=client_credentials`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('id:secret')}` },
  });
  return (await answer.json()).access_token;
}

test('serves everything over HTTP', async () => {
  const server = await serveEmulator({ clientId: 'id', clientSecret: 'secret' });
  try {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const headers = {
      authorization: `Bearer ${await tokenAt(server.authEndpoint)}`,
      'content-type': 'application/json',
    };
    const post = async (path: string, body: unknown) => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(`${server.apiEndpoint}${path}`, init)).json();
    };
    const { documentId, fileUrl } = await post('/documents', {});
    assert.is(new URL(fileUrl).origin, server.url);
    const bytes = await sampleInvoice();
    assert.is((await fetch(fileUrl, { method: 'PUT', headers, body: bytes.slice() })).status, 200);
    const back = await fetch(fileUrl, { headers });
    assert.equal(new Uint8Array(await back.arrayBuffer()), new Uint8Array(bytes));
    const { predictions } = await post('/predictions', { documentId, modelId: 'las:model:invoice' });
    assert.is(predictions[0].value, 'INV-2024-0117');
    const list = await fetch(`${server.apiEndpoint}/documents?maxResults=1`, { headers });
    assert.is((await list.json()).documents.length, 1);
    assert.is((await fetch(`${server.apiEndpoint}/models`)).status, 401);
    const login = await fetch(`${server.authEndpoint}/oauth2/authorize`);
    assert.is(login.status, 400);
    assert.match(login.headers.get('content-type') ?? '', /^text\/html/);
  } finally {
    await server.close();
    await server.close();
  }
  const error = await fetch(server.url).catch((reason: unknown) => reason);
  assert.instance(error, Error);
});

test('serves an emulator that is there already, and refuses a port that is taken', async () => {
  const emulator = createEmulator({ clientId: 'id', clientSecret: 'secret' });
  const server = await serveEmulator(emulator, { hostname: 'localhost' });
  assert.is(server.emulator, emulator);
  assert.is(server.url, `http://localhost:${server.port}`);
  const error = await serveEmulator(emulator, { port: server.port, hostname: 'localhost' }).catch(
    (reason: unknown) => reason,
  );
  assert.match(String(error), /EADDRINUSE/);
  await server.close();
});

test('survives a client that goes away', async () => {
  const server = await serveEmulator({ clientId: 'id', clientSecret: 'secret', latency: 50 });
  const signal = AbortSignal.timeout(10);
  const error = await fetch(`${server.apiEndpoint}/models`, { signal }).catch((reason: unknown) => reason);
  assert.instance(error, Error);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.is((await fetch(`${server.apiEndpoint}/models`)).status, 401);
  await server.close();
});

test('a program ends by itself after close', async () => {
  const program = `
    import { serveEmulator } from ${JSON.stringify(new URL('../src/node.js', import.meta.url).href)};
    const server = await serveEmulator();
    await (await fetch(server.url)).text();
    await server.close();
    console.log('closed');
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const started = performance.now();
  const timer = setTimeout(() => child.kill(), 8000);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearTimeout(timer);
  assert.is(code, 0, `after ${Math.round(performance.now() - started)} ms`);
  assert.is(output.trim(), 'closed');
});

test('the sample invoice is made anew to the last byte', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'las-fp-')), 'sample.pdf');
  const child = spawn(process.execPath, ['examples/sample-invoice.mjs', path], { stdio: 'inherit' });
  assert.is(await new Promise((resolve) => child.on('exit', resolve)), 0);
  assert.ok((await readFile(path)).equals(await sampleInvoice()));
  await rm(dirname(path), { recursive: true });
});

test.run();
