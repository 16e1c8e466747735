import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { redactor } from '../../src/exchange/redact.js';

const redaction = suite('redactor');

// Visible ASCII, as tokens and keys are made of.
const secret = fc.string({
  minLength: 10,
  maxLength: 60,
  unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
});

const hex = (digits: number) => (char: string) => char.charCodeAt(0).toString(16).padStart(digits, '0');
const each = (encode: (char: string) => string) => (text: string) => [...text].map(encode).join('');
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const names: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** The ways in which a server can write a text inside of another. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  percent: encodeURIComponent,
  'percent, each byte': each((char) => `%${hex(2)(char)}`),
  'percent, upper case': each((char) => `%${hex(2)(char).toUpperCase()}`),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON, slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON, each character': each((char) => `\\u${hex(4)(char)}`),
  'HTML, each character': each((char) => `&#x${hex(2)(char)};`),
  'HTML, each character in decimals': each((char) => `&#${char.charCodeAt(0)};`),
  'HTML, names': (text) => text.replace(/[&<>"']/g, (char) => `&${names[char]};`),
  base64,
  base64url: (text) => Buffer.from(text, 'utf8').toString('base64url'),
  'base64 after one': (text) => base64(`a${text}`),
  'base64 after two': (text) => base64(`ab${text}b`),
  'base64 after three': (text) => base64(`abc${text}bcd`),
  'basic authorization': (text) => base64(`client:${text}`),
};

/** Whether a text still tells the secret, however it is encoded. */
const tells = (value: unknown, given: string): boolean =>
  Object.values(encodings).some((encode) => {
    const text = JSON.stringify(value) ?? '';
    // The last characters of base64 depend on what follows.
    const encoded = encode(given).replace(/.{0,3}=*$/, '');
    return text.includes(JSON.stringify(encoded).slice(1, -1));
  });

for (const [name, encode] of Object.entries(encodings)) {
  redaction(`a secret in ${name} is not told, wherever it stands`, () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (given, before, after) => {
        const text = `${before} ${encode(given)} ${after}`;
        const redact = redactor([given]);
        for (const value of [text, [text], { a: text }, { [text]: 1 }, { a: [{ b: { [text]: text } }] }]) {
          assert.not(tells(redact(value), given), JSON.stringify([given, value, redact(value)]));
        }
      }),
      { numRuns: 60 },
    );
  });
}

redaction('a secret in JSON in JSON, and percent in percent, is not told', () => {
  fc.assert(
    fc.property(secret, (given) => {
      const redact = redactor([given]);
      const json = JSON.stringify({ message: JSON.stringify({ authorization: `Bearer ${given}` }) });
      assert.not(tells(redact({ json }), given));
      assert.not(tells(redact(`/a?b=${encodeURIComponent(encodeURIComponent(given))}`), given));
    }),
  );
});

redaction('values without a secret stay as they are', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(redactor(['a-secret-of-the-test'])(value), JSON.parse(JSON.stringify(value)));
    }),
  );
});

redaction('keeps the text around a secret that stands as it is', () => {
  const redact = redactor(['a-token-of-the-test', 'short']);
  assert.is(redact('Bearer a-token-of-the-test, short'), 'Bearer …, short');
  assert.equal(redact({ m: ['x a-token-of-the-test'], n: 1, o: null, p: true }), {
    m: ['x …'],
    n: 1,
    o: null,
    p: true,
  });
});

redaction('gives nothing where there is nothing, or it is nested too deep', () => {
  assert.is(redactor(['a-token-of-the-test'])(undefined), undefined);
  let deep: unknown = 'a-token-of-the-test';
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  assert.is(redactor(['a-token-of-the-test'])(deep), undefined);
});

redaction('takes a long text in a time that grows with its length', () => {
  const redact = redactor(['a-token-of-the-test']);
  for (const piece of ['%25', '\\\\', '&#x26;', '&#38;', '&amp;', '"', '\\u005c']) {
    const text = piece.repeat(100_000);
    assert.type(redact(text), 'string');
  }
});

redaction.run();
