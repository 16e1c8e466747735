/** One client in a process of its own: asks for a document as many times as it is told to. */
const [client, origin, documentId] = process.argv.slice(2);

const apiEndpoint = `${origin}/v1`;
const token = 'a-token';
const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };

function lasFp({ createContext, getDocument, staticToken }, options) {
  const ctx = createContext({ apiEndpoint, credentials: staticToken(token), ...options });
  return async (id) => {
    const result = await getDocument(ctx, id)();
    if (result._tag === 'Left') throw new Error(result.left.message);
    return result.right;
  };
}

const clients = {
  fetch: async () => async (id) =>
    (await fetch(`${apiEndpoint}/documents/${encodeURIComponent(id)}`, { headers })).json(),

  fetchThatEnds: async () => async (id) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 60_000);
    try {
      const { signal } = controller;
      const url = `${apiEndpoint}/documents/${encodeURIComponent(id)}`;
      return await (await fetch(url, { headers, signal })).json();
    } finally {
      clearTimeout(timer);
    }
  },

  ky: async () => {
    const { default: ky } = await import('ky');
    const options = { headers, retry: 0, timeout: false };
    return (id) => ky(`${apiEndpoint}/documents/${encodeURIComponent(id)}`, options).json();
  },

  'las-fp': async () => lasFp(await import('las-fp')),

  'las-fp/fetch': async () => lasFp(await import('las-fp/fetch')),

  nodeTransport: async () => {
    const { nodeTransport } = await import('las-fp/node');
    return lasFp(await import('las-fp/fetch'), { transport: nodeTransport() });
  },

  official: async () => {
    const { Client, Credentials, Token } = await import('@lucidtech/las-sdk-core');
    const credentials = new Credentials(apiEndpoint);
    credentials.token = new Token(token, Date.now() + 86_400_000);
    const las = new Client(credentials);
    return (id) => las.getDocument(id);
  },

  'openapi-fetch': async () => {
    const { default: createClient } = await import('openapi-fetch');
    const las = createClient({ baseUrl: apiEndpoint, headers });
    return async (documentId) => {
      const { data, error } = await las.GET('/documents/{documentId}', { params: { path: { documentId } } });
      if (error) throw error;
      return data;
    };
  },
};

const get = await clients[client]();

process.on('message', async ({ atOnce, requests }) => {
  let left = requests;
  const started = performance.now();
  const startedCpu = process.cpuUsage();
  const lane = async () => {
    while (left-- > 0) {
      const document = await get(documentId);
      if (document.documentId !== documentId) throw new Error(`${client} got something else`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(startedCpu);
  process.send({ rate: requests / seconds, cpu: (user + system) / requests });
});
process.on('disconnect', () => process.exit());
process.send('ready');
