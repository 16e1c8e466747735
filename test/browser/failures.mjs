/** What fails on the way, and is tried again. It begins and ends where a file is chosen. */
import assert from 'node:assert/strict';

import { invoice } from './samples.mjs';

export const failures = ({ accessible, another, asked, complaints, emulator, page, plain, shown, text }) => ({
  'an error of the API is shown, and trying again goes on where it failed': async () => {
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
  },

  'a broken upload is not begun anew, but gone on with': async () => {
    await another();
    await page.route('**/files/**', (route) => route.abort());
    await page.setInputFiles('#file', invoice);
    await shown('#failed');
    assert.match((await text('#failed-message')) ?? '', /connection broke/);
    // Folded again, though they were open for the problem before.
    assert.equal(await page.isVisible('#failed-message-details'), false);
    await page.unroute('**/files/**');
    asked.length = 0;
    complaints.length = 0;
    await page.click('#again');
    await shown('#result');
    assert.equal(asked.filter((line) => line === 'POST /v1/documents').length, 0);
    assert.equal(asked.filter((line) => /^POST .*\/runs$/.test(line)).length, 0);
    await another();
  },

  'an expired token is renewed without a word': async () => {
    emulator.expireTokens();
    asked.length = 0;
    await page.setInputFiles('#file', invoice);
    await shown('#result');
    assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 1);
    complaints.length = 0;
    await another();
  },

  'a sample that cannot be loaded is told, until another file is read': async () => {
    await page.route('**/sample-invoice.pdf', (route) => route.abort());
    await page.click('#sample');
    await page.waitForFunction(() => document.querySelector('#sample-note')?.textContent !== '');
    assert.match((await text('#sample-note')) ?? '', /could not be loaded\. Try again/);
    await accessible('sample-not-loaded');
    await page.unroute('**/sample-invoice.pdf');
    complaints.length = 0;
    await page.click('#sample');
    await shown('#result');
    await another();
    assert.equal(await text('#sample-note'), '');
  },
});
