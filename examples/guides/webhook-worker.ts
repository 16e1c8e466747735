/** A receiver of webhooks as a Worker. */
import { verifyWebhook } from 'las-fp/webhooks';

/** The bindings of the Worker: a secret, a namespace of keys and values, a queue for the work. */
export interface Env {
  readonly LAS_WEBHOOK_SECRET: string;
  readonly NONCES: {
    readonly get: (key: string) => Promise<string | null>;
    readonly put: (key: string, value: string, options: { readonly expirationTtl: number }) => Promise<void>;
  };
  readonly INVOICES: { readonly send: (message: unknown) => Promise<unknown> };
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/webhooks/las') {
      return new Response('Not Found', { status: 404 });
    }
    const rememberNonce = async (nonce: string) => {
      const isNew = (await env.NONCES.get(nonce)) === null;
      if (isNew) await env.NONCES.put(nonce, '1', { expirationTtl: 600 });
      return isNew;
    };
    const event = await verifyWebhook(request, { secret: env.LAS_WEBHOOK_SECRET, rememberNonce })();
    if (event._tag === 'Left') return new Response(event.left.message, { status: 401 });
    await env.INVOICES.send(event.right);
    return new Response(null, { status: 204 });
  },
};
