/**
 * Looks at the built site: its links, and with Chromium weight, layout,
 * accessibility and search. Leaves pictures in `screenshots/docs/`. Run `npm run docs` before it.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { executablePath, flags } from '../support/chromium.mjs';
import { deadLinks } from './links.mjs';
import { serve } from './server.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'docs/.vitepress/dist');
const pictures = join(root, 'screenshots/docs');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(pictures, { recursive: true });

/** Bytes that the start page may bring, gzipped, with everything that it fetches by itself. */
const most = 150_000;
const widths = [390, 820, 1440];
const pages = {
  home: '/',
  start: '/start/',
  sizes: '/bundle-size.html',
  reference: '/reference/documents.html',
  errors: '/reference/errors.html',
};

let passed = 0;
let failed = 0;
const deadline = setTimeout(() => {
  console.log('FAIL the run did not end within 400 s');
  console.log(`${passed} passed, ${failed + 1} failed`);
  process.exit(1);
}, 400_000);

async function check(name, run) {
  const started = performance.now();
  try {
    const said = await run();
    passed += 1;
    console.log(`ok   ${name}${said ? `: ${said}` : ''} (${Math.round(performance.now() - started)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${String(error?.stack ?? error).replace(/^/gm, '     ')}`);
  }
}

const server = await serve(dist);
const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: flags,
});

/** Hosts that were asked besides the site's own, and what the pages complained about. */
const foreign = new Set();
const complaints = [];

async function open({ width, dark = false }) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(server.url))
      foreign.add(request.url());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return page;
}

await check('links lead somewhere', () => {
  const { dead, checked, pages: all } = deadLinks(dist);
  assert.deepEqual(dead.slice(0, 20), [], `${dead.length} dead links`);
  assert.ok(checked > 1000 && all.length > 30, `${checked} links in ${all.length} pages`);
  return `${checked} in ${all.length} pages`;
});

for (const width of [390, 1440]) {
  await check(`the start page weighs less than ${most} bytes at ${width}`, async () => {
    const page = await open({ width });
    server.sent.length = 0;
    await page.goto(server.url, { waitUntil: 'networkidle' });
    // What is fetched when the page is idle and what is fetched for links in sight counts too.
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(1500);
    await page.context().close();
    const bytes = server.sent.reduce((sum, each) => sum + each.bytes, 0);
    const missing = server.sent.filter(({ status, path }) => status !== 200 && path !== '/favicon.ico');
    assert.deepEqual(missing, []);
    assert.ok(bytes > 10_000 && bytes < most, `${bytes} bytes`);
    return `${bytes} bytes in ${server.sent.length} requests`;
  });
}

for (const [name, path] of Object.entries(pages)) {
  for (const width of widths) {
    await check(`${name} at ${width}: no shift, no overflow, nothing of axe in light and dark`, async () => {
      const page = await open({ width });
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(server.url + path, { waitUntil: 'networkidle' });
      await page.waitForTimeout(300);
      // A table's columns may widen while its rows arrive; what is around it may not move.
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.01, `the layout shifted by ${shift}`);
      const wider = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      assert.equal(wider, 0, `the page is ${wider} pixels wider than its window`);
      await page.evaluate(axe);
      for (const scheme of ['light', 'dark']) {
        await page.evaluate(
          (dark) => document.documentElement.classList.toggle('dark', dark),
          scheme === 'dark',
        );
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`) });
        const violations = await page.evaluate(async () =>
          (await window.axe.run(document)).violations.map(({ id, nodes }) => ({
            id,
            nodes: nodes.length,
            first: nodes[0].html.slice(0, 200),
            why: nodes[0].failureSummary.slice(0, 300),
          })),
        );
        assert.deepEqual(violations, [], `in ${scheme}`);
      }
      await page.context().close();
    });
  }
}

await check('the search finds a function by the keyboard alone, without another host', async () => {
  const page = await open({ width: 1440 });
  await page.goto(server.url, { waitUntil: 'networkidle' });
  await page.keyboard.press('Control+k');
  await page.waitForSelector('.VPLocalSearchBox input');
  await page.keyboard.type('getDocumentStream');
  // Results come while one types.
  await page.waitForSelector('.VPLocalSearchBox .result.selected:has-text("getDocumentStream")');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/reference/documents.html*');
  await page.context().close();
});

await check('the first key that is pressed reaches the content', async () => {
  const page = await open({ width: 1440 });
  await page.goto(`${server.url}/start/`, { waitUntil: 'networkidle' });
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /skip to content/i);
  await page.context().close();
});

await check('the dark scheme of the system is taken, and can be changed', async () => {
  const page = await open({ width: 1440, dark: true });
  await page.goto(server.url, { waitUntil: 'networkidle' });
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'));
  assert.equal(await isDark(), true);
  await page.click('.VPNavBarAppearance button');
  assert.equal(await isDark(), false);
  await page.context().close();
});

await check('llms.txt names pages that are there', async () => {
  const text = await (await fetch(`${server.url}/llms.txt`)).text();
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  assert.ok(links.length > 30);
  for (const link of links) assert.equal((await fetch(server.url + link)).status, 200, link);
  return `${links.length} pages`;
});

await check('no other host is asked', () => assert.deepEqual([...foreign], []));
await check('no page complains', () => assert.deepEqual(complaints, []));

await browser.close();
server.close();
clearTimeout(deadline);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
