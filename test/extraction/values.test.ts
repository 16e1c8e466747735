import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  amount,
  date,
  decodeFields,
  digits,
  type FieldError,
  fieldErrors,
  fieldsOf,
  fromMinorUnits,
  groundTruthOfValues,
  many,
  minorUnits,
  numeric,
  oneOf,
  optional,
  rows,
  string,
} from '../../src/extraction/index.js';

const Invoice = decodeFields({
  total_amount: amount,
  due_date: optional(date),
  currency: oneOf(['NOK', 'EUR']),
  references: optional(many(digits)),
  line_items: rows({ item: string, price: amount, discount: optional(numeric) }),
});

const list = [
  { label: 'total_amount', value: '10', confidence: 0.2 },
  { label: 'total_amount', value: '3420.50', confidence: 0.9, rawValue: '3 420,50' },
  { label: 'currency', value: 'NOK' },
  { label: 'due_date', value: null, confidence: 0.9 },
  { label: 'references', value: '0017' },
  { label: 'references', value: '42' },
  { label: 'stranger', value: '?' },
  {
    label: 'line_items',
    value: [
      [
        { label: 'item', value: 'Chair', confidence: 0.9 },
        { label: 'price', value: '1200.00', confidence: 0.9 },
        { label: 'price', value: '?', confidence: 0.1 },
      ],
      [],
      [
        { label: 'item', value: 'Table' },
        { label: 'price', value: '2220.50' },
        { label: 'discount', value: '-0.5' },
      ],
    ],
  },
];

const values = {
  total_amount: '3420.50',
  currency: 'NOK',
  due_date: null,
  references: ['0017', '42'],
  line_items: [
    { item: 'Chair', price: '1200.00' },
    { item: 'Table', price: '2220.50', discount: '-0.5' },
  ],
};

const errorsOf = (result: E.Either<t.Errors, unknown>): ReadonlyArray<FieldError> =>
  E.isLeft(result) ? fieldErrors(result.left) : [];

const decoding = suite('decodeFields');

decoding('takes the best candidates of the fields that it names', () => {
  assert.equal(Invoice.decode(fieldsOf(list)), E.right(values));
});

decoding('encodes to the values that it decodes', () => {
  assert.equal(Invoice.decode(values), E.right(values));
  const decoded = Invoice.decode(fieldsOf(list));
  assert.ok(E.isRight(decoded));
  assert.equal(Invoice.encode(decoded.right), values);
});

decoding('reads the output of a webhook and the variables of a run', () => {
  const output = {
    total_amount: { value: '3420.50', rawValue: '3 420,50', confidence: 0.9, name: 'Total' },
    currency: { value: 'EUR' },
    line_items: [{ item: { value: 'Chair' }, price: { value: '1.00' } }],
    fileName: 'invoice.pdf',
    n8nResumeUrl: { value: 'https://example.com' },
  };
  assert.equal(
    Invoice.decode(fieldsOf(output)),
    E.right({ total_amount: '3420.50', currency: 'EUR', line_items: [{ item: 'Chair', price: '1.00' }] }),
  );
  const Variables = decodeFields({ fileName: string, n8nResumeUrl: string, size: optional(numeric) });
  assert.equal(
    Variables.decode(fieldsOf({ ...output, size: 12 })),
    E.right({ fileName: 'invoice.pdf', n8nResumeUrl: 'https://example.com', size: '12' }),
  );
});

decoding('tells all errors at once, with label, row and what was read', () => {
  const fields = fieldsOf([
    { label: 'total_amount', value: '1.2.3', rawValue: '1.2,3' },
    { label: 'due_date', value: '2023-02-29' },
    { label: 'references', value: '1' },
    { label: 'references', value: 'x' },
    { label: 'line_items', value: [[{ label: 'item', value: 'Chair' }], [{ label: 'price', value: 'x' }]] },
  ]);
  assert.equal(errorsOf(Invoice.decode(fields)), [
    { label: 'total_amount', rawValue: '1.2,3', expected: 'amount' },
    { label: 'due_date', rawValue: '2023-02-29', expected: 'date?' },
    { label: 'currency', rawValue: undefined, expected: 'NOK | EUR' },
    { label: 'references', row: 1, rawValue: 'x', expected: 'digits' },
    { label: 'line_items', row: 0, column: 'price', rawValue: undefined, expected: 'amount' },
    { label: 'line_items', row: 1, column: 'item', rawValue: undefined, expected: 'string' },
    { label: 'line_items', row: 1, column: 'price', rawValue: 'x', expected: 'amount' },
  ]);
  for (const wrong of [null, 'text', 7]) {
    assert.equal(errorsOf(Invoice.decode(wrong)), [{ label: '', rawValue: undefined, expected: 'fields' }]);
  }
  assert.is(errorsOf(Invoice.decode({ line_items: 'text', total_amount: [null, 'x', 3] })).length, 3);
});

decoding("takes a user's codec in place of one of these", () => {
  const Cents = new t.Type<number, string>(
    'Cents',
    t.number.is,
    (u, c) => {
      const cents = typeof u === 'string' ? minorUnits(u) : undefined;
      return cents === undefined ? t.failure(u, c) : t.success(Number(cents));
    },
    (n) => fromMinorUnits(BigInt(n)),
  );
  const Both = decodeFields({
    total: Cents,
    nothing: t.union([t.string, t.null]),
    prices: rows({ price: optional(Cents) }),
    all: many(Cents),
  });
  const given = { total: '12.30', nothing: null, prices: [{ price: '0.05' }], all: ['1.00', '2.00'] };
  const decoded = Both.decode(fieldsOf(given));
  assert.equal(decoded, E.right({ total: 1230, nothing: null, prices: [{ price: 5 }], all: [100, 200] }));
  assert.ok(E.isRight(decoded) && Both.is(decoded.right) && !Both.is(given));
  assert.equal(Both.encode(decoded.right), given);
  assert.equal(errorsOf(Both.decode({ total: 'x', nothing: 'y', prices: [], all: [] })), [
    { label: 'total', rawValue: 'x', expected: 'Cents' },
  ]);
});

decoding('a table that must be there is missing, one without rows is not', () => {
  const Items = decodeFields({ items: rows({ price: amount }) });
  assert.equal(Items.decode({ items: [{}] }), E.right({ items: [] }));
  assert.equal(errorsOf(Items.decode({})), [{ label: 'items', rawValue: undefined, expected: 'rows' }]);
  assert.equal(decodeFields({ items: optional(rows({ price: amount })) }).decode({}), E.right({}));
});

decoding('a label may be called as what every object has, and a column as what every candidate has', () => {
  const Odd = decodeFields({ constructor: optional(string), rows: rows({ value: string }) });
  assert.equal(
    Odd.decode(fieldsOf([{ label: 'rows', value: [[{ label: 'value', value: 'x' }]] }])),
    E.right({ rows: [{ value: 'x' }] }),
  );
});

decoding('decodes what it encodes, and throws at nothing', () => {
  const text = fc.option(fc.constantFrom('1', '2.50', 'NOK', '2024-02-29', ''), { nil: undefined });
  const rowsOf = fc.array(fc.record({ item: text, price: text, discount: text }));
  const records = fc.record(
    { total_amount: text, due_date: text, currency: text, line_items: rowsOf },
    { requiredKeys: [] },
  );
  let decodedOnce = 0;
  fc.assert(
    fc.property(records, (record) => {
      const decoded = Invoice.decode(record);
      if (E.isLeft(decoded)) return assert.ok(fieldErrors(decoded.left).length > 0);
      decodedOnce += 1;
      assert.equal(Invoice.decode(Invoice.encode(decoded.right)), decoded);
      // Ground truth has no table without rows.
      if (record.line_items?.some((row) => Object.keys(row).length > 0))
        assert.equal(Invoice.decode(fieldsOf(groundTruthOfValues(record))), decoded);
    }),
    { numRuns: 2000, examples: [[{ total_amount: '1', currency: 'NOK', line_items: [] }]] },
  );
  assert.ok(decodedOnce > 0);
  fc.assert(
    fc.property(fc.jsonValue(), (u) => void errorsOf(Invoice.decode({ total_amount: u, line_items: u }))),
  );
});

const codecs = suite('the codecs of values');

codecs('take what they name, and nothing else', () => {
  const takes = <A>(codec: t.Type<A>, fine: ReadonlyArray<NoInfer<A>>, wrong: ReadonlyArray<unknown>) => {
    for (const one of fine) assert.equal(codec.decode(one), E.right(one), `${codec.name}: ${one}`);
    for (const one of fine) assert.is(codec.encode(one), one);
    for (const one of wrong) assert.ok(E.isLeft(codec.decode(one)), `${codec.name}: ${one}`);
  };
  const none = [null, undefined, '', 1, ' 1'];
  takes(amount, ['0', '-12', '3420.50', '0.005'], [...none, '1,5', '1e5', '.5', '5.', '1.2.3', '--1', 'NaN']);
  takes(digits, ['0042'], [...none, '-1', '1.0', '١']);
  takes(
    date,
    ['2024-02-29', '1999-12-31'],
    [...none, '2023-02-29', '2024-2-9', '2024-13-01', '2024-02-29T00:00'],
  );
  takes(oneOf(['NOK', 'EUR']), ['NOK'], [...none, 'nok', 'SEK']);
  takes(string, ['', 'x'], [null, 1]);
});

codecs('lose no cent', () => {
  assert.is(minorUnits('3420.50'), 342050n);
  assert.is(minorUnits('-0.5'), -50n);
  assert.is(minorUnits('90071992547409931.01'), 9007199254740993101n);
  assert.is(minorUnits('1.005'), undefined);
  assert.is(minorUnits('1.500'), 150n);
  assert.is(minorUnits('1.5', 0), undefined);
  assert.is(minorUnits('12', 0), 12n);
  assert.is(minorUnits('1e5'), undefined);
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 4 }), (units, decimals) => {
      const text = fromMinorUnits(units, decimals);
      assert.ok(amount.is(text), text);
      assert.is(minorUnits(text, decimals), units);
    }),
  );
});

decoding.run();
codecs.run();
