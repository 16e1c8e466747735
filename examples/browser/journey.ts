/** The way of a document through its agent, in five steps. */
import type { AgentRun } from 'las-fp/agents';

import { announce, element, make } from './dom.js';

const names = ['Upload', 'Reading', 'Checking', 'Review', 'Done'] as const;
const review = 3;
const end = 4;

type StepState = 'done' | 'now' | 'you' | 'skipped' | 'failed' | 'later';

/** A step, and where it is. */
export interface Step {
  readonly name: string;
  readonly state: StepState;
}

const words: Readonly<Record<StepState, string>> = {
  done: 'done',
  now: 'now',
  you: 'your turn',
  skipped: 'skipped',
  failed: 'stopped',
  later: '',
};

// How far a run has come, at least.
const byStatus: Readonly<Record<string, number>> = {
  'succeeded-predictions': 2,
  'ready-for-review': review,
  'review-in-progress': review,
  'review-completed': end,
  'pending-export': end,
  exported: end + 1,
  completed: end + 1,
  archived: end + 1,
};

const kindOf = (resourceId: unknown): string => String(resourceId).split(':')[1] ?? '';

/** The steps of a run; without one, the file is on its way to it. */
export function stepsOf(run?: Pick<AgentRun, 'status' | 'events'>): ReadonlyArray<Step> {
  const events = run?.events ?? [];
  const has = (kind: string): boolean =>
    events.some(({ resourceId, status }) => kindOf(resourceId) === kind && status !== 'failed');
  const seen = has('prediction') ? 2 : has('document') ? 1 : 0;
  const reviews = events.filter(({ resourceId }) => kindOf(resourceId) === 'validation');
  const reviewed = reviews.length === 0 ? 0 : reviews.at(-1)?.['status'] === 'succeeded' ? end : review;
  const at = Math.max(seen, reviewed, byStatus[run?.status ?? ''] ?? 0);
  return names.map((name, step) => {
    if (step > at) return { name, state: 'later' };
    if (step === at)
      return { name, state: run?.status === 'error' ? 'failed' : step === review ? 'you' : 'now' };
    return { name, state: step === review && reviews.length === 0 ? 'skipped' : 'done' };
  });
}

let told = '';

/** Draws the steps, and tells those who do not see them where the document is. */
export function drawJourney(steps: ReadonlyArray<Step>): void {
  const items = steps.map(({ name, state }) => {
    const item = make(
      'li',
      { className: state },
      make('span', { className: 'step' }, name),
      make('span', { className: 'step-state' }, words[state]),
    );
    if (state === 'now' || state === 'you') item.setAttribute('aria-current', 'step');
    return item;
  });
  element('journey').replaceChildren(...items);
  const last = steps.findLast(({ state }) => state !== 'later');
  const text = last ? `${last.name}: ${words[last.state]}` : '';
  if (text !== told) announce(text);
  told = text;
}
