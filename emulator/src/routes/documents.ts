/** Documents. */
import { belongs } from '../agents/flow.js';
import type { Call, Routes } from '../api/call.js';
import type { Fields } from '../api/check.js';
import { listing } from '../api/paging.js';
import { change, given, named, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import { contentTypeOf, fileUrl, fromBase64, store, toBase64, unknownType } from '../files.js';
import { type Entry, find, type State, table } from '../store/state.js';

const filters = ['datasetId', 'consentId', 'batchId'];

function view(call: Call, entry: Entry, one: boolean): Fields {
  const file = call.state.files.get(entry.id);
  return {
    ...entry.data,
    ...(one && file?.inline === true ? { content: toBase64(file.bytes) } : {}),
    fileUrl: fileUrl(call, entry.id),
  };
}

function create(call: Call): Fields {
  const { state, body } = call;
  const dataset = known(state, 'dataset', body['datasetId']);
  known(state, 'batch', body['batchId']);
  const run = known(state, 'agent-run', body['agentRunId']);
  let contentType = body['contentType'] ?? null;
  if (typeof body['content'] === 'string') {
    contentType ??= contentTypeOf(fromBase64(body['content'])) ?? unknownType();
  }
  return {
    ...named(body),
    ...given(body, 'datasetId', 'consentId', 'batchId'),
    agentRunId: run?.data['id'] ?? null,
    metadata: body['metadata'] ?? null,
    retentionInDays: body['retentionInDays'] ?? dataset?.data['retentionInDays'] ?? 1825,
    groundTruth: body['groundTruth'] ?? [],
    contentType,
    contentMD5: null,
  };
}

function known(state: State, kind: string, id: unknown): Entry | undefined {
  return typeof id === 'string' ? find(state, kind, id) : undefined;
}

function forget(state: State, entry: Entry): void {
  table(state, 'document').delete(entry.id);
  state.files.delete(entry.id);
}

export const documents: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/documents',
    kind: 'document',
    idKey: 'documentId',
    plural: 'documents',
    list: { many: filters, quiet: ['documentId'], sortBy: ['createdTime'] },
    create,
    stored: ({ state, body }, entry) => {
      const run = known(state, 'agent-run', body['agentRunId']);
      if (run !== undefined) belongs(run, entry.id);
      if (typeof body['content'] === 'string') store(state, entry, fromBase64(body['content']), true);
    },
    update: (call, entry) => {
      known(call.state, 'dataset', call.body['datasetId']);
      const { groundTruth, ...rest } = call.body;
      // null clears it.
      change(call, entry, groundTruth === null ? { ...rest, groundTruth: [] } : call.body);
    },
    remove: (call, entry) => forget(call.state, entry),
    view,
  }),
  'DELETE /documents': (call) =>
    listing(call, {
      plural: 'documents',
      rows: [...table(call.state, 'document').values()],
      many: filters,
      view: (entry) => sent(call.state, 'document', view(call, entry, false)),
      remove: (entry) => forget(call.state, entry),
    }),
};
