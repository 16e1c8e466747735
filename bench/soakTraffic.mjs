/** Mixed operations over a connection that fails, with an account of what must be there afterwards. */
import { randomUUID } from 'node:crypto';

import * as las from '../dist/index.js';

const isLeft = ({ _tag }) => _tag === 'Left';
const modelId = 'las:model:invoice';
const population = 100;
// An image by its first bytes: predictions of it come from the ground truth, and cost the emulator little.
const file = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(4096, 7)]);

/** Whether a request that ended so may have been carried out. */
const isUnsure = ({ _tag, status }) =>
  ['NetworkError', 'Timeout', 'DecodeError'].includes(_tag) ||
  (_tag === 'HttpError' && (status === 408 || status >= 500));

/** Traffic that goes through `ctx`; `direct` reaches the same API without faults. */
export async function traffic(ctx, direct) {
  const must = las.toPromise;
  const { transitionId } = await must(las.createTransition(direct, 'manual', { name: 'soak' }));
  const { executionId } = await must(las.executeTransition(direct, transitionId));

  const done = {};
  const errors = {};
  /** Documents that are there for sure. */
  const alive = new Set();
  /** Marks of documents that may have been created. */
  const maybeCreated = new Set();
  /** Documents that may have been deleted. */
  const maybeDeleted = new Set();
  const counts = { created: 0, deleted: 0 };

  const any = () => {
    let skip = Math.floor(Math.random() * alive.size);
    for (const id of alive) if (skip-- === 0) return id;
    return undefined;
  };

  const create = async () => {
    const mark = randomUUID();
    const groundTruth = [{ label: 'total_amount', value: '12.00' }];
    const options = { name: 'soak', metadata: { mark }, groundTruth };
    const result = await las.createDocument(ctx, file, options)();
    const documentId = isLeft(result) ? result.left.documentId : result.right.documentId;
    if (documentId) {
      counts.created++;
      alive.add(documentId);
    } else if (isUnsure(result.left)) {
      maybeCreated.add(mark);
    }
    return result;
  };

  const remove = async (id) => {
    // Nobody else should ask for it now.
    alive.delete(id);
    const result = await las.deleteDocument(ctx, id)();
    // Not there: an attempt before, whose answer was lost, deleted it.
    if (!isLeft(result) || las.isNotFound(result.left)) counts.deleted++;
    else maybeDeleted.add(id);
    return result;
  };

  const list = async () => {
    let left = 3;
    let last;
    for await (const page of las.pages(las.listDocuments, ctx, { maxResults: 50 })) {
      last = page;
      if (isLeft(page) || --left === 0) break;
    }
    return last;
  };

  const operations = [
    [20, 'create or delete', (id) => (alive.size < population ? create() : remove(id))],
    [25, 'get', (id) => las.getDocument(ctx, id)()],
    [10, 'get content', (id) => las.getDocumentContent(ctx, id)()],
    [10, 'list pages', list],
    [15, 'update', (id) => las.updateDocument(ctx, id, { description: randomUUID() })()],
    [10, 'predict', (id) => las.createPrediction(ctx, id, modelId)()],
    [10, 'heartbeat', () => las.sendHeartbeat(ctx, transitionId, executionId)()],
  ];
  const mix = operations.flatMap(([weight, ...operation]) => Array(weight).fill(operation));

  const once = async () => {
    const id = any();
    const [name, run] = mix[Math.floor(Math.random() * mix.length)];
    const result = id === undefined ? await create() : await run(id);
    done[name] = (done[name] ?? 0) + 1;
    if (!isLeft(result)) return;
    const { _tag, status = '' } = result.left;
    const what = `${_tag} ${_tag === 'HttpError' ? status : ''}`.trim();
    errors[what] = (errors[what] ?? 0) + 1;
  };

  /** What is wrong between the account and what the API lists. */
  const audit = async () => {
    const there = await must(las.collect(las.listDocuments, direct, { maxResults: 100 }, { max: Infinity }));
    const wrong = [];
    const ids = new Set(there.map(({ documentId }) => documentId));
    for (const id of alive) if (!ids.has(id)) wrong.push(`${id} is lost`);
    let found = 0;
    const marks = new Set();
    for (const { documentId, metadata } of there) {
      if (marks.has(metadata.mark)) wrong.push(`${documentId} was created twice`);
      marks.add(metadata.mark);
      if (maybeCreated.has(metadata.mark)) found++;
      else if (!alive.has(documentId) && !maybeDeleted.has(documentId))
        wrong.push(`${documentId} should not be there`);
    }
    const left = [...maybeDeleted].filter((id) => ids.has(id)).length;
    const due = counts.created + found - counts.deleted - (maybeDeleted.size - left);
    if (due !== there.length) wrong.push(`${due} documents should be there, but ${there.length} are`);
    const account = `created ${counts.created} and ${found} of ${maybeCreated.size} in doubt, deleted ${counts.deleted} and ${maybeDeleted.size - left} of ${maybeDeleted.size} in doubt: ${due} due, ${there.length} there`;
    return { wrong, account };
  };

  return { once, audit, done, errors };
}
