/** Whether a person must look. */
import type { Candidate } from '../resources/predictions/predictedFields.js';
import {
  bestOf,
  candidatesOf,
  confidenceOf,
  type Entries,
  isTable,
  loose,
  mapRecord,
  own,
  rowsOf,
} from './common.js';
import { isDemanded, isOff, isRequired, levelsOf } from './policy.js';
import type { ConfidenceLevels, FieldPolicy, Fields, Policy, Row, Values } from './types.js';

/** Why a person must look at a field. */
export interface Reason {
  /** Name of the field; empty where all of the document is meant. */
  readonly label: string;
  /** Of a table: which row, the first being 0. */
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  /**
   * `nothing` was read in the document; the field is `missing`; a row is `empty`; the model is `unsure`; the policy does
   * not know the field (`unknown`); a validator calls it `invalid`.
   */
  readonly kind: 'nothing' | 'missing' | 'empty' | 'unsure' | 'unknown' | 'invalid';
  /** Where unsure: the lowest level that the confidence is below. */
  readonly below?: keyof ConfidenceLevels | undefined;
  /** A validator's word. */
  readonly message?: string | undefined;
}

/** A rule of one's own: the values of a document in, what is wrong with them out. */
export type Validator<C extends Policy = Policy> = (
  values: Values<C>,
  fields: Fields<C>,
) => ReadonlyArray<Reason>;

/** What {@link decide} goes by besides the policy. */
export interface DecideOptions<C extends Policy = Policy> {
  /** Rules of one's own; each is asked, and one that throws makes a person look. */
  readonly validators?: ReadonlyArray<Validator<C>> | undefined;
}

/** What is to be done with a document. */
export interface Decision<C extends Policy = Policy> {
  /** Whether a person must look. */
  readonly look: boolean;
  /** What made it so. */
  readonly reasons: ReadonlyArray<Reason>;
  /** The best value of each field that is not left out. */
  readonly values: Values<C>;
  /** The candidates that are not left out. */
  readonly fields: Fields<C>;
}

type Judged = Pick<Reason, 'kind' | 'below'>;

const order = ['low', 'medium', 'high', 'automated'] as const;

/** Nothing, if a value is good enough. */
function judge(one: Candidate, rule: FieldPolicy | undefined, required: boolean): Judged | undefined {
  if (!rule) return { kind: 'unknown' };
  const levels = levelsOf(rule);
  const confidence = confidenceOf(one);
  if (confidence >= levels.automated) return;
  if (!required && (confidence < levels.low || one.value === null)) return;
  return { kind: 'unsure', below: order.find((level) => confidence < levels[level]) };
}

function judgeRows(rows: ReadonlyArray<Row>, label: string, rule: FieldPolicy): ReadonlyArray<Reason> {
  return rows.flatMap((row, i): ReadonlyArray<Reason> => {
    const cells = Object.entries(row);
    if (cells.length === 0) return isRequired(rule) ? [{ label, row: i, kind: 'empty' }] : [];
    return cells.flatMap(([column, candidates = []]) => {
      const one = bestOf(candidates);
      // Columns are required, whatever the model says of them.
      const found = one && judge(one, own(rule.fields, column), true);
      return found ? [{ label, row: i, column, ...found }] : [];
    });
  });
}

const isUnset = (one: Candidate | undefined, rule: FieldPolicy | undefined): boolean =>
  rule?.type === 'enum' && one?.value === null;

// Compares backwards, so that a confidence that is no number is left out.
const isKept = (one: Candidate, rule: FieldPolicy | undefined): boolean =>
  (rule ? isDemanded(rule) : false) || confidenceOf(one) > (rule ? levelsOf(rule).low : 0.3);

/**
 * Decides whether a person must look at a document, and why: with the fields of all its pages, and a policy of how sure
 * one must be of each (see `policyOf`; a model's `fieldConfig` is one with the default levels).
 *
 * A field is good enough if its best candidate has the confidence `automated`, or, where it is not required, if it has no
 * value or a confidence below `low`. The rules are those of the service, also where they surprise:
 *
 * - If `automated` is 0 for all fields and columns, nobody looks, unless nothing at all was read.
 * - A field that is required but automated from 0 on may be missing.
 * - An `enum` without a value has the confidence 0, however sure the model was of that (a column of a table has not).
 * - Candidates of fields that are not demanded are left out of the result from `low` down, and what the policy does not
 *   know from 0.3 down.
 *
 * @example
 * const { look, reasons, values } = decide(fields, policy, {
 *   validators: [notEmpty('supplier'), (values) => …],
 * });
 */
export function decide<const C extends Policy>(
  fields: Fields<NoInfer<C>>,
  policy: C,
  { validators = [] }: DecideOptions<NoInfer<C>> = {},
): Decision<C> {
  const off = isOff(policy);
  const reasons: Reason[] = [];
  const values: [string, unknown][] = [];
  const all = loose(fields as Fields);
  const kept = mapRecord(all, (entries, label): Entries => {
    const rule = own(policy, label);
    const rows = rowsOf(entries);
    if (rows.length > 0 || isTable(rule)) {
      if (!rule && !off) reasons.push({ label, kind: 'unknown' });
      else if (rule && !off) reasons.push(...judgeRows(rows, label, rule));
      if (rows.length > 0)
        values.push([
          label,
          rows.map((row) => mapRecord(row, (cells: ReadonlyArray<Candidate>) => bestOf(cells)?.value)),
        ]);
      return rows;
    }
    let candidates = candidatesOf(entries);
    let one = bestOf(candidates);
    if (!off && isUnset(one, rule)) {
      const unset = { value: null, ...one, confidence: 0 };
      candidates = candidates.map((other) => (other === one ? unset : other));
      one = unset;
    }
    const found = !off && one && judge(one, rule, isRequired(rule));
    if (found) reasons.push({ label, ...found });
    if (one && isKept(one, rule)) values.push([label, one.value]);
    return candidates.filter((other) => isKept(other, rule));
  });
  const nothing = Object.keys(all).length === 0;
  if (nothing) reasons.push({ label: '', kind: 'nothing' });
  if (nothing || !off)
    for (const [label, rule] of Object.entries(policy))
      if (isDemanded(rule) && !own(all, label)?.length) reasons.push({ label, kind: 'missing' });
  const result = { values: Object.fromEntries(values) as Values<C>, fields: kept as Fields<C> };
  for (const validate of validators)
    try {
      reasons.push(...validate(result.values, result.fields));
    } catch (thrown) {
      reasons.push({ label: '', kind: 'invalid', message: String(thrown) });
    }
  return { look: reasons.length > 0, reasons, ...result };
}
