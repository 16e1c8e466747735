/** Calls of las-fp as queries and mutations of TanStack Query. */
import type { QueryClient } from '@tanstack/query-core';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Context, type DocumentId, type LasError, toPromise, withOptions } from 'las-fp';
import { type DocumentList, deleteDocument, getDocument, listDocuments } from 'las-fp/documents';

// #region run
/** Runs a call until the query is cancelled. It rejects with a `LasException`, whose `error` is the `LasError`. */
const run = <A>(
  ctx: Context,
  signal: AbortSignal,
  call: (ctx: Context) => TaskEither<LasError, A>,
): Promise<A> =>
  toPromise(call(withOptions(ctx, { signal: ctx.signal ? AbortSignal.any([ctx.signal, signal]) : signal })));
// #endregion run

// #region query
/** One document. */
export const documentQuery = (ctx: Context, documentId: DocumentId) => ({
  queryKey: ['documents', documentId] as const,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    run(ctx, signal, (own) => getDocument(own, documentId)),
  retry: false, // the context repeats what may be repeated
});
// #endregion query

// #region infinite
/** The documents, page by page. */
export const documentsQuery = (ctx: Context) => ({
  queryKey: ['documents', 'list'] as const,
  queryFn: ({
    pageParam,
    signal,
  }: {
    readonly pageParam: string | undefined;
    readonly signal: AbortSignal;
  }) => run(ctx, signal, (own) => listDocuments(own, { maxResults: 20, nextToken: pageParam })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: DocumentList) => page.nextToken,
  retry: false,
});
// #endregion infinite

// #region mutation
/** Deletes a document, and has the lists fetched again. */
export const documentDeletion = (ctx: Context, client: QueryClient) => ({
  mutationFn: (documentId: DocumentId) => toPromise(deleteDocument(ctx, documentId)),
  onSuccess: async (_: unknown, documentId: DocumentId) => {
    client.removeQueries({ queryKey: ['documents', documentId] });
    await client.invalidateQueries({ queryKey: ['documents', 'list'] });
  },
});
// #endregion mutation
