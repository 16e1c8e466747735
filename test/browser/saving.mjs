/** What leaves the page as a file. It begins and ends with the result of the sample. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export const saving = ({ page }) => ({
  'values are saved as a table': async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
    assert.equal(download.suggestedFilename(), 'sample-invoice.csv');
    const csv = readFileSync(await download.path(), 'utf8');
    assert.match(csv, /^\ufefffield,row,value\r\n/);
    assert.match(csv, /^total_amount,,3420\.50\r$/m);
    assert.match(csv, /^line_items\.\w+,4,/m);
  },

  'values are saved as JSON': async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download-json')]);
    assert.equal(download.suggestedFilename(), 'sample-invoice.json');
    const values = JSON.parse(readFileSync(await download.path(), 'utf8'));
    assert.equal(values.total_amount, '3420.50');
    assert.equal(values.line_items.length, 4);
  },
});
