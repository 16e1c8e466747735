/** What the language's modules share: JSON values, and the errors that its states report. */

/** A JSON value. Values are never changed, so that runs can share them. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isArray(value: unknown): value is ReadonlyArray<Json> {
  return Array.isArray(value);
}

/** Own fields alone: a path or a name may be `constructor`. */
export function field(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An error that a state reports, with its name in the language. Never leaves this folder. */
export class StateError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The error of what the language leaves no name for. No `Retry` and no `Catch` takes it. */
export function runtimeError(message: string): StateError {
  return new StateError('States.Runtime', message);
}

/** A text that two values share if they are equal, whatever the order of their keys. */
export function canonical(value: Json | undefined): string | undefined {
  return JSON.stringify(value, (_, inner: Json) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** Characters of a payload's JSON, at most: the service's 256 KiB. */
const payloadLimit = 262_144;

/** Refuses a payload that is longer than the service allows, without writing all of it. */
export function checkSize(value: Json): Json {
  let size = 0;
  const pending: Json[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isArray(next)) {
      size += 2 + next.length;
      if (size <= payloadLimit) for (const item of next) pending.push(item);
    } else if (isObject(next)) {
      for (const [key, item] of Object.entries(next)) {
        size += key.length + 4;
        pending.push(item);
      }
      size += 2;
    } else {
      size += typeof next === 'string' ? next.length + 2 : String(next).length;
    }
    if (size > payloadLimit) {
      throw new StateError('States.DataLimitExceeded', `a payload is longer than ${payloadLimit} characters`);
    }
  }
  return value;
}

/** Parses a timestamp of RFC 3339, with `T` and an offset, to milliseconds. */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/** A time as the context object tells it. */
export function isoTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
