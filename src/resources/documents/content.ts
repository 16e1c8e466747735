/** Files of documents: how they are sent again, and fetched. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context } from '../../context.js';
import { isLeft, left, right } from '../../either.js';
import { invalidInput, type LasError } from '../../errors.js';
import { type Content, decodeBase64, type FileType, toBlob, withType } from '../../files/content.js';
import { fetchFile, streamFile } from '../../files/fetch.js';
import { sendFile } from '../../files/send.js';
import type { DocumentId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import type { Query } from '../../url.js';
import { getDocument } from './documents.js';
import type { LasDocument } from './lasDocument.js';

// -- input --------------------------------------------------------------------

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
  /** `low` makes a PDF smaller; as it is by default. */
  readonly quality?: 'low' | undefined;
}

// -- requests -----------------------------------------------------------------

/** Sends the file of a document that exists already, in place of the one that it has, if any. `PUT <fileUrl>` */
export function putDocumentContent(
  ctx: Context,
  documentOrId: LasDocument | DocumentId,
  content: Content,
  options: { readonly contentType?: FileType | null | undefined } = {},
): TaskEither<LasError, LasDocument> {
  return async () => {
    const blob = toBlob(content);
    if (isLeft(blob)) return blob;
    const file = await withType(blob.right, options.contentType);
    if (isLeft(file)) return file;
    const document =
      typeof documentOrId === 'string' ? await getDocument(ctx, documentOrId)() : right(documentOrId);
    if (isLeft(document)) return document;
    const sent = await sendFile(ctx, document.right.fileUrl, file.right)();
    return isLeft(sent) ? sent : document;
  };
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
 * Fetches the file of a document, or a page of it, as it comes: no more of it is in memory than the reader has asked
 * for. `GET <fileUrl>`
 *
 * What goes wrong once the stream is there, its reader gets as a `LasException`: a connection that breaks, an abort, a
 * timeout. `fileTimeout` and `totalTimeout` go on until the last byte is read, so the reader's own time counts. It is
 * not tried again from there. To stop early, leave the loop or cancel the stream; one that is left lying keeps its
 * connection until a timeout.
 *
 * @example
 * import { writeFile } from 'node:fs/promises';
 * import { getDocumentStream } from 'las-fp/documents';
 *
 * const stream = await getDocumentStream(ctx, 'las:document:…')();
 * if (stream._tag === 'Right') await writeFile('invoice.pdf', stream.right); // or: new Response(stream.right)
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
  return lazily(() => {
    const known = typeof documentOrId !== 'string' && (documentOrId.fileUrl || documentOrId.content);
    const fetched = known
      ? async () => right(documentOrId)
      : getDocument(ctx, typeof documentOrId === 'string' ? documentOrId : documentOrId.documentId);
    const query: Query = { ...options };
    const renders = Object.values(query).some((value) => value !== undefined);
    return async () => {
      const document = await fetched();
      if (isLeft(document)) return document;
      const { content, contentType, fileUrl } = document.right;
      const bytes = content && !(renders && fileUrl) ? decodeBase64(content) : undefined;
      if (bytes && !renders) return right(here(new Blob([bytes], { type: contentType ?? '' })));
      return fileUrl
        ? there(ctx, fileUrl, query)()
        : left(
            invalidInput(
              renders
                ? 'The document is not on the file server, which alone renders pages: omit the options.'
                : 'The document has no file: send one with putDocumentContent.',
            ),
          );
    };
  });
}
