/** Calls the handlers that the options give: they do the work of a user's own functions and transitions. */
import { type Fields, isFields } from './json.js';
import { mainClient } from './store/clients.js';
import type { State } from './store/state.js';

/** What a handler gave, or the message of the error that it threw. */
export type Outcome = { readonly output: unknown } | { readonly error: string };

/** Calls the handler that one of the names has; `undefined` where none has one, and somebody outside does the work. */
export async function callHandler(
  state: State,
  names: ReadonlyArray<string>,
  input: Fields,
  origin: string = 'https://api.cradl.ai',
): Promise<Outcome | undefined> {
  const { handlers = {} } = state.options;
  const name = names.find((each) => Object.hasOwn(handlers, each));
  const handler = name === undefined ? undefined : handlers[name];
  if (handler === undefined) return undefined;
  const client = mainClient(state);
  const account = {
    apiEndpoint: `${origin}/v1`,
    authEndpoint: origin,
    clientId: client?.clientId ?? '',
    clientSecret: client?.secret ?? '',
    fetch: state.self,
  };
  try {
    return { output: await handler(input, account) };
  } catch (error) {
    return { error: (error instanceof Error ? error.message : String(error)).slice(0, 4096) };
  }
}

/** An output is an object: another value stands in it as `result`. */
export function asOutput(output: unknown): Fields | null {
  if (output === null || output === undefined) return null;
  return isFields(output) ? output : { result: output };
}
