/** Validations, and their tasks. */

export * from './tasks.js';
export * from './validations.js';
