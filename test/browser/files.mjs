/** Files of all kinds, chosen, dropped and pasted. It begins and ends where a file is chosen. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { invoice, pixels } from './samples.mjs';
import { root } from './stage.mjs';

export const files = ({ accessible, another, drawn, journey, page, picture, rows, shown, text }) => ({
  'a picture is shown, with kind words where there is nothing to read': async () => {
    await page.setInputFiles('#file', {
      name: 'scan.jpg',
      mimeType: 'image/jpeg',
      buffer: await pixels(page, 'image/jpeg'),
    });
    await shown('#nothing');
    assert.match((await text('#nothing')) ?? '', /reads the text of PDFs alone/);
    assert.deepEqual((await journey()).slice(3), ['Review skipped', 'Done done']);
    // Whoever knows the values may type them.
    assert.ok((await rows()).every(([, value, said]) => value === '' && said === 'Missing'));
    await drawn();
    assert.ok(await page.$eval('#picture img', (image) => image.naturalWidth > 0));
    assert.equal(await text('#verdict'), '6 values are missing');
    await accessible('nothing-found');
  },

  'so is a PNG, and a photograph of a megabyte': async () => {
    await another();
    await page.setInputFiles('#file', {
      name: 'scan.png',
      mimeType: 'image/png',
      buffer: await pixels(page, 'image/png'),
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
  },

  'a TIFF is taken, though the browser cannot show it': async () => {
    await another();
    const tiff = Buffer.from('49492a000800000000000000000000', 'hex');
    await page.setInputFiles('#file', { name: 'scan.tiff', mimeType: 'image/tiff', buffer: tiff });
    await shown('#nothing');
    await page.waitForFunction(() =>
      /cannot show/.test(document.querySelector('#picture')?.textContent ?? ''),
    );
    await another();
  },

  'takes a file that is dropped on it': async () => {
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
    await another();
  },

  'what is no document is refused in words': async () => {
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
  },
});
