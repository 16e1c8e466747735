/** Documents: the files that models read, and the ground truth that they learn from. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { arrayOf, type Json, json, nested, nullable, num, type Open, open, str, struct } from '../codec.js';
import {
  type Content,
  decodeBase64,
  type FileType,
  maxBase64,
  toBase64,
  toBlob,
  withType,
} from '../content.js';
import type { Context } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { invalidInput, type LasError } from '../errors.js';
import { fetchFile, sendFile, streamFile } from '../files.js';
import { path, type Query, request } from '../http.js';
import { BatchId, ConsentId, DatasetId, DocumentId, isId } from '../ids.js';
import { type Order, type Page, type PageOptions, pages } from '../pagination.js';

// -- model --------------------------------------------------------------------

/** MIME types known today; a newer one decodes as it is. */
export type ContentType = Open<FileType>;

/** A value of ground truth: plain, or the fields of line items, to any depth. */
export type GroundTruthValue =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<GroundTruth>
  | ReadonlyArray<ReadonlyArray<GroundTruth>>;

/** What a field of a document really says. */
export interface GroundTruth {
  /** Name of the field: 1 to 36 letters, digits, `_` and `-`. */
  readonly label: string;
  /** At most 1024 characters. */
  readonly value: GroundTruthValue;
  /** How sure whoever gave it was, from 0 to 1. */
  readonly confidence?: number | null | undefined;
  /** Pages that it stands on, the first being 0; at most 10. */
  readonly pages?: ReadonlyArray<number> | null | undefined;
}

/** Codec of {@link GroundTruth}. */
export const GroundTruth: t.Type<GroundTruth> = /*#__PURE__*/ struct<GroundTruth>(
  'GroundTruth',
  () => ({ label: str, value: GroundTruthValue() }),
  () => ({ confidence: num, pages: arrayOf(num) }),
);

const isLeaf = (u: unknown): u is string | number | boolean | null =>
  u === null || typeof u === 'string' || typeof u === 'number' || typeof u === 'boolean';

const GroundTruthValue = (): t.Type<GroundTruthValue> => nested('a value', isLeaf, () => GroundTruth);

/** A document, as the API returns it. */
export interface LasDocument {
  readonly documentId: DocumentId;
  /** `null` until the file has arrived. */
  readonly contentType?: ContentType | null | undefined;
  /** The file in base64, of documents that were made in one request; never in lists. */
  readonly content?: string | null | undefined;
  /** MD5 of the file. */
  readonly contentMD5?: string | null | undefined;
  /** Where the file is sent to and fetched from; see {@link getDocumentContent}. */
  readonly fileUrl?: string | null | undefined;
  /** What the fields really say, where somebody told. */
  readonly groundTruth?: ReadonlyArray<GroundTruth> | null | undefined;
  /** Days after which the document is deleted. */
  readonly retentionInDays: number;
  /** Accounts of 2021 only. */
  readonly batchId?: BatchId | null | undefined;
  /** Marks whose document it is. */
  readonly consentId?: ConsentId | null | undefined;
  readonly datasetId?: DatasetId | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Whatever was given as such. */
  readonly metadata?: Json | null | undefined;
  /** ISO 8601. */
  readonly createdTime: string | null;
  /** Id of the user or app client. */
  readonly createdBy: string | null;
  /** ISO 8601. */
  readonly updatedTime: string | null;
  /** Id of the user or app client. */
  readonly updatedBy: string | null;
}

/** Codec of {@link LasDocument}; keeps the keys that it does not know. */
export const LasDocument: t.Type<LasDocument> = /*#__PURE__*/ struct<LasDocument>(
  'LasDocument',
  () => ({
    documentId: DocumentId,
    retentionInDays: num,
    createdTime: nullable(str),
    createdBy: nullable(str),
    updatedTime: nullable(str),
    updatedBy: nullable(str),
  }),
  () => ({
    contentType: open(),
    content: str,
    contentMD5: str,
    fileUrl: str,
    groundTruth: arrayOf(GroundTruth),
    batchId: BatchId,
    consentId: ConsentId,
    datasetId: DatasetId,
    name: str,
    description: str,
    metadata: json,
  }),
);

/** A page of documents. */
export interface DocumentList extends Page {
  readonly documents: ReadonlyArray<LasDocument>;
}

/** Codec of {@link DocumentList}. */
export const DocumentList: t.Type<DocumentList> = /*#__PURE__*/ struct<DocumentList>(
  'DocumentList',
  () => ({ documents: arrayOf(LasDocument) }),
  () => ({ nextToken: str }),
);

// -- input --------------------------------------------------------------------

/** What {@link createDocument} takes besides the content. */
export interface CreateDocumentOptions {
  /** Found in the first bytes of the content unless given. */
  readonly contentType?: FileType | undefined;
  /**
   * `'file'` (default): the file goes to the file server, in a second request. `'inline'`: it goes in base64 with
   * the first one, at most 6 250 000 characters (4.6 MB of file); the only way for accounts of 2021.
   */
  readonly upload?: 'file' | 'inline' | undefined;
  readonly groundTruth?: ReadonlyArray<GroundTruth> | undefined;
  readonly consentId?: ConsentId | undefined;
  readonly datasetId?: DatasetId | undefined;
  /** Accounts of 2021 only. */
  readonly batchId?: BatchId | undefined;
  /** At least 1. */
  readonly retentionInDays?: number | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: Json | undefined;
}

/** What {@link updateDocument} changes; one option at least. */
export interface UpdateDocumentOptions {
  /** Replaces what was there. */
  readonly groundTruth?: ReadonlyArray<GroundTruth> | undefined;
  readonly datasetId?: DatasetId | undefined;
  /** At least 1. */
  readonly retentionInDays?: number | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: Json | undefined;
}

/** Which documents {@link listDocuments} lists, and how. */
export interface ListDocumentsOptions extends PageOptions {
  readonly documentId?: DocumentId | ReadonlyArray<DocumentId> | undefined;
  readonly datasetId?: DatasetId | ReadonlyArray<DatasetId> | undefined;
  readonly consentId?: ConsentId | ReadonlyArray<ConsentId> | undefined;
  /** Accounts of 2021 only. */
  readonly batchId?: BatchId | ReadonlyArray<BatchId> | undefined;
  readonly sortBy?: 'createdTime' | undefined;
  readonly order?: Order | undefined;
}

/** Which documents to delete: those that match each filter, or really all of them. */
export type DocumentFilter =
  | {
      readonly datasetId?: DatasetId | ReadonlyArray<DatasetId> | undefined;
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

/** What {@link deleteDocuments} takes. */
export type DeleteDocumentsOptions = DocumentFilter & PageOptions;

/** How {@link getDocumentContent} renders a page; only what the file server keeps can be rendered. */
export interface DocumentContentOptions {
  /** Pixels. */
  readonly width?: number | undefined;
  /** Pixels. */
  readonly height?: number | undefined;
  /** The first is 0; negative from the end. */
  readonly page?: number | undefined;
  /** Degrees, clockwise. */
  readonly rotation?: 0 | 90 | 180 | 270 | undefined;
  /** Dots an inch. */
  readonly density?: number | undefined;
  readonly quality?: 'low' | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a document and uploads its file. `POST /documents`, then `PUT <fileUrl>`
 *
 * If the upload fails, the error carries the `documentId` that exists already: {@link putDocumentContent} goes on
 * from there, {@link deleteDocument} takes it back.
 *
 * @example
 * import { createDocument } from 'las-fp/documents';
 * import { fileContent } from 'las-fp/node';
 *
 * const file = await fileContent('invoice.pdf');
 * const document = await createDocument(ctx, file, { name: 'invoice.pdf' })();
 */
export function createDocument(
  ctx: Context,
  content: Content,
  options: CreateDocumentOptions = {},
): TaskEither<LasError, LasDocument> {
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
    const { type } = file.right;
    if (upload === 'inline') {
      const base64 = await toBase64(file.right);
      return isLeft(base64) ? base64 : post({ ...rest, contentType: type, content: base64.right });
    }
    const created = await post({ ...rest, contentType: type });
    if (isLeft(created)) return created;
    const { documentId } = created.right;
    const sent = await putFile(ctx, created.right, file.right)();
    return isLeft(sent)
      ? left({
          ...sent.left,
          documentId,
          message: `${documentId} is created, but has no file yet: ${sent.left.message}`,
        })
      : created;
  };
}

/**
 * Sends the file of a document that exists already, in place of the one that it has, if any. `PUT <fileUrl>`
 */
export function putDocumentContent(
  ctx: Context,
  documentOrId: LasDocument | DocumentId,
  content: Content,
  options: { readonly contentType?: FileType | undefined } = {},
): TaskEither<LasError, LasDocument> {
  return async () => {
    const blob = toBlob(content);
    if (isLeft(blob)) return blob;
    const file = await withType(blob.right, options.contentType);
    if (isLeft(file)) return file;
    const document =
      typeof documentOrId === 'string' ? await getDocument(ctx, documentOrId)() : right(documentOrId);
    if (isLeft(document)) return document;
    const sent = await putFile(ctx, document.right, file.right)();
    return isLeft(sent) ? sent : document;
  };
}

const putFile = (ctx: Context, { fileUrl }: LasDocument, file: Blob): TaskEither<LasError, unknown> =>
  fileUrl
    ? sendFile(ctx, fileUrl, file)
    : async () =>
        left(invalidInput("The API gave no fileUrl, as for accounts of 2021: use upload: 'inline'."));

/**
 * Fetches what is known of a document. `GET /documents/{documentId}`
 *
 * @example
 * import { getDocument } from 'las-fp/documents';
 *
 * const document = await getDocument(ctx, 'las:document:…')();
 */
export function getDocument(ctx: Context, documentId: DocumentId): TaskEither<LasError, LasDocument> {
  return request(ctx, { method: 'GET', path: path`/documents/${documentId}` }, LasDocument);
}

/**
 * Fetches the file of a document, or a page of it as a JPEG. `GET <fileUrl>`
 *
 * The result has the file's type as its `type`. Documents that were made in one request have their file in
 * `content`, where nothing can be rendered.
 */
export function getDocumentContent(
  ctx: Context,
  documentOrId: LasDocument | DocumentId,
  options: DocumentContentOptions = {},
): TaskEither<LasError, Blob> {
  return located(ctx, documentOrId, options, (bytes) => bytes, fetchFile);
}

/**
 * Fetches the file of a document as it comes, so that a large one never is in memory as a whole. `GET <fileUrl>`
 *
 * Like {@link getDocumentContent}; what goes wrong once it has begun, the reader gets as a {@link LasException}: a
 * connection that breaks, an abort, and `fileTimeout`, which also holds for the time that the reader takes. To stop
 * early, leave the loop or cancel the stream; one that is neither read to its end nor cancelled keeps its connection
 * until then.
 *
 * @example
 * import { createWriteStream } from 'node:fs';
 * import { Readable } from 'node:stream';
 * import { pipeline } from 'node:stream/promises';
 * import { getDocumentStream } from 'las-fp/documents';
 *
 * const stream = await getDocumentStream(ctx, 'las:document:…')();
 * if (stream._tag === 'Right') await pipeline(Readable.fromWeb(stream.right), createWriteStream('invoice.pdf'));
 */
export function getDocumentStream(
  ctx: Context,
  documentOrId: LasDocument | DocumentId,
  options: DocumentContentOptions = {},
): TaskEither<LasError, ReadableStream<Uint8Array>> {
  return located(ctx, documentOrId, options, (bytes) => bytes.stream(), streamFile);
}

// The file of a document from where it is: in the document itself, or on the file server.
function located<A>(
  ctx: Context,
  documentOrId: LasDocument | DocumentId,
  options: DocumentContentOptions,
  here: (bytes: Blob) => A,
  there: (ctx: Context, address: string, query: Query) => TaskEither<LasError, A>,
): TaskEither<LasError, A> {
  return async () => {
    const known = typeof documentOrId !== 'string' && (documentOrId.fileUrl || documentOrId.content);
    const document = known
      ? right(documentOrId)
      : await getDocument(ctx, typeof documentOrId === 'string' ? documentOrId : documentOrId.documentId)();
    if (isLeft(document)) return document;
    const { content, contentType, fileUrl } = document.right;
    const renders = Object.values(options).some((value) => value !== undefined);
    const bytes = content && !(renders && fileUrl) ? decodeBase64(content) : undefined;
    if (bytes && !renders) return right(here(new Blob([bytes], { type: contentType ?? '' })));
    return fileUrl
      ? there(ctx, fileUrl, { ...options })()
      : left(
          invalidInput(
            renders
              ? 'This document is not on the file server, and only that can render: ask without options.'
              : 'This document has no file.',
          ),
        );
  };
}

/** Lists documents, a page at a time. `GET /documents` */
export function listDocuments(
  ctx: Context,
  options: ListDocumentsOptions = {},
): TaskEither<LasError, DocumentList> {
  return request(ctx, { method: 'GET', path: '/documents', query: { ...options } }, DocumentList);
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
export function deleteDocument(ctx: Context, documentId: DocumentId): TaskEither<LasError, LasDocument> {
  return request(ctx, { method: 'DELETE', path: path`/documents/${documentId}` }, LasDocument);
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
}

/**
 * Deletes all the documents that match, page by page, and returns them. `DELETE /documents` until no `nextToken`
 * comes
 */
export function deleteAllDocuments(
  ctx: Context,
  filter: DocumentFilter,
): TaskEither<LasError, ReadonlyArray<LasDocument>> {
  return async () => {
    const deleted: LasDocument[] = [];
    for await (const page of pages(deleteDocuments, ctx, filter)) {
      if (isLeft(page)) {
        const before = deleted.length > 0 ? ` (${deleted.length} documents are deleted already)` : '';
        return left({ ...page.left, message: page.left.message + before });
      }
      deleted.push(...page.right.documents);
    }
    return right(deleted);
  };
}
