/** A receiver of webhooks with Express. */
import express from 'express';
import { verifyWebhook, type WebhookEvent } from 'las-fp/webhooks';

import { nonceMemory } from './nonces.js';

/** An app that takes what is signed with `secret`, and hands it to `take`. */
export function receiver(secret: string, take: (event: WebhookEvent) => void | Promise<void>) {
  const nonces = nonceMemory();
  const app = express();
  // Before express.json(), and in place of it: the signature is of the bytes as they came.
  app.post('/webhooks/las', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const { method, headers, originalUrl, body } = request;
    const url = `http://${headers.host}${originalUrl}`;
    const options = { secret, rememberNonce: nonces.remember };
    const event = await verifyWebhook({ method, url, headers, body }, options)();
    if (event._tag === 'Left') {
      response.status(event.left._tag === 'Unavailable' ? 503 : 401).send(event.left.message);
      return;
    }
    try {
      await take(event.right);
    } catch (error) {
      await nonces.forget(request.get('x-cradl-nonce') ?? '');
      throw error;
    }
    response.sendStatus(204);
  });
  app.use(express.json());
  return app;
}
