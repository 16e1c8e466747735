/** A document on its way through the agent. It begins and ends where a file is chosen. */
import assert from 'node:assert/strict';

import { invoice } from './samples.mjs';

export const reading = ({
  accessible,
  another,
  asked,
  cells,
  drawn,
  emulator,
  journey,
  page,
  picture,
  plain,
  rows,
  shown,
  text,
}) => ({
  'a PDF is uploaded, read and drawn': async () => {
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
  },

  'a reload keeps the login': async () => {
    await page.reload();
    await shown('#choose');
    assert.equal(await page.isVisible('#welcome'), false);
  },

  'the steps of the run are shown as they happen': async () => {
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
    await now('Upload');
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
      'Upload done',
      'Reading done',
      'Checking done',
      'Review your turn',
      'Done',
    ]);
    await another();
  },

  'progress is shown while the file leaves, and it can be cancelled': async () => {
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
    assert.match((await text('#status')) ?? '', /^Upload: now/);
    await picture('uploading');
    await page.click('#cancel');
    await shown('#choose');
    go();
    await page.unroute('**/files/**');
  },
});
