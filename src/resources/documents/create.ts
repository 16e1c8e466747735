/** Creating a document, with its file. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Json } from '../../codec.js';
import type { Context } from '../../context.js';
import { isLeft, left, right } from '../../either.js';
import { invalidInput, type LasError } from '../../errors.js';
import { type Content, type FileType, maxBase64, toBase64, toBlob, withType } from '../../files/content.js';
import { sendFile } from '../../files/send.js';
import type { AgentRunId, BatchId, ConsentId, DatasetId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import { request } from '../../request.js';
import { type GroundTruth, LasDocument } from './lasDocument.js';

// -- input --------------------------------------------------------------------

/** Options of {@link createDocument}. */
export interface CreateDocumentOptions {
  /** Found in the first bytes of the content unless given. null: none is sent, and the service finds it in the file. */
  readonly contentType?: FileType | null | undefined;
  /**
   * `'file'` (default): the file goes to the file server, in a second request. `'inline'`: it goes in base64 with
   * the first one, at most 6 250 000 characters (4.6 MB of file); the only way for accounts of 2021.
   */
  readonly upload?: 'file' | 'inline' | undefined;
  /** The values that are known to be right: the model learns from them. */
  readonly groundTruth?: ReadonlyArray<GroundTruth> | undefined;
  /** The consent that says whose document it is. */
  readonly consentId?: ConsentId | undefined;
  /** The dataset that it is put into. */
  readonly datasetId?: DatasetId | undefined;
  /** Accounts of 2021 only. */
  readonly batchId?: BatchId | undefined;
  /** At least 1. */
  readonly retentionInDays?: number | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a document and uploads its file. `POST /documents`, then `PUT <fileUrl>`
 *
 * If the upload fails, the error carries the `documentId` that exists already: `putDocumentContent` goes on
 * from there, {@link deleteDocument} takes it back.
 *
 * @example
 * import { pipe } from 'fp-ts/lib/function.js';
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { createDocument } from 'las-fp/documents';
 * import { fileContent } from 'las-fp/node';
 *
 * const document = await pipe(
 *   fileContent('invoice.pdf'),
 *   TE.chainW((file) => createDocument(ctx, file, { name: 'invoice.pdf' })),
 * )();
 */
export function createDocument(
  ctx: Context,
  content: Content,
  options: CreateDocumentOptions = {},
): TaskEither<LasError, LasDocument> {
  return createAccepted(ctx, content, options, right);
}

/** As {@link createDocument}; a file is sent to a document that is accepted, and to no other. */
export function createAccepted(
  ctx: Context,
  content: Content,
  options: CreateDocumentOptions,
  accept: (created: LasDocument) => Either<LasError, LasDocument>,
): TaskEither<LasError, LasDocument> {
  return lazily(() => {
    const { upload = 'file', contentType, ...rest } = options;
    const post = (body: Json) => request(ctx, { method: 'POST', path: '/documents', body }, LasDocument)();
    return async () => {
      if (upload === 'inline' && typeof content === 'string' && content.length > maxBase64) {
        return left(invalidInput(`One request carries at most ${maxBase64} characters of base64.`));
      }
      const blob = toBlob(content);
      if (isLeft(blob)) return blob;
      const file = await withType(blob.right, contentType);
      if (isLeft(file)) return file;
      const type = file.right.type || undefined;
      if (upload === 'inline') {
        const base64 = await toBase64(file.right);
        return isLeft(base64) ? base64 : post({ ...rest, contentType: type, content: base64.right });
      }
      const answer = await post({ ...rest, contentType: type });
      const created = isLeft(answer) ? answer : accept(answer.right);
      if (isLeft(created)) return created;
      const { documentId, fileUrl } = created.right;
      const sent = await sendFile(ctx, fileUrl, file.right)();
      return isLeft(sent)
        ? left({
            ...sent.left,
            documentId,
            message: `${documentId} is created, but has no file yet: ${sent.left.message}`,
          })
        : created;
    };
  });
}
