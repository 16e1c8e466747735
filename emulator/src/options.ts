/** What an emulator can be told. */
import type { AnswerOptions, FieldConfig, Predictor, ReadingOptions } from './reader/predictor.js';

/** A model that is there from the beginning. */
export interface SeedModel {
  /** `las:model:<name>`; a new one when absent. */
  readonly modelId?: string;
  /** The organization that owns it; the emulator's own when absent. */
  readonly organizationId?: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly fieldConfig: FieldConfig;
  readonly preprocessConfig?: ReadingOptions;
  readonly postprocessConfig?: AnswerOptions;
}

/** Where a handler reaches the emulator, and as whom: what a client's context is made from. */
export interface HandlerAccount {
  readonly apiEndpoint: string;
  readonly authEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Reaches the emulator also where it is not served. */
  readonly fetch: typeof fetch;
}

/**
 * Does the work of a user's own function. What it gives is the output; a hook's decides by `true`, or by
 * `{ result: true }`. An error that it throws fails the run.
 */
export type FunctionHandler = (input: Readonly<Record<string, unknown>>, account: HandlerAccount) => unknown;

/** How a page is to be drawn; what is absent is for the renderer to choose. */
export interface RenderOptions {
  /** The first is 0. */
  readonly page: number;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly rotation?: number | undefined;
  readonly density?: number | undefined;
  readonly quality?: string | undefined;
}

/** Draws a page of a file as a JPEG or PNG; `undefined` where there is no such page. */
export type Renderer = (
  file: { readonly bytes: Uint8Array; readonly contentType: string },
  options: RenderOptions,
) =>
  | { readonly bytes: Uint8Array; readonly contentType: string }
  | undefined
  | Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | undefined>;

/** A clock that an emulator goes by. */
export interface EmulatorClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Goes on by so many milliseconds; a real clock cannot. */
  advance?(milliseconds: number): void;
}

/** An organization besides the first, with a client of its own. */
export interface OrganizationOptions {
  readonly name?: string | undefined;
  /** Made up when absent. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
}

/** What is refused besides what is wrong; nothing when absent. */
export interface Limits {
  /** How much may be made of each kind, in all or in a month: `true` for what the plan says. 429 `Limit Exceeded`. */
  readonly quotas?: true | Readonly<Record<string, number>> | undefined;
  /** Requests of a client in a second. 429 `Too Many Requests`, with `Retry-After`. */
  readonly requestsPerSecond?: number | undefined;
  /** Whether roles allow and forbid. 403 `Forbidden`. */
  readonly roles?: boolean | undefined;
}

/** What an emulator can be told. */
export interface EmulatorOptions {
  /** The clock, by which everything goes that takes time: a real one when absent. `standingClock()` stands until `emulator.advance(ms)`. */
  readonly clock?: EmulatorClock | undefined;
  /** What is refused besides what is wrong. */
  readonly limits?: Limits | undefined;
  /** Organizations besides the first. */
  readonly organizations?: ReadonlyArray<OrganizationOptions> | undefined;
  /** Requests that `emulator.requests` remembers; 1000 when absent. */
  readonly journal?: number | undefined;
  /** An integer that faults for a share of the requests are chosen by; 1 when absent. */
  readonly seed?: number | undefined;
  /** Pages of other origins that may call: those of this machine when absent. */
  readonly origins?: 'loopback' | 'anywhere' | ReadonlyArray<string> | undefined;
  /** Draws a page of a file, for `?page=&width=` of a `fileUrl`; 501 when absent. */
  readonly render?: Renderer | undefined;
  /** How new ids begin, and with them the version of the API's answers: `cradl`, of 2025, when absent; `las`, of 2024. */
  readonly ids?: 'cradl' | 'las' | undefined;
  /** What does the work of functions, by their ids or names; without one, the run waits for somebody outside. */
  readonly handlers?: Readonly<Record<string, FunctionHandler>> | undefined;
  /** Where exports may call: this machine when absent. */
  readonly webhooks?: 'loopback' | 'anywhere' | undefined;
  /** Sends the requests of exports; the platform's `fetch` when absent. */
  readonly deliver?: ((request: Request) => Promise<Response>) | undefined;
  /** The client that the token endpoint knows; made up when absent. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** When given, every API call must bring it as `x-api-key`. */
  readonly apiKey?: string | undefined;
  /** The models that are there from the beginning; when absent, one that reads invoices, `cradl:model:invoice` (or `las:model:invoice`). */
  readonly models?: ReadonlyArray<SeedModel> | undefined;
  /** Replaces the reading of documents. */
  readonly predict?: Predictor | undefined;
  /** Seconds until an access token expires; 3600 when absent. */
  readonly tokenLifetime?: number | undefined;
  /** Resources on a page, when nobody asks for fewer; also the most that one gets. 100 when absent. */
  readonly maxPage?: number | undefined;
  /** Milliseconds before every answer; 0 when absent. */
  readonly latency?: number | undefined;
  /** Milliseconds that an asynchronous prediction, a training or a data bundle takes; 20 when absent. */
  readonly asyncDelay?: number | undefined;
  /** Called with a line a request: method, path, status and milliseconds; never a token, a key or a content. */
  readonly log?: ((line: string) => void) | undefined;
  /** Origin of the `fileUrl` of documents; the one of the request when absent. */
  readonly filesOrigin?: string | undefined;
  /** The client of browsers, which has no secret; `emulator-browser` when absent. */
  readonly publicClientId?: string | undefined;
  /** What the login page takes with any email address; made up when absent: see `emulator.password`. */
  readonly password?: string | undefined;
  /** Where a login may lead; when absent, any address of this machine. */
  readonly redirectUris?: ReadonlyArray<string> | undefined;
  /** Whether every renewal gives a new refresh token and voids the old one. */
  readonly rotateRefreshTokens?: boolean | undefined;
}
