/** Documents: the files that models read, and the ground truth that they learn from. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { call } from '../../call.js';
import { type Json, orNothing, type Struct } from '../../codec.js';
import { type Context, withOptions } from '../../context.js';
import { isLeft, left, right } from '../../either.js';
import { invalidInput, type LasError } from '../../errors.js';
import { type BatchId, type ConsentId, type DatasetId, type DocumentId, isId } from '../../ids.js';
import { lazily, read } from '../../lazy.js';
import { type Order, type PageOf, type PageOptions, pageOf, pages } from '../../lists.js';
import { path, request } from '../../request.js';
import { type GroundTruth, LasDocument } from './lasDocument.js';

// -- model --------------------------------------------------------------------

/** A page of documents. */
export interface DocumentList extends PageOf<'documents', LasDocument> {}

/** Codec of {@link DocumentList}. */
export const DocumentList: Struct<DocumentList> = /*#__PURE__*/ pageOf<DocumentList>(
  'DocumentList',
  'documents',
  LasDocument,
);

// -- input --------------------------------------------------------------------

/** Changes for {@link updateDocument}; at least one option. */
export interface UpdateDocumentOptions {
  /** Replaces what was there; null clears it. */
  readonly groundTruth?: ReadonlyArray<GroundTruth> | null | undefined;
  /** The dataset that it is moved to. */
  readonly datasetId?: DatasetId | undefined;
  /** At least 1. */
  readonly retentionInDays?: number | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
}

/** Which documents {@link listDocuments} lists, and how. */
export interface ListDocumentsOptions extends PageOptions {
  /** Only these documents: one id, or several. */
  readonly documentId?: DocumentId | ReadonlyArray<DocumentId> | undefined;
  /** Only the documents of this dataset, or of one of several. */
  readonly datasetId?: DatasetId | ReadonlyArray<DatasetId> | undefined;
  /** Only the documents of this consent, or of one of several. */
  readonly consentId?: ConsentId | ReadonlyArray<ConsentId> | undefined;
  /** Accounts of 2021 only. */
  readonly batchId?: BatchId | ReadonlyArray<BatchId> | undefined;
  /** What the list is sorted by; the API decides by default. */
  readonly sortBy?: 'createdTime' | undefined;
  /** In which direction the list is sorted; the API decides by default. */
  readonly order?: Order | undefined;
}

/** Which documents to delete: those that match each filter, or really all of them. */
export type DocumentFilter =
  | {
      /** Only the documents of this dataset, or of one of several. */
      readonly datasetId?: DatasetId | ReadonlyArray<DatasetId> | undefined;
      /** Only the documents of this consent, or of one of several. */
      readonly consentId?: ConsentId | ReadonlyArray<ConsentId> | undefined;
      /** Accounts of 2021 only. */
      readonly batchId?: BatchId | ReadonlyArray<BatchId> | undefined;
      readonly everyDocument?: undefined;
    }
  | {
      /** Deletes every document of the organization. */
      readonly everyDocument: true;
      readonly datasetId?: undefined;
      readonly consentId?: undefined;
      readonly batchId?: undefined;
    };

/** Options of {@link deleteDocuments}. */
export type DeleteDocumentsOptions = DocumentFilter & PageOptions;

// -- requests -----------------------------------------------------------------

/**
 * Fetches what is known of a document. `GET /documents/{documentId}`
 *
 * @example
 * import { getDocument } from 'las-fp/documents';
 *
 * const document = await getDocument(ctx, 'las:document:…')();
 */
export function getDocument(ctx: Context, documentId: DocumentId): TaskEither<LasError, LasDocument> {
  return call(ctx, { method: 'GET', path: path`/documents/${documentId}` }, LasDocument);
}

/** Lists documents, a page at a time. `GET /documents` */
export function listDocuments(
  ctx: Context,
  options: ListDocumentsOptions = {},
): TaskEither<LasError, DocumentList> {
  return request(ctx, { method: 'GET', path: '/documents', query: options }, DocumentList);
}

/** Changes a document: what its fields really say (so models learn from it), and what it belongs to. `PATCH /documents/{documentId}` */
export function updateDocument(
  ctx: Context,
  documentId: DocumentId,
  options: UpdateDocumentOptions,
): TaskEither<LasError, LasDocument> {
  return request(ctx, { method: 'PATCH', path: path`/documents/${documentId}`, body: options }, LasDocument);
}

/** Deletes a document. `DELETE /documents/{documentId}` */
export function deleteDocument(
  ctx: Context,
  documentId: DocumentId,
): TaskEither<LasError, LasDocument | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/documents/${documentId}` }, orNothing(LasDocument));
}

/**
 * Deletes a page of the documents that match, and returns them. `DELETE /documents`
 *
 * @example
 * const deleted = await deleteDocuments(ctx, { datasetId })();
 */
export function deleteDocuments(
  ctx: Context,
  options: DeleteDocumentsOptions,
): TaskEither<LasError, DocumentList> {
  return lazily(() => {
    const { everyDocument, ...query } = options;
    const filters: ReadonlyArray<unknown> = [query.datasetId, query.consentId, query.batchId].filter(
      (filter) => filter !== undefined,
    );
    // A filter that names nothing would leave the API without a filter, and so delete everything.
    const hollow = filters.some((filter) => {
      const ids = Array.isArray(filter) ? [...filter] : [filter];
      return ids.length === 0 || !ids.every(isId);
    });
    return hollow || filters.length > 0 === Boolean(everyDocument)
      ? async () =>
          left(
            invalidInput(
              'Say which documents to delete: by datasetId, consentId or batchId, or all with everyDocument: true.',
            ),
          )
      : request(ctx, { method: 'DELETE', path: '/documents', query: { ...query } }, DocumentList);
  });
}

/** The error of deleting documents page by page, with those that were deleted before it. */
export type DeletionError = LasError & { readonly deleted: ReadonlyArray<LasDocument> };

/**
 * Deletes all the documents that match, page by page, and returns them. `DELETE /documents` until no `nextToken`
 * comes
 *
 * The error of a page has those of the pages before it in `deleted`. Where an answer was lost, its page may be deleted too.
 *
 * @example
 * const deleted = await deleteAllDocuments(ctx, { datasetId })();
 * const ids = (isLeft(deleted) ? deleted.left.deleted : deleted.right).map(({ documentId }) => documentId);
 */
export function deleteAllDocuments(
  ctx: Context,
  filter: DocumentFilter,
): TaskEither<DeletionError, ReadonlyArray<LasDocument>> {
  return async () => {
    const deleted: LasDocument[] = [];
    const given = read(() => ({ ctx: withOptions(ctx, {}), filter: { ...filter } }));
    if (isLeft(given)) return left({ ...given.left, deleted });
    for await (const page of pages(deleteDocuments, given.right.ctx, given.right.filter)) {
      if (isLeft(page)) {
        const before = deleted.length > 0 ? ` (${deleted.length} documents are deleted already)` : '';
        return left({ ...page.left, message: page.left.message + before, deleted });
      }
      deleted.push(...page.right.documents);
    }
    return right(deleted);
  };
}
