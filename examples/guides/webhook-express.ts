/** A receiver of webhooks with Express. */
import express from 'express';
import { verifyWebhook, type WebhookEvent } from 'las-fp/webhooks';

import { nonceMemory } from './nonces.js';

/** An app that takes what is signed with `secret`, and hands it to `take`. */
export function receiver(secret: string, take: (event: WebhookEvent) => void | Promise<void>) {
  const rememberNonce = nonceMemory();
  const app = express();
  // Before express.json(), and in place of it: the signature is of the bytes as they came.
  app.post('/webhooks/las', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const { method, headers, originalUrl, body } = request;
    const url = `http://${headers.host}${originalUrl}`;
    const event = await verifyWebhook({ method, url, headers, body }, { secret, rememberNonce })();
    if (event._tag === 'Left') {
      response.status(401).send(event.left.message);
      return;
    }
    await take(event.right);
    response.sendStatus(204);
  });
  app.use(express.json());
  return app;
}
