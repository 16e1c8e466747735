/** What holds for all documents. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  best,
  type Candidate,
  correct,
  type Details,
  decide,
  detailsOf,
  type Fields,
  type FieldsSource,
  fieldsOf,
  groundTruthOf,
  groundTruthOfValues,
  mergePages,
  type Policy,
  policyOf,
  predictionsOf,
  type Values,
  withGroundTruth,
} from '../../src/extraction/index.js';
import type { GroundTruth } from '../../src/resources/documents/index.js';
import { comparable, secondFormat } from '../support/vectors.js';
import { anything, policies, predictions } from './arbitraries.js';

// The labels are such that uvu's own comparison takes `constructor` for what it is of objects.
const same = (a: unknown, b: unknown): void => assert.is(comparable(a), comparable(b));

const runs = { numRuns: 300 };

const properties = suite('for all documents');

properties('both formats have the same fields', () => {
  fc.assert(
    fc.property(predictions, policies, (list, policy) => {
      const twin = secondFormat(list);
      same(fieldsOf(twin), fieldsOf(list));
      same(fieldsOf(twin, policy), fieldsOf(list, policy));
    }),
    runs,
  );
});

properties('fields lose nothing on the way to a list and back', () => {
  fc.assert(
    fc.property(predictions, (list) => {
      const fields = fieldsOf(list);
      const back = predictionsOf(fields);
      same(fieldsOf(back), fieldsOf(predictionsOf(fieldsOf(back))));
      const plain = (all: typeof back) => all.filter(({ value }) => !Array.isArray(value));
      assert.is(comparable(groupsOf(plain(back))), comparable(groupsOf(plain(list))));
      const rows = (all: typeof back) => all.flatMap(({ value }) => (Array.isArray(value) ? value : []));
      assert.is(rows(back).length, rows(list).length);
    }),
    runs,
  );
});

const groupsOf = (list: ReadonlyArray<{ readonly label: string }>): unknown =>
  [...new Set(list.map(({ label }) => label))].map((label) => ({
    label,
    value: list.filter((one) => one.label === label).map((one) => Object.entries(one).sort()),
  }));

properties('pages merged one by one are those merged at once, where no row is joined', () => {
  let merged = 0;
  fc.assert(
    fc.property(fc.array(predictions, { maxLength: 4 }), policies, (lists, policy) => {
      const pages = lists.map((list) => fieldsOf(list, policy));
      const atOnce = mergePages(pages, policy);
      const [first = {}, ...others] = pages;
      const oneByOne = others.reduce<Fields>(
        (before, page) => mergePages([before, page], policy),
        mergePages([first], policy),
      );
      merged += Object.keys(atOnce).length;
      const filled = (fields: Fields) => predictionsOf(fields).sort((a, b) => (a.label < b.label ? -1 : 1));
      assert.is(comparable(filled(oneByOne)), comparable(filled(atOnce)));
      assert.is(decide(oneByOne, policy).look, decide(atOnce, policy).look);
    }),
    runs,
  );
  assert.ok(merged > 300);
});

properties('the best candidates of the best candidates are the same', () => {
  fc.assert(
    fc.property(predictions, policies, (list, policy) => {
      const once = best(fieldsOf(list, policy), policy);
      same(best(once, policy), once);
      for (const entries of Object.values(once))
        assert.ok((entries ?? []).length <= 1 || entries?.every((entry) => !('confidence' in entry)));
    }),
    runs,
  );
});

// Few random documents are sure by random levels.
const lenient = policies.map(
  (policy): Policy =>
    Object.fromEntries(
      ['total', 'due', 'currency', 'constructor', '__proto__', 'value', 'stranger'].map((label) => [
        label,
        { required: label === 'total', ...policy[label], confidenceLevels: { automated: 0.5, low: 0.4 } },
      ]),
    ),
);

properties('more confidence in the best candidate of a required field never makes a person look', () => {
  let sure = 0;
  fc.assert(
    fc.property(predictions, lenient, fc.integer({ min: 0, max: 100 }), (list, policy, more) => {
      const fields = fieldsOf(list, policy);
      const before = decide(fields, policy);
      if (before.look) return;
      sure += 1;
      const raised = Object.fromEntries(
        Object.entries(fields).map(([label, entries = []]) => {
          const [top] = best({ [label]: entries }, policy)[label] ?? [];
          const required = Object.hasOwn(policy, label) && policy[label]?.required !== false;
          if (!required || !top || !('value' in top) || Array.isArray(top.value)) return [label, entries];
          const one = top as Candidate;
          const confidence = Math.min(1, (one.confidence ?? 1) + more / 100);
          return [label, entries.map((entry) => (entry === one ? { ...one, confidence } : entry))];
        }),
      ) as Fields;
      assert.is(decide(raised, policy).look, false);
    }),
    { numRuns: 2000 },
  );
  assert.ok(sure > 20, `${sure} documents were sure`);
});

properties('a person looks where there is a reason, and nowhere else', () => {
  fc.assert(
    fc.property(predictions, policies, (list, policy) => {
      const fields = fieldsOf(list, policy);
      const { look, reasons } = decide(fields, policy);
      assert.is(look, reasons.length > 0);
      for (const { label, kind } of reasons) {
        const known = Object.hasOwn(policy, label);
        if (kind === 'nothing') assert.is(label, '');
        else if (kind === 'unknown') assert.ok(!known || Object.hasOwn(fields, label));
        else assert.ok(known, `${label}: ${kind}`);
      }
    }),
    runs,
  );
});

properties('feedback of a decision, read back, has its values', () => {
  fc.assert(
    fc.property(predictions, policies, (list, policy) => {
      const { values } = decide(fieldsOf(list, policy), policy);
      const read = valuesOf(fieldsOf(groundTruthOfValues(values)));
      same(read, values);
    }),
    runs,
  );
});

/** The only values, not the best ones. */
const valuesOf = (fields: Fields): Values => decide(fields, openPolicy(fields)).values;

const openPolicy = (fields: Fields): Policy =>
  Object.fromEntries(Object.keys(fields).map((label) => [label, { confidenceLevels: { low: -1 } }]));

properties(
  'details that a person corrected, fed back and read, have the corrections with confidence 1',
  () => {
    fc.assert(
      fc.property(predictions, policies, (list, policy) => {
        const { fields, values } = decide(fieldsOf(list, policy), policy);
        const known: Values = Object.fromEntries(
          Object.entries(values).filter(([label]) => Object.hasOwn(policy, label)),
        );
        const groundTruth = groundTruthOf(correct(detailsOf(fields, policy), known), policy);
        for (const { label, confidence, value } of groundTruth)
          if (Object.hasOwn(known, label) && !Array.isArray(value)) assert.is(confidence, 1, label);
        const read = valuesOf(fieldsOf(groundTruth, policy));
        for (const [label, value] of Object.entries(known))
          if (!Array.isArray(value)) assert.is(fieldsOf(groundTruth)[label]?.length, 1, label);
        assert.is(comparable(Object.keys(read).sort()).includes('stranger'), false);
      }),
      runs,
    );
  },
);

properties('ground truth made fields and details is the same ground truth', () => {
  const leaf = (label: string) =>
    fc.record({
      label: fc.constant(label),
      value: fc.option(fc.constantFrom('1', '2.50')),
      pages: fc.subarray([0, 1, 2]),
      confidence: fc.constantFrom(0, 0.5, 1),
    });
  const cells = fc.tuple(leaf('name'), leaf('constructor'));
  const truth = fc.tuple(
    leaf('total'),
    leaf('tags'),
    leaf('tags'),
    fc.record({ label: fc.constant('rows'), value: fc.array(cells, { minLength: 1, maxLength: 3 }) }),
  );
  const config = { total: {}, tags: { isMultivalue: true }, rows: { fields: { name: {} } } };
  fc.assert(
    fc.property(truth, ([total, one, other, rows]) => {
      const tags = [one, other].sort((a, b) => b.confidence - a.confidence);
      const groundTruth: ReadonlyArray<GroundTruth> = [total, ...tags, rows];
      const back = groundTruthOf(detailsOf(fieldsOf(groundTruth, config), config), config);
      same(back, groundTruth);
    }),
    runs,
  );
});

properties('feedback of whatever a form gives does not throw', () => {
  fc.assert(
    fc.property(anything, anything, policies, (one, other, policy) => {
      const form = { total: one, rows: other, items: [one, { name: other, value: [one] }], tags: [one] };
      for (const given of [form, one]) {
        const values = given as Values;
        const details = correct(given as Details, values);
        for (const truth of [
          groundTruthOfValues(values, groundTruthOfValues(form as Values)),
          groundTruthOf(details, policy, groundTruthOf(given as Details, policy)),
        ])
          assert.ok(truth.every(({ label, value }) => typeof label === 'string' && value !== undefined));
      }
    }),
    { numRuns: 1000 },
  );
});

properties('nothing throws, whatever it is given', () => {
  fc.assert(
    fc.property(anything, anything, policies, policies, fc.boolean(), (one, other, policy, levels, join) => {
      const all = policyOf(policy, levels);
      const pages = [one, other, { rows: one, total: other }, [{ label: 'rows', value: one }]].map((page) =>
        fieldsOf(page as FieldsSource, all),
      );
      const merged = mergePages(pages, all, { mergeContinuedLines: join });
      const { fields, values } = decide(merged, all);
      const shown = withGroundTruth(fields, predictionsOf(merged) as ReadonlyArray<GroundTruth>, all);
      groundTruthOf(correct(detailsOf(best(shown, all), all), values), all, predictionsOf(shown));
      groundTruthOfValues(values, predictionsOf(shown));
      same(JSON.parse(JSON.stringify(shown)), shown);
    }),
    { numRuns: 1000 },
  );
});

properties.run();
