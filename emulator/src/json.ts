/** JSON objects. */

/** A JSON object. */
export type Fields = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a JSON object; an empty one where it is none. */
export function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** A value as a list; an empty one where it is none. */
export function asList(value: unknown): ReadonlyArray<unknown> {
  return Array.isArray(value) ? value : [];
}
