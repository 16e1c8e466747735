/** What is in a prediction: the fields that a model read, in either of the formats that they come in. */
import type * as t from 'io-ts';
import {
  arrayOf,
  codec,
  nested,
  nullable,
  num,
  type Open,
  open,
  recordOf,
  type Struct,
  str,
  struct,
} from '../../codec.js';

// -- model --------------------------------------------------------------------

/** What is known of a value besides itself. */
export interface Reading {
  /** How sure the model is, from 0 to 1; line items have one on each of their fields. */
  readonly confidence?: number | null | undefined;
  /** The page that it stands on, the first being 0. */
  readonly page?: number | null | undefined;
  /** Where on the page: left, top, right and bottom, from 0 to 1. */
  readonly location?: ReadonlyArray<number> | null | undefined;
  /** As it stands in the document. */
  readonly rawValue?: string | null | undefined;
  readonly source?: Open<'llm' | 'model'> | null | undefined;
  /** Degrees by which the page was turned. */
  readonly rotation?: number | null | undefined;
  readonly warnings?: ReadonlyArray<string> | null | undefined;
  readonly errors?: ReadonlyArray<string> | null | undefined;
}

const reading = () => ({
  confidence: num,
  page: num,
  location: arrayOf(num),
  rawValue: str,
  source: open(),
  rotation: num,
  warnings: arrayOf(str),
  errors: arrayOf(str),
});

// Lists are mutable where `Array.isArray` may be asked: it makes `any[]` of a union with a readonly one.
/** A predicted value: text, nothing, or the fields of line items. */
export type PredictedValue = string | null | PredictedField[] | PredictedField[][];

/** A field as a model reads it, in the format `v1`: one of a list. */
export interface PredictedField extends Reading {
  /** Name of the field. */
  readonly label: string;
  /** In the form that the field's type demands; null where nothing was found. */
  readonly value: PredictedValue;
}

/** Codec of {@link PredictedField}. */
export const PredictedField: Struct<PredictedField> = /*#__PURE__*/ struct<PredictedField>(
  'PredictedField',
  () => ({ label: str, value: PredictedValue() }),
  reading,
);

const isLeaf = (u: unknown): u is string | null => u === null || typeof u === 'string';

const PredictedValue = (): t.Type<PredictedValue> =>
  nested('a value', isLeaf, () => PredictedField) as t.Type<PredictedValue>;

/** A value that a field may have. */
export interface Candidate extends Reading {
  /** In the form that the field's type demands; null where nothing was found. */
  readonly value: string | null;
}

/** Codec of {@link Candidate}. */
export const Candidate: Struct<Candidate> = /*#__PURE__*/ struct<Candidate>(
  'Candidate',
  () => ({ value: nullable(str) }),
  reading,
);

/** A row of a table: the candidates of each column. */
export type CandidateRow = Readonly<Record<string, ReadonlyArray<Candidate>>>;

/** The fields in the format `v2`: by label the candidates, or the rows of a table. */
export type PredictedFields = Readonly<
  Record<string, ReadonlyArray<Candidate> | ReadonlyArray<CandidateRow>>
>;

// A column may be called `value`, but then a list is under it.
const isRow = (u: unknown): boolean =>
  typeof u === 'object' && u !== null && Object.values(u).every(Array.isArray);

const Entries = (): t.Type<ReadonlyArray<Candidate> | ReadonlyArray<CandidateRow>> => {
  const rows = arrayOf(recordOf(arrayOf(Candidate)));
  const candidates = arrayOf(Candidate);
  return codec('candidates or rows', (u, visit) =>
    visit('', Array.isArray(u) && u.length > 0 && u.every(isRow) ? rows : candidates, u),
  );
};

/** Codec of {@link PredictedFields}. */
export const PredictedFields: t.Type<PredictedFields> = /*#__PURE__*/ codec('fields by label', (u, visit) =>
  visit('', recordOf(Entries()), u),
);

/** The fields of a prediction: a list (`v1`), or by label (`v2`); null while it is pending. */
export type Predicted = PredictedField[] | PredictedFields | null;

/** Codec of {@link Predicted}. */
export const Predicted: t.Type<Predicted> = /*#__PURE__*/ codec<Predicted>(
  'a list of fields',
  (u, visit) => u === null || visit('', Array.isArray(u) ? arrayOf(PredictedField) : PredictedFields, u),
);
