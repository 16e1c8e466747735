/** What is sure is booked, what is not goes to a person, and what the person says goes back to the document. */
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type Content,
  type Context,
  type DocumentId,
  getDocument,
  type ModelId,
  updateDocument,
} from 'las-fp';
import {
  amount,
  correct,
  type Details,
  date,
  decodeFields,
  detailsOf,
  groundTruthOf,
  holds,
  matches,
  minorUnits,
  optional,
  policyOf,
  type Reason,
  string,
  type Validator,
  type Values,
} from 'las-fp/extraction';
import { readDocument } from 'las-fp/reading';

// #region policy
const fieldConfig = {
  invoice_number: { type: 'string' },
  invoice_date: { type: 'date' },
  due_date: { type: 'date', required: false },
  total_amount: { type: 'amount' },
  currency: { type: 'enum' },
  supplier_name: { type: 'string' },
  line_items: {
    type: 'lines',
    required: false,
    fields: {
      description: { type: 'string' },
      quantity: { type: 'numeric' },
      unit_price: { type: 'amount' },
      amount: { type: 'amount' },
    },
  },
} as const;

const from = (automated: number) => ({ confidenceLevels: { automated } });

/** How sure the model must be of a field, so that nobody looks. Where nothing is said: 1. */
export const policy = policyOf(fieldConfig, {
  invoice_number: from(0.9),
  invoice_date: from(0.9),
  due_date: from(0.9),
  total_amount: from(0.95),
  currency: from(0.9),
  supplier_name: from(0.8),
  line_items: {
    fields: { description: from(0.8), quantity: from(0.8), unit_price: from(0.8), amount: from(0.8) },
  },
});
// #endregion policy

// #region validators
type Rule = Validator<typeof policy>;

/** A rule of one's own: it gets the values, and gives the reasons to look. None: all is well. */
const atMost =
  (limit: bigint): Rule =>
  ({ total_amount }) => {
    const cents = minorUnits(total_amount ?? '') ?? 0n;
    return cents > limit
      ? [{ label: 'total_amount', kind: 'invalid', message: 'Such amounts are always looked at.' }]
      : [];
  };

/** What must be so besides. */
export const rules: ReadonlyArray<Rule> = [
  matches('invoice_number', /^[A-Z]+-\d{4}-\d+$/),
  holds(
    'due_date',
    ({ invoice_date, due_date }) => !invoice_date || !due_date || due_date >= invoice_date,
    'Due before it was written.',
  ),
  atMost(1_000_000n),
];
// #endregion validators

// #region queue
const Invoice = decodeFields({ invoice_number: string, due_date: optional(date), total_amount: amount });

/** What waits for a person: plain data, the same after JSON and back. */
export interface Review {
  readonly documentId: DocumentId;
  readonly reasons: ReadonlyArray<Reason>;
  readonly details: Details<typeof policy>;
}

/** Reads a document: an invoice that can be booked, or a review. */
export const read = (ctx: Context, file: Content, modelId: ModelId) =>
  pipe(
    readDocument(ctx, file, modelId, policy, { codec: Invoice, validators: rules }),
    TE.map(({ document: { documentId }, decision, values }) =>
      decision.look || values?._tag !== 'Right'
        ? {
            _tag: 'Review' as const,
            documentId,
            reasons: decision.reasons,
            details: detailsOf(decision.fields, policy),
          }
        : { _tag: 'Invoice' as const, documentId, invoice: values.right },
    ),
  );
// #endregion queue

// #region answer
/** What the person said, by field: `null` says that the document has no such value. */
export type Answer = Values<typeof policy>;

/** Ends a review: keeps what the person said as the ground truth of the document. */
export const finish = (ctx: Context, { documentId, details }: Review, answer: Answer) =>
  pipe(
    getDocument(ctx, documentId),
    TE.chain(({ groundTruth }) =>
      updateDocument(ctx, documentId, {
        groundTruth: groundTruthOf(correct(details, answer), policy, groundTruth),
      }),
    ),
  );
// #endregion answer
