/** A server that takes documents and validates them with the SDK's codec, by way of Standard Schema. */
import { sValidator } from '@hono/standard-validator';
import { Hono } from 'hono';
import * as t from 'io-ts';
import { type Context, type DocumentId, GroundTruth, toPromise, updateDocument } from 'las-fp';
import { standardSchema } from 'las-fp/standard-schema';

// #region server
const Body = standardSchema(t.type({ groundTruth: t.array(GroundTruth) }));

/** Corrects the fields of a document: `PUT /` with `{ "groundTruth": [{ "label": …, "value": … }] }`. */
export const server = (ctx: Context, documentId: DocumentId) =>
  new Hono().put('/', sValidator('json', Body), async (c) => {
    const { groundTruth } = c.req.valid('json');
    return c.json(await toPromise(updateDocument(ctx, documentId, { groundTruth })));
  });
// #endregion server

/** Sends a body to the server. */
export const run = (ctx: Context, documentId: DocumentId, body: unknown): Promise<Response> =>
  Promise.resolve(
    server(ctx, documentId).request('/', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
