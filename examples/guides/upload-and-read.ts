/** A file goes in, typed values come out. */
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { type Content, type Context, createDocument, createPrediction, type ModelId } from 'las-fp';
import {
  amount,
  date,
  decodeFields,
  fieldErrors,
  fieldsOf,
  minorUnits,
  oneOf,
  optional,
  policyOf,
  rows,
  string,
} from 'las-fp/extraction';
import { readDocument } from 'las-fp/reading';

// #region values
/** The fields that this program needs, each with the codec of its value. */
export const Invoice = decodeFields({
  invoice_number: string,
  due_date: optional(date),
  total_amount: amount,
  currency: oneOf(['EUR', 'NOK', 'USD']),
  line_items: optional(rows({ description: string, amount })),
});
export type Invoice = t.TypeOf<typeof Invoice>;
// #endregion values

// #region steps
/** The values do not fit: by field what stands in the document. */
const misfit = (errors: t.Errors) => ({
  _tag: 'Misfit' as const,
  message: fieldErrors(errors)
    .map(({ label, rawValue, expected }) => `${label} must be ${expected}, and is ${rawValue ?? 'not there'}`)
    .join('; '),
});

/** Creates the document, lets the model read it, decodes what was read. */
export const readInSteps = (ctx: Context, file: Content, modelId: ModelId) =>
  pipe(
    createDocument(ctx, file, { name: 'invoice.pdf' }),
    TE.chain(({ documentId }) => createPrediction(ctx, documentId, modelId)),
    TE.chainEitherKW(({ predictions }) => pipe(Invoice.decode(fieldsOf(predictions)), E.mapLeft(misfit))),
  );
// #endregion steps

// #region one
const fields = {
  invoice_number: { type: 'string' },
  due_date: { type: 'date', required: false },
  total_amount: { type: 'amount' },
  currency: { type: 'enum' },
} as const;
const sure = { confidenceLevels: { automated: 0.9 } };
const policy = policyOf(fields, {
  invoice_number: sure,
  due_date: sure,
  total_amount: { confidenceLevels: { automated: 0.95 } },
  currency: sure,
});

/** The same in one call, for documents of any length, and with a decision whether a person must look. */
export const readInOne = (ctx: Context, file: Content, modelId: ModelId) =>
  readDocument(ctx, file, modelId, policy, { codec: Invoice, document: { name: 'invoice.pdf' } });
// #endregion one

// #region money
/** What is to be paid, in cents: whole numbers, so that sums are exact. */
export const centsOf = ({ total_amount }: Invoice): bigint | undefined => minorUnits(total_amount);
// #endregion money
