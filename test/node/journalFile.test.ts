import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DocumentOutcome } from '../../src/index.js';
import { type JournalFile, journalFile } from '../../src/node/index.js';

const folder = mkdtempSync(join(tmpdir(), 'las-fp-journal-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const opened = async (path: string): Promise<JournalFile> => {
  const file = await journalFile(path)();
  if (file._tag === 'Left') throw new Error(file.left.message);
  return file.right;
};

const sent = { sentAt: '2026-01-01T00:00:00.000Z', trace: 'mark' };
const done: DocumentOutcome = {
  ...sent,
  result: { _tag: 'Left', left: { _tag: 'Aborted', message: 'ended', documentId: 'las:document:1' } },
};

const test = suite('journalFile');

test('is made where there is none, for its owner alone, and tells what was written', async () => {
  const path = join(folder, 'new');
  const { journal, resume } = await opened(path);
  assert.equal(resume, []);
  assert.is(statSync(path).mode & 0o777, 0o600);
  await Promise.all([journal({ index: 0, ...sent }), journal({ index: 2, ...sent })]);
  await journal({ index: 0, ...done });
  assert.is(readFileSync(path, 'utf8').trim().split('\n').length, 3);
  const again = await opened(path);
  assert.equal(
    again.resume.map(({ sentAt, trace, result }) => [
      sentAt,
      trace,
      result._tag === 'Left' && result.left.documentId,
    ]),
    [
      [sent.sentAt, 'mark', 'las:document:1'],
      [null, null, undefined],
      [sent.sentAt, 'mark', undefined],
    ],
  );
});

test('an entry is in the file before the promise resolves, each on a line of its own', async () => {
  const path = join(folder, 'order');
  const { journal } = await opened(path);
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      await journal({ index, ...sent });
      assert.ok(readFileSync(path, 'utf8').includes(`{"index":${index},`));
    }),
  );
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  assert.equal(
    lines.map((line) => JSON.parse(line).index).sort((a, b) => a - b),
    [...Array(200).keys()],
  );
});

test('lines that were cut or are no entries are left out', async () => {
  const path = join(folder, 'torn');
  const line = JSON.stringify({ index: 0, ...done });
  writeFileSync(path, `${line}\nnull\n{"index":-0.5}\nnonsense\n{"index":1,"se`);
  const { journal, resume } = await opened(path);
  assert.is(resume.length, 1);
  await journal({ index: 1, ...sent });
  assert.is((await opened(path)).resume.length, 2);
});

test('a path that cannot be opened is InvalidInput', async () => {
  for (const path of [folder, join(folder, 'no', 'such'), '\0']) {
    const file = await journalFile(path)();
    assert.is(file._tag === 'Left' && file.left._tag, 'InvalidInput', path);
  }
});

test('what cannot be written rejects, so that nothing leaves', async () => {
  const path = join(folder, 'later');
  const { journal } = await opened(path);
  rmSync(path);
  await journal({ index: 0, ...sent });
  assert.ok(readFileSync(path, 'utf8').includes('mark'), 'made again');
  const failed = await journal({ index: 0, sentAt: 1n as never, trace: null }).then(
    () => false,
    () => true,
  );
  assert.ok(failed);
});

test.run();
