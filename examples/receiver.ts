/** A receiver of webhooks on this machine: takes one, and verifies it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Either } from 'fp-ts/lib/Either.js';
import { verifyWebhook, type WebhookError, type WebhookEvent } from 'las-fp/webhooks';

export interface Receiver {
  readonly url: string;
  /** The first webhook that came, or why it was refused. */
  readonly event: Promise<Either<WebhookError, WebhookEvent>>;
  readonly close: () => void;
}

/** Listens on loopback. */
export async function listen(secret: string): Promise<Receiver> {
  let told: (event: Either<WebhookError, WebhookEvent>) => void = () => {};
  const event = new Promise<Either<WebhookError, WebhookEvent>>((resolve) => {
    told = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const verified = await verifyWebhook(
      {
        method: request.method ?? '',
        url: `${url}${request.url}`,
        headers: request.headers,
        body: Buffer.concat(chunks),
      },
      { secret },
    )();
    response.writeHead(verified._tag === 'Left' ? 401 : 204).end();
    told(verified);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `${url}/exported`, event, close: () => server.close() };
}
