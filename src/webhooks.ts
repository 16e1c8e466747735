/** Webhooks: whether a request comes from the service, and what it tells. WebCrypto alone, so that it runs everywhere. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Json, json, type Struct, struct } from './codec.js';
import { isLeft, left, right } from './either.js';
import { ActionId, DocumentId, RunId } from './ids.js';

/** What a webhook tells: what was read of a document. */
export interface WebhookEvent {
  /** By the model's fields, and the variables that were sent with the run. */
  readonly output: Json;
  readonly context: WebhookContext;
}

/** What a webhook is about. */
export interface WebhookContext {
  readonly runId: RunId;
  readonly documentId?: DocumentId | null | undefined;
  readonly actionId?: ActionId | null | undefined;
}

const WebhookContext: Struct<WebhookContext> = /*#__PURE__*/ struct<WebhookContext>(
  'WebhookContext',
  () => ({ runId: RunId }),
  () => ({ documentId: DocumentId, actionId: ActionId }),
);

/** Codec of {@link WebhookEvent}; keeps the keys that it does not know. */
export const WebhookEvent: Struct<WebhookEvent> = /*#__PURE__*/ struct<WebhookEvent>('WebhookEvent', () => ({
  output: json,
  context: WebhookContext,
}));

/** Why a webhook is refused. No message holds anything of the secret or the signature. */
export interface WebhookError {
  /**
   * `InvalidRequest`: not a request, or not all of it. `InvalidSignature`: not from the service, or changed on its way.
   * `Expired`: too old, from the future, or without a signed time. `Replayed`: its nonce was there before, or is not signed.
   * `InvalidBody`: signed, and not what webhooks tell. `Unavailable`: `rememberNonce` failed, so it must come again.
   */
  readonly _tag:
    | 'InvalidRequest'
    | 'InvalidSignature'
    | 'Expired'
    | 'Replayed'
    | 'InvalidBody'
    | 'Unavailable';
  readonly message: string;
}

/** A request in parts, where there is no `Request`. */
export interface WebhookParts {
  readonly method: string;
  /** The whole address, as it stands in the action's `config.url`. */
  readonly url: string;
  readonly headers: Headers | Readonly<Record<string, string | ReadonlyArray<string> | undefined>>;
  /** As it came: JSON that was parsed and written again is another text. */
  readonly body: string | ArrayBuffer | ArrayBufferView;
}

/** Options of {@link verifyWebhook}. */
export interface VerifyWebhookOptions {
  /** The action's `config.hmacSecret`, else the secret of the app client. */
  readonly secret: string;
  /** The address as the outside sees it, where a proxy stands before this server and says nothing of it. */
  readonly url?: string | undefined;
  /** Seconds that a request may be old; 300 by default. false: of any age, and without a signed time. */
  readonly maxAge?: number | false | undefined;
  /**
   * Keeps a nonce, for twice `maxAge` at least, and tells whether it is new: false refuses the request. A rejection ends
   * in `Unavailable`.
   */
  readonly rememberNonce?: ((nonce: string) => boolean | Promise<boolean>) | undefined;
}

/**
 * Verifies a webhook of the service: its signature, its age and its body.
 *
 * Both ways of signing are known: with `X-Cradl-SignedHeaders`, and without, where all headers are signed and a proxy must
 * not have added one. Behind a proxy, `X-Forwarded-Proto` tells the scheme; where the host is another one, give the `url`.
 *
 * @example
 * import { verifyWebhook } from 'las-fp/webhooks';
 *
 * const event = await verifyWebhook(request, { secret: '…' })();
 * if (event._tag === 'Left') {
 *   return new Response(event.left.message, { status: event.left._tag === 'Unavailable' ? 503 : 401 });
 * }
 * console.log(event.right.context.runId, event.right.output);
 */
export function verifyWebhook(
  request: Request | WebhookParts,
  options: VerifyWebhookOptions,
): TaskEither<WebhookError, WebhookEvent> {
  return async () => {
    try {
      return await verify(request, options);
    } catch {
      return refuse('InvalidRequest', 'Give an unread Request, or method, url, headers and raw body.');
    }
  };
}

const refuse = (_tag: WebhookError['_tag'], message: string): Either<WebhookError, never> =>
  left({ _tag, message });

async function verify(
  request: Request | WebhookParts,
  { secret, url, maxAge = 300, rememberNonce }: VerifyWebhookOptions,
): Promise<Either<WebhookError, WebhookEvent>> {
  if (!secret) return refuse('InvalidRequest', 'secret is missing.');
  if (maxAge !== false && !(maxAge >= 0)) {
    return refuse('InvalidRequest', 'maxAge must be 0 or more, or false.');
  }
  const given =
    request.headers instanceof Headers
      ? [...request.headers]
      : Object.entries(request.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
        );
  const headers = new Map(given.map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const header = (name: string) => headers.get(`x-cradl-${name}`);
  // Without a body there is nothing to verify.
  const body = (
    'arrayBuffer' in request ? await request.arrayBuffer() : await (request.body ?? Promise.reject())
  ) as BlobPart;
  const proto = headers.get('x-forwarded-proto')?.split(',')[0];
  const address = url ?? request.url.replace(/^https?(?=:)/, (there) => proto ?? there);
  if (!/^https?:\/\//.test(address)) {
    return refuse('InvalidRequest', 'url must be whole: https://…');
  }
  const signature = header('signature') ?? '';
  if (!/^[\da-f]{64}$/i.test(signature)) {
    return refuse('InvalidSignature', 'X-Cradl-Signature must be 64 hexadecimal digits.');
  }
  const list = header('signedheaders');
  const listed = list === undefined ? list : (list.toLowerCase().match(/[^\s,]+/g) ?? []);
  if (listed?.some((name) => !headers.has(name))) {
    return refuse('InvalidSignature', 'A signed header is missing.');
  }
  const signed = listed ?? [...headers.keys()].filter((name) => name !== 'x-cradl-signature');
  const inLowerCase = signed.sort().map((name) => `${name}:${headers.get(name)}`);
  // Without a list, the documentation does not tell the case of the names.
  const asGiven = given
    .filter(([name]) => !/^x-cradl-signature$/i.test(name))
    .map(([name, value]) => `${name}:${value.trim()}`)
    .sort();
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  let verified = false;
  for (const lines of listed ? [inLowerCase] : [inLowerCase, asGiven]) {
    const whole = new Blob([request.method.toUpperCase() + address + lines.join(''), body]);
    // Compares in constant time.
    verified ||= await crypto.subtle.verify(
      'HMAC',
      key,
      Uint8Array.from(signature.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
      await whole.arrayBuffer(),
    );
  }
  if (!verified) {
    return refuse('InvalidSignature', 'Check secret and url, and that the body is as it came.');
  }
  const has = (name: string) => signed.includes(`x-cradl-${name}`) && header(name);
  const age = Math.abs(Date.now() / 1000 - Number(has('timestamp') || Number.NaN));
  if (maxAge !== false && !(age <= maxAge)) {
    return refuse('Expired', 'X-Cradl-Timestamp is old, in the future, or not signed.');
  }
  const nonce = has('nonce');
  try {
    if (rememberNonce && !(nonce && (await rememberNonce(nonce)))) {
      return refuse('Replayed', 'X-Cradl-Nonce is not new, or not signed.');
    }
  } catch {
    return refuse('Unavailable', 'rememberNonce failed: answer 503, so that the webhook may come again.');
  }
  return eventOf(await new Blob([body]).text());
}

function eventOf(body: string): Either<WebhookError, WebhookEvent> {
  try {
    const event = WebhookEvent.decode(JSON.parse(body));
    if (!isLeft(event)) return right(event.right);
  } catch {
    // Said below.
  }
  return refuse('InvalidBody', 'body must be JSON with output and context.');
}
