/** Makes predictions: reads the file of a document for the fields of a model. */
import { toVersion2 } from './agents/output.js';
import { type Fields, isFields } from './api/check.js';
import { given, named } from './api/resource.js';
import { choosePages } from './reader/pages.js';
import type {
  AnswerOptions,
  FieldConfig,
  KnownValue,
  PredictedDocument,
  Predictions,
  ReadingOptions,
} from './reader/predictor.js';
import { readDocument } from './reader/read.js';
import { type TextPage, textOf } from './reader/text.js';
import { count, type Entry, insert, later, newId, type State, timestamp } from './store/state.js';

type Config = Fields & ReadingOptions & AnswerOptions;

interface Outcome {
  readonly predictions: Predictions;
  readonly nextPage: number | null;
}

/** What is asked for. */
export interface Asked {
  readonly document: Entry;
  readonly model: Entry;
  readonly body: Fields;
  readonly actor: string;
  /** Called when the prediction has succeeded. */
  readonly then?: (prediction: Entry) => void;
}

/** What the request asks for, else what the model is set to. */
function configOf(key: string, model: Entry, ...asked: ReadonlyArray<unknown>): Config {
  const config: Fields = Object.assign({}, ...[model.data[key], ...asked].filter(isFields));
  return isConfig(config) ? config : {};
}

/** A prediction, which may have failed; one that is `async` goes on with the clock. */
export async function predict(state: State, { document, model, body, actor, then }: Asked): Promise<Entry> {
  const flat = given(body, 'maxPages', 'autoRotate', 'imageQuality', 'rotation');
  const preprocessConfig = configOf('preprocessConfig', model, flat, body['preprocessConfig']);
  const postprocessConfig = configOf('postprocessConfig', model, body['postprocessConfig']);
  const predictionId = newId(state, 'prediction');
  const asked: Fields = {
    predictionId,
    documentId: document.id,
    // As it was asked for: a model of another organization keeps its prefix.
    modelId: body['modelId'],
    trainingId: body['trainingId'] ?? model.data['trainingId'] ?? null,
    agentRunId: body['agentRunId'] ?? null,
    ...named(body),
    metadata: body['metadata'] ?? null,
    preprocessConfig,
    postprocessConfig,
    createdBy: actor,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  };
  const started = performance.now();
  const nothing = { predictions: null, nextPage: null, inferenceTime: null };
  const ended = run(state, document, model, preprocessConfig, postprocessConfig).then(
    ({ predictions, nextPage }): Fields => {
      count(state, 'field-prediction', predictions.length);
      state.read.set(predictionId, predictions);
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
  if (body['async'] !== true) {
    const outcome = await ended;
    const entry = { seq: 0, id: predictionId, data: { ...asked, ...outcome } };
    // What is asked for at once and fails is an error, and no prediction; that of a run stays as what came of it.
    if (outcome['status'] === 'failed' && body['agentRunId'] === undefined) return entry;
    const made = insert(state, 'prediction', predictionId, entry.data);
    if (outcome['status'] === 'succeeded') then?.(made);
    return made;
  }
  const entry = insert(state, 'prediction', predictionId, {
    ...asked,
    ...nothing,
    error: null,
    status: 'pending',
  });
  later(state, predictionId, async () => {
    Object.assign(entry.data, await ended);
    if (entry.data['status'] === 'succeeded') then?.(entry);
  });
  return entry;
}

async function run(
  state: State,
  document: Entry,
  model: Entry,
  preprocessConfig: ReadingOptions,
  postprocessConfig: AnswerOptions,
): Promise<Outcome> {
  const bytes = state.files.get(document.id)?.bytes ?? new Uint8Array();
  const contentType = String(document.data['contentType']);
  let text: Promise<ReadonlyArray<TextPage>> | undefined;
  let nextPage: number | null = null;
  const read: PredictedDocument = {
    documentId: document.id,
    // A copy, since a predictor may hand the bytes on to something that detaches them.
    bytes: bytes.slice(),
    contentType,
    groundTruth: isGroundTruth(document.data['groundTruth']) ? document.data['groundTruth'] : [],
    pages: () => {
      text ??= contentType === 'application/pdf' ? textOf(bytes.slice(), state.log) : Promise.resolve([]);
      return text;
    },
  };
  const { fieldConfig } = model.data;
  const predictions = await (state.options.predict ?? readDocument)(
    read,
    { modelId: model.id, fieldConfig: isFieldConfig(fieldConfig) ? fieldConfig : {} },
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

/** All three were checked when they came in. */
function isConfig(value: Fields): value is Config {
  return isFields(value);
}

function isFieldConfig(value: unknown): value is FieldConfig {
  return isFields(value);
}

function isGroundTruth(value: unknown): value is ReadonlyArray<KnownValue> {
  return Array.isArray(value);
}
