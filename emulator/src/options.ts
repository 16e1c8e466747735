/** What an emulator can be told, and what a predictor is given and answers. */
import type { TextPage } from './predict/text.js';

/** A field of a model: what kind of value it holds, or the fields of each line of a table. */
export interface FieldOptions {
  readonly type: string;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly description?: string | null;
  /** The columns of a field of type `lines`. */
  readonly fields?: FieldConfig;
  readonly [key: string]: unknown;
}

/** The fields of a model by their labels. */
export interface FieldConfig {
  readonly [label: string]: FieldOptions;
}

/** A model that is there from the beginning. */
export interface SeedModel {
  /** `las:model:<name>`; a new one when absent. */
  readonly modelId?: string;
  /** The organization that owns it; the emulator's own when absent. */
  readonly organizationId?: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly fieldConfig: FieldConfig;
  readonly preprocessConfig?: PreprocessConfig;
  readonly postprocessConfig?: PostprocessConfig;
}

export interface PreprocessConfig {
  readonly startPage?: number;
  readonly pages?: readonly number[];
  readonly maxPages?: number;
  readonly rotation?: number;
  readonly autoRotate?: boolean;
  readonly imageQuality?: string;
}

export interface PostprocessConfig {
  readonly strategy?: string;
  readonly outputFormat?: string;
  readonly parameters?: { readonly n: number; readonly collapse?: boolean };
}

/** One value that was read from a document. `null` with confidence 0: nothing was found. */
export interface FieldPrediction {
  readonly label: string;
  readonly value: string | null;
  readonly confidence: number;
  /** 0-based. */
  readonly page?: number;
  /** The value as it stands in the document. */
  readonly rawValue?: string | null;
}

/** The lines of a table. */
export interface LinesPrediction {
  readonly label: string;
  readonly value: readonly (readonly FieldPrediction[])[];
  readonly page?: number;
}

export interface GroundTruth {
  readonly label: string;
  readonly value: unknown;
  readonly pages?: readonly number[];
}

/** The document that a predictor reads. */
export interface PredictedDocument {
  readonly documentId: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly groundTruth: readonly GroundTruth[];
  /** The text of every page of a PDF, read when it is asked for; an empty list for an image. */
  pages(): Promise<readonly TextPage[]>;
}

export interface PredictedModel {
  readonly modelId: string;
  readonly fieldConfig: FieldConfig;
}

export interface PredictOptions {
  /** The 0-based numbers of the pages to read, of a document with `total` pages. */
  choosePages(total: number): readonly number[];
  readonly preprocessConfig: PreprocessConfig;
  readonly postprocessConfig: PostprocessConfig;
}

export type Predictions = readonly (FieldPrediction | LinesPrediction)[];

/** Reads the fields of `model` from `document`. */
export type Predictor = (
  document: PredictedDocument,
  model: PredictedModel,
  options: PredictOptions,
) => Predictions | Promise<Predictions>;

export interface EmulatorOptions {
  /** The client that the token endpoint knows; made up when absent. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** When given, every API call must bring it as `x-api-key`. */
  readonly apiKey?: string | undefined;
  /** The models that are there from the beginning; when absent, `las:model:invoice`. */
  readonly models?: readonly SeedModel[] | undefined;
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
  readonly redirectUris?: readonly string[] | undefined;
  /** Whether every renewal gives a new refresh token and voids the old one. */
  readonly rotateRefreshTokens?: boolean | undefined;
}
