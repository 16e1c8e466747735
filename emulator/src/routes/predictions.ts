/** Predictions. */
import { predictionMade } from '../agents/flow.js';
import type { Call, Routes } from '../api/call.js';
import { boolean, id, longId, shape } from '../api/check.js';
import { described, flatReading, postprocessConfig, preprocessConfig } from '../api/checks.js';
import { lookUpAll, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import { ApiError } from '../errors.js';
import type { Fields } from '../json.js';
import { predict } from '../predicting.js';
import { find } from '../store/entries.js';
import { fileOf } from '../store/files.js';

async function create({ state, body, actor }: Call): Promise<Fields> {
  const model = find(state, 'model', String(body['modelId']));
  const document = find(state, 'document', String(body['documentId']));
  lookUpAll(state, body, { trainingId: 'model-training', agentRunId: 'agent-run' });
  if (fileOf(state, document.id) === undefined) {
    throw new ApiError(400, `The file of ${document.id} has not arrived`);
  }
  const prediction = await predict(state, { document, model, body, actor });
  if (prediction.data.status === 'succeeded') predictionMade(state, prediction);
  return sent(state, 'prediction', { ...prediction.data });
}

/** The operations of predictions. */
export const predictions: Routes = {
  ...resource(['list', 'get'], {
    path: '/predictions',
    kind: 'prediction',
    idKey: 'predictionId',
    plural: 'predictions',
    list: { one: ['modelId'], sortBy: ['createdTime'] },
  }),
  'POST /predictions': {
    ids: {},
    creates: 'prediction',
    body: shape({
      modelId: id('model', true),
      documentId: id('document'),
      ...described,
      'agentRunId?': longId('agent', 'run'),
      'trainingId?': id('model-training'),
      'async?': boolean,
      'preprocessConfig?': preprocessConfig,
      'postprocessConfig?': postprocessConfig,
      ...flatReading,
    }),
    handle: create,
  },
};
