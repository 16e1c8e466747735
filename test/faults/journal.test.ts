/** A bulk run that is killed, again and again: what its journal is worth. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveEmulator } from '../../emulator/src/node.js';
import {
  clientCredentials,
  collect,
  createContext,
  getDocumentContent,
  listDocuments,
} from '../../src/index.js';
import { start } from './programs.js';

const kills = suite('createDocuments with a journal');

const count = 300;

kills('killed twenty times and resumed, each document is there once, with its own file', async () => {
  const server = await serveEmulator({ clientId: 'id', clientSecret: 'secret' });
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-journal-'));
  const journal = join(folder, 'journal');
  const args = [server.url, journal, String(count)];
  const ctx = createContext({
    apiEndpoint: server.apiEndpoint,
    credentials: clientCredentials({
      clientId: 'id',
      clientSecret: 'secret',
      authEndpoint: server.authEndpoint,
    }),
  });
  const all = { max: Number.POSITIVE_INFINITY };
  const created = async () => {
    const documents = await collect(listDocuments, ctx, all)();
    return documents._tag === 'Right' ? documents.right : assert.unreachable(documents.left.message);
  };
  try {
    let killed = 0;
    let before = 0;
    while (killed < 20) {
      const child = await start('journal', ...args);
      // Dies in the middle: some documents after it has begun with new ones.
      const enough = Math.min(count - 8, before + 7 + (killed % 5));
      for (let number = before; number < enough && child.exitCode === null; ) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        number = (await created())?.length ?? 0;
      }
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await closed;
      before = (await created())?.length ?? 0;
      killed += 1;
      // A loss of power may cut the last line.
      if (killed === 7) appendFileSync(journal, '{"index":1,"sentAt":"20');
    }
    assert.ok(before > 100 && before < count, `${before} documents before the last run`);
    // What was under way when the process died is carried out by now.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const last = await start('journal', ...args);
    let printed = '';
    last.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    await new Promise((resolve) => last.once('close', resolve));
    assert.equal(
      JSON.parse(printed).filter((outcome: string) => outcome !== 'created'),
      [],
    );
    const documents = (await created()) ?? [];
    assert.equal(
      documents.map(({ name }) => name).sort(),
      Array.from({ length: count }, (_, n) => `document ${n}`).sort(),
    );
    for (const document of documents) {
      const content = await getDocumentContent(ctx, document)();
      const text = content._tag === 'Right' ? await content.right.text() : content.left.message;
      assert.is(text, `%PDF-1.4\n% ${document.name}\n`);
    }
    assert.is(
      (JSON.parse(readFileSync(journal, 'utf8').split('\n')[0] ?? '') as { index: number }).index >= 0,
      true,
    );
  } finally {
    rmSync(folder, { recursive: true });
    await server.close();
  }
});

kills.run();
