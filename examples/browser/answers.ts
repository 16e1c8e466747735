/** What a person says of a review: each answer gives another one. */
import type { GroundTruth } from 'las-fp';
import { groundTruthOf } from 'las-fp/extraction';

import { isRows, keyOf, openOf, type Place, placed, type Review, readAt, rowsAt, valueAt } from './review.js';

/** The review after a person's word: another value, or the same again, which confirms it. */
export function say(review: Review, place: Place, text: string): Review {
  const { label, row, column } = place;
  const value = text.trim() === '' ? null : text.trim();
  const touched = new Set([...review.touched, keyOf(place)]);
  if (row === undefined || column === undefined) {
    return placed(review.policy, review.read, { ...review.said, [label]: value }, touched);
  }
  const rows = rowsAt(review, label).map((cells, at) => (at === row ? { ...cells, [column]: value } : cells));
  return placed(review.policy, review.read, { ...review.said, [label]: rows }, touched);
}

/** The review without what a person said of a place: it stands there as it was read. */
export function takeBack(review: Review, place: Place): Review {
  const { label, row, column } = place;
  const touched = new Set([...review.touched].filter((key) => key !== keyOf(place)));
  if (row === undefined || column === undefined) {
    const { [label]: _, ...said } = review.said;
    return placed(review.policy, review.read, said, touched);
  }
  if (!(label in review.said)) return review;
  const before = readAt(review, place)?.value ?? null;
  const rows = rowsAt(review, label).map((cells, at) =>
    at === row ? { ...cells, [column]: before } : cells,
  );
  return placed(review.policy, review.read, { ...review.said, [label]: rows }, touched);
}

/** The review with one more row in a table, which is for the person to fill. */
export function addRow(review: Review, label: string): Review {
  const rows = rowsAt(review, label);
  const columns = Object.keys(review.policy[label]?.fields ?? {});
  const touched = new Set([
    ...review.touched,
    ...columns.map((column) => keyOf({ label, row: rows.length, column })),
  ]);
  const blank = Object.fromEntries(columns.map((column) => [column, null]));
  return placed(review.policy, review.read, { ...review.said, [label]: [...rows, blank] }, touched);
}

/** The review without a row of a table. */
export function removeRow(review: Review, label: string, row: number): Review {
  const rows = rowsAt(review, label).filter((_, at) => at !== row);
  const old = review.read[label];
  const read = { ...review.read, [label]: isRows(old) ? old.filter((_, at) => at !== row) : [] };
  const touched = [...review.touched].flatMap((key): ReadonlyArray<string> => {
    const [its, at, column]: [string, number | null, string] = JSON.parse(key);
    if (its !== label || at === null || at < row) return [key];
    return at === row ? [] : [keyOf({ label, row: at - 1, column })];
  });
  return placed(review.policy, read, { ...review.said, [label]: rows }, new Set(touched));
}

/** The review of a person who has looked at all that was to be looked at. */
export const seenOf = (review: Review): Review =>
  openOf(review).reduce((now, place) => say(now, place, valueAt(now, place)), review);

/** What goes back to the model: a person who sends it has looked. */
export function feedbackOf(review: Review): ReadonlyArray<GroundTruth> {
  const seen = seenOf(review);
  return groundTruthOf(seen.details, seen.policy);
}
