/** Makes predictions: reads the file of a document for the fields of a model. */
import { toVersion2 } from './agents/output.js';
import { given } from './api/resource.js';
import { ApiError } from './errors.js';
import { type Fields, isFields } from './json.js';
import { choosePages } from './reader/pages.js';
import type { AnswerOptions, PredictedDocument, Predictions, ReadingOptions } from './reader/predictor.js';
import { readFields } from './reader/read.js';
import { type PdfText, textOf } from './reader/text.js';
import { later, timestamp } from './store/clock.js';
import { count, type Entry, insert, lookUp, overwrite, table } from './store/entries.js';
import { fileOf } from './store/files.js';
import { newId } from './store/ids.js';
import { keepPredicting, keepReading, takePredicting } from './store/memory.js';
import type { State } from './store/state.js';

type Config = Fields & ReadingOptions & AnswerOptions;

interface Outcome {
  readonly predictions: Predictions;
  readonly nextPage: number | null;
}

/** What is asked for. */
export interface Asked {
  readonly document: Entry<'document'>;
  readonly model: Entry<'model'>;
  readonly body: Fields;
  readonly actor: string;
}

/** What the request asks for, else what the model is set to. */
function configOf(own: Fields, ...asked: ReadonlyArray<unknown>): Config {
  return Object.assign({}, own, ...asked.filter(isFields));
}

/** A prediction, which may have failed; one that is `async` goes on with the clock. */
export async function predict(
  state: State,
  { document, model, body, actor }: Asked,
): Promise<Entry<'prediction'>> {
  const flat = given(body, 'maxPages', 'autoRotate', 'imageQuality', 'rotation');
  const preprocessConfig = configOf(model.data.preprocessConfig, flat, body['preprocessConfig']);
  const postprocessConfig = configOf(model.data.postprocessConfig, body['postprocessConfig']);
  const predictionId = newId(state, 'prediction');
  const asked: Fields = {
    predictionId,
    documentId: document.id,
    // As it was asked for: a model of another organization keeps its prefix.
    modelId: body['modelId'],
    trainingId: body['trainingId'] ?? model.data.trainingId,
    agentRunId: body['agentRunId'] ?? null,
    name: body['name'] ?? null,
    description: body['description'] ?? null,
    metadata: body['metadata'] ?? null,
    preprocessConfig,
    postprocessConfig,
    createdBy: actor,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  };
  const ended = outcomeOf(state, predictionId, document, model, { preprocessConfig, postprocessConfig });
  if (body['async'] !== true) {
    const outcome = await ended;
    // What is asked for at once and fails is an error, and no prediction; that of a run stays as what came of it.
    if (outcome['status'] === 'failed' && body['agentRunId'] === undefined) {
      throw new ApiError(400, String(outcome['error']));
    }
    return insert(state, 'prediction', predictionId, { ...asked, ...outcome });
  }
  keepPredicting(state, predictionId, ended);
  const entry = insert(state, 'prediction', predictionId, {
    ...asked,
    ...nothing,
    error: null,
    status: 'pending',
  });
  later(state, predictionId);
  return entry;
}

/** An asynchronous prediction is done. */
export async function finishPrediction(state: State, id: string): Promise<Entry<'prediction'> | undefined> {
  const entry = table(state, 'prediction').get(id);
  const ended = takePredicting(state, id);
  if (entry?.data.status !== 'pending') return undefined;
  const { documentId, modelId, preprocessConfig, postprocessConfig } = entry.data;
  const document = lookUp(state, 'document', documentId);
  const model = lookUp(state, 'model', modelId);
  // One that was kept over a restart is made again.
  const outcome =
    ended ??
    (document && model
      ? outcomeOf(state, id, document, model, { preprocessConfig, postprocessConfig })
      : Promise.resolve({ ...nothing, error: 'The document is gone', status: 'failed' }));
  overwrite(entry, await outcome);
  return entry;
}

const nothing = { predictions: null, nextPage: null, inferenceTime: null };

/** What comes of a prediction: it succeeds or fails. */
function outcomeOf(
  state: State,
  predictionId: string,
  document: Entry<'document'>,
  model: Entry<'model'>,
  {
    preprocessConfig,
    postprocessConfig,
  }: { readonly preprocessConfig: Config; readonly postprocessConfig: Config },
): Promise<Fields> {
  const started = performance.now();
  return run(state, document, model, preprocessConfig, postprocessConfig).then(
    ({ predictions, nextPage }): Fields => {
      count(state, 'field-prediction', predictions.length);
      keepReading(state, predictionId, predictions);
      return {
        predictions: postprocessConfig.outputFormat === 'v2' ? toVersion2(predictions) : predictions,
        nextPage,
        inferenceTime: (performance.now() - started) / 1000,
        error: null,
        status: 'succeeded',
      };
    },
    (error: unknown): Fields => ({
      ...nothing,
      error: (error instanceof Error ? error.message : String(error)).slice(0, 4096),
      status: 'failed',
    }),
  );
}

async function run(
  state: State,
  document: Entry<'document'>,
  model: Entry<'model'>,
  preprocessConfig: ReadingOptions,
  postprocessConfig: AnswerOptions,
): Promise<Outcome> {
  const bytes = fileOf(state, document.id)?.bytes ?? new Uint8Array();
  const contentType = String(document.data.contentType);
  let text: Promise<PdfText> | undefined;
  const pdf = (): Promise<PdfText> => {
    text ??=
      contentType === 'application/pdf'
        ? textOf(bytes.slice(), state.log)
        : Promise.resolve({ pages: [], attachments: [] });
    return text;
  };
  let nextPage: number | null = null;
  const read: PredictedDocument = {
    documentId: document.id,
    // A copy, since a predictor may hand the bytes on to something that detaches them.
    bytes: bytes.slice(),
    contentType,
    groundTruth: document.data.groundTruth,
    pages: async () => (await pdf()).pages,
    attachments: async () => (await pdf()).attachments,
  };
  const predictions = await (state.options.predict ?? readFields)(
    read,
    { modelId: model.id, fieldConfig: model.data.fieldConfig },
    {
      preprocessConfig,
      postprocessConfig,
      choosePages: (total) => {
        const chosen = choosePages(total, preprocessConfig);
        nextPage = chosen.nextPage;
        return chosen.pages;
      },
    },
  );
  return { predictions, nextPage };
}
