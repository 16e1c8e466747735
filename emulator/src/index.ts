/** The whole API in memory, for tests, for offline work and for the browser. */
export { createEmulator, type EmulatedOrganization, type Emulator } from './app.js';
export { standingClock } from './clock.js';
export type { Fault } from './faults.js';
export type { JournalRequest } from './journal.js';
export type {
  EmulatorClock,
  EmulatorOptions,
  FunctionHandler,
  HandlerAccount,
  Limits,
  OrganizationOptions,
  Renderer,
  RenderOptions,
  SeedModel,
} from './options.js';
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
export { invoiceModel, type Seed } from './seed.js';
export type { OrganizationSnapshot, Snapshot } from './store/snapshot.js';
