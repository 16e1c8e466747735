/** Whether a person must look. */
import type { Candidate } from '../resources/predictions/predictedFields.js';
import { bestEntries } from './best.js';
import { areRows, confidenceOf, type Loose, mapRecord, own } from './common.js';
import { isDemanded, isOff, isRequired, levelOf, levels } from './policy.js';
import type { ConfidenceLevels, FieldPolicy, Fields, Policy, Values } from './types.js';

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
 * Rules of one's own are for {@link validate}.
 *
 * @example
 * const { look, reasons, values } = decide(fields, policy);
 */
export function decide<const C extends Policy>(fields: Fields<NoInfer<C>>, policy: C): Decision<C> {
  const off = isOff(policy);
  const reasons: Reason[] = [];
  const values: [string, unknown][] = [];
  /** The value, and a reason if it is not good enough. */
  const judge = (
    one: Candidate,
    rule: FieldPolicy | undefined,
    where: Pick<Reason, 'label' | 'row' | 'column'>,
  ): string | null => {
    const isBelow = (level: keyof ConfidenceLevels): boolean => !(confidenceOf(one) >= levelOf(rule, level));
    // Columns are required, whatever the model says of them.
    if (
      !rule ||
      (isBelow('automated') && (where.column || isRequired(rule) || !(isBelow('low') || one.value === null)))
    )
      reasons.push({ ...where, kind: rule ? 'unsure' : 'unknown', below: rule && levels.find(isBelow) });
    return one.value;
  };
  const kept = mapRecord(fields as Loose, (entries, label) => {
    const rule = own(policy, label);
    const tops = bestEntries(entries, rule);
    if (areRows(tops)) {
      const rows = tops.map((cells, row) => {
        if (!Object.keys(cells).length && isRequired(rule))
          reasons.push({ label, row, kind: rule ? 'empty' : 'unknown' });
        return mapRecord(
          cells,
          ([one], column) => one && judge(one, own(rule?.fields, column), { label, row, column }),
        );
      });
      values.push([label, rows]);
      return entries;
    }
    const [first] = tops;
    if (!first) return entries;
    const one = rule?.type === 'enum' && first.value === null && !off ? { ...first, confidence: 0 } : first;
    const isKept = (other: Candidate): unknown =>
      (rule && isDemanded(rule)) || confidenceOf(other) > levelOf(rule, 'low');
    const value = judge(one, rule, { label });
    if (isKept(one)) values.push([label, value]);
    return (entries as ReadonlyArray<Candidate>)
      .map((other) => (other === first ? one : other))
      .filter(isKept);
  });
  for (const [label, rule] of Object.entries(policy))
    if (isDemanded(rule) && !own(fields as Loose, label)?.length) reasons.push({ label, kind: 'missing' });
  if (off) reasons.length = 0;
  if (!Object.keys(fields).length) reasons.push({ label: '', kind: 'nothing' });
  return {
    look: !!reasons.length,
    reasons,
    values: Object.fromEntries(values) as Values<C>,
    fields: kept as Fields<C>,
  };
}
