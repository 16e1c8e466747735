/** Where states are in a definition, which is JSON, and lasts as long as the runs that it began. */
import { field, isArray, isObject, type Json, type JsonObject } from './json.js';

/** The machine at these keys of a definition: the whole, a branch of a `Parallel`, or what a `Map` does. */
export function machineAt(definition: Json, keys: ReadonlyArray<string>): JsonObject {
  let found: Json = definition;
  for (const key of keys) {
    found = (isArray(found) ? found[Number(key)] : isObject(found) ? field(found, key) : undefined) ?? null;
  }
  return isObject(found) ? found : {};
}

/** A state of a machine. */
export function stateOf(machine: JsonObject, name: string): JsonObject {
  const { States: states } = machine;
  const state = isObject(states) ? field(states, name) : undefined;
  return isObject(state) ? state : {};
}

/** The resources of all tasks of a definition that has no problems, those within `Parallel` and `Map` included. */
export function resourcesOf(definition: unknown): ReadonlyArray<string> {
  if (!isObject(definition) || !isObject(definition['States'])) return [];
  const found = Object.values(definition['States'])
    .filter(isObject)
    .flatMap((state): ReadonlyArray<string> => {
      const { Type: type, Resource: resource, Branches: branches } = state;
      if (type === 'Task' && typeof resource === 'string') return [resource];
      if (type === 'Map') return resourcesOf(state[processorOf(state)]);
      return type === 'Parallel' && isArray(branches) ? branches.flatMap(resourcesOf) : [];
    });
  return [...new Set(found)];
}

/** The key of the machine that a `Map` does for each item. */
export function processorOf(state: JsonObject): string {
  return state['ItemProcessor'] === undefined ? 'Iterator' : 'ItemProcessor';
}
