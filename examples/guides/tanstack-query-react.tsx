/** Documents in components of React: one, a list of pages, an upload. */
import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type Context, type DocumentId, type LasError, LasException, toPromise } from 'las-fp';
import { createDocument } from 'las-fp/documents';

import { documentQuery, documentsQuery } from './tanstack-query.js';

// #region problem
/** What went wrong, for the user. */
export function Problem({ error }: { readonly error: Error }) {
  // Anything else is a mistake in the program: an error boundary catches it.
  if (!(error instanceof LasException)) throw error;
  return <p role="alert">{messageOf(error.error)}</p>;
}

function messageOf(error: LasError): string {
  switch (error._tag) {
    case 'NotFound':
      return 'There is no such document.';
    case 'TooManyRequests':
      return `Too many requests: try again in ${error.retryAfter ?? 60} seconds.`;
    case 'NetworkError':
      return 'The service cannot be reached.';
    default:
      return 'It did not work. Try again later.'; // `message` is for logs
  }
}
// #endregion problem

// #region query
/** One document. */
export function DocumentView({ ctx, id }: { readonly ctx: Context; readonly id: DocumentId }) {
  const { data, error } = useQuery(documentQuery(ctx, id));
  if (error) return <Problem error={error} />;
  if (!data) return <p>Loading…</p>;
  return (
    <p>
      {data.name}, {data.contentType}
    </p>
  );
}
// #endregion query

// #region infinite
/** The documents, and a button for the next page while there is one. */
export function DocumentList({ ctx }: { readonly ctx: Context }) {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(documentsQuery(ctx));
  const documents = data?.pages.flatMap((page) => page.documents) ?? [];
  return (
    <>
      {error && <Problem error={error} />}
      <ul>
        {documents.map(({ documentId, name }) => (
          <li key={documentId}>{name}</li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" disabled={isFetching} onClick={() => fetchNextPage()}>
          More
        </button>
      )}
    </>
  );
}
// #endregion infinite

// #region mutation
/** Uploads a file, and has the lists fetched again. */
export const documentUpload = (ctx: Context, client: QueryClient) => ({
  mutationFn: (file: File) => toPromise(createDocument(ctx, file, { name: file.name })),
  onSuccess: () => client.invalidateQueries({ queryKey: ['documents', 'list'] }),
});

/** A field for a file that is uploaded once it is chosen. */
export function DocumentUpload({ ctx }: { readonly ctx: Context }) {
  const { mutate, error, isPending } = useMutation(documentUpload(ctx, useQueryClient()));
  return (
    <>
      <input
        type="file"
        aria-label="Document"
        disabled={isPending}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) mutate(file);
          currentTarget.value = ''; // the same file may be chosen again
        }}
      />
      {error && <Problem error={error} />}
    </>
  );
}
// #endregion mutation
