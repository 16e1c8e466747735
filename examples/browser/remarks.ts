/** What is said of a value, for people. */
import { words } from './dom.js';
import { detailAt, type Place, type Review, stateOf, valueAt } from './review.js';

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

/** How sure the model is; nothing where there is no value, or a person's. */
export function sureness(review: Review, place: Place): number | undefined {
  const { confidence, value } = detailAt(review, place) ?? {};
  if (stateOf(review, place) === 'yours' || (value ?? '') === '' || typeof confidence !== 'number') return;
  return Math.min(1, Math.max(0, confidence));
}

/** What is said of a value, for people. */
export function remark(review: Review, place: Place): string {
  const state = stateOf(review, place);
  const sure = sureness(review, place);
  const word = { sure: 'Sure', look: 'Check', doubt: 'Doubtful', missing: 'Missing', yours: 'Confirmed' }[
    state
  ];
  if (state === 'sure' && valueAt(review, place) === '') return 'Not there';
  return sure === undefined ? word : `${word}, ${percent(sure)}`;
}

/** The name of a place, for people. */
export const nameOf = ({ label, row, column }: Place): string =>
  row === undefined || column === undefined
    ? words(label)
    : `${words(label)}, row ${row + 1}, ${words(column)}`;
