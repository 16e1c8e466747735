/** A small application over the API: invoices are read, reviewed, fed back, and a model is trained with them. */
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type Content,
  type Context,
  createDataBundle,
  createTraining,
  type DatasetId,
  type DocumentId,
  isLimitExceeded,
  type LasError,
  type ModelId,
  type Training,
  updateDocument,
  updateModel,
  waitForDataBundle,
  waitForTraining,
} from 'las-fp';
import {
  amount,
  correct,
  type Decision,
  date,
  decodeFields,
  detailsOf,
  groundTruthOf,
  optional,
  type Policy,
  policyOf,
  type Values,
} from 'las-fp/extraction';
import { type ReadDocument, readDocument } from 'las-fp/reading';

/** What the application knows of an invoice. */
const Invoice = decodeFields({ total_amount: amount, due_date: optional(date) });

const sure = { confidenceLevels: { automated: 0.9 } };

/** What a model of invoices reads, and how sure one must be of what is booked unseen. */
export const policy = policyOf(
  {
    invoice_number: { type: 'string' },
    invoice_date: { type: 'date' },
    due_date: { type: 'date', required: false },
    total_amount: { type: 'amount' },
    currency: { type: 'enum' },
    supplier_name: { type: 'string' },
    line_items: {
      type: 'lines',
      fields: {
        description: { type: 'string' },
        quantity: { type: 'numeric' },
        unit_price: { type: 'amount' },
        amount: { type: 'amount' },
      },
    },
  },
  {
    ...{ invoice_number: sure, invoice_date: sure, due_date: sure, total_amount: sure, currency: sure },
    supplier_name: { confidenceLevels: { automated: 0.8 } },
    line_items: { fields: { description: sure, quantity: sure, unit_price: sure, amount: sure } },
  },
) satisfies Policy;

/** An invoice that was read. */
export interface Read {
  readonly documentId: DocumentId;
  readonly decision: Decision<typeof policy>;
  readonly total: string | undefined;
}

/** What is said to a user where something went wrong. */
export interface Apology {
  readonly message: string;
  /** Whether it is worth trying again soon. */
  readonly isPassing: boolean;
}

const apologize = (error: LasError): Apology =>
  isLimitExceeded(error)
    ? { message: 'No more invoices can be read this month.', isPassing: false }
    : { message: error.message, isPassing: true };

const readOf = ({
  document,
  decision,
  values,
}: ReadDocument<typeof policy, { total_amount: unknown }>): Read => ({
  documentId: document.documentId,
  decision,
  total: values?._tag === 'Right' ? String(values.right.total_amount) : undefined,
});

/** Reads an invoice, and says whether a person must look. */
export const read = (
  ctx: Context,
  content: Content,
  modelId: ModelId,
  datasetId: DatasetId,
): TE.TaskEither<Apology, Read> =>
  pipe(
    readDocument(ctx, content, modelId, policy, { codec: Invoice, document: { datasetId } }),
    TE.bimap(apologize, readOf),
  );

/** Takes a person's word back to the document: a model can learn from it. */
export const review = (
  ctx: Context,
  { documentId, decision }: Read,
  values: Values<typeof policy>,
): TE.TaskEither<Apology, DocumentId> => {
  const details = correct(detailsOf(decision.fields, policy), values);
  return pipe(
    updateDocument(ctx, documentId, { groundTruth: groundTruthOf(details, policy) }),
    TE.bimap(apologize, () => documentId),
  );
};

/** Trains a model with all that was reviewed, and uses the training from then on. */
export const retrain = (
  ctx: Context,
  modelId: ModelId,
  datasetIds: ReadonlyArray<DatasetId>,
  every: number,
): TE.TaskEither<Apology, Training> =>
  pipe(
    createDataBundle(ctx, modelId, datasetIds),
    TE.chain(({ dataBundleId }) => waitForDataBundle(ctx, modelId, dataBundleId, { every })),
    TE.chain(({ dataBundleId }) => createTraining(ctx, modelId, { dataBundleIds: [dataBundleId] })),
    TE.chain(({ trainingId }) => waitForTraining(ctx, modelId, trainingId, { every })),
    TE.chainFirst(({ trainingId }) => updateModel(ctx, modelId, { trainingId })),
    TE.mapLeft(apologize),
  );
