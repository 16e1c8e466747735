/** What provocations share: an emulator, contexts, and errors as a user sees them. */
import { inspect } from 'node:util';
import { createEmulator } from '../../emulator/src/index.js';
import * as las from '../../src/index.js';
import { right } from '../support/results.js';
import { serving } from '../support/served.js';
import type { Provocation } from './page.js';

/** A call of the SDK, and what ends as one does. */
export type Task = () => Promise<
  { readonly _tag: 'Left'; readonly left: { readonly message: string } } | { readonly _tag: 'Right' }
>;

/** What a user sees of a value: as `console.log` prints it, with all of its levels. */
export const printed = (value: unknown): string =>
  inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: null });

/** What a user sees of the error that a task ends in. */
export async function seen(task: Task): Promise<string> {
  const result = await task();
  if (result._tag === 'Right') throw new Error('no error');
  return `${result.left.message}\n${printed(result.left)}`;
}

/** Tasks that end in the error of a symptom, and one that goes well with the page's advice. */
export const call = (task: Task | ReadonlyArray<Task>, helped?: Task): Provocation => ({
  texts: () => Promise.all((typeof task === 'function' ? [task] : task).map(seen)),
  ...(helped && { remedy: async () => right(await helped()) }),
});

/** What JavaScript lets pass, and TypeScript does not. */
export const untyped = (value: unknown) => value as never;

export const bytes = (text: string) => new TextEncoder().encode(text);
export const pdf = bytes('%PDF-1.7');

export const emulator = createEmulator();
await emulator.seed({ '/documents': [{ documentId: 'las:document:1' }] });

/** A context without retries, whose requests go to an emulator. */
export const contextOf = (
  { fetch, clientId, clientSecret }: ReturnType<typeof createEmulator>,
  more: Partial<las.ContextOptions> = {},
) =>
  las.createContext({
    fetch,
    credentials: las.clientCredentials({ clientId, clientSecret }),
    retry: 0,
    ...more,
  });
export const ctx = contextOf(emulator);

/** A call that goes well. */
export const get = (overrides: las.ContextOverrides = {}) =>
  las.getDocument(las.withOptions(ctx, overrides), 'las:document:1');

/** A context for the API at an address. */
export const at = (apiEndpoint: string, more: las.ContextOverrides = {}) =>
  las.createContext({ apiEndpoint, credentials: las.staticToken('x'), retry: 0, ...more });

/** A call to a server of its own. */
export const against =
  (listener: Parameters<typeof serving>[0], run: (ctx: las.Context) => Task): Task =>
  async () => {
    const { origin, close } = await serving(listener);
    return run(at(origin))().finally(close);
  };
