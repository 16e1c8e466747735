/**
 * What every runtime does with the package. It stands alone: its text is written into the modules, scripts, workers
 * and tests that run it. Throws where something is not as it should be.
 */
export async function scenario(las, documents, { apiEndpoint, authEndpoint, clientId, clientSecret, pdf }) {
  const done = [];
  const check = (what, value) => {
    if (!value) throw new Error(`not as it should be: ${what}`);
    if (done.at(-1) !== what) done.push(what);
  };
  const credentials = las.clientCredentials({ clientId, clientSecret, authEndpoint });
  const ctx = las.createContext({ apiEndpoint, credentials });

  const bytes = Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0));
  const { documentId, contentType } = await las.toPromise(documents.createDocument(ctx, bytes));
  check('upload', contentType === 'application/pdf');
  const back = await las.toPromise(documents.getDocumentContent(ctx, documentId));
  check('upload', back.size === bytes.length);

  const { predictions } = await las.toPromise(las.createPrediction(ctx, documentId, 'las:model:invoice'));
  check('predict', predictions.find(({ label }) => label === 'total_amount').value === '3420.50');

  for (const content of [new Blob([bytes]), pdf]) await las.toPromise(las.createDocument(ctx, content));
  const ids = new Set();
  for await (const page of las.pages(documents.listDocuments, ctx, { maxResults: 2 })) {
    check('page', page._tag === 'Right' && page.right.documents.length <= 2);
    for (const document of page.right.documents) ids.add(document.documentId);
  }
  check('page', ids.size === 3 && ids.has(documentId));

  const large = new Blob([bytes, new Uint8Array(2 ** 23)]);
  await las.toPromise(documents.putDocumentContent(ctx, documentId, large));
  const stream = await las.toPromise(documents.getDocumentStream(ctx, documentId));
  const reader = stream.getReader();
  let read = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) read += part.value.length;
  check('stream', read === large.size);

  const controller = new AbortController();
  const ended = las.getModel(las.withOptions(ctx, { signal: controller.signal }), 'las:model:invoice')();
  controller.abort();
  check('abort', (await ended).left._tag === 'Aborted');

  const none = await documents.getDocument(ctx, 'las:document:00000000000000000000000000000000')();
  check('error', none.left._tag === 'NotFound' && none.left.status === 404);
  const thrown = await las.toPromise(documents.getDocument(ctx, '')).catch((error) => error);
  check('error', thrown instanceof las.LasException && thrown.error._tag === 'InvalidInput');

  // A subpath is a part of the whole, not a copy of it.
  check('one', documents.getDocument === las.getDocument && las.DocumentId.is(documentId));
  return done.join(' ');
}

export const outcome = 'upload predict page stream abort error one';
