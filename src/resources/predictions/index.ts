/** Predictions: what a model reads in a document. */
export * from './predictedFields.js';
export * from './predictions.js';
