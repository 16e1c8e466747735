/** A receiver of webhooks with Hono. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { verifyWebhook, type WebhookEvent } from 'las-fp/webhooks';

import { nonceMemory } from './nonces.js';

/** An app that takes what is signed with `secret`, and hands it to `take`. */
export function receiver(secret: string, take: (event: WebhookEvent) => void | Promise<void>) {
  const nonces = nonceMemory();
  const app = new Hono();
  app.post('/webhooks/las', bodyLimit({ maxSize: 1_000_000 }), async (c) => {
    const event = await verifyWebhook(c.req.raw, { secret, rememberNonce: nonces.remember })();
    if (event._tag === 'Left')
      return c.text(event.left.message, event.left._tag === 'Unavailable' ? 503 : 401);
    try {
      await take(event.right);
    } catch (error) {
      await nonces.forget(c.req.header('x-cradl-nonce') ?? '');
      throw error;
    }
    return c.body(null, 204);
  });
  return app;
}
