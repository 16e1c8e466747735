/** A receiver of webhooks as a Worker. */
import { verifyWebhook } from 'las-fp/webhooks';

/** The bindings of the Worker: a secret, the nonces, a queue for the work. */
export interface Env {
  readonly LAS_WEBHOOK_SECRET: string;
  readonly NONCES: {
    idFromName(name: string): object;
    get(id: object): { fetch(url: string, init?: RequestInit): Promise<Response> };
  };
  readonly INVOICES: { send(message: unknown): Promise<unknown> };
}

/** A nonce as a Durable Object: there is one of it, whichever instance of the Worker asks. */
export class Nonce {
  readonly #storage: NonceStorage;

  constructor({ storage }: { readonly storage: NonceStorage }) {
    this.#storage = storage;
  }

  /** Answers whether the nonce is new, and remembers it for twice the age that a webhook may have. DELETE forgets it. */
  async fetch({ method }: Request): Promise<Response> {
    if (method === 'DELETE') {
      await this.#storage.deleteAlarm();
      return new Response(null, { status: 204 });
    }
    const isNew = (await this.#storage.getAlarm()) === null;
    if (isNew) await this.#storage.setAlarm(Date.now() + 600_000);
    return Response.json(isNew);
  }

  /** Its time is over. */
  async alarm(): Promise<void> {
    await this.#storage.deleteAll();
  }
}

/** What a nonce needs of the storage of its object. */
export interface NonceStorage {
  getAlarm(): Promise<number | null>;
  setAlarm(time: number): Promise<void>;
  deleteAlarm(): Promise<void>;
  deleteAll(): Promise<void>;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/webhooks/las') {
      return new Response('Not Found', { status: 404 });
    }
    if (Number(request.headers.get('content-length')) > 1_000_000) return new Response(null, { status: 413 });
    const ask = (nonce: string, method: string) =>
      env.NONCES.get(env.NONCES.idFromName(nonce)).fetch('http://nonce/', { method });
    const rememberNonce = async (nonce: string) => (await (await ask(nonce, 'POST')).json()) === true;
    const event = await verifyWebhook(request, { secret: env.LAS_WEBHOOK_SECRET, rememberNonce })();
    if (event._tag === 'Left') {
      return new Response(event.left.message, { status: event.left._tag === 'Unavailable' ? 503 : 401 });
    }
    try {
      await env.INVOICES.send(event.right);
    } catch (error) {
      await ask(request.headers.get('x-cradl-nonce') ?? '', 'DELETE');
      throw error;
    }
    return new Response(null, { status: 204 });
  },
};
