/** Servers on loopback that answer as a probe wants. */
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Calls `answer(response, request, n)` for the n-th request, n from 1; keeps when each came and with which headers. */
export async function serve(answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    requests.push({ method, url, headers, at: performance.now(), body: Buffer.concat(chunks).toString() });
    answer(response, requests.at(-1), requests.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port, requests, close };
}

/** Answers with JSON. */
export function json(response, body, status = 200, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Runs a probe against a server of its own. */
export async function against(answer, probe) {
  const server = await serve(answer);
  try {
    return await probe(server);
  } finally {
    server.close();
  }
}
