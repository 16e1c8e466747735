/** The programs of the guide `docs/guides/fp-ts.md`, on the emulator. */
import { readFile } from 'node:fs/promises';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { clientCredentials, createContext, createDocument, toPromise } from 'las-fp';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import * as ioTs from '../../../examples/guides/io-ts.js';
import * as rte from '../../../examples/guides/reader-task-either.js';
import * as standard from '../../../examples/guides/standard-schema.js';

const content = await readFile('examples/sample-invoice.pdf');

function account() {
  const emulator = createEmulator();
  const { clientId, clientSecret } = emulator;
  const ctx = createContext({
    credentials: clientCredentials({ clientId, clientSecret }),
    fetch: emulator.fetch,
  });
  return { emulator, ctx };
}

const guide = suite('the guide about fp-ts');

guide('an invoice goes from a file to a ledger', async () => {
  const { emulator, ctx } = account();
  const entries: unknown[] = [];
  const at = new Date(0);
  const environment: rte.Environment = {
    las: ctx,
    now: () => at,
    enter: (...entry) => {
      entries.push(entry);
      return TE.right(undefined);
    },
  };
  assert.equal(await rte.run(environment, content), { _tag: 'Right', right: 1 });
  assert.is(entries.length, 1);
  assert.match(String((entries[0] as ReadonlyArray<unknown>)[0]), /:document:/);
  const asked = emulator.requests.map(({ method, path }) => `${method} ${path}`);
  assert.ok(
    asked.some((line) => /^POST .*\/predictions$/.test(line)),
    asked.join(', '),
  );
});

guide('an error of another dependency ends it', async () => {
  const refused: rte.LedgerError = { _tag: 'LedgerError', message: 'closed' };
  const result = await rte.run(
    { las: account().ctx, now: () => new Date(0), enter: () => TE.left(refused) },
    content,
  );
  assert.equal(result, { _tag: 'Left', left: refused });
});

guide('codecs keep every known key in the combinators', async () => {
  const { ctx } = account();
  const document = await toPromise(createDocument(ctx, content, { name: 'invoice.pdf' }));
  const result = await ioTs.run(ctx, document.documentId);
  assert.ok(result._tag === 'Right');
  const { row, line, column } = result.right;
  assert.ok(row._tag === 'Right' && line._tag === 'Right');
  assert.is(row.right.receivedBy, 'mail');
  assert.is(row.right.retentionInDays, document.retentionInDays);
  assert.not.ok('addedLater' in row.right);
  assert.equal(line.right, { documentId: document.documentId, name: 'invoice.pdf' });
  assert.is(column._tag, 'Left');
});

guide('a server validates with a codec', async () => {
  const { ctx } = account();
  const { documentId } = await toPromise(createDocument(ctx, content));
  const groundTruth = [{ label: 'total_amount', value: '10.00' }];
  const changed = await standard.run(ctx, documentId, { groundTruth });
  assert.is(changed.status, 200);
  const document = (await changed.json()) as { readonly groundTruth: unknown };
  assert.equal(document.groundTruth, groundTruth);
  const refused = await standard.run(ctx, documentId, { groundTruth: [{ label: 1, value: '' }] });
  assert.is(refused.status, 400);
  const { error } = (await refused.json()) as { readonly error: ReadonlyArray<{ path: unknown }> };
  assert.equal(
    error.map(({ path }) => path),
    [['groundTruth', 0, 'label']],
  );
});

guide.run();
