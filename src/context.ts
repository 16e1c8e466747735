/** The context that every function takes first: where the API is, who asks, and how. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { LasError, Source } from './errors.js';
import type { Transport } from './transport.js';
import { requestTransport } from './transports/fetch.js';

/**
 * Where a bearer token comes from. Made by `clientCredentials`, `staticToken` and their kin; its secrets are
 * in a closure, so that printing a context shows none.
 */
export interface Credentials {
  /**
   * Resolves to a token, never rejects. `rejected` is a token that was refused just now: it must not come
   * back if another can be had.
   */
  readonly getToken: (ctx: Context, rejected?: string) => Promise<Either<LasError, string>>;
}

/** When and how often a call is tried again; which calls may be is not an option. */
export interface RetryOptions {
  /** Attempts after the first; 2 by default, 0 for none. */
  readonly limit?: number | undefined;
  /** Milliseconds before the first repetition, doubled with each, less a random part of it; 300 by default. */
  readonly delay?: number | undefined;
  /** Milliseconds that a single wait may take; a server that asks for more (`Retry-After`) is not asked again. 20 000 by default. */
  readonly maxDelay?: number | undefined;
}

/** A request that is about to leave, as hooks see it: no header, no body. */
export interface RequestRecord {
  readonly source: Source;
  readonly method: string;
  readonly url: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** How an attempt ended, as hooks see it. */
export interface ResponseRecord extends RequestRecord {
  /** Absent where no answer came. */
  readonly status?: number;
  /** Milliseconds from request to the last byte of the answer. */
  readonly duration: number;
  readonly requestId?: string;
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number;
  /** The error of an attempt that failed. */
  readonly error?: LasError['_tag'];
}

/** Options that {@link withOptions} can change for a call or a group of calls. */
export interface ContextOverrides {
  /** Aborts every call made with the context. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt of a call to the API; 60 000 by default, `false` for no end. */
  readonly timeout?: number | false | undefined;
  /** Milliseconds for one attempt to send or fetch a file; 600 000 by default, `false` for no end. */
  readonly fileTimeout?: number | false | undefined;
  /** Milliseconds for a whole call, waits and repetitions included; no end by default. */
  readonly totalTimeout?: number | false | undefined;
  /** Repetitions: how many (a number), or how (options). */
  readonly retry?: number | RetryOptions | undefined;
  /**
   * Bytes of a response that are read into memory, decompressed; a longer one is a `DecodeError`. 64 MB (64 000 000) by
   * default, `false` for no end. Files have none.
   */
  readonly maxBody?: number | false | undefined;
  /** Headers for every request to the API (not to the file server or the auth endpoint). */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sends each request: `fetchTransport`, `kyTransport(instance)`, `nodeTransport()`, or a function of your own. */
  readonly transport?: Transport | undefined;
  /** In place of a transport, for what takes a `Request`: an emulator, a test, a framework. It wins over `transport`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Called before each attempt. */
  readonly onRequest?: ((record: RequestRecord) => void) | undefined;
  /** Called after each attempt. */
  readonly onResponse?: ((record: ResponseRecord) => void) | undefined;
}

/** Options of {@link contextWith} and `createContext`. */
export interface ContextOptions extends ContextOverrides {
  /** With its scheme; `https://api.lucidtech.ai/v1` by default. Plain http is for loopback alone. */
  readonly apiEndpoint?: string | undefined;
  /** Where the bearer token comes from; without them every call ends in `MissingCredentials`. */
  readonly credentials: Credentials;
  /** Sent as `x-api-key`; accounts of 2020-2022 have one. */
  readonly apiKey?: string | undefined;
}

/** {@link RetryOptions} with nothing left open. */
export interface RetryPolicy {
  readonly limit: number;
  readonly delay: number;
  readonly maxDelay: number;
}

/** Immutable; made by {@link createContext}, varied by {@link withOptions}. */
export interface Context {
  readonly apiEndpoint: string;
  readonly credentials: Credentials;
  /** In a function, so that printing a context shows no key. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly timeout: number | false;
  readonly fileTimeout: number | false;
  readonly totalTimeout: number | false;
  readonly maxBody: number | false;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  /** Sends one request. */
  readonly transport: Transport;
  readonly onRequest: ((record: RequestRecord) => void) | undefined;
  readonly onResponse: ((record: ResponseRecord) => void) | undefined;
}

/**
 * Makes a context over a transport. Nothing is checked and nothing is sent: a call made with it says what is wrong.
 *
 * @example
 * import { contextWith, fetchTransport, staticToken } from 'las-fp';
 *
 * const ctx = contextWith(fetchTransport, { credentials: staticToken('…') });
 */
export function contextWith(transport: Transport, options: ContextOptions): Context {
  const { apiKey, apiEndpoint, credentials } = options;
  const ctx: Context = {
    apiEndpoint: apiEndpoint ?? 'https://api.lucidtech.ai/v1',
    credentials,
    headers: () => (apiKey ? { 'x-api-key': apiKey } : {}),
    timeout: 60_000,
    fileTimeout: 600_000,
    totalTimeout: false,
    maxBody: 64_000_000,
    retry: { limit: 2, delay: 300, maxDelay: 20_000 },
    signal: undefined,
    transport,
    onRequest: undefined,
    onResponse: undefined,
  };
  return withOptions(ctx, options);
}

// Unknown keys are dropped.
const merge = <A extends object>(there: A, given: { readonly [K in keyof A]?: unknown }): A =>
  Object.fromEntries(Object.entries(there).map(([key, value]) => [key, given[key as keyof A] ?? value])) as A;

/**
 * A context that differs in what is given; `headers` and `retry` are merged with what is there. The given
 * context stays as it is, and both share one token.
 *
 * @example
 * const controller = new AbortController();
 * const patient = withOptions(ctx, { timeout: 120_000, signal: controller.signal });
 */
export function withOptions(ctx: Context, overrides: ContextOverrides): Context {
  const { headers, retry, fetch, ...rest } = overrides;
  const added = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...merge(ctx, rest),
    ...(fetch && { transport: requestTransport(fetch) }),
    headers: () => ({ ...ctx.headers(), ...Object.fromEntries(added) }),
    retry: merge(ctx.retry, typeof retry === 'number' ? { limit: retry } : (retry ?? {})),
  };
}
