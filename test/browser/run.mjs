/**
 * Goes through the page of `examples/browser` with Chromium (CHROMIUM names it, /usr/bin/chromium otherwise), against
 * the emulator. Prints a line for each check and leaves pictures in `screenshots/`. Run the build before it.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { serveExample } from '../../scripts/example-browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pictures = join(root, 'screenshots');
// It is put into the page by the debugger: the page's own policy lets no other script in.
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const invoice = join(root, 'examples/sample-invoice.pdf');
const profile = mkdtempSync(join(tmpdir(), 'las-fp-browser-'));
mkdirSync(pictures, { recursive: true });

let passed = 0;
let failed = 0;

const deadline = setTimeout(() => {
  console.log('FAIL the run did not end within 240 s');
  console.log(`${passed} passed, ${failed + 1} failed`);
  process.exit(1);
}, 240_000);

async function check(name, run) {
  const started = performance.now();
  try {
    await run();
    passed += 1;
    console.log(`ok   ${name} (${Math.round(performance.now() - started)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${String(error?.stack ?? error).replace(/^/gm, '     ')}`);
    await page.screenshot({ path: join(pictures, `failed-${failed}.png`) }).catch(() => {});
  }
}

const server = await serveExample({ password: 'right' });
const { url, emulator } = server;
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1280, height: 900 },
  colorScheme: 'light',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
context.setDefaultTimeout(20_000);
let page = context.pages()[0] ?? (await context.newPage());

const complaints = [];
const asked = [];
const watch = (one) => {
  one.on('pageerror', (error) => complaints.push(String(error)));
  one.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  one.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
};
watch(page);
// Listened for from the start: asked for beside the key that opens it, the browser may hear of it too late.
page.on('filechooser', () => {});

const picture = (name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const shown = (selector) => page.waitForSelector(selector, { state: 'visible' });
const text = (selector) => page.textContent(selector);
const signIn = async (password = 'right') => {
  await page.fill('#email', 'me@example.com');
  await page.fill('#password', password);
  await page.click('button[type=submit]');
};
/** The plain fields: name, value and what is said of it. */
const rows = () =>
  page.$$eval('#fields .field', (all) =>
    all.map((field) => [
      field.querySelector('label')?.textContent,
      field.querySelector('input')?.value,
      field.querySelector('.state')?.textContent,
    ]),
  );
/** The cells of the first table. */
const cells = () =>
  page.$$eval('#fields tbody tr', (all) =>
    all.map((row) => [...row.querySelectorAll('input')].map((input) => input.value)),
  );
const drawn = () => page.waitForFunction(() => document.querySelector('#picture canvas, #picture img'));
const another = async () => {
  await page.click('section:not([hidden]) .another');
  await shown('#choose');
};
/** How far the page is wider than its window. */
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** What axe finds in the page, as it is and in the other colour scheme, on a phone and on a desk. */
const accessible = async (name) => {
  const before = page.viewportSize();
  for (const colorScheme of ['dark', 'light']) {
    for (const [width, height] of [
      [390, 844],
      [1440, 900],
    ]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document);
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
        );
      });
      assert.deepEqual(found, [], `${name}, ${colorScheme}, ${width}`);
      assert.ok((await overflow()) <= 0, `${name} is too wide for ${width}`);
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  await page.setViewportSize(before);
};
/** The steps of the document's way, with what is said of each. */
const journey = () =>
  page.$$eval('#journey li', (all) =>
    all.map((item) =>
      [...item.children]
        .map((part) => part.textContent)
        .join(' ')
        .trim(),
    ),
  );
/** The text of what can be seen: no ids, no names of errors. */
const plain = async (name) => {
  const said = await page.evaluate(() => document.body.innerText);
  assert.doesNotMatch(said, /(las|cradl):|\bHttpError|NetworkError|undefined|\bnull\b|\bat \S+:\d+/, name);
};
/** A picture, of the type that the page itself encodes it to. */
const pixels = async (type) =>
  Buffer.from(
    await page.evaluate(async (wanted) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fdfdfb';
      pen.fillRect(0, 0, 480, 640);
      pen.fillStyle = '#1b2130';
      pen.font = '28px sans-serif';
      pen.fillText('Invoice 2024-0117', 40, 80);
      pen.fillRect(40, 110, 400, 2);
      return canvas.toDataURL(wanted).split(',')[1];
    }, type),
    'base64',
  );

await check('welcomes who is not signed in', async () => {
  await page.goto(url);
  await shown('#welcome');
  assert.equal(await page.isVisible('#sign-out'), false);
  await accessible('welcome');
  await plain('welcome');
});

await check('leads to the login page, with a challenge and without a secret', async () => {
  await page.click('#sign-in');
  await shown('#password');
  const query = new URL(page.url()).searchParams;
  assert.equal(query.get('code_challenge_method'), 'S256');
  assert.match(query.get('code_challenge') ?? '', /^[\w-]{43}$/);
  assert.equal(query.get('code_verifier'), null);
});

await check('a wrong password is told, and nothing else happens', async () => {
  await accessible('login');
  assert.match((await text('main')) ?? '', /password is in the terminal/);
  await signIn('wrong');
  await shown('[role=alert]');
  assert.match((await text('[role=alert]')) ?? '', /wrong/);
  await accessible('login-wrong');
  complaints.length = 0;
});

await check('the right one comes back, and leaves no code in the address', async () => {
  await signIn();
  await shown('#choose');
  assert.equal(page.url(), `${url}/`);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'choose-title');
  assert.equal(await page.evaluate(() => sessionStorage.getItem('las-fp.login')), null);
  assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 1);
  await accessible('choose');
  await plain('choose');
});

await check('a PDF is uploaded, read and drawn', async () => {
  await page.setInputFiles('#file', invoice);
  await shown('#result');
  const found = await rows();
  assert.deepEqual(found[0]?.slice(0, 2), ['Invoice number', 'INV-2024-0117']);
  assert.match(found[0]?.[2] ?? '', /^(Sure|Check), \d+ %$/);
  assert.ok(found.some(([label, value]) => label === 'Total amount' && value === '3420.50'));
  assert.equal((await cells()).length, 4);
  await drawn();
  const ink = await page.$eval('#picture canvas', (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] < 128 && data[i + 3] > 0) dark += 1;
    return dark / (data.length / 4);
  });
  assert.ok(ink > 0.005 && ink < 0.5, `${ink} of the page is dark`);
  assert.ok(asked.some((line) => line.startsWith('PUT /files/')));
  await accessible('result');
  await plain('result');
});

await check('a reload keeps the login', async () => {
  await page.reload();
  await shown('#choose');
  assert.equal(await page.isVisible('#welcome'), false);
});

await check('the steps of the run are shown as they happen', async () => {
  // As a slow agent answers: without its events, then with the document's, the prediction's, and all of them.
  const [shares, waiting] = [[0, 1, 2], []];
  await page.route('**/agents/*/runs/*', async (route) => {
    await emulator.settled();
    const response = await route.fetch();
    const run = await response.json();
    const share = shares.shift();
    await new Promise((resolve) => waiting.push(resolve));
    const json =
      share === undefined ? run : { ...run, status: 'running', events: run.events.slice(0, share) };
    await route.fulfill({ response, json });
  });
  const goOn = async () => {
    while (waiting.length === 0) await page.waitForTimeout(20);
    waiting.shift()();
  };
  const now = (wanted) =>
    page.waitForFunction(
      (step) => document.querySelector('#journey [aria-current] .step')?.textContent === step,
      wanted,
    );
  await page.setInputFiles('#file', invoice);
  await now('Received');
  await goOn();
  await goOn();
  await now('Reading');
  await accessible('busy');
  await goOn();
  await now('Checking');
  assert.match((await text('#status')) ?? '', /^Checking: now/);
  await goOn();
  await shown('#result');
  await page.unroute('**/agents/*/runs/*');
  assert.deepEqual(await journey(), [
    'Received done',
    'Reading done',
    'Checking done',
    'Review your turn',
    'Done',
  ]);
  await another();
});

await check('progress is shown while the file leaves, and it can be cancelled', async () => {
  let go;
  const held = new Promise((resolve) => {
    go = resolve;
  });
  await page.route('**/files/**', async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.setInputFiles('#file', invoice);
  await shown('#uploading');
  assert.match((await text('#bytes')) ?? '', /^\d+ kB of 3 kB$/);
  assert.match((await text('#status')) ?? '', /^Received: now/);
  await picture('uploading');
  await page.click('#cancel');
  await shown('#choose');
  go();
  await page.unroute('**/files/**');
});

await check('a picture is shown, with kind words where there is nothing to read', async () => {
  await page.setInputFiles('#file', {
    name: 'scan.jpg',
    mimeType: 'image/jpeg',
    buffer: await pixels('image/jpeg'),
  });
  await shown('#nothing');
  assert.match((await text('#nothing')) ?? '', /reads the text of PDFs alone/);
  assert.deepEqual((await journey()).slice(3), ['Review not needed', 'Done done']);
  // Whoever knows the values may type them.
  assert.ok((await rows()).every(([, value, said]) => value === '' && said === 'Missing'));
  await drawn();
  assert.ok(await page.$eval('#picture img', (image) => image.naturalWidth > 0));
  await accessible('nothing-found');
});

await check('so is a PNG, and a photograph of a megabyte', async () => {
  await another();
  await page.setInputFiles('#file', {
    name: 'scan.png',
    mimeType: 'image/png',
    buffer: await pixels('image/png'),
  });
  await shown('#nothing');
  await drawn();
  const photograph = join(root, '../shared/samples/example.jpeg');
  if (!existsSync(photograph)) return;
  await another();
  await page.setInputFiles('#file', photograph);
  await shown('#nothing');
  await drawn();
  await picture('photograph');
});

await check('a TIFF is taken, though the browser cannot show it', async () => {
  await another();
  const tiff = Buffer.from('49492a000800000000000000000000', 'hex');
  await page.setInputFiles('#file', { name: 'scan.tiff', mimeType: 'image/tiff', buffer: tiff });
  await shown('#nothing');
  await page.waitForFunction(() => /cannot show/.test(document.querySelector('#picture')?.textContent ?? ''));
  await another();
});

await check('what is no document is refused in words', async () => {
  await page.setInputFiles('#file', {
    name: 'note.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('hello'),
  });
  await shown('#failed');
  assert.match((await text('#failed-message')) ?? '', /not a PDF, JPEG, PNG or TIFF/);
  assert.equal(await page.isVisible('#again'), false);
  await picture('not-a-pdf');
  await another();
});

await check('an error of the API is shown, and trying again goes on where it failed', async () => {
  emulator.fail({ status: 500, when: /POST \/v1\/agents\/.*\/runs/, message: 'The models are asleep' });
  await page.setInputFiles('#file', invoice);
  await shown('#failed');
  assert.match((await text('#failed-message-text')) ?? '', /Try again in a moment/);
  await plain('failed');
  assert.equal(await page.isVisible('#failed-message-details'), false);
  await page.click('#failed-message summary');
  assert.match((await text('#failed-message-details')) ?? '', /The models are asleep/);
  await accessible('failed');
  asked.length = 0;
  complaints.length = 0;
  await page.click('#again');
  await shown('#result');
  assert.equal(asked.filter((line) => /^PUT/.test(line)).length, 1);
});

await check('a broken upload is not begun anew, but gone on with', async () => {
  await another();
  await page.route('**/files/**', (route) => route.abort());
  await page.setInputFiles('#file', invoice);
  await shown('#failed');
  assert.match((await text('#failed-message')) ?? '', /connection broke/);
  await page.unroute('**/files/**');
  asked.length = 0;
  complaints.length = 0;
  await page.click('#again');
  await shown('#result');
  assert.equal(asked.filter((line) => line === 'POST /v1/documents').length, 0);
  assert.equal(asked.filter((line) => /^POST .*\/runs$/.test(line)).length, 0);
  await another();
});

await check('an expired token is renewed without a word', async () => {
  emulator.expireTokens();
  asked.length = 0;
  await page.setInputFiles('#file', invoice);
  await shown('#result');
  assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 1);
  complaints.length = 0;
  await another();
});

await check('works by keyboard alone', async () => {
  const at = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className);
  await page.keyboard.press('Tab');
  assert.equal(await at(), 'file');
  const ring = await page.$eval('label[for=file]', (label) => getComputedStyle(label).outlineStyle);
  assert.equal(ring, 'solid');
  await picture('focus');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(invoice);
  await shown('#result');
  assert.equal(await at(), 'result-title');
  await page.keyboard.press('Tab');
  assert.equal(await at(), 'another');
  await page.keyboard.press('Enter');
  await shown('#choose');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await at(), 'sample');
  await page.keyboard.press('Enter');
  await shown('#result');
  assert.equal(await text('#result-title'), 'sample-invoice.pdf');
  await drawn();
});

await check('what needs a look is marked, corrected by keyboard, and sent back', async () => {
  const before = Number.parseInt((await text('#verdict')) ?? '', 10);
  assert.ok(before > 0, 'the sample has nothing to look at');
  const first = await page.$eval('#fields input.look, #fields input.missing', (input) => input.dataset.key);
  const field = page.locator(`input[data-key='${first}']`);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Nordlys AS');
  await page.keyboard.press('Enter');
  assert.equal(await field.getAttribute('class'), 'yours');
  assert.match((await text('#verdict')) ?? '', before > 1 ? /^\d+ of/ : /^No value/);
  await accessible('review');
  asked.length = 0;
  await page.click('#fields .table .link');
  assert.equal((await cells()).length, 5);
  await page.click('#fields tbody tr:last-child .remove');
  assert.equal((await cells()).length, 4);
  emulator.fail({ status: 500, when: /PATCH/, message: 'The files are shut' });
  await page.keyboard.press('Control+Enter');
  await page.focus('#field-invoice_number');
  await page.keyboard.press('Control+Enter');
  await shown('#review-error');
  assert.match((await text('#review-error-text')) ?? '', /^It was not sent\. .*Try again/);
  assert.match((await text('#review-error-details')) ?? '', /The files are shut/);
  await accessible('not-sent');
  complaints.length = 0;
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await page.click('#confirm');
  const { groundTruth } = (await sent).postDataJSON();
  await shown('#sent');
  const label = JSON.parse(first)[0];
  assert.deepEqual(
    groundTruth.filter((entry) => entry.label === label).map(({ value, confidence }) => [value, confidence]),
    [['Nordlys AS', 1]],
  );
  // What nobody changed goes back as it stands in the document.
  assert.ok(groundTruth.some(({ label: name, value }) => name === 'total_amount' && /420/.test(value)));
  assert.equal(groundTruth.find(({ label: name }) => name === 'line_items').value.length, 4);
  assert.match((await text('#verdict')) ?? '', /^No value/);
  // The run went on, and what was confirmed is what comes of it.
  assert.deepEqual((await journey()).slice(3), ['Review done', 'Done done']);
  await accessible('sent');
});

await check('values are saved as a table', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
  assert.equal(download.suggestedFilename(), 'sample-invoice.csv');
  const csv = readFileSync(await download.path(), 'utf8');
  assert.match(csv, /^\ufefffield,row,value\r\n/);
  assert.match(csv, /^total_amount,,3420\.50\r$/m);
  assert.match(csv, /^line_items\.\w+,4,/m);
});

await check('values are saved as JSON', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download-json')]);
  assert.equal(download.suggestedFilename(), 'sample-invoice.json');
  const values = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.equal(values.total_amount, '3420.50');
  assert.equal(values.line_items.length, 4);
});

await check('arrow keys move among the values, and Escape takes back', async () => {
  const at = () => page.evaluate(() => JSON.parse(document.activeElement?.dataset.key ?? '[]'));
  await page.focus('#field-invoice_number');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual((await at())[0], 'invoice_date');
  await page.keyboard.type('2020-01-01');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#field-invoice_date'), '2024-03-15');
  await page.keyboard.type('2020-01-01');
  await page.keyboard.press('ArrowUp');
  assert.equal(await text('#field-invoice_date-state'), 'Confirmed');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#field-invoice_date'), '2024-03-15');
  assert.match((await text('#field-invoice_date-state')) ?? '', /^Sure, \d+ %$/);
  await page.focus('#fields tbody tr:nth-child(2) input');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await at(), ['line_items', 2, 'description']);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await at(), ['line_items', 2, 'quantity']);
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual(await at(), ['line_items', 2, 'description']);
});

await check('a value and its place on the page stand out together', async () => {
  await page.focus('#field-total_amount');
  assert.match((await page.getAttribute('.mark.pointed', 'title')) ?? '', /^Total amount: /);
  await page.hover('.field:has(#field-currency)');
  assert.match((await page.getAttribute('.mark.pointed', 'title')) ?? '', /^Currency: /);
  await page.hover('.mark[title^="Invoice number"]');
  assert.equal(await page.$eval('.field.pointed input', (input) => input.id), 'field-invoice_number');
  await page.click('.mark[title^="Invoice number"]');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'field-invoice_number');
});

await check('fits a narrow window, in both colour schemes', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok((await overflow()) <= 0, 'the result is too wide');
  await picture('narrow-result');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('narrow-result-dark');
  await another();
  assert.ok((await overflow()) <= 0, 'the choice is too wide');
  await picture('narrow-choose-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await picture('narrow-choose');
});

await check('and a wide one in the dark, without motion', async () => {
  await page.setViewportSize({ width: 1600, height: 1000 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.click('#sample');
  await shown('#result');
  await drawn();
  await picture('wide-result-dark');
  const duration = await page.$eval('.another', (button) => getComputedStyle(button).transitionDuration);
  assert.equal(duration, '0s');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await another();
});

await check('takes a file that is dropped on it', async () => {
  const base64 = readFileSync(invoice).toString('base64');
  const transfer = await page.evaluateHandle((data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const made = new DataTransfer();
    made.items.add(new File([bytes], 'dropped.pdf', { type: 'application/pdf' }));
    return made;
  }, base64);
  await page.dispatchEvent('header', 'dragover', { dataTransfer: transfer });
  assert.equal(await page.isVisible('#over'), true);
  await page.dispatchEvent('header', 'drop', { dataTransfer: transfer });
  await shown('#result');
  assert.equal(await text('#result-title'), 'dropped.pdf');
  assert.equal(await page.isVisible('#over'), false);
  await another();
  await page.evaluate((clipboardData) => {
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, transfer);
  await shown('#result');
  assert.equal(await text('#result-title'), 'dropped.pdf');
});

await check('a doubtful value looks like one, and 60 rows stay usable', async () => {
  await another();
  await page.route('**/files/*run*', async (route) => {
    const response = await route.fetch();
    const read = await response.json();
    read.total_amount.confidence = 0.4;
    read.line_items = Array.from({ length: 60 }, (_, i) => structuredClone(read.line_items[i % 4]));
    read.line_items[58].amount.confidence = 0.6;
    await route.fulfill({ response, json: read });
  });
  await page.setInputFiles('#file', invoice);
  await shown('#result');
  await page.unroute('**/files/*run*');
  assert.equal(await text('#field-total_amount-state'), 'Doubtful, 40 %');
  const drawing = (id) =>
    page.$eval(id, (input) => [
      getComputedStyle(input).borderTopStyle,
      getComputedStyle(input).borderLeftWidth,
    ]);
  assert.notDeepEqual(await drawing('#field-total_amount'), await drawing('#field-invoice_number'));
  assert.equal((await cells()).length, 60);
  const height = await page.$eval('.scroll', (scroll) => scroll.clientHeight);
  assert.ok(height < 500, `${height} pixels high`);
  // From the total by Enter: the supplier, then the cell in the 59th row, which comes into sight below the head.
  await page.focus('#field-total_amount');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.deepEqual(await page.evaluate(() => JSON.parse(document.activeElement?.dataset.key ?? '[]')), [
    'line_items',
    58,
    'amount',
  ]);
  for (let row = 58; row > 40; row -= 1) await page.keyboard.press('ArrowUp');
  const [head, cell, box] = await page.evaluate(() =>
    [document.querySelector('thead th'), document.activeElement, document.querySelector('.scroll')].map(
      (one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return { top, bottom };
      },
    ),
  );
  assert.ok(cell.top >= head.bottom - 1 && cell.bottom <= box.bottom + 1, JSON.stringify([head, cell, box]));
  await accessible('many-rows');
});

await check('a second tab is not signed in by the first, and neither disturbs the other', async () => {
  const first = page;
  page = await context.newPage();
  watch(page);
  await page.goto(url);
  await shown('#welcome');
  // The login page knows the person already.
  await page.click('#sign-in');
  await shown('#choose');
  await page.close();
  page = first;
  await page.bringToFront();
  await another();
});

await check('signing out ends the session here and there', async () => {
  await page.click('#sign-out');
  await shown('#welcome');
  assert.equal(page.url(), `${url}/`);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  await page.reload();
  await shown('#welcome');
  await page.click('#sign-in');
  await shown('#password');
});

await check('a forged state is refused, and its code is not used', async () => {
  asked.length = 0;
  await page.goto(`${url}/?code=stolen&state=forged`);
  await shown('#welcome-note');
  assert.match((await text('#welcome-note-text')) ?? '', /^You are not signed in.*Sign in again\.$/);
  await plain('forged');
  assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 0);
  assert.equal(page.url(), `${url}/`);
  await accessible('forged');
});

await check('a login that is over says so, and a new one works', async () => {
  await page.click('#sign-in');
  await shown('#password');
  await signIn();
  await shown('#choose');
  emulator.reset();
  await page.click('#sample');
  await shown('#welcome-note');
  assert.match((await text('#welcome-note')) ?? '', /Sign in again to go on/);
  complaints.length = 0;
  await page.click('#sign-in');
  await shown('#password');
  await signIn();
  await shown('#choose');
  await page.click('#sample');
  await shown('#result');
});

await check('of two tabs that share a token one renews it', async () => {
  const script = readFileSync(join(root, 'dist/las-fp.browser.js'), 'utf8');
  await context.route('**/las-fp.browser.js', (route) =>
    route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script }),
  );
  // Time enough for both to want one.
  await context.route('**/oauth2/token*', (route) => setTimeout(() => route.continue().catch(() => {}), 300));
  const second = await context.newPage();
  watch(second);
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
});

await check('the browser has nothing to complain of', async () => {
  assert.deepEqual(complaints, []);
});

await context.close();
await server.close();
rmSync(profile, { recursive: true, force: true });
clearTimeout(deadline);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
