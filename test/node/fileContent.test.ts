import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectTypeOf } from 'expect-type';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createDocument, type InvalidInput, type LasDocument, type LasError } from '../../src/index.js';
import { fileContent } from '../../src/node/index.js';
import { fake } from '../support/fake.js';

const it = suite<{ folder: string }>('fileContent', { folder: '' });

it.before(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'las-fp-'));
});
it.after(({ folder }) => rm(folder, { recursive: true }));

it('is the file as a Blob', async ({ folder }) => {
  const file = join(folder, 'a b é.pdf');
  await writeFile(file, '%PDF-1.7');
  const result = await fileContent(file)();
  assert.ok(result._tag === 'Right');
  assert.instance(result.right, Blob);
  assert.is(await result.right.text(), '%PDF-1.7');
});

it('reads nothing before it runs', async ({ folder }) => {
  const file = join(folder, 'later.pdf');
  const task = fileContent(file);
  await writeFile(file, '%PDF-1.7');
  assert.is((await task())._tag, 'Right');
});

it('says what is wrong with a path', async ({ folder }) => {
  await writeFile(join(folder, 'file'), 'x');
  for (const [path, message] of [
    [join(folder, 'none.pdf'), /^File not found: .*none\.pdf\. Check the path\.$/],
    [join(folder, 'file', 'below.pdf'), /^File not found/],
    ['', /^File not found/],
    [folder, /^Not a file: .*\. Give the path of a document\.$/],
    ['a\0b', /cannot be read/],
  ] as const) {
    const result = await fileContent(path)();
    assert.ok(result._tag === 'Left', path);
    assert.is(result.left._tag, 'InvalidInput');
    assert.match(result.left.message, message);
  }
});

it('makes a document', async ({ folder }) => {
  const file = join(folder, 'invoice.pdf');
  await writeFile(file, '%PDF-1.7 invoice');
  const document = {
    documentId: 'las:document:1',
    fileUrl: 'https://files.example.com/1',
    retentionInDays: 1,
    createdTime: null,
    createdBy: null,
    updatedTime: null,
    updatedBy: null,
  };
  const { ctx, sent } = fake(document);
  const task = pipe(
    fileContent(file),
    TE.chainW((content) => createDocument(ctx, content)),
  );
  expectTypeOf(task).toEqualTypeOf<TE.TaskEither<LasError | InvalidInput, LasDocument>>();
  assert.equal(await task(), { _tag: 'Right', right: document });
  assert.is(sent[1]?.headers.get('content-type'), 'application/pdf');
  const body = sent[1]?.body;
  assert.is(body instanceof Blob && (await body.text()), '%PDF-1.7 invoice');
});

it('tells of a file that changed before it was sent', async ({ folder }) => {
  const file = join(folder, 'changing.pdf');
  await writeFile(file, '%PDF-1.7');
  const content = await fileContent(file)();
  assert.ok(content._tag === 'Right');
  await writeFile(file, 'something else, and longer');
  const { ctx, sent } = fake({});
  const result = await createDocument(ctx, content.right)();
  assert.ok(result._tag === 'Left' && result.left._tag === 'InvalidInput');
  assert.is(
    result.left.message,
    'content can no longer be read: its file was changed or removed, or its buffer was transferred.',
  );
  assert.is(sent.length, 0);
});

it.run();
