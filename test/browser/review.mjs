/** The review of what was read, by keyboard and by mouse. It begins where a file is chosen and ends with a result. */
import assert from 'node:assert/strict';

import { invoice } from './samples.mjs';

export const review = ({
  accessible,
  asked,
  at,
  cells,
  complaints,
  drawn,
  emulator,
  journey,
  page,
  picture,
  shown,
  text,
}) => ({
  'works by keyboard alone': async () => {
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.className);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'file');
    const ring = await page.$eval('label[for=file]', (label) => getComputedStyle(label).outlineStyle);
    assert.equal(ring, 'solid');
    await picture('focus');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(invoice);
    await shown('#result');
    assert.equal(await focused(), 'result-title');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'another');
    await page.keyboard.press('Enter');
    await shown('#choose');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'sample');
    await page.keyboard.press('Enter');
    await shown('#result');
    assert.equal(await text('#result-title'), 'sample-invoice.pdf');
    await drawn();
  },

  'what needs a look is marked, corrected by keyboard, and sent back': async () => {
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
      groundTruth
        .filter((entry) => entry.label === label)
        .map(({ value, confidence }) => [value, confidence]),
      [['Nordlys AS', 1]],
    );
    // What nobody changed goes back as it stands in the document.
    assert.ok(groundTruth.some(({ label: name, value }) => name === 'total_amount' && /420/.test(value)));
    assert.equal(groundTruth.find(({ label: name }) => name === 'line_items').value.length, 4);
    assert.match((await text('#verdict')) ?? '', /^No value/);
    // The run went on, and what was confirmed is what comes of it.
    assert.deepEqual((await journey()).slice(3), ['Review done', 'Done done']);
    await accessible('sent');
  },

  'arrow keys move among the values, and Escape takes back': async () => {
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
  },

  'a value and its place on the page stand out together': async () => {
    await page.focus('#field-total_amount');
    assert.match((await page.getAttribute('.mark.pointed', 'title')) ?? '', /^Total amount: /);
    await page.hover('.field:has(#field-currency)');
    assert.match((await page.getAttribute('.mark.pointed', 'title')) ?? '', /^Currency: /);
    await page.hover('.mark[title^="Invoice number"]');
    assert.equal(await page.$eval('.field.pointed input', (input) => input.id), 'field-invoice_number');
    await page.click('.mark[title^="Invoice number"]');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'field-invoice_number');
  },
});
