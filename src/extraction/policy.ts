/** How sure one must be of a field. */

import { isTable, mapRecord, own } from './common.js';
import type { ConfidenceLevels, FieldPolicy, Policy } from './types.js';

/** The levels of a field, with the defaults where it has none. */
export const levelsOf = (rule: FieldPolicy | undefined): Readonly<Record<keyof ConfidenceLevels, number>> => {
  const { automated, high, medium, low } = rule?.confidenceLevels ?? {};
  return { automated: automated ?? 1, high: high ?? 0.9, medium: medium ?? 0.8, low: low ?? 0.5 };
};

export const isRequired = (rule: FieldPolicy | undefined): boolean => rule?.required ?? true;

/** Whether a document must have it. A field that is automated from 0 on is asked of none, though it be required. */
export const isDemanded = (rule: FieldPolicy): boolean =>
  isRequired(rule) && (isTable(rule) || levelsOf(rule).automated > 0);

/** Whether nobody is to look at anything: each field and column of a table is automated from 0 on. */
export const isOff = (policy: Policy): boolean => {
  const all = Object.values(policy).flatMap((rule) =>
    isTable(rule) ? Object.values(rule.fields ?? {}) : [rule],
  );
  return all.length > 0 && all.every((rule) => levelsOf(rule).automated === 0);
};

/**
 * A policy for the fields of a model: types and `required` are the model's, `confidenceLevels` those of `levels`, by
 * label and column. A field or column that `levels` does not name has the default ones; a label that the model does not
 * have is left out.
 *
 * @example
 * const policy = policyOf(model.fieldConfig ?? {}, { total_amount: { confidenceLevels: { automated: 0.95 } } });
 */
export function policyOf<const C extends Policy>(fieldConfig: C, levels: Policy): C {
  return mapRecord(fieldConfig, (rule: FieldPolicy, label) => {
    const given = own(levels, label);
    const { confidenceLevels } = given ?? {};
    return {
      ...rule,
      ...(confidenceLevels && { confidenceLevels }),
      ...(rule.fields && { fields: policyOf(rule.fields, given?.fields ?? {}) }),
    };
  }) as Policy as C;
}
