/** From the predictions of a document to a decision and values, in one step. */
import type { Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { isLeft } from '../either.js';
import { best } from './best.js';
import type { Loose } from './common.js';
import { type Decision, decide } from './decide.js';
import { type FieldsSource, fieldsOf } from './fields.js';
import { type MergeOptions, mergePages } from './merge.js';
import type { Fields, Policy } from './types.js';
import { type Validator, validate } from './validators.js';
import { fieldErrors } from './values.js';

/** What {@link extract} goes by besides the policy. */
export interface ExtractOptions<C extends Policy, A> extends MergeOptions {
  /** Rules of one's own. */
  readonly validators?: ReadonlyArray<Validator<C>> | undefined;
  /** What the values are to be, of `decodeFields`: a person must look where they are not. */
  readonly codec?: t.Type<A, unknown> | undefined;
}

/** What is to be done with a document, and what is in it. */
export interface Extracted<C extends Policy, A> {
  readonly decision: Decision<C>;
  /** The fields of all pages, before any were left out. */
  readonly fields: Fields<C>;
  /** The typed values of the decision, where a codec was given. */
  readonly values: Either<t.Errors, A> | undefined;
}

/** A prediction, or a part of one. */
interface Part {
  readonly predictions: FieldsSource;
}

/**
 * The fields of a document from the predictions of its pages, and whether a person must look: `fieldsOf`, `mergePages`,
 * `decide` and `validate` one after the other, and a codec's `decode`.
 *
 * @example
 * const Invoice = decodeFields({ total_amount: amount, due_date: optional(date) });
 * const { decision, values } = extract(predictions, policy, { codec: Invoice });
 */
export function extract<const C extends Policy, A = never>(
  predictions: ReadonlyArray<Part>,
  policy: C,
  options: ExtractOptions<NoInfer<C>, A> = {},
): Extracted<C, A> {
  const { codec, validators = [] } = options;
  const pages = predictions.map((part) => fieldsOf(part.predictions, policy));
  const fields = mergePages(pages, policy, options);
  const decided = decide(fields, policy);
  // What the decision took, with all that is known of it.
  const tops: Loose = best(fields, policy);
  const chosen = Object.keys(decided.values).map((label) => [label, tops[label]]);
  const values = codec?.decode(Object.fromEntries(chosen));
  const misfit: Validator<C> = () =>
    values && isLeft(values)
      ? fieldErrors(values.left).map(({ rawValue, expected, ...where }) => ({
          ...where,
          kind: 'invalid',
          message: `Not what is expected: ${expected}.`,
        }))
      : [];
  return { decision: validate(decided, [misfit, ...validators]), fields, values };
}
