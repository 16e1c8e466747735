/** The bundle of the package, imported in the page without a bundler. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './stage.mjs';

export const bundle = ({ asked, context, emulator, newTab, page, url }) => ({
  'of two tabs that share a token one renews it': async () => {
    const script = readFileSync(join(root, 'dist/las-fp.browser.js'), 'utf8');
    await context.route('**/las-fp.browser.js', (route) =>
      route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script }),
    );
    // Time enough for both to want one.
    await context.route('**/oauth2/token*', (route) =>
      setTimeout(() => route.continue().catch(() => {}), 300),
    );
    const second = await newTab();
    await second.goto(url);
    const { clientId, clientSecret } = emulator;
    const shared = { origin: url, client: { clientId, clientSecret } };
    const listed = (tab) =>
      tab.evaluate(async ({ origin, client }) => {
        const las = await import('/las-fp.browser.js');
        const ctx = las.createContext({
          apiEndpoint: `${origin}/v1`,
          credentials: las.clientCredentials({
            ...client,
            authEndpoint: origin,
            storage: las.browserLocalStorage('shared'),
          }),
        });
        const result = await las.listModels(ctx)();
        return result._tag === 'Right' ? 'fine' : result.left.message;
      }, shared);
    asked.length = 0;
    assert.deepEqual(await Promise.all([listed(page), listed(second)]), ['fine', 'fine']);
    assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 1);
    assert.equal(asked.filter((line) => line === 'GET /v1/models').length, 2);
    await second.close();
  },
});
