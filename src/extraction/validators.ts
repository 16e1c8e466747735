/** Rules of one's own, and those that come ready. */
import { bestOf, confidenceOf, isCandidate, type Loose, own } from './common.js';
import type { Decision, Reason } from './decide.js';
import type { Candidate, Fields, Policy, Values } from './types.js';

/** A rule of one's own: the values of a document in, what is wrong with them out. */
export type Validator<C extends Policy = Policy> = (
  values: Values<C>,
  fields: Fields<C>,
) => ReadonlyArray<Reason>;

/**
 * A decision after further rules: what they find makes a person look. Each rule is asked, and one that throws makes a
 * person look as well.
 *
 * @example
 * const decision = validate(decide(fields, policy), [
 *   notEmpty('supplier'),
 *   matches('invoice_id', /^\d+$/),
 *   holds('total_amount', ({ total_amount }) => total_amount !== '0.00', 'Nothing is to be paid.'),
 * ]);
 */
export function validate<C extends Policy>(
  decision: Decision<C>,
  validators: ReadonlyArray<Validator<NoInfer<C>>>,
): Decision<C> {
  const found = validators.flatMap((validator): ReadonlyArray<Reason> => {
    try {
      return validator(decision.values, decision.fields);
    } catch (thrown) {
      return [{ label: '', kind: 'invalid', message: String(thrown) }];
    }
  });
  return { ...decision, look: decision.look || found.length > 0, reasons: [...decision.reasons, ...found] };
}

const value = (values: Values, label: string): string | null | undefined => {
  const found = own(values, label);
  return typeof found === 'string' ? found : undefined;
};

const unless = (fine: boolean, label: string, message: string): ReadonlyArray<Reason> =>
  fine ? [] : [{ label, kind: 'invalid', message }];

const bestCandidate = (fields: Fields, label: string): Candidate | undefined =>
  bestOf((own(fields as Loose, label) ?? []).filter(isCandidate));

/** The best candidate of a field has a confidence of at least `least`; a field that is not there is fine. */
export function atLeast(label: string, least: number): Validator {
  return (_, fields) => {
    const one = bestCandidate(fields, label);
    return unless(!one || confidenceOf(one) >= least, label, `The confidence is below ${least}.`);
  };
}

/** A field has a value, a table has a row with fields. */
export function notEmpty(label: string): Validator {
  return (values) => {
    const found = own(values, label);
    const fine = typeof found === 'object' ? !!found?.some((row) => Object.keys(row).length > 0) : !!found;
    return unless(fine, label, 'There is no value.');
  };
}

/** The value of a field, where it has one, matches an expression. */
export function matches(label: string, expression: RegExp): Validator {
  return (values) => {
    const found = value(values, label);
    // `test` would remember where an expression with `g` left off.
    const fine = !found || found.search(expression) >= 0;
    return unless(fine, label, `The value does not match ${expression}.`);
  };
}

/**
 * The values fulfil a condition; where they do not, `message` is the reason, at the field `label`.
 *
 * @example
 * const paid = holds('total', ({ total }) => total !== '0.00', 'Nothing is to be paid.');
 */
export function holds<C extends Policy = Policy>(
  label: keyof C & string,
  condition: (values: Values<C>) => boolean,
  message: string,
): Validator<C> {
  return (values) => unless(condition(values), label, message);
}
