/** What the tests of the resources call, by function and version of the API. */
import { operations } from '../support/contract.js';
import { type CallFor, collectCalls } from '../support/operation.js';

/** All the calls, by the function's name. */
export const calls: ReadonlyMap<string, ReadonlyArray<CallFor>> = await collectCalls();

/** The calls of a function that are for a version; the first one is the one that answers are tried with. */
export function callsFor(name: string, version: string): ReadonlyArray<CallFor> {
  const known = operations.find(({ fn }) => fn === name)?.versions ?? [];
  return (calls.get(name) ?? []).filter(({ versions = known }) => versions.includes(version));
}
