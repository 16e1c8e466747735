/** The page in windows of all sizes, and with many rows. It begins and ends with a result. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { invoice } from './samples.mjs';

export const layout = ({ accessible, another, at, cells, drawn, overflow, page, picture, shown, text }) => ({
  'fits a narrow window, in both colour schemes': async () => {
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
  },

  'a long name takes two lines, and the button beside it stays whole': async () => {
    const name = `${'2024-03-15_Nordlys_Office_Supplies_'.repeat(4)}.pdf`;
    const buffer = readFileSync(invoice);
    await page.setInputFiles('#file', { name, mimeType: 'application/pdf', buffer });
    await shown('#result');
    assert.equal(await page.getAttribute('#result-title', 'title'), name);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const [title, button, section] = await page.evaluate(() =>
        ['#result-title', '#result .another', '#result'].map((selector) => {
          const one = document.querySelector(selector);
          const { top, right, height } = one.getBoundingClientRect();
          return { top, right, lines: height / Number.parseFloat(getComputedStyle(one).lineHeight) };
        }),
      );
      assert.ok(title.lines > 1 && title.lines < 2.1, `${title.lines} lines at ${width}`);
      assert.ok(
        Math.abs(button.top - title.top) < 2 && button.right <= section.right,
        `the button at ${width}`,
      );
    }
    await another();
  },

  'and a wide one in the dark, without motion': async () => {
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
  },

  'a doubtful value looks like one, and 60 rows stay usable': async () => {
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
    assert.deepEqual(await at(), ['line_items', 58, 'amount']);
    for (let row = 58; row > 40; row -= 1) await page.keyboard.press('ArrowUp');
    const [head, cell, box] = await page.evaluate(() =>
      [document.querySelector('thead th'), document.activeElement, document.querySelector('.scroll')].map(
        (one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return { top, bottom };
        },
      ),
    );
    assert.ok(
      cell.top >= head.bottom - 1 && cell.bottom <= box.bottom + 1,
      JSON.stringify([head, cell, box]),
    );
    await accessible('many-rows');
  },
});
