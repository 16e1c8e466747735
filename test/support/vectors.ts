/** What the service's own transitions make of predictions, and what the functions of extraction make of them. */
import {
  type Details,
  decide,
  detailsOf,
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
import type { Json } from '../../src/index.js';
import type { GroundTruth } from '../../src/resources/documents/index.js';
import type { PredictedField } from '../../src/resources/predictions/index.js';

export interface VectorInput {
  readonly fieldConfig: Policy;
  readonly policy: Policy;
  readonly mergeContinuedLines: boolean;
  readonly pages: ReadonlyArray<FieldsSource>;
  readonly groundTruth: ReadonlyArray<GroundTruth>;
  readonly review:
    | { readonly form: 'verified'; readonly values: Values }
    | { readonly form: 'validatedPredictions'; readonly values: Details }
    | null;
}

export interface VectorOutput {
  readonly needsValidation: boolean;
  readonly predictions: ReadonlyArray<PredictedField>;
  readonly verified: Values | null;
  /** Absent where the original falls over. */
  readonly validatedPredictions?: Details;
  /** Absent where the original falls over. */
  readonly feedback?: ReadonlyArray<GroundTruth> | null;
}

export interface Vector {
  readonly input: VectorInput;
  readonly output: VectorOutput;
}

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;

/** All of it, as the two transitions do it. */
export function outputOf(input: VectorInput): Required<VectorOutput> {
  const { fieldConfig, groundTruth, review, mergeContinuedLines } = input;
  const policy = policyOf(fieldConfig, input.policy);
  const pages = input.pages.map((page) => fieldsOf(page, policy));
  const merged = mergePages(pages, policy, { mergeContinuedLines });
  const { look, values, fields } = decide(merged, policy);
  const shown = withGroundTruth(fields, groundTruth, policy);
  const reviewed = look && review && !isEmpty(review.values) ? review : null;
  const details = reviewed?.form === 'validatedPredictions' ? reviewed.values : undefined;
  const plain = look ? (reviewed?.form === 'verified' ? reviewed.values : {}) : values;
  const feedback = details
    ? groundTruthOf(details, fieldConfig, groundTruth)
    : isEmpty(plain)
      ? null
      : groundTruthOfValues(look ? plain : {}, groundTruth);
  return {
    needsValidation: look,
    predictions: predictionsOf(shown),
    verified: look ? null : values,
    validatedPredictions: details ?? detailsOf(shown, policy),
    feedback,
  };
}

// -- comparing ------------------------------------------------------------------

type Labelled = { readonly label: string; readonly value: unknown };

const byLabel = (a: Labelled, b: Labelled): number => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);

const isLabelled = (u: unknown): u is Labelled => typeof u === 'object' && u !== null && 'label' in u;

/** The order of the fields of a row, and of labels, is no part of a result. */
const sorted = (u: unknown): unknown => {
  if (Array.isArray(u))
    return u.every(isLabelled) ? u.map((one) => sorted(one) as Labelled).sort(byLabel) : u.map(sorted);
  if (typeof u !== 'object' || u === null) return u;
  return Object.fromEntries(
    Object.entries(u)
      .map(([key, value]) => [key, sorted(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
};

export const comparable = (u: unknown): string => JSON.stringify(sorted(u));

/** The parts of the output that are not what they should be. */
export const differencesOf = ({ input, output }: Vector): ReadonlyArray<string> => {
  const made = outputOf(input);
  const keys = Object.keys(output) as ReadonlyArray<keyof VectorOutput>;
  return keys.filter((key) => comparable(made[key]) !== comparable(output[key]));
};

// -- the second format ------------------------------------------------------------

const grouped = (entries: ReadonlyArray<readonly [label: string, entry: unknown]>): Json => {
  const groups = new Map<string, unknown[]>();
  for (const [label, entry] of entries) groups.set(label, [...(groups.get(label) ?? []), entry]);
  return Object.fromEntries(groups);
};

const rowOf = (cells: ReadonlyArray<PredictedField>): Json =>
  grouped(cells.map(({ label, ...cell }) => [label, cell]));

/** Predictions of the format `v1` in the format `v2`. */
export function secondFormat(list: ReadonlyArray<PredictedField>): Json {
  const tables = list.flatMap(({ label, value }) => (Array.isArray(value) ? [[label, []] as const] : []));
  const entries = list.flatMap(
    ({ label, value, ...rest }): ReadonlyArray<readonly [string, unknown]> =>
      Array.isArray(value) ? value.map((row) => [label, rowOf([row].flat())]) : [[label, { value, ...rest }]],
  );
  return { ...Object.fromEntries(tables), ...grouped(entries) };
}

/** The same vector with its pages in the format `v2`. */
export const twinOf = ({ input, output }: Vector): Vector => ({
  input: {
    ...input,
    pages: input.pages.map((page) => secondFormat(page as ReadonlyArray<PredictedField>)),
  },
  output,
});
