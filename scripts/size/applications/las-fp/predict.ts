/** Uploads a file and has a model read it, as a program. */
import { clientCredentials, createContext, createDocument, createPrediction } from 'las-fp';

const ctx = createContext({ credentials: clientCredentials({ clientId: 'id', clientSecret: 'secret' }) });

async function read(file: Blob) {
  const created = await createDocument(ctx, file)();
  if (created._tag === 'Left') return created;
  return createPrediction(ctx, created.right.documentId, 'las:model:invoice')();
}

read(new Blob(['%PDF'])).then(console.log);
