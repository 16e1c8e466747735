/** The guide to bulk runs: the program is ended in the middle in three ways, and goes on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clientCredentials,
  collect,
  createContext,
  getDocumentContent,
  listDocuments,
  traverseWithLimit,
} from 'las-fp';
import { type EmulatorServer, serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { progressOf } from '../../../examples/guides/progress.js';
import { root } from '../../support/contract.js';
import { pause } from '../../support/results.js';
import { must } from './world.js';

const guide = suite('the guide to bulk runs');

const nameOf = (index: number) => `invoice-${String(index).padStart(4, '0')}.pdf`;
const contentOf = (name: string) => `%PDF-1.4\n% ${name}\n`;

function folderOf(count: number) {
  const parent = mkdtempSync(join(tmpdir(), 'las-fp-bulk-'));
  const folder = join(parent, 'in');
  mkdirSync(folder);
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(folder, nameOf(index)), contentOf(nameOf(index)));
  }
  return { folder, remove: () => rmSync(parent, { recursive: true }) };
}

/** Starts the program, and tells what it wrote and how it ended. */
function start({ apiEndpoint, authEndpoint }: EmulatorServer, folder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/guides/bulk.ts', folder], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
      CRADL_CLIENT_ID: 'id',
      CRADL_CLIENT_SECRET: 'secret',
      CRADL_AUTH_ENDPOINT: `${authEndpoint}/oauth2/token`,
      CRADL_API_ENDPOINT: apiEndpoint,
    },
  });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...written }));
  return { child, ended };
}

async function bulk(count: number, run: (world: Awaited<ReturnType<typeof worldOf>>) => Promise<void>) {
  const { folder, remove } = folderOf(count);
  const world = await worldOf(folder);
  try {
    await run(world);
  } finally {
    await world.server.close();
    remove();
  }
}

async function worldOf(folder: string) {
  const server = await serveEmulator({ clientId: 'id', clientSecret: 'secret', latency: 2 });
  const { apiEndpoint, authEndpoint } = server;
  const credentials = clientCredentials({ clientId: 'id', clientSecret: 'secret', authEndpoint });
  const ctx = createContext({ apiEndpoint, credentials });
  const documents = async () => must(await collect(listDocuments, ctx, { max: Infinity })());
  /** Waits until there are so many documents, or the program has ended. */
  const untilThere = async (count: number, child: ChildProcess) => {
    while ((await documents()).length < count && child.exitCode === null) await pause(25);
  };
  /** Each file has one document, with its own content. */
  const isWhole = async (count: number) => {
    const found = await documents();
    const names = found.map(({ name }) => name).sort();
    assert.equal(
      names,
      Array.from({ length: count }, (_, index) => nameOf(index)),
    );
    const contents = await traverseWithLimit(8)(found, (document) => getDocumentContent(ctx, document))();
    for (const { item, result } of contents) {
      assert.is(await must(result).text(), contentOf(item.name ?? ''));
    }
  };
  return { folder, server, documents, untilThere, isWhole };
}

guide('a run that is killed goes on: nothing is lost, nothing is there twice', () =>
  bulk(1300, async ({ folder, server, documents, untilThere, isWhole }) => {
    const { child, ended } = start(server, folder);
    await untilThere(1100, child);
    child.kill('SIGKILL');
    assert.is((await ended).signal, 'SIGKILL');
    // What was under way when the process died is carried out by now.
    await pause(200);
    const before = (await documents()).length;
    assert.ok(before >= 1100 && before < 1300, String(before));
    const again = await start(server, folder).ended;
    assert.is(again.code, 0, again.err);
    assert.match(again.out, /^1300 of 1300 files have a document\.$/m);
    // Not a terminal: plain lines.
    assert.match(again.err, /^█{30} 100 % {2}1300\/1300, 0 failed/m);
    assert.not.ok(again.err.includes('\r') || again.err.includes('\x1b'));
    await isWhole(1300);
  }),
);

guide('Ctrl-C ends a run between two files, and the next one goes on', () =>
  bulk(300, async ({ folder, server, documents, untilThere, isWhole }) => {
    const { child, ended } = start(server, folder);
    await untilThere(60, child);
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    assert.is(code, 130, err);
    assert.match(out, /Stopped\. Run it again to go on\./);
    const before = (await documents()).length;
    assert.ok(before >= 60 && before < 300, String(before));
    // All of them have their files: those under way were waited for.
    assert.match(out, new RegExp(`^${before} of 300 files have a document\\.$`, 'm'));
    assert.is((await start(server, folder).ended).code, 0);
    await isWhole(300);
  }),
);

guide('Ctrl-C twice gives up what is under way, and the next run finds it', () =>
  bulk(40, async ({ folder, server, untilThere, isWhole }) => {
    server.emulator.fail({ how: 'no answer', carriedOut: true, when: /^POST .*documents/, times: 3 });
    const { child, ended } = start(server, folder);
    await untilThere(10, child);
    child.kill('SIGINT');
    await pause(300);
    assert.is(child.exitCode, null, 'it waits for those under way');
    child.kill('SIGINT');
    const { code, err } = await ended;
    assert.is(code, 130);
    assert.match(err, /invoice-\d+\.pdf: .*abort/i);
    const again = await start(server, folder).ended;
    assert.is(again.code, 0, again.err);
    await isWhole(40);
  }),
);

guide('files that come later are taken by the next run, files that cannot be read are told', () =>
  bulk(5, async ({ folder, server, documents }) => {
    assert.is((await start(server, folder).ended).code, 0);
    writeFileSync(join(folder, 'a-new-one.pdf'), contentOf('a-new-one.pdf'));
    rmSync(join(folder, nameOf(3))); // It has its document.
    writeFileSync(join(folder, 'empty.pdf'), '');
    const { code, out, err } = await start(server, folder).ended;
    assert.is(code, 1);
    assert.match(err, /^empty\.pdf: /m);
    assert.match(out, /^6 of 7 files have a document\.$/m);
    const names = (await documents()).map(({ name }) => name).sort();
    assert.equal(names, ['a-new-one.pdf', ...Array.from({ length: 5 }, (_, index) => nameOf(index))]);
  }),
);

guide('without an account or a folder it says what is missing', async () => {
  const { folder, remove } = folderOf(0);
  const none = { apiEndpoint: '', authEndpoint: '' } as EmulatorServer;
  const { code, err } = await start(none, folder).ended;
  remove();
  assert.is(code, 1);
  assert.match(err, /CRADL_API_ENDPOINT/);
});

guide('in a terminal the bar is drawn over itself', async () => {
  const drawn: string[] = [];
  const { show, end } = progressOf(10, { isTTY: true, write: (text) => drawn.push(text) });
  show(1, 0);
  show(2, 0); // Too soon after the last picture.
  await pause(110);
  show(5, 1);
  end(5, 1);
  const texts = drawn.map((text) => text.replace('\x1b[K', ''));
  assert.match(texts[0] ?? '', /^\r█{3}░{27} 10 % {2}1\/10, 0 failed/);
  assert.match(texts[1] ?? '', /^\r█{15}░{15} 50 % {2}5\/10, 1 failed, \d+ s left$/);
  assert.equal(texts.slice(2), ['\r███████████████░░░░░░░░░░░░░░░ 50 %  5/10, 1 failed', '\n']);
});

guide.run();
