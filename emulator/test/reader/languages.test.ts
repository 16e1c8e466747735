/** Invoices in nine languages and several layouts: what is read is right, or nothing. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { tester } from '../support.js';
import { invoiceOf, languages, layouts } from './invoices.js';

const test = suite('emulator: invoices in nine languages');

for (const language of languages) {
  test(`${language.name}: every field of every layout`, async () => {
    const { ok, upload } = await tester();
    const wrong: string[] = [];
    for (const [index, layout] of layouts.entries()) {
      for (let seed = 1; seed <= 5; seed += 1) {
        const { bytes, expected, rows } = await invoiceOf(language, layout, index * 100 + seed);
        const documentId = await upload(bytes);
        const { predictions } = await ok('POST', '/predictions', {
          documentId,
          modelId: 'las:model:invoice',
        });
        for (const { label, value } of predictions) {
          const right = label === 'line_items' ? rows : expected[label as keyof typeof expected];
          const got = label === 'line_items' ? value.length : value;
          if (got !== right) wrong.push(`${layout} ${seed} ${label}: ${got}, not ${right}`);
        }
      }
    }
    assert.equal(wrong, []);
  });
}

test.run();
