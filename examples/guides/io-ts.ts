/** The SDK's codecs inside io-ts's combinators. */
import type { Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { type Context, getDocument, LasDocument, type LasError } from 'las-fp';

// #region combinators
/** A document with a column of one's own, and no keys that are not known. */
export const Row = t.exact(t.intersection([LasDocument, t.type({ receivedBy: t.string })]));
export type Row = t.TypeOf<typeof Row>;

/** The name of a key of a document: what a table may be sorted by. */
export const Column = t.keyof(LasDocument.props);

/** A few of the keys. */
const { documentId, name } = LasDocument.props;
export const Line = t.strict({ documentId, name });
// #endregion combinators

export interface Rows {
  readonly row: t.Validation<Row>;
  readonly line: t.Validation<t.TypeOf<typeof Line>>;
  readonly column: t.Validation<keyof LasDocument>;
}

/** Decodes a document of the account, with what an API of later may add to it. */
export const run = (ctx: Context, id: LasDocument['documentId']): Promise<Either<LasError, Rows>> =>
  pipe(
    getDocument(ctx, id),
    TE.map((document) => ({
      row: Row.decode({ ...document, receivedBy: 'mail', addedLater: true }),
      line: Line.decode(document),
      column: Column.decode('addedLater'),
    })),
  )();
