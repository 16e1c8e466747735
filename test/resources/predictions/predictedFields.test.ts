import * as E from 'fp-ts/lib/Either.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Predicted } from '../../../src/resources/predictions/index.js';

const predicted = suite('the fields of a prediction');

const candidate = {
  value: '1',
  confidence: 0.5,
  page: 0,
  location: [0, 0, 1, 1],
  rawValue: null,
  warnings: ['faint'],
};

predicted('decode in either format, as they are', () => {
  for (const fine of [
    null,
    [],
    {},
    [{ label: 'total', ...candidate, source: 'new', attentionMap: { source: 'x' } }],
    [{ label: 'items', value: [[{ label: 'price', ...candidate }], []] }],
    { total: [candidate, { value: null }], none: [] },
    { total: [{ label: 'total', ...candidate, rotation: 90, errors: null }] },
    { items: [{ price: [candidate] }, {}, { value: [candidate] }] },
  ]) {
    const decoded = Predicted.decode(fine);
    assert.ok(E.isRight(decoded) && decoded.right === fine, JSON.stringify(fine));
    assert.ok(Predicted.is(fine));
  }
});

predicted('do not decode where their types would be another', () => {
  for (const [wrong, path] of [
    ['text', []],
    [[{ label: 'total' }], ['0', 'value']],
    [[{ label: 'total', value: 1 }], ['0', 'value']],
    [{ total: [{ value: 1 }] }, ['total', '0', 'value']],
    [{ total: [{ value: '1', warnings: 'faint' }] }, ['total', '0', 'warnings']],
    [{ total: 'text' }, ['total']],
    [{ items: [{ price: [candidate] }, candidate] }, ['items', '0', 'value']],
    [{ items: [{ price: [{ value: 1 }] }] }, ['items', '0', 'price', '0', 'value']],
  ] as const) {
    const decoded = Predicted.decode(wrong);
    assert.ok(E.isLeft(decoded), JSON.stringify(wrong));
    const keys = decoded.left[0]?.context.map(({ key }) => key).filter((key) => key !== '');
    assert.equal(keys, path);
  }
});

predicted.run();
