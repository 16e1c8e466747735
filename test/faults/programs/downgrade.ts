/** An https server that leads to plain http: prints what came of it. */
import { readFileSync } from 'node:fs';

import {
  createContext,
  getDocument,
  getDocumentContent,
  getDocumentStream,
  type LasDocument,
  putDocumentContent,
  staticToken,
} from '../../../src/index.js';
import { serve, serveTls } from '../servers.js';

const [key = '', cert = ''] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const http = await serve((response) => response.end('{}'));
const https = await serveTls({ key, cert }, (response, { method }) =>
  response.writeHead(method === 'PUT' ? 307 : 302, { location: `${http.origin}/f` }).end(),
);
const ctx = createContext({
  apiEndpoint: `${https.origin}/v1`,
  credentials: staticToken('token-of-the-test'),
  retry: 0,
});
const document: LasDocument = {
  documentId: 'las:document:1f',
  fileUrl: `${https.origin}/f`,
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};
const results: unknown[] = [];
for (const task of [
  getDocumentContent(ctx, document),
  getDocumentStream(ctx, document),
  putDocumentContent(ctx, document, new Blob(['%PDF-1.7\n'])),
  getDocument(ctx, document.documentId),
]) {
  const result = await task();
  results.push(result._tag === 'Left' ? result.left : result);
}
const asked = https.arrived.map(({ method, url }) => `${method} ${url}`);
console.log(JSON.stringify({ results, strayed: http.arrived.length, asked }));
await Promise.all([http.close(), https.close()]);
