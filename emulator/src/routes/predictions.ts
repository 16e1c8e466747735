/** Predictions. */
import type { Call, Routes } from '../api/call.js';
import { type Fields, isFields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { given, resource } from '../api/resource.js';
import { choosePages } from '../reader/pages.js';
import type {
  AnswerOptions,
  FieldConfig,
  KnownValue,
  PredictedDocument,
  Predictions,
  ReadingOptions,
} from '../reader/predictor.js';
import { readDocument } from '../reader/read.js';
import { type TextPage, textOf } from '../reader/text.js';
import { count, type Entry, find, insert, later, newId, type State, timestamp } from '../store/state.js';

type Config = Fields & ReadingOptions & AnswerOptions;

interface Outcome {
  readonly predictions: Predictions;
  readonly nextPage: number | null;
}

/** What the request asks for, else what the model is set to. */
function configOf(key: string, model: Entry, ...asked: ReadonlyArray<unknown>): Config {
  const config: Fields = Object.assign({}, ...[model.data[key], ...asked].filter(isFields));
  return isConfig(config) ? config : {};
}

async function create(call: Call): Promise<Fields> {
  const { state, body } = call;
  const model = find(state, 'model', String(body['modelId']));
  const document = find(state, 'document', String(body['documentId']));
  if (typeof body['trainingId'] === 'string') find(state, 'model-training', body['trainingId']);
  if (!state.files.has(document.id)) throw new ApiError(400, `The file of ${document.id} has not arrived`);

  const flat = given(body, 'maxPages', 'autoRotate', 'imageQuality', 'rotation');
  const preprocessConfig = configOf('preprocessConfig', model, flat, body['preprocessConfig']);
  const postprocessConfig = configOf('postprocessConfig', model, body['postprocessConfig']);
  const asked: Fields = {
    documentId: document.id,
    // As it was asked for: a model of another organization keeps its prefix.
    modelId: body['modelId'],
    trainingId: body['trainingId'] ?? model.data['trainingId'] ?? null,
    preprocessConfig,
    postprocessConfig,
    createdBy: call.actor,
    createdTime: timestamp(state),
  };
  const started = performance.now();
  const ended = run(state, document, model, preprocessConfig, postprocessConfig).then(
    ({ predictions, nextPage }): Fields => {
      count(state, 'field-prediction', predictions.length);
      const inferenceTime = (performance.now() - started) / 1000;
      return { predictions, nextPage, inferenceTime, error: null, status: 'succeeded' };
    },
    (error: unknown): Fields => ({
      predictions: null,
      nextPage: null,
      inferenceTime: null,
      error: (error instanceof Error ? error.message : String(error)).slice(0, 4096),
      status: 'failed',
    }),
  );
  const predictionId = newId('prediction');
  if (body['async'] === true) {
    const pending = {
      predictions: null,
      nextPage: null,
      inferenceTime: null,
      error: null,
      status: 'pending',
    };
    const entry = insert(state, 'prediction', predictionId, { predictionId, ...asked, ...pending });
    later(state, predictionId, async () => {
      Object.assign(entry.data, await ended);
    });
    return { ...entry.data };
  }
  const outcome = await ended;
  if (outcome['status'] === 'failed') throw new ApiError(400, String(outcome['error']));
  return { ...insert(state, 'prediction', predictionId, { predictionId, ...asked, ...outcome }).data };
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

export const predictions: Routes = {
  ...resource(['list', 'get'], {
    path: '/predictions',
    kind: 'prediction',
    idKey: 'predictionId',
    plural: 'predictions',
    list: { one: ['modelId'], sortBy: ['createdTime'] },
  }),
  'POST /predictions': create,
};
