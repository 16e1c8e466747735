/** The application under test: reads the total of a receipt, and says whether a person must look. */
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Content, Context } from 'las-fp';
import { amount, decodeFields, policyOf } from 'las-fp/extraction';
import { readDocument } from 'las-fp/reading';

/** The values of a receipt. */
export const Receipt = decodeFields({ total_amount: amount });

const policy = policyOf(
  { total_amount: { type: 'amount' } },
  { total_amount: { confidenceLevels: { automated: 0.95 } } },
);

/** What the application knows of a receipt. */
export interface Total {
  /** Decimal text; absent where the model found none. */
  readonly total: string | undefined;
  readonly look: boolean;
}

/** Uploads a receipt, and reads its total. */
export const readTotal = (ctx: Context, file: Content) =>
  pipe(
    readDocument(ctx, file, 'cradl:model:receipts', policy, { codec: Receipt }),
    TE.map(
      ({ decision, values }): Total => ({
        total: values?._tag === 'Right' ? values.right.total_amount : undefined,
        look: decision.look,
      }),
    ),
  );
