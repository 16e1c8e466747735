/** Uploads a file and has a model read it, as a program. */
import { Client } from '@lucidtech/las-sdk-core';
import { ClientCredentials } from '@lucidtech/las-sdk-node';

const credentials = new ClientCredentials(
  'https://api.lucidtech.ai/v1',
  'id',
  'secret',
  'auth.lucidtech.ai/oauth2',
);
const las = new Client(credentials);

async function read(file: Blob) {
  const { documentId } = await las.createDocument(await file.arrayBuffer(), 'application/pdf');
  return las.createPrediction(documentId, 'las:model:invoice');
}

read(new Blob(['%PDF'])).then(console.log);
