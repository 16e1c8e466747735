/** Workflows: transitions one after the other, and their executions. */
export * from './executions.js';
export * from './workflows.js';
