/** From predictions to values and a decision: pure functions, which make no request. */
export type { Candidate } from '../resources/predictions/predictedFields.js';
export { best } from './best.js';
export * from './codecs.js';
export * from './decide.js';
export * from './extract.js';
export * from './feedback.js';
export * from './fields.js';
export * from './known.js';
export * from './merge.js';
export { policyOf } from './policy.js';
export * from './types.js';
export * from './validators.js';
export * from './values.js';
