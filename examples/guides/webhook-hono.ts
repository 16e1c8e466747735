/** A receiver of webhooks with Hono. */
import { Hono } from 'hono';
import { verifyWebhook, type WebhookEvent } from 'las-fp/webhooks';

import { nonceMemory } from './nonces.js';

/** An app that takes what is signed with `secret`, and hands it to `take`. */
export function receiver(secret: string, take: (event: WebhookEvent) => void | Promise<void>) {
  const rememberNonce = nonceMemory();
  const app = new Hono();
  app.post('/webhooks/las', async (c) => {
    const event = await verifyWebhook(c.req.raw, { secret, rememberNonce })();
    if (event._tag === 'Left') return c.text(event.left.message, 401);
    await take(event.right);
    return c.body(null, 204);
  });
  return app;
}
