/** The packed package in a project elsewhere. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { consumer, root } from '../../tools/consumer.mjs';

const folder = consumer({ others: ['@types/node'], emulator: true });

/** What a program of Node prints, its errors too. */
const node = (...args: ReadonlyArray<string>) =>
  new Promise<{ readonly code: unknown; readonly text: string }>((done) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, text: `${stdout}${stderr}`.trim() }),
    );
  });

/** An application that uploads a document to the emulator, and has its total amount predicted where `predicts`. */
const application = (load: (name: string) => string, predicts: boolean) => `
(async () => {
  const { createContext, clientCredentials } = ${load('las-fp')};
  const { createDocument } = ${load('las-fp/documents')};
  const { createPrediction } = ${load('las-fp/predictions')};
  const { serveEmulator } = ${load('las-fp-emulator/node')};
  const { fileContent } = ${load('las-fp/node')};

  const server = await serveEmulator();
  const credentials = clientCredentials({ ...server.emulator, authEndpoint: server.authEndpoint });
  const ctx = createContext({ apiEndpoint: server.apiEndpoint, credentials });
  const file = await fileContent(${JSON.stringify(join(root, 'examples/sample-invoice.pdf'))})();
  const document = await createDocument(ctx, file.right)();
  console.log(document.right.contentType);
  if (${predicts}) {
    const prediction = await createPrediction(ctx, document.right.documentId, 'las:model:invoice')();
    console.log(prediction.right.predictions.find(({ label }) => label === 'total_amount').value);
  }
  await server.close();
})();`;

const typed = `
import { createContext, staticToken, toPromise, type LasDocument, DocumentId } from 'las-fp';
import { getDocument, listDocuments } from 'las-fp/documents';
import { createEmulator } from 'las-fp-emulator';
import { fileContent } from 'las-fp/node';

const ctx = createContext({ credentials: staticToken('x') });
export const document: Promise<LasDocument> = toPromise(getDocument(ctx, 'las:document:1'));
export const others = [fileContent('x.pdf'), DocumentId.decode('x'), createEmulator()];
// @ts-expect-error: a model is no document
getDocument(ctx, 'las:model:1');
// @ts-expect-error: no such option
listDocuments(ctx, { max: 1 });
`;
for (const name of ['use.mts', 'use.cts', 'use.ts']) writeFileSync(join(folder, name), typed);

const tsc = (module: string, resolution: string, ...files: ReadonlyArray<string>) =>
  node(
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'],
    ...['--target', 'es2022', '--lib', 'es2023,dom,dom.iterable', '--types', 'node'],
    ...['--module', module, '--moduleResolution', resolution, ...files],
  );

const asModule = application((name) => `await import('${name}')`, true);
// Reading a PDF takes a second, and is the same code.
const asScript = application((name) => `require('${name}')`, false);

// All at once: what one waits for is the other's time.
const results = [
  {
    name: 'a module reads a document of the emulator',
    run: node('--input-type=module', '--eval', asModule),
    prints: 'application/pdf\n3420.50',
  },
  {
    name: 'a script does so with CommonJS alone',
    run: node('--no-experimental-require-module', '--input-type=commonjs', '--eval', asScript),
    prints: 'application/pdf',
  },
  {
    name: 'type-checks under nodenext, as a module and as CommonJS',
    run: tsc('nodenext', 'nodenext', 'use.mts', 'use.cts'),
    prints: '',
  },
  { name: 'type-checks under bundler', run: tsc('esnext', 'bundler', 'use.ts'), prints: '' },
];

const use = suite('a project that uses it');

for (const { name, run, prints } of results) {
  use(name, async () => {
    assert.equal(await run, { code: 0, text: prints });
  });
}

use.run();
