/** What people corrected becomes ground truth, the ground truth a training, the training the one in use. */
import { pipe } from 'fp-ts/lib/function.js';
import * as RA from 'fp-ts/lib/ReadonlyArray.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type Context,
  createDataBundle,
  createDataset,
  createPrediction,
  createTraining,
  type DatasetId,
  type DocumentId,
  getDocument,
  type ModelId,
  type TrainingId,
  updateDocument,
  updateModel,
  waitForDataBundle,
  waitForTraining,
} from 'las-fp';
import { best, fieldsOf, groundTruthOfValues, type Values } from 'las-fp/extraction';

// #region dataset
/** A dataset for what was reviewed. */
export const createFeedbackDataset = (ctx: Context) =>
  createDataset(ctx, {
    name: 'Reviewed invoices',
    containsPersonallyIdentifiableInformation: true,
    retentionInDays: 365,
  });
// #endregion dataset

// #region feedback
/** Writes what a person said over the ground truth that is there, and puts the document into the dataset. */
export const giveFeedback = (ctx: Context, documentId: DocumentId, datasetId: DatasetId, values: Values) =>
  pipe(
    getDocument(ctx, documentId),
    TE.chain(({ groundTruth }) =>
      updateDocument(ctx, documentId, { groundTruth: groundTruthOfValues(values, groundTruth), datasetId }),
    ),
  );
// #endregion feedback

// #region train
/** Trains a model with datasets, and waits for it: hours, for a real model. The training is not in use yet. */
export const train = (ctx: Context, modelId: ModelId, datasetIds: ReadonlyArray<DatasetId>, every = 60_000) =>
  pipe(
    createDataBundle(ctx, modelId, datasetIds, { name: new Date().toISOString() }),
    TE.chain(({ dataBundleId }) => waitForDataBundle(ctx, modelId, dataBundleId, { every })),
    TE.chain(({ dataBundleId }) => createTraining(ctx, modelId, { dataBundleIds: [dataBundleId] })),
    TE.chain(({ trainingId }) => waitForTraining(ctx, modelId, trainingId, { every })),
  );
// #endregion train

// #region compare
/** The share of a document's ground truth that a training reads as it is; tables are passed over. */
const shareOf = (ctx: Context, modelId: ModelId, trainingId: TrainingId) => (documentId: DocumentId) =>
  pipe(
    getDocument(ctx, documentId),
    TE.bindTo('document'),
    TE.bind('prediction', () => createPrediction(ctx, documentId, modelId, { trainingId })),
    TE.map(({ document, prediction }) => {
      const read = best(fieldsOf(prediction.predictions));
      const truths = (document.groundTruth ?? []).filter(({ value }) => !Array.isArray(value));
      const hits = truths.filter(({ label, value }) => {
        const [first] = read[label] ?? [];
        return first?.['value'] === value;
      });
      return truths.length > 0 ? hits.length / truths.length : 1;
    }),
  );

/** How well a training reads documents that it has not learnt from, from 0 to 1. */
export const scoreOf = (
  ctx: Context,
  modelId: ModelId,
  trainingId: TrainingId,
  documentIds: ReadonlyArray<DocumentId>,
) =>
  pipe(
    documentIds,
    TE.traverseSeqArray(shareOf(ctx, modelId, trainingId)),
    TE.map((shares) => RA.reduce(0, (sum, share: number) => sum + share)(shares) / shares.length),
  );
// #endregion compare

// #region deploy
/** Uses a training from now on. With the id of an earlier one it goes back. */
export const deploy = (ctx: Context, modelId: ModelId, trainingId: TrainingId) =>
  updateModel(ctx, modelId, { trainingId });
// #endregion deploy
