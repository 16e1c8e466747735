/** The table of the API: what is in `contract/`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder: the tests run from their sources, or compiled, from below `build`. */
export const root = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'contract')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
})();

/** Where the documents of the API are, which are no part of the project. */
export const documentsFolder = resolve(root, process.env['LAS_API_DOCUMENTS'] ?? '../shared/api');

/** An operation of the API, and the function that calls it. */
export interface OperationRow {
  readonly fn: string;
  readonly module: string;
  readonly method: string;
  readonly path: string;
  /** The versions whose documents have it. */
  readonly versions: ReadonlyArray<string>;
  /** The references that have it. */
  readonly references: ReadonlyArray<string>;
  readonly emulated: boolean;
}

/** A kind of id. */
export interface IdRow {
  readonly type: string;
  readonly kind: string;
  readonly prefixes: ReadonlyArray<string>;
  /** Whether another organization may own it. */
  readonly shared: boolean;
}

const read = <A>(name: string): A => JSON.parse(readFileSync(join(root, 'contract', `${name}.json`), 'utf8'));

/** The operations. */
export const operations: ReadonlyArray<OperationRow> = read('operations');

/** The kinds of ids. */
export const ids: ReadonlyArray<IdRow> = read('ids');

/** A method of an official SDK, and the function that does the same. */
export interface ComingFromRow {
  readonly sdk: string;
  readonly theirs: string;
  readonly ours: string;
  /** Their name, ours or null, and what differs. */
  readonly options: ReadonlyArray<readonly [theirs: string, ours: string | null, why?: string]>;
  readonly note?: string;
  /** Whether only older versions of the SDK have it. */
  readonly older?: boolean;
}

/** The methods of the official SDKs. */
export const comingFrom: ReadonlyArray<ComingFromRow> = read('comingFrom');

/** The versions of the API, by their dates, and the references. */
export const {
  versions,
  references,
}: {
  readonly versions: ReadonlyArray<string>;
  readonly references: ReadonlyArray<{ readonly name: string; readonly what: string }>;
} = read('versions');

/** What is in one list alone: what is expected and missing, and what is there unexpectedly. */
export function differences(
  actual: Iterable<string>,
  expected: Iterable<string>,
): { readonly missing: ReadonlyArray<string>; readonly unexpected: ReadonlyArray<string> } {
  const [there, wanted] = [[...actual], [...expected]];
  return {
    missing: wanted.filter((one) => !there.includes(one)),
    unexpected: there.filter((one) => !wanted.includes(one)),
  };
}

/** What {@link differences} gives where there are none. */
export const none = { missing: [], unexpected: [] } as const;
