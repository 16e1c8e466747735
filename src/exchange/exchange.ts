/** The way to the three hosts: the one file that knows ky. Everything that leaves goes through {@link exchange}. */
import type { Either } from 'fp-ts/lib/Either.js';
import ky from 'ky';
import type { Context } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { type Cause, invalidInput, type LasError, type Source } from '../errors.js';
import { endOf, openScope, sleep, within } from '../scope.js';
import { cut, quote, textOf } from '../url.js';
import { type Answer, failure, parseBody, parseRetryAfter, undecodable } from './failure.js';
import { isUnsure, neverLeft, waitBeforeRetry } from './retry.js';

/** What leaves for one of the three hosts. */
export interface Message {
  readonly source: Source;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob | undefined;
  /** What else `fetch` is told. */
  readonly init?: RequestInit;
  readonly answer?: 'json' | 'blob';
  /** Takes the body of a success, in place of `answer`. */
  readonly sink?: Sink;
  /** With the token of the context's credentials. */
  readonly bearer: boolean;
  /** Whether doing it twice is the same as doing it once. */
  readonly repeatable: boolean;
  readonly timeout: number | false;
  readonly sensitive?: boolean | undefined;
}

/** Reads a body as it comes. The call goes on, with its time and its signal, until `take` settles. */
export interface Sink {
  readonly take: (body: ReadableStream<Uint8Array> | null, signal: AbortSignal) => Promise<void>;
  /** Whether somebody has the beginning already, so that it cannot begin again. */
  readonly taken: () => boolean;
}

/** Sends a message, again where that is harmless and may help, with a fresh token where the first was refused. */
export async function exchange(ctx: Context, message: Message): Promise<Either<LasError, Answer>> {
  // A number out of an environment variable is easily NaN, which a timer takes for no time at all.
  const wrong = [message.timeout, ctx.fileTimeout, ctx.totalTimeout, ...Object.values(ctx.retry)].find(
    (option) => option !== false && !(option >= 0),
  );
  if (wrong !== undefined) {
    return left(invalidInput(`A timeout or retry option is ${quote(wrong)}: give 0 or more.`));
  }
  // Where nothing can end the whole, nothing has to watch it.
  const whole =
    ctx.signal || ctx.totalTimeout !== false ? openScope(ctx.signal, ctx.totalTimeout, 'total') : undefined;
  const inner: Context = { ...ctx, signal: whole?.signal, totalTimeout: false };
  let refused: { readonly token: string; readonly error: LasError } | undefined;
  let unsure = false;
  try {
    for (let attempt = 1, repeated = 0; ; attempt++) {
      if (whole?.signal.aborted) return left(endOf(whole.signal));
      const token = message.bearer ? await tokenOf(inner, refused?.token) : right('');
      if (isLeft(token)) return token;
      if (refused && refused.token === token.right) return left(refused.error);
      const answer = await once(inner, message, token.right, attempt);
      if (answer._tag === 'Right') return answer;
      const error = answer.left;
      if (message.bearer && !refused && 'status' in error && error.status === 401) {
        refused = { token: token.right, error };
        continue;
      }
      unsure ||= isUnsure(error) && !neverLeft(error);
      const wait = message.sink?.taken()
        ? undefined
        : waitBeforeRetry(error, message.repeatable, repeated++, ctx.retry);
      if (wait === undefined) return left(explain(error, message, attempt, unsure));
      await sleep(wait, whole?.signal);
    }
  } finally {
    whole?.close();
  }
}

const noToken: Either<LasError, never> = /*#__PURE__*/ left({
  _tag: 'MissingCredentials',
  message: 'The credentials of the context gave no token.',
});

// Credentials can be of anybody's making: they may throw, give something else, or not mind the signal.
async function tokenOf(ctx: Context, refused: string | undefined): Promise<Either<LasError, string>> {
  const { signal, credentials } = ctx;
  try {
    const ask = async () => credentials.getToken(ctx, refused);
    const token = await within(signal, ask());
    const sound = isLeft(token) ? token.left._tag : typeof token.right === 'string' && token.right;
    return sound ? token : noToken;
  } catch {
    if (!signal?.aborted) return noToken;
    const end = endOf(signal);
    return left({ ...end, message: `While waiting for a token: ${end.message}` });
  }
}

// What the outcome of the attempts before the last one means for the caller.
function explain(
  error: LasError,
  { method, repeatable }: Message,
  attempt: number,
  unsure: boolean,
): LasError {
  const notes = [
    attempt > 1 ? ` (${attempt} attempts)` : '',
    unsure && !repeatable ? ' It may have been carried out: look before you repeat it.' : '',
    unsure && method === 'DELETE' && !isUnsure(error)
      ? ' An earlier attempt, whose answer was lost, may have deleted it.'
      : '',
  ];
  return { ...error, message: error.message + notes.join('') };
}

async function once(
  ctx: Context,
  message: Message,
  token: string,
  attempt: number,
): Promise<Either<LasError, Answer>> {
  const { source, method, url } = message;
  const record = { source, method, url, attempt };
  let headers: Headers;
  try {
    headers = new Headers(message.headers);
    if (message.bearer) headers.set('authorization', `Bearer ${token}`);
  } catch {
    // What was thrown quotes the value, which may be a key or the token.
    return left(
      invalidInput('A header (of the options, the API key or the token) has characters that none may have.'),
    );
  }
  const scope = openScope(ctx.signal, message.timeout, 'attempt');
  const started = performance.now();
  notify(ctx.onRequest, record);
  let answer: Answer | undefined;
  let result: Either<LasError, Answer>;
  try {
    answer = await within(scope.signal, send(ctx, message, token, headers, scope.signal));
    result = judge(message, answer);
  } catch (thrown) {
    result = left(
      scope.signal.aborted ? endOf(scope.signal) : networkError(message, secretsOf(ctx, token), thrown),
    );
  }
  scope.close();
  held.delete(scope.signal);
  notify(ctx.onResponse, {
    ...record,
    duration: performance.now() - started,
    ...(answer && { status: answer.status }),
    ...(answer?.requestId !== undefined && { requestId: answer.requestId }),
    ...(isLeft(result) && { error: result.left._tag }),
  });
  return result;
}

const secretsOf = (ctx: Context, token: string) => [token, ...Object.values(ctx.headers())];

// Gateways quote the headers that they refuse. What is too short for a secret would take half the text with it.
const hide = (text: string, secrets: ReadonlyArray<string>) =>
  secrets.reduce((rest, secret) => (secret.length < 8 ? rest : rest.replaceAll(secret, '…')), text);

// A request that was collected as garbage does not hear its signal any more: held until its call has ended.
const held = /*#__PURE__*/ new Map<AbortSignal, Request>();

async function send(
  ctx: Context,
  message: Message,
  token: string,
  headers: Headers,
  signal: AbortSignal,
): Promise<Answer> {
  const { source, method, url, body, sensitive } = message;
  // Not to ky: it clones its request, and with it would hold a body twice, and signals that follow signals cost time.
  const rest: RequestInit = {
    headers,
    signal,
    body: body ?? null,
    ...message.init,
  };
  const response = await ky(url, {
    method,
    // A redirect could take token, key or document to another host.
    redirect: 'manual',
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    fetch: (request) => {
      const sent = new Request(request as Request, rest);
      // A hook may have ended the call already.
      if (!signal.aborted) held.set(signal, sent);
      return (ctx.fetch ?? fetch)(sent);
    },
  });
  const { status, ok } = response;
  const requestId = response.headers.get('x-amzn-requestid') ?? response.headers.get('x-request-id') ?? '';
  const read =
    ok && message.sink
      ? { body: await message.sink.take(response.body, signal) }
      : ok && message.answer === 'blob'
        ? { body: await response.blob() }
        : // Of a result only what can be no part of it: the token.
          parseBody(hide(await response.text(), ok ? [token] : secretsOf(ctx, token)));
  return {
    source,
    status,
    sensitive,
    ...read,
    // An id, not whatever a proxy writes there.
    requestId: /^[\w.:=-]{1,128}$/.test(requestId) ? requestId : undefined,
    retryAfter: parseRetryAfter(response.headers.get('retry-after')),
  };
}

function judge({ method, url }: Message, answer: Answer): Either<LasError, Answer> {
  const { status, body, malformed } = answer;
  if (status < 200 || status > 299) return left(failure(answer, `${method} ${new URL(url).pathname}`));
  return malformed ? left(undecodable(answer, '', 'JSON', body)) : right(answer);
}

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: Thrown;
}

function networkError(
  { source, method, url, sensitive }: Message,
  secrets: ReadonlyArray<string>,
  thrown: unknown,
): LasError {
  const clean = (value: unknown) => cut(hide(textOf(value), secrets), 200);
  let cause: Cause = { name: typeof thrown, message: '' };
  try {
    // The one that knows most is inside: fetch wraps it, and ky 2 once more.
    let inner = (thrown ?? {}) as Thrown;
    for (let depth = 0; depth < 5 && inner.cause; depth++) inner = inner.cause;
    cause = {
      name: clean(inner.name ?? typeof thrown),
      // A fetch of the caller's own may quote the request.
      message: sensitive ? '' : clean(inner.message || (thrown as Thrown | undefined)?.message || thrown),
      ...(inner.code !== undefined && { code: clean(inner.code) }),
    };
  } catch {
    // A getter of what was thrown throws in turn.
  }
  // Of a message that is sent with `redirect: 'error'`.
  if (cause.message === 'unexpected redirect') {
    return failure({ source, status: 0, body: undefined }, `${method} ${new URL(url).pathname}`);
  }
  return {
    _tag: 'NetworkError',
    message: `No answer from ${new URL(url).host} (${cause.code ?? (cause.message || cause.name)}): check the endpoint and the connection.`,
    source,
    cause,
  };
}

function notify<A>(hook: ((record: A) => void) | undefined, record: A): void {
  if (!hook) return;
  // A hook watches; what it throws or rejects with is no part of the call.
  const run = async () => hook(record);
  run().catch(() => {});
}
