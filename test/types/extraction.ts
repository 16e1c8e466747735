/** Predictions and what is made of them are typed to the end: nothing is `any`. */
import { expectTypeOf } from 'expect-type';
import * as t from 'io-ts';
import {
  amount,
  best,
  type Candidate,
  type Decimal,
  type Decision,
  type Detail,
  type DetailRow,
  type Details,
  date,
  decide,
  decodeFields,
  detailsOf,
  type Fields,
  fieldsOf,
  groundTruthOf,
  groundTruthOfValues,
  holds,
  many,
  mergePages,
  notEmpty,
  oneOf,
  optional,
  policyOf,
  type Row,
  rows,
  string,
  type Values,
  validate,
} from '../../src/extraction/index.js';
import type {
  Candidate as CandidateOfPrediction,
  CandidateRow,
  GroundTruth,
  Model,
  PredictedField,
  PredictedFields,
  Prediction,
} from '../../src/index.js';

declare const prediction: Prediction;
declare const model: Model;

// -- predictions ------------------------------------------------------------------------

const { predictions } = prediction;
expectTypeOf(predictions).toEqualTypeOf<PredictedField[] | PredictedFields | null>();

if (Array.isArray(predictions)) {
  expectTypeOf(predictions).toEqualTypeOf<PredictedField[]>();
  const total = predictions.find(({ label }) => label === 'total_amount');
  expectTypeOf(total).toEqualTypeOf<PredictedField | undefined>();
  for (const field of predictions) {
    expectTypeOf(field).toEqualTypeOf<PredictedField>();
    if (Array.isArray(field.value)) {
      expectTypeOf(field.value).toEqualTypeOf<PredictedField[] | PredictedField[][]>();
      for (const row of field.value) expectTypeOf(row).toEqualTypeOf<PredictedField | PredictedField[]>();
      const row = field.value[0];
      if (Array.isArray(row)) expectTypeOf(row).toEqualTypeOf<PredictedField[]>();
    } else {
      expectTypeOf(field.value).toEqualTypeOf<string | null>();
    }
  }
} else if (predictions !== null) {
  expectTypeOf(predictions).toEqualTypeOf<PredictedFields>();
  const entries = predictions['total_amount'];
  expectTypeOf(entries).toEqualTypeOf<
    ReadonlyArray<CandidateOfPrediction> | ReadonlyArray<CandidateRow> | undefined
  >();
  for (const [, all] of Object.entries(predictions))
    for (const one of all) expectTypeOf(one).toEqualTypeOf<CandidateOfPrediction | CandidateRow>();
}

// -- fields -----------------------------------------------------------------------------

const fieldConfig = {
  total_amount: { type: 'amount' },
  due_date: { type: 'date', required: false },
  line_items: { type: 'lines', fields: { item: { type: 'string' }, price: { type: 'amount' } } },
} as const;

const fields = fieldsOf(predictions, fieldConfig);
expectTypeOf(fields.total_amount).toEqualTypeOf<ReadonlyArray<Candidate> | undefined>();
expectTypeOf(fields.line_items).toEqualTypeOf<ReadonlyArray<Row<'item' | 'price'>> | undefined>();
expectTypeOf(fields.line_items?.[0]?.price).toEqualTypeOf<ReadonlyArray<Candidate> | undefined>();
// @ts-expect-error: no such field
fields.totl_amount;

const merged = mergePages([fields, fieldsOf(null, fieldConfig)], fieldConfig, { mergeContinuedLines: true });
expectTypeOf(merged.due_date).toEqualTypeOf<ReadonlyArray<Candidate> | undefined>();
expectTypeOf(best(merged, fieldConfig).total_amount).toEqualTypeOf<ReadonlyArray<Candidate> | undefined>();

const policy = policyOf(fieldConfig, { total_amount: { confidenceLevels: { low: 0 } } });
const decision = validate(decide(merged, policy), [
  notEmpty('total_amount'),
  holds<typeof fieldConfig>('due_date', ({ due_date }) => due_date !== '', 'empty'),
  ({ line_items = [], total_amount }) => {
    expectTypeOf(line_items[0]?.price).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(total_amount).toEqualTypeOf<string | null | undefined>();
    return [];
  },
]);
expectTypeOf(decision).toEqualTypeOf<Decision<typeof fieldConfig>>();
expectTypeOf(decision.values.total_amount).toEqualTypeOf<string | null | undefined>();
expectTypeOf(decision.values.line_items).toEqualTypeOf<
  ReadonlyArray<{ readonly item?: string | null; readonly price?: string | null }> | undefined
>();

// A configuration that is known at run time alone: candidates or rows.
const ofModel = fieldsOf(predictions, model.fieldConfig ?? {});
expectTypeOf(ofModel['total']).toEqualTypeOf<ReadonlyArray<Candidate> | ReadonlyArray<Row> | undefined>();
expectTypeOf(decide(ofModel, model.fieldConfig ?? {}).look).toEqualTypeOf<boolean>();
expectTypeOf(fieldsOf(predictions)).toEqualTypeOf<Fields>();

// -- feedback -----------------------------------------------------------------------------

expectTypeOf(groundTruthOfValues(decision.values)).toEqualTypeOf<ReadonlyArray<GroundTruth>>();
expectTypeOf(groundTruthOf({ total_amount: { value: '1' } }, fieldConfig)).toEqualTypeOf<
  ReadonlyArray<GroundTruth>
>();
const several = {
  tags: { type: 'string', isMultivalue: true },
  one: { type: 'date', isMultivalue: false },
} as const;
expectTypeOf(detailsOf({}, several).tags).toEqualTypeOf<ReadonlyArray<Detail> | undefined>();
expectTypeOf(detailsOf({}, several).one).toEqualTypeOf<Detail | undefined>();
expectTypeOf(detailsOf({}, { all: { type: 'multi-value' } }).all).toEqualTypeOf<
  ReadonlyArray<Detail> | undefined
>();
expectTypeOf(detailsOf({}, fieldConfig).total_amount).toEqualTypeOf<Detail | undefined>();
expectTypeOf<Details['total']>().toEqualTypeOf<
  Detail | ReadonlyArray<Detail> | ReadonlyArray<DetailRow> | undefined
>();
// @ts-expect-error: a table has rows
groundTruthOfValues<typeof fieldConfig>({ line_items: '1' });

// -- values -----------------------------------------------------------------------------

const Invoice = decodeFields({
  total_amount: amount,
  due_date: optional(date),
  currency: oneOf(['NOK', 'EUR']),
  quantity: t.number,
  references: many(string),
  line_items: rows({ item: string, price: optional(amount) }),
  discounts: optional(rows({ price: amount })),
});

expectTypeOf<t.TypeOf<typeof Invoice>>().toEqualTypeOf<{
  readonly total_amount: Decimal;
  readonly currency: 'NOK' | 'EUR';
  readonly quantity: number;
  readonly references: ReadonlyArray<string>;
  readonly line_items: ReadonlyArray<{ readonly item: string; readonly price?: Decimal | null | undefined }>;
  readonly due_date?: `${number}-${number}-${number}` | null | undefined;
  readonly discounts?: ReadonlyArray<{ readonly price: Decimal }> | null | undefined;
}>();
expectTypeOf<t.OutputOf<typeof Invoice>>().toEqualTypeOf<Values>();
