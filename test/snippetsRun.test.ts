/** Every snippet of the pages and of the doc comments does what it says, against the emulator. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failures, filledIn, moduleOf } from './snippets/program.js';
import { readSnippets, type Snippet } from './snippets/read.js';
import { worldOf } from './snippets/world.js';

/** What does not end well in the account of the tests, and why. */
const otherwise = [
  ['docs/guides/browser-login.md', 'models: MissingCredentials'], // Nobody is logged in.
  ['src/extraction/values.ts', 'invoice: refused'], // The rows of the sample have other columns.
  // What the API does not have stands for what the package does not know.
  ['src/lists.ts', 'GET /v1/things: 404'],
  ['src/lists.ts', 'things: NotFound'],
  ['src/request.ts', 'GET /v1/things/first: 404'],
  ['src/request.ts', 'thing: NotFound'],
] as const;

/** Would wait until a person has reviewed. */
const isEndless = ({ code }: Snippet) => code.includes('throughReview: true');

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'build/snippets-run');
const home = mkdtempSync(join(tmpdir(), 'las-fp-snippets-'));
const { fetch } = globalThis;
const { log, error } = console;
const [place, environment] = [process.cwd(), { ...process.env }];

/** What the programs of Node find: files, and the variables of the service. */
function settle({ clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string }) {
  const [api, auth] = ['https://api.example.com/v1', 'https://auth.example.com'];
  const account = { CRADL_CLIENT_ID: clientId, CRADL_CLIENT_SECRET: clientSecret };
  Object.assign(process.env, account, { HOME: home, CRADL_API_ENDPOINT: api, CRADL_AUTH_ENDPOINT: auth });
  const file = join(home, '.lucidtech/credentials.cfg');
  mkdirSync(dirname(file), { recursive: true });
  const profile = [
    '[staging]',
    `client_id = ${clientId}`,
    `client_secret = ${clientSecret}`,
    `auth_endpoint = ${auth}`,
    `api_endpoint = ${api}`,
  ];
  writeFileSync(file, profile.join('\n'));
  copyFileSync(join(root, 'examples/sample-invoice.pdf'), join(home, 'invoice.pdf'));
}

const snippets = suite('snippets, against the emulator');
const met = new Set<string>();

snippets.before(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.chdir(home);
  Object.assign(console, { log: () => {}, error: () => {} });
});
snippets.after(() => {
  globalThis.fetch = fetch;
  process.chdir(place);
  // Not replaced: a plain object would stay for the files that this process tests next.
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  Object.assign(console, { log, error });
  rmSync(home, { recursive: true, force: true });
});

/** Runs a snippet in an account of its own; resolves to what did not succeed. */
async function run({ code, ...snippet }: Snippet, i: number): Promise<ReadonlyArray<string>> {
  const emulator = createEmulator({ asyncDelay: 0 });
  globalThis.fetch = emulator.fetch;
  settle(emulator);
  const { byKind, busy, ...world } = await worldOf(emulator);
  const task = { TRANSITION_ID: world.transitionId, EXECUTION_ID: world.executionId };
  Object.assign(process.env, task);
  // Of the executions, those of workflows are meant.
  const given = snippet.file.includes('workflows/executions') ? { ...world, ...busy } : world;
  const module = join(folder, `s${i}.mjs`);
  writeFileSync(module, await moduleOf({ ...snippet, code: filledIn(code, byKind) }, Object.keys(given)));
  const before = emulator.requests.length;
  const { default: program } = await import(pathToFileURL(module).href);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('no end after 60 s')), 60_000);
  });
  const names = (await Promise.race([program(given), late]).finally(() => clearTimeout(timer))) ?? {};
  await names.close?.();
  const refused = emulator.requests.slice(before).filter(({ status }) => status >= 400);
  return [...refused.map(({ method, path, status }) => `${method} ${path}: ${status}`), ...failures(names)];
}

for (const [i, snippet] of readSnippets(root).entries()) {
  if (isEndless(snippet)) continue;
  snippets(`${snippet.file}:${snippet.line}`, async () => {
    const known = otherwise.filter(([file]) => file === snippet.file).map(([, failure]) => String(failure));
    const found = await run(snippet, i);
    for (const failure of found) met.add(`${snippet.file} ${failure}`);
    assert.equal(
      found.filter((failure) => !known.includes(failure)),
      [],
    );
  });
}

snippets('that are said to end otherwise do', () => {
  assert.equal(
    otherwise.filter(([file, failure]) => !met.has(`${file} ${failure}`)),
    [],
  );
});

snippets('that fail are found', async () => {
  const wrong: Snippet = {
    file: 'a.md',
    line: 1,
    platform: 'any',
    code: "const none = await getModel(ctx, 'las:model:none')();\nawait deleteDocument(ctx, documentId)();\n",
  };
  assert.equal(await run(wrong, 9999), ['GET /v1/models/las%3Amodel%3Anone: 404', 'none: NotFound']);
  await run(
    { ...wrong, code: 'await toPromise(getModel(ctx, modelId));\nthrow new Error(modelId);\n' },
    10_000,
  ).then(
    () => assert.unreachable(),
    (thrown) => assert.match(String(thrown), 'cradl:model:invoice'),
  );
});

snippets.run();
