/** What follows an error of a state: `Retry` and `Catch`. */
import { isArray, isObject, type Json, type JsonObject } from './json.js';
import { type Random, random } from './random.js';

/** Seconds, at most: about three years, as in the service. */
const longest = 99_999_999;

const timeouts = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Whether `ErrorEquals` of a retrier or a catcher of this type of state takes an error. */
function takes(handler: JsonObject, error: string, type: Json | undefined): boolean {
  const names = handler['ErrorEquals'];
  if (!isArray(names) || error === 'States.Runtime') return false;
  return names.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return error !== 'States.DataLimitExceeded';
    if (name === 'States.TaskFailed')
      return !timeouts.includes(error) && error !== 'States.DataLimitExceeded';
    if (name === 'States.Timeout') return error === 'States.HeartbeatTimeout';
    return name === 'States.BranchFailed' && type === 'Parallel';
  });
}

function handlers(value: Json | undefined): ReadonlyArray<JsonObject> {
  return isArray(value) ? value.filter(isObject) : [];
}

/** The retrier of a state that takes an error, and the milliseconds until the state is tried again. */
export function retryOf(
  state: JsonObject,
  error: string,
  tried: ReadonlyArray<number>,
  source: Random,
): { readonly at: number; readonly delay: number } | undefined {
  const retriers = handlers(state['Retry']);
  const at = retriers.findIndex((retrier) => takes(retrier, error, state['Type']));
  const retrier = retriers[at];
  const before = tried[at] ?? 0;
  if (retrier === undefined || before >= number(retrier['MaxAttempts'], 3)) return undefined;
  const seconds = Math.min(
    number(retrier['IntervalSeconds'], 1) * number(retrier['BackoffRate'], 2) ** before,
    number(retrier['MaxDelaySeconds'], longest),
  );
  const share = retrier['JitterStrategy'] === 'FULL' ? random(source) : 1;
  return { at, delay: Math.round(seconds * share * 1000) };
}

/** The catcher of a state that takes an error. */
export function catcherOf(state: JsonObject, error: string): JsonObject | undefined {
  return handlers(state['Catch']).find((catcher) => takes(catcher, error, state['Type']));
}

function number(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
