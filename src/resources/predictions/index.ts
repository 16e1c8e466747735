/** Predictions: what a model reads in a document. */
export * from './pages.js';
export * from './predictedFields.js';
export * from './predictions.js';
