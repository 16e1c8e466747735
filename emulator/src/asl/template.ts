/** Payload templates: the values of `Parameters`, `ResultSelector` and `ItemSelector`. */
import { type Evaluation, evaluateCall, parseCall } from './intrinsics.js';
import { isArray, isObject, type Json, StateError } from './json.js';
import { find, get } from './path.js';

/** Fills in a template. */
export function fill(template: Json, scope: Evaluation): Json {
  if (isArray(template)) return template.map((item) => fill(item, scope));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), insert(String(value), scope)] : [key, fill(value, scope)],
    ),
  );
}

function insert(text: string, scope: Evaluation): Json {
  if (!text.startsWith('$')) return evaluateCall(parseCall(text), scope);
  const found = find(text, scope);
  if (found !== undefined) return found;
  throw new StateError('States.ParameterPathFailure', `there is nothing at ${text}`);
}

/** A path or a call, as the `Path` fields of a `Fail` state may be. */
export function evaluate(text: string, scope: Evaluation): Json {
  return text.startsWith('$') ? get(text, scope) : evaluateCall(parseCall(text), scope);
}
