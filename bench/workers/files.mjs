/** Sends or fetches one file, when it is told to, and watches the memory of its process. Started with `--expose-gc`. */
import { openAsBlob, readFileSync } from 'node:fs';

const [client, origin] = process.argv.slice(2);
const apiEndpoint = `${origin}/v1`;
const headers = { authorization: 'Bearer a-token' };
const documentId = 'las:document:1';

const rightOf = (result) => {
  if (result._tag === 'Left') throw new Error(result.left.message);
  return result.right;
};

const drain = async (stream) => {
  let bytes = 0;
  for await (const part of stream) bytes += part.length;
  return bytes;
};

// Each gives the bytes that came; of an upload, none.
const clients = {
  fetch: async () => ({
    upload: async (path) => {
      const body = await openAsBlob(path);
      await (await fetch(`${origin}/file/1`, { method: 'PUT', headers, body })).json();
    },
    download: async (size) => drain((await fetch(`${origin}/file/${size}`, { headers })).body),
  }),

  'las-fp': async () => {
    const { createContext, createDocument, staticToken, ...las } = await import('las-fp');
    const ctx = createContext({ apiEndpoint, credentials: staticToken('a-token') });
    const file = (size) => ({ documentId, fileUrl: `${origin}/file/${size}` });
    return {
      upload: async (path) => {
        rightOf(await createDocument(ctx, await openAsBlob(path))());
      },
      download: async (size) => rightOf(await las.getDocumentContent(ctx, file(size))()).size,
      stream: async (size) => drain(rightOf(await las.getDocumentStream(ctx, file(size))())),
    };
  },

  official: async () => {
    const { Client, Credentials, Token } = await import('@lucidtech/las-sdk-core');
    const credentials = new Credentials(apiEndpoint);
    credentials.token = new Token('a-token', Date.now() + 86_400_000);
    const las = new Client(credentials);
    return {
      upload: async (path) => {
        await las.createDocument(readFileSync(path), 'application/pdf');
      },
      download: async (size) => (await las.makeFileServerGetRequest(`${origin}/file/${size}`)).byteLength,
    };
  },
};

const works = await clients[client]();

process.on('message', async ({ what, path, size, small }) => {
  const given = what === 'upload' ? path : size;
  // What the first request loads and compiles is not the file's.
  await works[what](what === 'upload' ? small : 1000);
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const atStart = process.memoryUsage();
  const peak = { rss: atStart.rss, external: atStart.external };
  const look = () => {
    const { rss, external } = process.memoryUsage();
    peak.rss = Math.max(peak.rss, rss);
    peak.external = Math.max(peak.external, external);
  };
  const highest = process.resourceUsage().maxRSS;
  const timer = setInterval(look, 2);
  const started = performance.now();
  const bytes = await works[what](given);
  const seconds = (performance.now() - started) / 1000;
  look();
  clearInterval(timer);
  // The system's own record sees what came and went between two looks.
  const { maxRSS } = process.resourceUsage();
  if (maxRSS > highest) peak.rss = Math.max(peak.rss, maxRSS * 1024);
  if (bytes !== undefined && bytes !== size) throw new Error(`${client} got ${bytes} bytes of ${size}`);
  process.send({
    seconds,
    rss: peak.rss - atStart.rss,
    external: peak.external - atStart.external,
  });
});
process.on('disconnect', () => process.exit());
process.send('ready');
