/** Functions, which actions and hooks call. Their code is a file, as a document's is. */
import type { Call, Routes } from '../api/call.js';
import { oneOf, shape } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { isOwned } from '../api/owned.js';
import { change, described, longIdOf, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { fileUrl } from '../files.js';
import type { Entry } from '../store/entries.js';
import { dropFile } from '../store/files.js';

function isOwn({ state }: Call, entry: Entry<'function'>): boolean {
  return entry.data.organizationId === state.organizationId;
}

function mustBeOwn(call: Call, entry: Entry<'function'>): void {
  if (!isOwn(call, entry)) throw new ApiError(403, `${entry.id} belongs to another organization`);
}

/** The operations of functions. */
export const functions: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/functions',
  kind: 'function',
  idKey: 'functionId',
  plural: 'functions',
  bodies: {
    create: shape({ ...describedBody, 'runtime?': oneOf('python', 'nodejs') }),
    update: shape(describedBody),
  },
  long: longIdOf,
  keep: isOwned,
  list: { other: ['owner'], sortBy: ['createdTime', 'name'], echoSort: false },
  create: ({ state, body }) => ({
    ...described(body),
    organizationId: state.organizationId,
    managedCodeId: null,
    runtime: body['runtime'] ?? 'python',
  }),
  update: (call, entry) => {
    mustBeOwn(call, entry);
    change(call, entry);
  },
  remove: (call, entry) => {
    mustBeOwn(call, entry);
    dropFile(call.state, entry.id);
  },
  view: (call, entry) => ({ ...entry.data, fileUrl: isOwn(call, entry) ? fileUrl(call, entry.id) : null }),
});
