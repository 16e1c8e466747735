/** The scenario in Chromium: as a bundle, and as the one file for pages without a bundler. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { build } from 'esbuild';
import { chromium } from 'playwright-core';

import { executablePath, flags } from '../support/chromium.mjs';
import { module, withEmulator } from './programs.mjs';
import { temporary } from './projects.mjs';

/** A server of the given texts on loopback, by path. */
async function serve(files) {
  const server = createServer((request, response) => {
    const text = files[request.url];
    const type = request.url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const page = (code) => `<!doctype html><meta charset="utf-8"><title>las-fp</title>${code}`;
const shown = `result.then((text) => { globalThis.shown = text; }, (error) => { globalThis.shown = error.stack; });`;

/** What the page's script leaves in `shown`. */
async function visit(name, files) {
  const server = await serve(files);
  const profile = join(temporary, `chromium-${name}`);
  const browser = await chromium.launchPersistentContext(profile, { executablePath, args: flags });
  try {
    const tab = await browser.newPage();
    const failed = new Promise((_, reject) => tab.on('pageerror', reject));
    await tab.goto(server.url);
    const found = await Promise.race([failed, tab.waitForFunction('globalThis.shown', { timeout: 60_000 })]);
    return await found.jsonValue();
  } finally {
    await browser.close();
    server.close();
  }
}

async function bundled(folder, settings) {
  const { outputFiles } = await build({
    stdin: { contents: module(settings) + shown, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return { '/': page('<script type="module" src="/app.js"></script>'), '/app.js': outputFiles[0].text };
}

const plain = (folder, settings) => ({
  '/': page(`<script type="module">${module(settings, './las-fp.browser.js')}${shown}</script>`),
  '/las-fp.browser.js': readFileSync(join(folder, 'node_modules/las-fp/dist/las-fp.browser.js'), 'utf8'),
});

const check = (name, profile, files) => ({
  name,
  skip: existsSync(executablePath) ? undefined : 'there is no Chromium on this machine',
  run: () => withEmulator(async (settings) => visit(profile, await files(settings))),
});

export const browsers = ({ older, newer }) => [
  check('Chromium, bundle with ky 1', 'older', (settings) => bundled(older, settings)),
  check('Chromium, bundle with ky 2', 'newer', (settings) => bundled(newer, settings)),
  check('Chromium, las-fp/browser without a bundler', 'plain', (settings) => plain(newer, settings)),
];
