import { best, fieldsOf } from 'las-fp/extraction';
import { clientCredentials, createContext, createDocument, createPrediction } from 'las-fp/fetch';

/** The secrets and settings of the worker. */
interface Env {
  readonly CLIENT_ID: string;
  readonly CLIENT_SECRET: string;
  readonly AUTH_ENDPOINT: string;
  readonly API_ENDPOINT: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'POST') return new Response('Send a document.', { status: 405 });
    const ctx = createContext({
      apiEndpoint: env.API_ENDPOINT,
      credentials: clientCredentials({
        clientId: env.CLIENT_ID,
        clientSecret: env.CLIENT_SECRET,
        authEndpoint: env.AUTH_ENDPOINT,
      }),
      signal: request.signal,
    });
    const document = await createDocument(ctx, await request.arrayBuffer())();
    if (document._tag === 'Left') return new Response(document.left.message, { status: 502 });
    const read = await createPrediction(ctx, document.right.documentId, 'cradl:model:invoice')();
    if (read._tag === 'Left') return new Response(read.left.message, { status: 502 });
    return Response.json(best(fieldsOf(read.right.predictions)));
  },
};
