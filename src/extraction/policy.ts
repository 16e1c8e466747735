/** How sure one must be of a field. */

import { mapRecord, own } from './common.js';
import type { ConfidenceLevels, FieldPolicy, Policy } from './types.js';

const defaults = { low: 0.5, medium: 0.8, high: 0.9, automated: 1 };

/** A level of a field, or the default one. A field that is not known is left out from 0.3 down. */
export const levelOf = (rule: FieldPolicy | undefined, level: keyof ConfidenceLevels): number =>
  rule ? (rule.confidenceLevels?.[level] ?? defaults[level]) : 0.3;

/** The levels, the lowest first. */
export const levels = /*#__PURE__*/ Object.keys(defaults) as ReadonlyArray<keyof ConfidenceLevels>;

export const isRequired = (rule: FieldPolicy | undefined): boolean => rule?.required !== false;

/** Whether a document must have it. A field that is automated from 0 on is asked of none, though it be required. */
export const isDemanded = (rule: FieldPolicy): unknown =>
  isRequired(rule) && (rule.fields || levelOf(rule, 'automated'));

/** Whether nobody is to look at anything: each field and column of a table is automated from 0 on. */
export const isOff = (policy: Policy): unknown => {
  const all = Object.values(policy).flatMap((rule) => Object.values(rule.fields ?? [rule]));
  return all[0] && !all.some((rule) => levelOf(rule, 'automated'));
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
