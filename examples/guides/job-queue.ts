/** A queue of files over several machines: each becomes one document, whatever is killed on the way. */
import { createHash } from 'node:crypto';
import { type ConnectionOptions, type Job, type Queue, Worker } from 'bullmq';
import {
  type Context,
  createDocuments,
  type DocumentId,
  type DocumentOutcome,
  LasException,
  outcomesOf,
} from 'las-fp';
import { fileContent } from 'las-fp/node';

// #region add
/** A file, and what is known of its document. */
export interface FileJob {
  readonly path: string;
  readonly outcome?: DocumentOutcome | undefined;
}

/** Puts files into the queue. A file that is in it already is not put there again. */
export const enqueue = (queue: Queue<FileJob, DocumentId>, paths: ReadonlyArray<string>) =>
  queue.addBulk(
    paths.map((path) => ({
      name: 'document',
      data: { path },
      opts: {
        jobId: createHash('sha256').update(path).digest('hex'),
        attempts: 5,
        backoff: { type: 'exponential', delay: 1000 },
      },
    })),
  );
// #endregion add

// #region process
/** Creates the document of a job, or goes on where an earlier worker ended. */
export const createOf =
  (ctx: Context) =>
  async (job: Job<FileJob, DocumentId>): Promise<DocumentId> => {
    const { path, outcome = null } = job.data;
    const [created] = await createDocuments(ctx, [{ content: fileContent(path), name: path }], {
      resume: [outcome],
      // Awaited before the POST: whoever takes the job over knows that one may have left, and by which mark to find it.
      journal: (entry) => job.updateData({ path, outcome: outcomesOf([entry])[0] }),
    })();
    if (created?.result._tag === 'Right') return created.result.right.documentId;
    throw created ? new LasException(created.result.left) : new Error('There is no source.');
  };
// #endregion process

// #region worker
/** Takes jobs. One whose worker says nothing for `lockDuration` milliseconds goes to another. */
export const startWorker = (ctx: Context, connection: ConnectionOptions, lockDuration = 60_000) =>
  new Worker<FileJob, DocumentId>('documents', createOf(ctx), {
    connection,
    concurrency: 4,
    lockDuration,
    stalledInterval: lockDuration / 2,
    maxStalledCount: 10,
  });
// #endregion worker
