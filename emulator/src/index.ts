/** The whole API in memory, for tests, for offline work and for the browser. */
export { createEmulator, type Emulator, type Fault } from './emulator.js';
export type {
  EmulatorOptions,
  FieldConfig,
  FieldOptions,
  FieldPrediction,
  GroundTruth,
  LinesPrediction,
  PostprocessConfig,
  PredictedDocument,
  PredictedModel,
  Predictions,
  PredictOptions,
  Predictor,
  PreprocessConfig,
  SeedModel,
} from './options.js';
export { readDocument } from './predict/read.js';
export type { TextCell, TextLine, TextPage } from './predict/text.js';
export { invoiceModel } from './seed.js';
