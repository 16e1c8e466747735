import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  atLeast,
  best,
  correct,
  decide,
  detailsOf,
  type Fields,
  fieldsOf,
  groundTruthOf,
  groundTruthOfValues,
  holds,
  matches,
  mergePages,
  notEmpty,
  policyOf,
  predictionsOf,
  validate,
  withGroundTruth,
} from '../../src/extraction/index.js';

const confidenceLevels = { low: 0.2, medium: 0.4, high: 0.6, automated: 0.8 };

const config = {
  total: { type: 'amount', confidenceLevels },
  note: { type: 'string', required: false, confidenceLevels },
  currency: { type: 'enum', confidenceLevels },
  tags: { type: 'string', isMultivalue: true, required: false, confidenceLevels },
  items: {
    type: 'lines',
    fields: { name: { type: 'string', confidenceLevels }, price: { confidenceLevels } },
  },
} as const;

const sure = {
  total: [{ value: '1', confidence: 0.9 }],
  currency: [{ value: 'NOK', confidence: 0.9 }],
  items: [{ name: [{ value: 'Chair', confidence: 0.9 }], price: [{ value: '1', confidence: 0.8 }] }],
};

const reasonsOf = (fields: Fields<typeof config>) =>
  decide(fields, config).reasons.map(({ below, ...reason }) => ({ ...reason, ...(below && { below }) }));

const fields = suite('fieldsOf');

fields('keeps all that is known of a candidate, in either format', () => {
  const rest = {
    confidence: 0.5,
    page: 1,
    location: [0, 0, 1, 1],
    rawValue: '1,-',
    source: 'llm',
    rotation: 90,
    warnings: ['faint'],
    errors: ['cut'],
    attentionMap: { source: 'x' },
  };
  const first = [
    { label: 'total', value: '1', ...rest },
    { label: 'total', value: null },
    {
      label: 'items',
      page: 2,
      value: [
        [
          { label: 'name', value: 'Chair', ...rest },
          { label: 'price', value: null },
        ],
      ],
    },
  ];
  const second = {
    total: [{ label: 'total', value: '1', ...rest }, { value: null }],
    items: [{ name: [{ value: 'Chair', ...rest }], price: [{ value: null, page: 2 }] }],
  };
  const wanted = {
    total: [{ value: '1', ...rest }, { value: null }],
    items: [{ name: [{ value: 'Chair', ...rest }], price: [{ value: null, page: 2 }] }],
  };
  assert.equal(fieldsOf(first), wanted);
  assert.equal(fieldsOf(second), wanted);
  assert.equal(fieldsOf(predictionsOf(wanted)), wanted);
});

fields('of a pending prediction are none', () => {
  for (const none of [null, undefined, [], {}]) assert.equal(fieldsOf(none), {});
});

fields('a table may have no rows, and a null in their place', () => {
  const empty = [{ label: 'items', value: [] }];
  const nothing = [{ label: 'items', value: null, confidence: 0.9 }];
  assert.equal(fieldsOf(empty, config), { items: [] });
  assert.equal(fieldsOf(nothing, config), { items: [] });
  assert.equal(fieldsOf({ items: [], total: [] }, config), { items: [] });
});

fields('may have a column that is called value', () => {
  const rows = [{ value: [{ value: '1' }] }];
  assert.equal(fieldsOf({ items: rows }), { items: rows });
  assert.equal(fieldsOf([{ label: 'items', value: [[{ label: 'value', value: '1' }]] }]), { items: rows });
});

const merging = suite('mergePages');

merging('keeps an empty candidate only where no page found the field, and the least sure one', () => {
  const none = (confidence: number) => ({ total: [{ value: null, confidence }] });
  assert.equal(mergePages([none(0.9), none(0.2), none(0.5)], config), none(0.2));
  // A page that says nothing of it counts as one that found it.
  assert.equal(mergePages([none(0.9), {}], config), { total: [] });
  assert.equal(mergePages([none(0.9), { total: [{ value: '1' }] }], config), { total: [{ value: '1' }] });
});

merging('leaves out rows that are too unsure', () => {
  const row = (name: number, price?: number) => ({
    name: [
      { value: 'x', confidence: name },
      { value: 'y', confidence: 0.01 },
    ],
    ...(price === undefined ? {} : { price: [{ value: '1', confidence: price }] }),
  });
  const best = { name: [{ value: 'x', confidence: 0.6 }] };
  assert.equal(mergePages([{ items: [row(0.6), row(0.59), row(0.2, 0.3)] }], config).items, [best]);
  const empty = { name: [{ value: null, confidence: 0.9 }], price: [{ value: '1', confidence: 0.3 }] };
  assert.equal(mergePages([{ items: [empty] }], config).items, [empty]);
  const nothing = { name: [{ value: null, confidence: 0.9 }], price: [{ value: null, confidence: 1 }] };
  assert.equal(mergePages([{ items: [nothing] }], config).items, [{}]);
});

merging('joins a row that goes on on the next page, if asked', () => {
  const name = (value: string, page: number) => ({ name: [{ value, confidence: 0.9, page }] });
  const price = (value: string, page: number) => ({ price: [{ value, confidence: 0.9, page }] });
  const pages = [{ items: [name('a', 0), name('b', 0)] }, { items: [price('1', 1), price('2', 1)] }];
  const joined = [name('a', 0), { ...name('b', 0), ...price('1', 1) }, price('2', 1)];
  assert.equal(mergePages(pages, config, { mergeContinuedLines: true }).items, joined);
  assert.is(mergePages(pages, config).items?.length, 4);
  const other = [{ items: [name('a', 0)] }, { items: [{ ...name('b', 1), ...price('1', 1) }] }];
  assert.is(mergePages(other, config, { mergeContinuedLines: true }).items?.length, 2);
  // No page, so nobody knows that it is another one; and no row, so there is nothing to join.
  const { items = [] } = mergePages(
    [{ items: [{ name: [{ value: 'a' }] }] }, { items: [{}, { price: [{ value: '1' }] }] }],
    config,
    { mergeContinuedLines: true },
  );
  assert.is(items.length, 2);
});

merging('of nothing is nothing, and no table either', () => {
  assert.equal(mergePages([], config, { mergeContinuedLines: true }), {});
  assert.equal(mergePages([{}, {}], config, { mergeContinuedLines: true }), {});
  assert.equal(mergePages([{ note: [] }], config, { mergeContinuedLines: true }).items, [{}]);
});

const bests = suite('best');

bests('is the surest candidate, the first of equals, one without a confidence first of all', () => {
  const of = (...confidences: ReadonlyArray<number | undefined>) =>
    best({
      total: confidences.map((confidence, i) => ({
        value: `${i}`,
        ...(confidence !== undefined && { confidence }),
      })),
    })['total']?.[0]?.value;
  assert.is(of(0.1, 0.9, 0.9), '1');
  assert.is(of(0.1, undefined, 1), '1');
  assert.is(of(), undefined);
});

bests('are all of a field that may have several values, the surest first', () => {
  const tags = [
    { value: 'a', confidence: 0.1 },
    { value: 'b', confidence: 0.9 },
  ];
  assert.equal(best({ tags, total: tags }, config), { tags: [tags[1], tags[0]], total: [tags[1]] });
  assert.equal(best({ tags }, { tags: { type: 'multi-value' } }), { tags: [tags[1], tags[0]] });
});

const decisions = suite('decide');

decisions('nobody looks where all is sure', () => {
  const { look, reasons, values, fields: kept } = decide(sure, config);
  assert.equal({ look, reasons }, { look: false, reasons: [] });
  assert.equal(values, { total: '1', currency: 'NOK', items: [{ name: 'Chair', price: '1' }] });
  assert.equal(kept, sure);
});

decisions('tells each field that makes a person look, and why', () => {
  assert.equal(
    reasonsOf({
      total: [
        { value: '1', confidence: 0.3 },
        { value: '2', confidence: 0.7 },
      ],
      note: [{ value: 'x', confidence: 0.2 }],
      items: [{}, { name: [{ value: null, confidence: 0.1 }], ...{ stranger: [{ value: '1' }] } }],
      ...{ stranger: [{ value: 'x', confidence: 1 }] },
    }),
    [
      { label: 'total', kind: 'unsure', below: 'automated' },
      { label: 'note', kind: 'unsure', below: 'medium' },
      { label: 'items', row: 0, kind: 'empty' },
      { label: 'items', row: 1, column: 'name', kind: 'unsure', below: 'low' },
      { label: 'items', row: 1, column: 'stranger', kind: 'unknown' },
      { label: 'stranger', kind: 'unknown' },
      { label: 'currency', kind: 'missing' },
    ],
  );
  assert.equal(reasonsOf({}).at(-1), { label: '', kind: 'nothing' });
});

decisions('an optional field is good enough without a value, or below low', () => {
  for (const note of [
    { value: null, confidence: 0.5 },
    { value: 'x', confidence: 0.1 },
  ]) {
    const { look, values } = decide({ ...sure, note: [note] }, config);
    assert.is(look, false);
    assert.is(values.note, note.value === null ? null : undefined);
  }
});

decisions('an enum without a value has the confidence 0, though another one follows', () => {
  const currency = [
    { value: null, confidence: 0.99 },
    { value: 'EUR', confidence: 0.9 },
  ];
  const { reasons, fields: kept, values } = decide({ ...sure, currency }, config);
  assert.equal(reasons, [{ label: 'currency', kind: 'unsure', below: 'low' }]);
  assert.equal(kept.currency, [
    { value: null, confidence: 0 },
    { value: 'EUR', confidence: 0.9 },
  ]);
  assert.is(values.currency, null);
});

decisions('by the default levels, where a policy names none', () => {
  const at = (confidence: number) =>
    decide({ total: [{ value: '1', confidence }] }, { total: { type: 'amount' } });
  assert.is(at(1).look, false);
  assert.is(at(0.99).reasons[0]?.below, 'automated');
  assert.is(at(0.89).reasons[0]?.below, 'high');
  assert.is(at(0.79).reasons[0]?.below, 'medium');
  assert.is(at(0.49).reasons[0]?.below, 'low');
});

decisions('nobody looks where all is automated from 0 on, unless nothing was read', () => {
  const off = { confidenceLevels: { automated: 0 } };
  const policy = { total: off, items: { fields: { name: off } } };
  const read = { total: [{ value: null, confidence: 0 }], stranger: [{ value: 'x' }] };
  assert.is(decide(read, policy).look, false);
  assert.equal(decide(read, policy).values, { stranger: 'x' } as object);
  assert.equal(decide({}, policy).reasons, [{ label: '', kind: 'nothing' }]);
  // A policy of nothing says nothing of what was read.
  assert.is(decide(read, {}).look, true);
});

decisions('policyOf takes what a model has, with the levels of a form', () => {
  const fieldConfig = {
    total: { type: 'amount', required: false },
    items: { type: 'lines', fields: { name: {} } },
  };
  assert.equal(
    policyOf(fieldConfig, {
      total: { type: 'string', required: true, confidenceLevels },
      items: { fields: { name: { confidenceLevels }, gone: {} } },
      gone: { confidenceLevels },
    }),
    {
      total: { type: 'amount', required: false, confidenceLevels },
      items: { type: 'lines', fields: { name: { confidenceLevels } } },
    } as object,
  );
});

decisions('further rules make a person look as well', () => {
  const decision = decide(sure, config);
  const fine = validate(decision, [
    atLeast('total', 0.9),
    atLeast('note', 0.9),
    notEmpty('total'),
    notEmpty('items'),
    matches('total', /^\d$/g),
    matches('note', /never/),
    holds<typeof config>(
      'total',
      ({ total, items = [] }) => total === items[0]?.price,
      'The sum is another.',
    ),
  ]);
  assert.equal(fine, decision);
  const bad = validate(decision, [
    atLeast('total', 0.95),
    notEmpty('note'),
    matches('currency', /^EUR$/),
    holds<typeof config>('total', () => false, 'The sum is another.'),
    () => {
      throw new Error('broken');
    },
  ]);
  assert.is(bad.look, true);
  assert.equal(bad.reasons, [
    { label: 'total', kind: 'invalid', message: 'The confidence is below 0.95.' },
    { label: 'note', kind: 'invalid', message: 'There is no value.' },
    { label: 'currency', kind: 'invalid', message: 'The value does not match /^EUR$/.' },
    { label: 'total', kind: 'invalid', message: 'The sum is another.' },
    { label: '', kind: 'invalid', message: 'Error: broken' },
  ]);
});

const feedback = suite('feedback');

feedback('of plain values overlays what was there before', () => {
  const before = [
    { label: 'total', value: '9', confidence: 0.5 },
    { label: 'note', value: 'kept', confidence: 0.5, pages: [1] },
    { label: 'old', value: [] },
  ];
  assert.equal(
    groundTruthOfValues({ total: '1', items: [{ name: 'Chair' }, {}], gone: [], none: null }, before),
    [
      { label: 'total', value: '1' },
      before[1],
      { label: 'items', value: [[{ label: 'name', value: 'Chair' }], []] },
      { label: 'none', value: null },
    ],
  );
});

feedback('of details has the raw value, the pages, and 1 where a person decided', () => {
  const read = fieldsOf(
    [
      { label: 'total', value: '1', rawValue: '1,-', confidence: 0.7, page: 2, location: [0, 0, 1, 1] },
      { label: 'note', value: 'x', rawValue: 'X', confidence: 0.6 },
      { label: 'tags', value: 'a', confidence: 0.1 },
      { label: 'tags', value: 'b', confidence: 0.2 },
      { label: 'items', value: [[{ label: 'name', value: 'Chair', confidence: 0.9, page: 1 }]] },
    ],
    config,
  );
  const details = correct(detailsOf(read, config), { total: '2', items: [{ name: 'Chair', price: '5' }] });
  const before = [
    { label: 'currency', value: 'NOK', confidence: 0.3 },
    { label: 'stranger', value: 'x' },
    { label: 'total', value: '9' },
  ];
  assert.equal(groundTruthOf({ ...details, ...{ unknown: { value: '1' } } }, config, before), [
    { label: 'currency', value: 'NOK', pages: [], confidence: 0.3 },
    { label: 'total', value: '2', pages: [2], confidence: 1 },
    { label: 'note', value: 'X', pages: [], confidence: 0.6 },
    { label: 'tags', value: 'b', pages: [], confidence: 0.2 },
    { label: 'tags', value: 'a', pages: [], confidence: 0.1 },
    {
      label: 'items',
      value: [
        [
          { label: 'name', value: 'Chair', pages: [1], confidence: 1 },
          { label: 'price', value: '5', pages: [], confidence: 1 },
        ],
      ],
    },
  ]);
  assert.equal(details.total, { value: '2', page: 2, confidence: 1, isEdited: true, automated: false });
  assert.is(details.tags?.length, 2);
});

feedback('what is known takes the place of what was read', () => {
  const read = fieldsOf([
    { label: 'total', value: '1', confidence: 0.7, page: 2 },
    { label: 'total', value: '2', confidence: 0.6, page: 2 },
    { label: 'note', value: 'x', confidence: 0, page: 1 },
    { label: 'items', value: [[{ label: 'name', value: 'Chair', confidence: 0.9, page: 1 }]] },
  ]);
  assert.is(withGroundTruth(read, [], config), read);
  const known = withGroundTruth(
    read,
    [
      { label: 'total', value: 7, pages: [1] },
      { label: 'tags', value: 'a' },
      { label: 'tags', value: 'b' },
      { label: 'currency', value: 'NOK' },
      { label: 'currency', value: 'EUR' },
    ],
    config,
  );
  assert.equal(known, {
    total: [{ value: '7', confidence: 1 }],
    note: [{ value: 'x' }],
    items: [{ name: [{ value: 'Chair', confidence: 0.9, page: 1 }] }],
    tags: [
      { value: 'a', confidence: 1 },
      { value: 'b', confidence: 1 },
    ],
    currency: [{ value: 'EUR', confidence: 1 }],
  });
});

fields.run();
merging.run();
bests.run();
decisions.run();
feedback.run();
