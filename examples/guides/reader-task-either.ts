/** An invoice from a file to a ledger: every step is a ReaderTaskEither over one environment. */
import { pipe } from 'fp-ts/lib/function.js';
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import {
  asReader,
  type Content,
  type Context,
  collect,
  createDocument,
  createPrediction,
  type DocumentId,
  invalidInput,
  type LasError,
  listDocuments,
  listModels,
  type ModelId,
  type Prediction,
} from 'las-fp';

// #region environment
/** What the ledger answers when it does not take an entry. */
export interface LedgerError {
  readonly _tag: 'LedgerError';
  readonly message: string;
}

/** What the program depends on: the SDK's context is one of several. */
export interface Environment {
  readonly las: Context;
  readonly now: () => Date;
  readonly enter: (documentId: DocumentId, at: Date) => TaskEither<LedgerError, void>;
}

type Program<E, A> = RTE.ReaderTaskEither<Environment, E, A>;

/** What needs the SDK's context alone, as a part of the program. */
const inLas: <E, A>(reader: RTE.ReaderTaskEither<Context, E, A>) => Program<E, A> = RTE.local(
  ({ las }: Environment) => las,
);
// #endregion environment

// #region steps
const firstModel: Program<LasError, ModelId> = pipe(
  inLas(asReader(collect)(listModels, { max: 1 })),
  RTE.flatMap(([model]) =>
    model ? RTE.right(model.modelId) : RTE.left<Environment, LasError>(invalidInput('There is no model.')),
  ),
);

const predict = (content: Content, name: string): Program<LasError, Prediction> =>
  pipe(
    RTE.Do,
    RTE.apS('modelId', firstModel),
    RTE.apS('document', inLas(asReader(createDocument)(content, { name }))),
    RTE.flatMap(({ modelId, document }) => inLas(asReader(createPrediction)(document.documentId, modelId))),
  );

const enter = (documentId: DocumentId): Program<LedgerError, void> =>
  pipe(
    RTE.asks(({ enter, now }: Environment) => enter(documentId, now())),
    RTE.flatMap(RTE.fromTaskEither),
  );
// #endregion steps

// #region program
/** Reads an invoice, enters it in the ledger, and tells how many documents there are. */
export const program = (content: Content, name: string): Program<LasError | LedgerError, number> =>
  pipe(
    predict(content, name),
    RTE.flatMap(({ documentId }) => enter(documentId)),
    RTE.flatMap(() => inLas(asReader(collect)(listDocuments, { max: 100 }))),
    RTE.map((documents) => documents.length),
  );

/** The one place where dependencies are given. */
export const run = (environment: Environment, content: Content) =>
  program(content, 'invoice.pdf')(environment)();
// #endregion program
