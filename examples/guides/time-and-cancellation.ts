/** How long calls may take, and who ends them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Context, type DocumentId, withOptions } from 'las-fp';
import { getDocument } from 'las-fp/documents';

// #region within
/** A context whose calls end together, `milliseconds` from now or with the context's own signal. */
export function within(ctx: Context, milliseconds: number): Context {
  const deadline = AbortSignal.timeout(milliseconds);
  return withOptions(ctx, { signal: ctx.signal ? AbortSignal.any([ctx.signal, deadline]) : deadline });
}
// #endregion within

// #region handler
/** Answers with a document. It stops asking for it when the client hangs up, or after 20 seconds. */
export const handler =
  (ctx: Context, documentId: DocumentId) => async (_request: IncomingMessage, response: ServerResponse) => {
    const controller = new AbortController();
    response.once('close', () => controller.abort());
    const own = withOptions(ctx, { signal: controller.signal, totalTimeout: 20_000 });
    const document = await getDocument(own, documentId)();
    if (document._tag === 'Right') response.end(JSON.stringify(document.right));
    else response.writeHead(document.left._tag === 'Timeout' ? 504 : 502).end();
  };
// #endregion handler
