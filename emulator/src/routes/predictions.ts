/** Predictions. */
import { predictionMade } from '../agents/flow.js';
import type { Call, Routes } from '../api/call.js';
import type { Fields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import { predict } from '../predicting.js';
import { find } from '../store/state.js';

async function create({ state, body, actor }: Call): Promise<Fields> {
  const model = find(state, 'model', String(body['modelId']));
  const document = find(state, 'document', String(body['documentId']));
  const { trainingId, agentRunId } = body;
  if (typeof trainingId === 'string') find(state, 'model-training', trainingId);
  if (typeof agentRunId === 'string') find(state, 'agent-run', agentRunId);
  if (!state.files.has(document.id)) throw new ApiError(400, `The file of ${document.id} has not arrived`);
  const then = (made: Parameters<typeof predictionMade>[1]): void => predictionMade(state, made);
  const prediction = await predict(state, { document, model, body, actor, then });
  if (prediction.data['status'] === 'failed') throw new ApiError(400, String(prediction.data['error']));
  return sent(state, 'prediction', { ...prediction.data });
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
