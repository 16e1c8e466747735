/** What a predictor is given, and what it answers. */
import type { Attachment, TextPage } from './text.js';

/** A field of a model: what kind of value it holds, or the fields of each line of a table. */
export interface FieldOptions {
  readonly type: string;
  readonly maxLength?: number;
  readonly enum?: ReadonlyArray<string>;
  readonly description?: string | null;
  /** The columns of a field of type `lines`. */
  readonly fields?: FieldConfig;
  readonly [key: string]: unknown;
}

/** The fields of a model by their labels. */
export interface FieldConfig {
  readonly [label: string]: FieldOptions;
}

/** Which pages of a document are read, and how. */
export interface ReadingOptions {
  readonly startPage?: number;
  readonly pages?: ReadonlyArray<number>;
  readonly maxPages?: number;
  readonly rotation?: number;
  readonly autoRotate?: boolean;
  readonly imageQuality?: string;
}

/** Which of the values that were found are answered. */
export interface AnswerOptions {
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
  /** Left, top, right and bottom, each as a part of the page. */
  readonly location?: ReadonlyArray<number>;
}

/** The lines of a table. */
export interface LinesPrediction {
  readonly label: string;
  readonly value: ReadonlyArray<ReadonlyArray<FieldPrediction>>;
  readonly page?: number;
}

/** A value that is known to be right; for a table, the lines with their values. */
export interface KnownValue {
  readonly label: string;
  readonly value: unknown;
  readonly pages?: ReadonlyArray<number>;
}

/** The document that a predictor reads. */
export interface PredictedDocument {
  readonly documentId: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly groundTruth: ReadonlyArray<KnownValue>;
  /** The text of every page of a PDF, read when it is asked for; an empty list for an image. */
  pages(): Promise<ReadonlyArray<TextPage>>;
  /** The files inside a PDF, such as the XML of an e-invoice. */
  attachments?(): Promise<ReadonlyArray<Attachment>>;
}

/** The model whose fields are read. */
export interface PredictedModel {
  readonly modelId: string;
  readonly fieldConfig: FieldConfig;
}

/** How a prediction was asked for. */
export interface PredictOptions {
  /** The 0-based numbers of the pages to read, of a document with `total` pages. */
  choosePages(total: number): ReadonlyArray<number>;
  readonly preprocessConfig: ReadingOptions;
  readonly postprocessConfig: AnswerOptions;
}

/** What was read, field by field. */
export type Predictions = ReadonlyArray<FieldPrediction | LinesPrediction>;

/** Reads the fields of `model` from `document`. */
export type Predictor = (
  document: PredictedDocument,
  model: PredictedModel,
  options: PredictOptions,
) => Predictions | Promise<Predictions>;
