/** Random documents: configurations, policies and predictions, odd ones among them. */
import fc from 'fast-check';
import type { FieldPolicy, Policy } from '../../src/extraction/index.js';
import type { PredictedField } from '../../src/resources/predictions/index.js';

const labels = ['total', 'due', 'currency', 'constructor', '__proto__', 'value', 'rows', 'items'];
const tables = ['rows', 'items'];

/** Two decimals, so that sums and averages do not hang on the order of their parts. */
const confidence = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

const levels = fc.record(
  { low: confidence, medium: confidence, high: confidence, automated: confidence },
  { requiredKeys: [] },
);

const plain: fc.Arbitrary<FieldPolicy> = fc.record(
  {
    type: fc.constantFrom('amount', 'date', 'enum', 'string'),
    required: fc.boolean(),
    confidenceLevels: levels,
  },
  { requiredKeys: ['type'] },
);

const fromLabels = <A>(keys: ReadonlyArray<string>, of: (key: string) => fc.Arbitrary<A>) =>
  fc
    .subarray([...keys])
    .chain((chosen) => fc.tuple(...chosen.map((key) => of(key).map((value) => [key, value] as const))))
    .map((entries): Readonly<Record<string, A>> => Object.fromEntries(entries));

const table: fc.Arbitrary<FieldPolicy> = fc.record(
  {
    type: fc.constantFrom('lines', 'table'),
    fields: fromLabels(labels.slice(0, 6), () => plain),
    required: fc.boolean(),
  },
  { requiredKeys: ['type', 'fields'] },
);

export const policies: fc.Arbitrary<Policy> = fromLabels(labels, (label) =>
  tables.includes(label) ? table : plain,
);

const candidate = (label: string): fc.Arbitrary<PredictedField> =>
  fc.record(
    {
      label: fc.constant(label),
      value: fc.option(fc.constantFrom('1', '2.50', '')),
      confidence,
      page: fc.integer({ min: 0, max: 2 }),
      rawValue: fc.constant('raw'),
      warnings: fc.constant(['faint']),
    },
    { requiredKeys: ['label', 'value'] },
  );

const row = fc
  .array(fc.constantFrom(...labels.slice(0, 6)).chain(candidate), { maxLength: 4 })
  .map((cells) => cells);

const field = fc
  .constantFrom(...labels, 'stranger')
  .chain(
    (label): fc.Arbitrary<PredictedField> =>
      tables.includes(label)
        ? fc.record({ label: fc.constant(label), value: fc.array(row, { maxLength: 3 }) })
        : candidate(label),
  );

/** The predictions of a page, in the format `v1`. */
export const predictions: fc.Arbitrary<PredictedField[]> = fc.array(field, { maxLength: 8 });

/** Anything at all that JSON can hold. */
export const anything: fc.Arbitrary<unknown> = fc.jsonValue();
