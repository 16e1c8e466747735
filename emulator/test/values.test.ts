import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { labelsOf, wordsOf } from '../src/reader/labels.js';
import { choosePages } from '../src/reader/pages.js';
import { parseNumber, valuesOf } from '../src/reader/values.js';

const test = suite('emulator: values in a text');

function first(type: string, text: string, more: { enum?: string[]; maxLength?: number } = {}) {
  return valuesOf(text, { type, ...more })[0]?.value;
}

test('amounts in every writing', () => {
  const cases: [string, string | undefined][] = [
    ['1,234.50', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1 234,50', '1234.50'],
    ['1\u00a0234,50 kr', '1234.50'],
    ["1'234.50", '1234.50'],
    ['1,234', '1234.00'],
    ['1.234.567', '1234567.00'],
    ['12,5', '12.50'],
    ['$99', '99.00'],
    ['EUR 0.99', '0.99'],
    ['(12.00)', '-12.00'],
    ['-12.00', '-12.00'],
    ['12.00-', '-12.00'],
    ['2024-03-15', undefined],
    ['15.03.2024', undefined],
    ['25%', undefined],
    ['25 %', undefined],
    ['INV-12', undefined],
    ['A12', undefined],
    ['none', undefined],
    ['VAT 25% 684.10', '684.10'],
  ];
  for (const [text, value] of cases) assert.is(first('amount', text), value, text);
});

test('an amount reads back, however it is written', () => {
  const amount = fc.integer({ min: 0, max: 99_999_999 }).map((cents) => cents / 100);
  const locale = fc.constantFrom('en-US', 'de-DE', 'nb-NO', 'fr-FR', 'de-CH');
  fc.assert(
    fc.property(amount, locale, (number, language) => {
      const text = number.toLocaleString(language, { minimumFractionDigits: 2 });
      assert.is(first('amount', `${text} EUR`), number.toFixed(2), text);
    }),
  );
  assert.is(parseNumber(''), undefined);
});

test('dates in every writing', () => {
  const cases: [string, string | undefined][] = [
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['05.03.2024', '2024-03-05'],
    ['5/3/2024', '2024-03-05'],
    ['03/25/2024', '2024-03-25'],
    ['05.03.24', '2024-03-05'],
    ['5 March 2024', '2024-03-05'],
    ['5. mars 2024', '2024-03-05'],
    ['5th of March', undefined],
    ['March 5, 2024', '2024-03-05'],
    ['05-Mar-2024', '2024-03-05'],
    ['1. desember 2024', '2024-12-01'],
    ['31.02.2024', undefined],
    ['1234567', undefined],
    ['10.11.12.13', undefined],
  ];
  for (const [text, value] of cases) assert.is(first('date', text), value, text);
});

test('the other types', () => {
  assert.is(first('digits', 'no. 12 34 56'), '123456');
  assert.is(first('number', 'x 42'), '42');
  assert.is(first('numeric', '2,5 hours'), '2.5');
  assert.is(first('enum', 'all in EUR', { enum: ['NOK', 'EUR'] }), 'EUR');
  assert.is(first('enum', '€ 5', { enum: ['NOK', 'EUR'] }), 'EUR');
  assert.is(first('enum', 'EUROPE', { enum: ['EUR'] }), undefined);
  assert.is(first('phone', 'Tel. +47 22 33 44 55'), '+4722334455');
  assert.is(first('letter', '12 ab 3'), 'ab');
  assert.is(first('alphanum', 'no AB12'), 'AB12');
  assert.is(first('alphanumext', 'no AB-12/3'), 'AB-12/3');
  assert.is(first('string', ': a b '), 'a b');
  assert.is(first('all', ' a b '), 'a b');
  assert.is(first('string', 'too long', { maxLength: 3 }), undefined);
});

test('labels come from the name', () => {
  assert.is(wordsOf('dueDate'), 'due date');
  assert.is(labelsOf('due_date')[0], 'due date');
  assert.ok(labelsOf('total_amount').includes('amount due'));
  assert.not.ok(labelsOf('total_amount').includes('subtotal'));
  assert.equal(labelsOf('shoe_size'), ['shoe size']);
  assert.ok(labelsOf('amount', true).includes('line total'));
});

test('pages', () => {
  assert.equal(choosePages(5, {}), { pages: [0, 1, 2, 3, 4], nextPage: null });
  assert.equal(choosePages(5, { maxPages: 2 }), { pages: [0, 1], nextPage: 2 });
  assert.equal(choosePages(5, { maxPages: 2, startPage: 3 }), { pages: [3, 4], nextPage: null });
  assert.equal(choosePages(5, { startPage: -1 }), { pages: [4], nextPage: null });
  assert.equal(choosePages(5, { pages: [4, 0, -1, 9] }), { pages: [4, 0], nextPage: null });
  assert.equal(choosePages(2, { startPage: 7 }), { pages: [], nextPage: null });
});

test.run();
