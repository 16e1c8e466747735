/**
 * A server that does as little as it can: documents, pages of them, and files that are thrown away or made of
 * nothing. Sends its endpoint when it listens.
 */
import { createServer } from 'node:http';

import { documentPage, sampleDocument } from './samples.mjs';

const chunk = Buffer.alloc(65_536, 'x');
const document = Buffer.from(JSON.stringify(sampleDocument()));
const page = 100;

const json = (response, body) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
};

// Waits for the reader: without that, the whole file would lie in this process, ready to be sent.
const write = (response, left) => {
  while (left > 0) {
    const part = left < chunk.length ? chunk.subarray(0, left) : chunk;
    left -= part.length;
    if (!response.write(part)) {
      response.once('drain', () => write(response, left));
      return;
    }
  }
  response.end();
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
  const [, kind, size] = pathname.match(/^\/(?:v1\/)?(documents|file)\/?([^/]*)$/) ?? [];
  const { method } = request;
  if (kind === 'documents' && method === 'GET' && size !== '') json(response, document);
  else if (kind === 'documents' && method === 'GET') {
    const first = Number(searchParams.get('nextToken') ?? 0);
    const next = first + page;
    const nextToken = next < 100_000 ? String(next) : null;
    json(response, JSON.stringify({ documents: documentPage(page, first), nextToken }));
  } else if (kind === 'documents') {
    request.resume().on('end', () => {
      json(response, JSON.stringify(sampleDocument(1, `http://${request.headers.host}/file/1`)));
    });
  } else if (kind === 'file' && method === 'PUT') {
    let received = 0;
    request.on('data', (part) => {
      received += part.length;
    });
    request.on('end', () => json(response, JSON.stringify({ received })));
  } else if (kind === 'file') {
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': size });
    write(response, Number(size));
  } else response.writeHead(404).end();
});

server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on('disconnect', () => process.exit());
