import { pipe } from 'fp-ts/lib/function.js';
import * as T from 'fp-ts/lib/Task.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { clientCredentials, createContext, createDocument, createPrediction } from 'las-fp';
import { best, fieldsOf } from 'las-fp/extraction';
import { fileContent } from 'las-fp/node';
import { createEmulator } from 'las-fp-emulator';

const emulator = createEmulator();
const ctx = createContext({ credentials: clientCredentials(emulator), fetch: emulator.fetch });

const program = pipe(
  fileContent(process.argv[2] ?? 'sample-invoice.pdf'),
  TE.chainW((file) => createDocument(ctx, file, { name: 'Invoice' })),
  TE.chain(({ documentId }) => createPrediction(ctx, documentId, 'cradl:model:invoice')),
  TE.map((prediction) => best(fieldsOf(prediction.predictions))),
  TE.match(
    (error) => `${error._tag}: ${error.message}`,
    ({ total_amount }) => JSON.stringify(total_amount),
  ),
  T.map(console.log),
);

await program(); // nothing is sent before this line
