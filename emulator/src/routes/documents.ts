/** Documents. */
import { belongs } from '../agents/flow.js';
import type { Call, Routes } from '../api/call.js';
import {
  boolean,
  type Check,
  either,
  id,
  integer,
  list,
  longId,
  nullable,
  number,
  oneOf,
  shape,
  string,
} from '../api/check.js';
import { base64, described as describedBody, text } from '../api/checks.js';
import { listing } from '../api/paging.js';
import { change, described, given, type References, resource } from '../api/resource.js';
import { sent } from '../api/versions.js';
import { fromBase64, toBase64 } from '../base64.js';
import { contentTypeOf, fileUrl, store, unknownType } from '../files.js';
import type { Fields } from '../json.js';
import { expectExpiry, expiryOf } from '../store/clock.js';
import { drop, type Entry, known, table, touchDocuments } from '../store/entries.js';
import { dropFile, fileOf } from '../store/files.js';
import type { State } from '../store/state.js';

const filters = ['datasetId', 'consentId', 'batchId'];

const label = string({ min: 1, max: 36, pattern: /^[0-9A-Za-z-_]+$/, like: 'letters, digits, - and _' });

const truth: Check = (value, at) =>
  shape({
    label,
    value: either(
      nullable(string({ max: 1024 })),
      boolean,
      number,
      // Lines: the rows of a table, each a list of labelled values.
      list(either(truth, list(truth))),
    ),
    'confidence?': number,
    'pages?': list(integer(), 0, 10),
    'rawValue?': nullable(either(text, boolean, number)),
  })(value, at);

const body: Readonly<Record<string, Check>> = {
  ...describedBody,
  'retentionInDays?': integer(1),
  'datasetId?': id('dataset'),
  'groundTruth?': nullable(list(truth)),
};

const references: References = { datasetId: 'dataset', batchId: 'batch', agentRunId: 'agent-run' };

function view(call: Call, entry: Entry<'document'>, one: boolean): Fields {
  const file = fileOf(call.state, entry.id);
  return {
    ...entry.data,
    ...(one && file?.inline === true ? { content: toBase64(file.bytes) } : {}),
    fileUrl: fileUrl(call, entry.id),
  };
}

function create({ state, body: data }: Call): Fields {
  const dataset = known(state, 'dataset', data['datasetId']);
  let contentType = data['contentType'] ?? null;
  if (typeof data['content'] === 'string') {
    contentType ??= contentTypeOf(fromBase64(data['content'])) ?? unknownType();
  }
  return {
    name: data['name'] ?? null,
    description: data['description'] ?? null,
    ...given(data, 'datasetId', 'consentId', 'batchId'),
    agentRunId: known(state, 'agent-run', data['agentRunId'])?.data.id ?? null,
    metadata: described(data)['metadata'],
    retentionInDays: data['retentionInDays'] ?? dataset?.data.retentionInDays ?? 1825,
    groundTruth: data['groundTruth'] ?? [],
    contentType,
    contentMD5: null,
  };
}

function forget(state: State, entry: Entry<'document'>): void {
  drop(state, 'document', entry.id);
  dropFile(state, entry.id);
}

/** The operations of documents. */
export const documents: Routes = {
  ...resource(['list', 'create', 'get', 'update', 'remove'], {
    path: '/documents',
    kind: 'document',
    idKey: 'documentId',
    plural: 'documents',
    bodies: {
      create: shape({
        ...body,
        'agentRunId?': longId('agent', 'run'),
        'consentId?': id('consent'),
        'batchId?': id('batch'),
        'content?': base64,
        'contentType?': nullable(
          oneOf(
            ...['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp'],
            'message/rfc822',
          ),
        ),
      }),
      update: shape(body),
    },
    references,
    list: { many: filters, quiet: ['documentId'], sortBy: ['createdTime'] },
    create,
    stored: ({ state, body: data }, entry) => {
      expectExpiry(state, expiryOf(entry.data));
      const run = known(state, 'agent-run', data['agentRunId']);
      if (run !== undefined) belongs(run, entry.id);
      if (typeof data['content'] === 'string') store(state, entry, fromBase64(data['content']), true);
    },
    update: (call, entry) => {
      const { groundTruth, ...rest } = call.body;
      // null clears it.
      change(call, entry, groundTruth === null ? { ...rest, groundTruth: [] } : call.body);
      touchDocuments(call.state);
      expectExpiry(call.state, expiryOf(entry.data));
    },
    remove: (call, entry) => forget(call.state, entry),
    view,
  }),
  'DELETE /documents': {
    ids: {},
    handle: (call) =>
      listing(call, {
        plural: 'documents',
        rows: table(call.state, 'document').values(),
        many: filters,
        view: (entry) => sent(call.state, 'document', view(call, entry, false)),
        remove: (entry) => forget(call.state, entry),
      }),
  },
};
