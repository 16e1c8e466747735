import { clientCredentials, createContext, LasException, toPromise } from 'las-fp';
import { createDocument } from 'las-fp/documents';
import { fileContent } from 'las-fp/node';
import { createPrediction } from 'las-fp/predictions';
import { createEmulator } from 'las-fp-emulator';

const emulator = createEmulator();
const ctx = createContext({ credentials: clientCredentials(emulator), fetch: emulator.fetch });

try {
  const file = await toPromise(fileContent(process.argv[2] ?? 'sample-invoice.pdf'));
  const { documentId } = await toPromise(createDocument(ctx, file));
  const { predictions } = await toPromise(createPrediction(ctx, documentId, 'cradl:model:invoice'));
  console.log(predictions);
} catch (thrown) {
  if (!(thrown instanceof LasException)) throw thrown;
  console.error(thrown.error._tag, thrown.message);
  process.exitCode = 1;
}
