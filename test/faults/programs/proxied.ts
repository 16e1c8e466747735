/** Sends requests over node:https with an environment: prints how each ended. */
import { nodeTransport } from '../../../src/node/index.js';

const [environment = '{}', ...urls] = process.argv.slice(2);
for (const name of ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy']) delete process.env[name];
Object.assign(process.env, JSON.parse(environment));

const transport = nodeTransport({ idle: 200 });
const ended: unknown[] = [];
for (const url of urls) {
  const { signal } = new AbortController();
  const init = { method: 'GET', headers: {}, body: null, redirect: 'manual', signal } as const;
  ended.push(
    await transport(url, init).then(
      async (response) => `${response.status} ${await response.text()}`,
      (error: { readonly code?: string; readonly message: string }) => error.code ?? error.message,
    ),
  );
}
console.log(JSON.stringify(ended));
