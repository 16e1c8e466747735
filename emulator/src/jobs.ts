/** What happens at a time of the clock, by its name: the id of a resource, and after a `#` what of it. */
import { predictionMade } from './agents/flow.js';
import { finishBundle, finishTransformation, goOnTraining } from './finishing.js';
import { finishPrediction } from './predicting.js';
import { expiryOf, resetExpiry, settle, turnMonth } from './store/clock.js';
import { drop, table } from './store/entries.js';
import { dropFile } from './store/files.js';
import type { State } from './store/state.js';
import { timeIsOver, timerFired } from './workflows/engine.js';

async function runJob(state: State, name: string, at: number): Promise<void> {
  const [id = '', what = ''] = name.split('#');
  const kind = id.split(':')[1];
  if (kind === 'transition-execution') timeIsOver(state, id, what, at);
  if (kind === 'workflow-execution') timerFired(state, id, what, at);
  if (kind === 'dataset-transformation') finishTransformation(state, id, at);
  if (kind === 'model-data-bundle') finishBundle(state, id, at);
  if (kind === 'model-training') goOnTraining(state, id, at);
  if (kind !== 'prediction') return;
  const prediction = await finishPrediction(state, id);
  if (prediction?.data.status === 'succeeded') predictionMade(state, prediction);
}

/** Documents go when their days are over. */
function expire(state: State): void {
  const now = state.now();
  if (now < state.nextExpiry) return;
  const ends = [...table(state, 'document')].map(([id, { data }]) => [id, expiryOf(data)] as const);
  for (const [id] of ends.filter(([, end]) => end <= now)) {
    drop(state, 'document', id);
    dropFile(state, id);
  }
  resetExpiry(
    state,
    ends.reduce((first, [, end]) => (end > now ? Math.min(first, end) : first), Number.POSITIVE_INFINITY),
  );
}

/** Brings a state up to its clock. */
export async function bringUp(state: State): Promise<void> {
  await settle(state, (name, at) => runJob(state, name, at));
  expire(state);
  turnMonth(state);
}
