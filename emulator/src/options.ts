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

/** What an emulator can be told. */
export interface EmulatorOptions {
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
  /** The clock, in epoch milliseconds. What takes time only goes on when the clock does. */
  readonly now?: (() => number) | undefined;
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
  /** What the login page takes with any email address; `emulator` when absent. */
  readonly password?: string | undefined;
  /** Where a login may lead; when absent, any http address of this machine and any https address. */
  readonly redirectUris?: ReadonlyArray<string> | undefined;
  /** Whether every renewal gives a new refresh token and voids the old one. */
  readonly rotateRefreshTokens?: boolean | undefined;
}
