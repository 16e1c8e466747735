/** A receiver of webhooks with Next.js: `app/webhooks/las/route.ts`. */
import { verifyWebhook, type WebhookEvent } from 'las-fp/webhooks';

import { nonceMemory } from './nonces.js';

// In one process: where several serve the site, keep nonces in a store that they share.
const nonces = nonceMemory();

const take = async ({ context }: WebhookEvent) => console.log('Read', context.documentId);

export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length')) > 1_000_000) return new Response(null, { status: 413 });
  const event = await verifyWebhook(request, {
    secret: process.env['LAS_WEBHOOK_SECRET'] ?? '',
    // The address that the action calls. The host in request.url is the one that Next.js listens at: localhost.
    url: process.env['LAS_WEBHOOK_URL'],
    rememberNonce: nonces.remember,
  })();
  if (event._tag === 'Left') {
    return new Response(event.left.message, { status: event.left._tag === 'Unavailable' ? 503 : 401 });
  }
  try {
    await take(event.right);
  } catch (error) {
    nonces.forget(request.headers.get('x-cradl-nonce') ?? '');
    throw error;
  }
  return new Response(null, { status: 204 });
}
