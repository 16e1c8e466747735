/** Serves a folder on loopback, gzipped as a host of pages does, and counts the bytes of each answer's body. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
};
const compressed = ['.html', '.js', '.css', '.json', '.txt', '.svg'];

export async function serve(folder) {
  const sent = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://local').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      sent.push({ path, bytes: 0, status: 404 });
      response.writeHead(404).end();
      return;
    }
    const extension = extname(file);
    const zip = compressed.includes(extension);
    const body = zip ? gzipSync(readFileSync(file)) : readFileSync(file);
    sent.push({ path, bytes: body.length, status: 200 });
    response
      .writeHead(200, {
        'content-type': types[extension] ?? 'application/octet-stream',
        ...(zip && { 'content-encoding': 'gzip' }),
        'cache-control': 'no-store',
      })
      .end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, sent, close: () => server.close() };
}
