/** Validators that come ready. */
import { bestOf, candidatesOf, confidenceOf, loose, own } from './common.js';
import type { Reason, Validator } from './decide.js';
import type { Candidate, Fields, Policy, Values } from './types.js';

const value = (values: Values, label: string): string | null | undefined => {
  const found = own(values, label);
  return typeof found === 'string' ? found : undefined;
};

const unless = (fine: boolean, label: string, message: string): ReadonlyArray<Reason> =>
  fine ? [] : [{ label, kind: 'invalid', message }];

const bestCandidate = (fields: Fields, label: string): Candidate | undefined =>
  bestOf(candidatesOf(own(loose(fields), label) ?? []));

/** The best candidate of a field has a confidence of at least `least`; a field that is not there is fine. */
export const atLeast =
  (label: string, least: number): Validator<Policy> =>
  (_, fields) => {
    const one = bestCandidate(fields, label);
    return unless(!one || confidenceOf(one) >= least, label, `The confidence is below ${least}.`);
  };

/** A field has a value, a table has a row with fields. */
export const notEmpty =
  (label: string): Validator<Policy> =>
  (values) => {
    const found = own(values, label);
    const fine = typeof found === 'object' ? !!found?.some((row) => Object.keys(row).length > 0) : !!found;
    return unless(fine, label, 'There is no value.');
  };

/** The value of a field, where it has one, matches an expression. */
export const matches =
  (label: string, expression: RegExp): Validator<Policy> =>
  (values) =>
    // `test` would remember where an expression with `g` left off.
    unless(
      (value(values, label) ?? '').search(expression) >= 0 || !value(values, label),
      label,
      `The value does not match ${expression}.`,
    );

/**
 * The values fulfil a condition; where they do not, `message` is the reason, at the field `label`.
 *
 * @example
 * const notInFuture = holds('invoice_date', ({ invoice_date }) => !(invoice_date > today), 'The date is to come.');
 */
export const holds =
  <C extends Policy = Policy>(
    label: keyof C & string,
    condition: (values: Values<C>) => boolean,
    message: string,
  ): Validator<C> =>
  (values) =>
    unless(condition(values), label, message);
