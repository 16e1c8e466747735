/** The whole API in memory, for tests, for offline work and for the browser. */
export { createEmulator, type Emulator, type Fault } from './app.js';
export type { EmulatorOptions, FunctionHandler, HandlerAccount, SeedModel } from './options.js';
export type {
  AnswerOptions,
  FieldConfig,
  FieldOptions,
  FieldPrediction,
  KnownValue,
  LinesPrediction,
  PredictedDocument,
  PredictedModel,
  Predictions,
  PredictOptions,
  Predictor,
  ReadingOptions,
} from './reader/predictor.js';
export { readFields } from './reader/read.js';
export type { Attachment, Box, TextCell, TextLine, TextPage } from './reader/text.js';
export { invoiceModel } from './seed.js';
