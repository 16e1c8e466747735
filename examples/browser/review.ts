/** The review: what was read, what a person said of it, and how sure it is. */
import {
  correct,
  type Decision,
  type Detail,
  type Details,
  decide,
  detailsOf,
  type Fields,
  fieldsOf,
  type Policy,
  type Reason,
  type RowValues,
  type Values,
} from 'las-fp/extraction';

/** Where a value is: a field, or a cell of a table. */
export interface Place {
  readonly label: string;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
}

/** What is to be said of a value. */
export type State = 'sure' | 'look' | 'doubt' | 'missing' | 'yours';

/** A review. Nothing changes it: an answer of a person gives another one. */
export interface Review {
  readonly policy: Policy;
  /** What was read. */
  readonly read: Details;
  /** What a person said, by label; tables as a whole. */
  readonly said: Values;
  /** Cells and fields that a person has confirmed or changed. */
  readonly touched: ReadonlySet<string>;
  /** What stands there now. */
  readonly details: Details;
  readonly decision: Decision;
}

/** From which confidence on nobody has to look: what the agent goes by. */
const automated = 0.8;

/** Below it a value is more likely wrong than right. */
const doubtful = 0.5;

/** The rules of the page: those of the model, and how sure one must be. */
export function rulesOf(fieldConfig: Policy): Policy {
  return Object.fromEntries(
    Object.entries(fieldConfig).map(([label, rule]) => [
      label,
      {
        ...rule,
        confidenceLevels: { automated },
        ...(rule.fields ? { fields: rulesOf(rule.fields) } : {}),
      },
    ]),
  );
}

export const keyOf = ({ label, row, column }: Place): string => JSON.stringify([label, row, column]);

/** The review that comes of what was read and what a person said. */
export const placed = (policy: Policy, read: Details, said: Values, touched: ReadonlySet<string>): Review => {
  const details = Object.keys(said).length === 0 ? read : withUntouched(correct(read, said), read, touched);
  const fields = fieldsOf(JSON.parse(JSON.stringify(details)), policy);
  return { policy, read, said, touched, details, decision: decide(fields, policy) };
};

/** A table is corrected as a whole; a cell that nobody touched stays as sure as it was read. */
function withUntouched(details: Details, read: Details, touched: ReadonlySet<string>): Details {
  const rowsOf = (all: Details, label: string) => (isRows(all[label]) ? all[label] : []);
  const entries = Object.entries(details).map(([label, now]) => {
    if (!isRows(now)) return [label, now];
    const rows = now.map((cells, row) =>
      Object.fromEntries(
        Object.entries(cells).map(([column, cell]) => [
          column,
          touched.has(keyOf({ label, row, column })) ? cell : (rowsOf(read, label)[row]?.[column] ?? cell),
        ]),
      ),
    );
    return [label, rows];
  });
  return Object.fromEntries(entries);
}

type Rows = ReadonlyArray<Readonly<Record<string, Detail | ReadonlyArray<Detail> | undefined>>>;

/** Whether a field is a table. */
export const isRows = (u: Details[string]): u is Rows =>
  Array.isArray(u) && !u.some((each) => 'value' in each);

/** A review of what was read. */
export const reviewOf = (fields: Fields, policy: Policy): Review =>
  placed(policy, detailsOf(fields, policy), {}, new Set());

/** What is known of the value at a place. */
export const detailAt = ({ details }: Review, place: Place): Detail | undefined => oneOf(details, place);

/** What was read at a place, whatever a person said since. */
export const readAt = ({ read }: Review, place: Place): Detail | undefined => oneOf(read, place);

function oneOf(details: Details, { label, row, column }: Place): Detail | undefined {
  const field = details[label];
  const one =
    row === undefined || column === undefined ? field : isRows(field) ? field[row]?.[column] : field;
  const detail: unknown = Array.isArray(one) ? one[0] : one;
  return typeof detail === 'object' && detail !== null ? (detail as Detail) : undefined;
}

export const valueAt = (review: Review, place: Place): string => detailAt(review, place)?.value ?? '';

/** The rows of a table, as values. */
export function rowsAt({ details }: Review, label: string): ReadonlyArray<RowValues> {
  const rows = details[label];
  if (!isRows(rows)) return [];
  return rows.map((cells) =>
    Object.fromEntries(
      Object.entries(cells).map(([column, cell]) => {
        const [first] = Array.isArray(cell) ? cell : [cell];
        return [column, first?.value ?? null];
      }),
    ),
  );
}

const isAt = (reason: Reason, { label, row, column }: Place): boolean =>
  reason.label === label && reason.row === row && reason.column === column;

/** What is to be said of the value at a place. */
export function stateOf(review: Review, place: Place): State {
  const detail = detailAt(review, place);
  if (review.touched.has(keyOf(place))) return 'yours';
  if ((detail?.value ?? '') === '') return isNeeded(review.policy, place) ? 'missing' : 'sure';
  if (!review.decision.reasons.some((reason) => isAt(reason, place))) return 'sure';
  return (detail?.confidence ?? 1) < doubtful ? 'doubt' : 'look';
}

const isNeeded = (policy: Policy, { label, column }: Place): boolean =>
  column === undefined && policy[label]?.required !== false;

/** All places of a review, in the order of the model's fields. */
export const placesOf = (review: Review): ReadonlyArray<Place> =>
  Object.entries(review.policy).flatMap(([label, { fields }]) =>
    fields
      ? rowsAt(review, label).flatMap((_, row) =>
          Object.keys(fields).map((column) => ({ label, row, column })),
        )
      : [{ label }],
  );

/** Places that a person must look at. */
export const openOf = (review: Review): ReadonlyArray<Place> =>
  placesOf(review).filter((place) => ['look', 'doubt', 'missing'].includes(stateOf(review, place)));

/** The values as they stand now. */
export const valuesOf = (review: Review): Values =>
  Object.fromEntries(
    Object.entries(review.policy).map(([label, { fields }]) => [
      label,
      fields ? rowsAt(review, label) : valueAt(review, { label }) || null,
    ]),
  );
