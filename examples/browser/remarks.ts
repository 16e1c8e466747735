/** What is said of values, for people. */
import { words } from './dom.js';
import { detailAt, openOf, type Place, placesOf, type Review, stateOf, valueAt } from './review.js';

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

/** What is said of all values together. */
export function verdictOn(review: Review): string {
  const open = openOf(review);
  const count = open.length;
  if (count === 0) return 'No value needs a look';
  const missing = open.every((place) => stateOf(review, place) === 'missing');
  if (missing) return count === 1 ? '1 value is missing' : `${count} values are missing`;
  return `${count} of ${placesOf(review).length} values ${count === 1 ? 'needs' : 'need'} a look`;
}
