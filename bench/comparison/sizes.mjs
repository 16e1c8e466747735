/** Bytes of an application with one call, with the bundlers that npm run size measures others with. */
import { bundle, gzipped } from '../../tools/bundle.mjs';

const applications = {
  'las-fp/fetch': `import { createContext, getDocument, staticToken } from 'las-fp/fetch';
    getDocument(createContext({ credentials: staticToken('key') }), 'las:document:1')().then(console.log);`,
  'las-fp': `import { createContext, getDocument, staticToken } from 'las-fp';
    getDocument(createContext({ credentials: staticToken('key') }), 'las:document:1')().then(console.log);`,
  'openai-node': `import OpenAI from 'openai';
    new OpenAI({ apiKey: 'key', dangerouslyAllowBrowser: true }).models.retrieve('m').then(console.log);`,
  viem: `import { createClient, http } from 'viem'; import { getBlockNumber } from 'viem/actions';
    getBlockNumber(createClient({ transport: http('https://example.com') })).then(console.log);`,
  'hey-api': `import { createClient, getThing } from '../hey-api/plain.mjs';
    getThing({ client: createClient({ baseUrl: 'https://example.com', auth: () => 'key' }), path: { id: 'a' } }).then(console.log);`,
  'hey-api, valibot': `import { createClient, getThing } from '../hey-api/validated.mjs';
    getThing({ client: createClient({ baseUrl: 'https://example.com', auth: () => 'key' }), path: { id: 'a' } }).then(console.log);`,
  'stripe-node': `import Stripe from 'stripe'; new Stripe('key').customers.retrieve('cus_1').then(console.log);`,
};

export async function sizes({ folder }) {
  const rows = [];
  for (const [name, source] of Object.entries(applications)) {
    const cells = [];
    for (const bundler of ['esbuild', 'Vite']) {
      const code = await bundle(bundler, source, folder);
      cells.push(Buffer.byteLength(code).toLocaleString('en'), gzipped(code).toLocaleString('en'));
    }
    rows.push([name, ...cells]);
  }
  return {
    title: 'Bytes of one call',
    head: ['', 'esbuild, minified', 'esbuild, gzip', 'Vite, minified', 'Vite, gzip'],
    rows,
    notes: [
      'For browsers, target ES2022, gzip level 9. Each fetches one thing with a static key. hey-api generates from [things.json](things.json), two operations.',
    ],
  };
}
