/** A receiver of webhooks with Next.js: `app/webhooks/las/route.ts`. */
import { verifyWebhook } from 'las-fp/webhooks';

import { nonceMemory } from './nonces.js';

// In one process: where several serve the site, keep nonces in a store that they share.
const rememberNonce = nonceMemory();

export async function POST(request: Request): Promise<Response> {
  const event = await verifyWebhook(request, {
    secret: process.env['LAS_WEBHOOK_SECRET'] ?? '',
    // The address that the action calls. The host in request.url is the one that Next.js listens at: localhost.
    url: process.env['LAS_WEBHOOK_URL'],
    rememberNonce,
  })();
  if (event._tag === 'Left') return new Response(event.left.message, { status: 401 });
  console.log('Read', event.right.context.documentId);
  return new Response(null, { status: 204 });
}
