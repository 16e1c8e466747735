import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const program = fileURLToPath(new URL('../../examples/read-document.ts', import.meta.url));

/** What the program prints, with these variables alone. */
function start(variables: Readonly<Record<string, string>>, ...args: string[]) {
  const own = Object.entries(process.env).filter(([name]) => !/^(LAS|CRADL)_/.test(name));
  const env = { ...Object.fromEntries(own), ...variables };
  return new Promise<{ code: number; text: string }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
    );
  });
}

const test = suite('npm start');

test('runs an agent on the emulator: document, review, verified webhook, fields', async () => {
  const { code, text } = await start({});
  assert.is(code, 0, text);
  assert.match(text, /^1\. run {9}cradl:run:/m);
  assert.match(text, /^ {3}review {6}cradl:task:/m);
  assert.match(text, /^ {3}webhook {5}verified, 8 values$/m);
  assert.match(text, /^3\. exported$/m);
  assert.match(text, /^total_amount +3420\.50 +\d+ % +1$/m);
});

test('asks the API that the environment names: its agent, else a model', async () => {
  const server = await serveEmulator();
  try {
    const { clientId, clientSecret, agentId } = server.emulator;
    const account = {
      CRADL_CLIENT_ID: clientId,
      CRADL_CLIENT_SECRET: clientSecret,
      CRADL_AUTH_ENDPOINT: `${server.authEndpoint}/oauth2/token`,
      CRADL_API_ENDPOINT: server.apiEndpoint,
    };
    const byAgent = await start({ ...account, CRADL_AGENT_ID: agentId });
    assert.is(byAgent.code, 0, byAgent.text);
    assert.match(byAgent.text, /^3\. ready-for-review$/m);
    assert.match(byAgent.text, /^total_amount +3420\.50/m);
    const byModel = await start({
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_AUTH_ENDPOINT: server.authEndpoint,
      LAS_API_ENDPOINT: server.apiEndpoint,
      LAS_MODEL_ID: 'las:model:invoice',
    });
    assert.is(byModel.code, 0, byModel.text);
    assert.match(byModel.text, /^3\. prediction +cradl:prediction:/m);
    assert.match(byModel.text, /^total_amount +3420\.50/m);
    const wrong = await start({ ...account, CRADL_AGENT_ID: 'nonsense' });
    assert.is(wrong.code, 1);
    assert.match(wrong.text, 'CRADL_AGENT_ID is nonsense');
  } finally {
    await server.close();
  }
});

test('a path that is no file is said at once, before anything is built', async () => {
  const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
  const { code, text } = await new Promise<{ code: unknown; text: string }>((resolve) => {
    execFile(process.execPath, [script, 'nope.pdf'], (error, stdout, stderr) =>
      resolve({ code: error?.code, text: stdout + stderr }),
    );
  });
  assert.is(code, 1);
  assert.is(text, 'Not a file: nope.pdf. Give the path of a document.\n');
});

test.run();
